// Recording and replay from outside: what a wall recorded can be rehearsed, and two replays of one recording give the same frames.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "kpi/recording/recorder.h"
#include "kpi/recording/recording.h"
#include "tests/app/wall.h"

namespace guangmu::testing {
namespace {

using ::testing::HasSubstr;
using nlohmann::json;

constexpr Instant begin{1672444800'000'000};  // 2022-12-31T08:00:00+08:00

// What the platform of Lanzhou would have said from `begin` on, every half second for `seconds`, with new figures every ten; all
// `more` higher.
void record(const std::string& path, int more, int seconds = 20, const std::string& source = "platform") {
  kpi::RecorderSettings settings;
  settings.path = path;
  settings.head = {"lanzhou", "0.1.0"};
  auto recorder = kpi::Recorder::start(settings);
  ASSERT_TRUE(recorder) << recorder.error().text;
  for (int i = 0; i < 2 * seconds; ++i) {
    const Instant at = begin + i * 0.5;
    const json document = {{"data",
                            {{"time", iso8601(at)},
                             {"users", {{"total", 20000 + more + i / 20}}},
                             {"products", {{"listed", 300 + more + i / 20}}},
                             {"financing", {{"applied", 400.5 + more}, {"granted", 150.25 + more}}}}}};
    (*recorder)->add({at, source, false, document.dump(), "application/json"});
  }
  (*recorder)->add({begin + seconds, source, true, "HTTP 503: the platform has a fault of its own", ""});
}

std::string fault_of(const json& state, const std::string& source) {
  for (const auto& each : state["sources"])
    if (each["id"] == source) return each["fault"].get<std::string>();
  return "no such source";
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string exhibit(const char* name = "lanzhou") {
  return std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/" + name;
}

Finished render(const ScratchFolder& folder, const std::string& recording, const std::string& output, std::vector<std::string> more,
                const std::string& of = exhibit()) {
  std::vector<std::string> argv{"guangmu", "render", of, "--scene", of == exhibit() ? "overview" : "figures", "--replay", folder.file(recording), "-o",
                                folder.file(output)};
  argv.insert(argv.end(), more.begin(), more.end());
  return run(argv);
}

TEST(Replay, TwoOfOneRecordingGiveTheSameFramesAndOneOfAnotherDoesNot) {
  const ScratchFolder folder;
  record(folder.file("day"), 0);
  record(folder.file("other"), 7);
  struct Case {
    const char* name;
    std::vector<std::string> how;
  };
  for (const auto& [name, how] : {Case{"still.png", {"--at", "3.2"}}, Case{"fast.png", {"--at", "1.5", "--speed", "4"}},
                                  Case{"clip.mp4", {"--from", "2.5", "--to", "3.5", "--fps", "8"}}}) {
    const std::string n = name;
    for (const auto& [recording, output] : {std::pair("day", "a_"), std::pair("day", "b_"), std::pair("other", "c_")}) {
      const Finished done = render(folder, recording, output + n, how);
      ASSERT_EQ(done.exit_code, 0) << done.err;
    }
    const std::string a = bytes_of(folder.file("a_" + n)), b = bytes_of(folder.file("b_" + n)), c = bytes_of(folder.file("c_" + n));
    ASSERT_FALSE(a.empty());
    EXPECT_TRUE(a == b) << n << ": two replays of one recording differ";
    EXPECT_FALSE(a == c) << n << ": the picture does not show the recording";
  }
  // The figures move while it is played.
  ASSERT_EQ(render(folder, "day", "early.png", {"--at", "1"}).exit_code, 0);
  EXPECT_FALSE(bytes_of(folder.file("early.png")) == bytes_of(folder.file("a_still.png")));
}

TEST(Replay, ShowsTheRecordedFiguresAtTheRecordedTime) {
  const ScratchFolder folder;
  record(folder.file("day"), 0);
  const auto drawn = [&](const std::string& at) {
    EXPECT_EQ(render(folder, "day", "x.png", {"--at", at, "--texts", folder.file("texts")}).exit_code, 0);
    return bytes_of(folder.file("texts"));
  };
  EXPECT_NE(drawn("9.8").find("20,000"), std::string::npos);
  EXPECT_NE(drawn("19.8").find("20,001"), std::string::npos);
}

TEST(Replay, GoesIntoAnotherExhibitAsFarAsSourcesFit) {
  const ScratchFolder folder;
  record(folder.file("day"), 0);
  EXPECT_EQ(render(folder, "day", "other.png", {"--at", "2"}, exhibit("mengjin")).exit_code, 0);
  record(folder.file("elsewhere"), 0, 1, "ministry");
  const Finished refused = render(folder, "elsewhere", "no.png", {"--at", "2"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("ministry"));
  EXPECT_THAT(refused.err, HasSubstr("platform"));
  folder.write("text", "no recording");
  EXPECT_EQ(render(folder, "text", "no.png", {"--at", "2"}).exit_code, 1);
  EXPECT_EQ(render(folder, "day", "no.png", {"--at", "2", "--speed", "0"}).exit_code, 1);
  EXPECT_EQ(render(folder, "day", "no.png", {"--at", "2", "--data", folder.file("text")}).exit_code, 1);
}

TEST(Replay, ARunningWallSaysThatItIsARehearsalAndKeepsNothingOfIt) {
  const int port = free_port();
  const SmallExhibit lanzhou(port);
  const ScratchFolder folder;
  record(folder.file("day"), 0, 60);
  {
    RunningWall wall(lanzhou.path(), {"--replay", folder.file("day"), "--speed", "10", "--state", folder.file("state"), "--scene", "overview"});
    ASSERT_TRUE(wall.answers()) << wall.process().output();
    ASSERT_TRUE(wall.eventually_state([](const json& s) { return s["metrics"]["users_total"]["value"].get<double>() > 20002; })) << wall.state()["metrics"].dump(1);
    const json state = wall.state();
    EXPECT_EQ(state["metrics"]["users_total"]["freshness"], "live") << "ages are those of the recorded day";
    bool told = false;
    for (const auto& fault : state["faults"]) told = told || (fault["text"].get<std::string>().find("rehearsal") != std::string::npos && fault["severity"] == "look");
    EXPECT_TRUE(told) << state["faults"].dump(1);
    EXPECT_TRUE(wall.eventually_state([](const json& s) { return fault_of(s, "platform").find("503") != std::string::npos; }))
        << "recorded failures are replayed too: " << wall.state()["sources"].dump(1);
  }
  RunningWall live(lanzhou.path(), {"--state", folder.file("state")});
  ASSERT_TRUE(live.answers()) << live.process().output();
  EXPECT_EQ(live.state()["metrics"]["users_total"]["value"], 10016) << "a figure of the rehearsal stands on the live wall";
}

TEST(Replay, AWallRecordsWhatItsSourcesSendWithoutTheirSecrets) {
  const int port = free_port();
  const SmallExhibit lanzhou(port);
  lanzhou.replace("data.yaml", "/api/v1/kpi\"", "/api/v1/kpi?key=not-for-everybody\"");
  const ScratchFolder folder;
  {
    Process platform(platform_argv(lanzhou.path(), port));
    RunningWall wall(lanzhou.path(), {"--record", folder.file("day")});
    ASSERT_TRUE(wall.answers()) << wall.process().output();
    ASSERT_TRUE(wall.eventually_state([](const json& s) { return s["metrics"]["users_total"]["freshness"] == "live"; }));
    platform.signal(SIGKILL);
    ASSERT_TRUE(wall.eventually_state([](const json& s) { return fault_of(s, "platform") != ""; }));
  }
  const auto survey = kpi::survey_recording(folder.file("day"));
  ASSERT_TRUE(survey) << survey.error().text;
  EXPECT_EQ(survey->head.exhibit, "lanzhou");
  EXPECT_GE(survey->records, 2u);
  EXPECT_EQ(survey->notice, "");
  auto reader = kpi::RecordingReader::open(folder.file("day"));
  ASSERT_TRUE(reader);
  bool payload = false, fault = false;
  while (const auto r = reader->next()) {
    EXPECT_EQ(r->body.find("not-for-everybody"), std::string::npos);
    (r->fault ? fault : payload) = true;
  }
  EXPECT_TRUE(payload);
  EXPECT_TRUE(fault);

  // A wall that cannot record says so before it starts.
  const Finished refused = run({"guangmu", "show", lanzhou.path(), "--headless", "--no-audio", "--seconds", "1", "--record", folder.file("no/day")});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err + refused.out, HasSubstr("cannot be written"));
}

}  // namespace
}  // namespace guangmu::testing
