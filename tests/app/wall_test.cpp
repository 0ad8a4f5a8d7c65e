// What a user of the whole program sees: a wall that keeps its last good figures whatever its surroundings do.
#include "tests/app/wall.h"

#include <gtest/gtest.h>

#include <csignal>

namespace guangmu::testing {
namespace {

using nlohmann::json;

bool live(const json& state, const char* metric = "users_total") {
  return state["metrics"][metric]["freshness"] == "live" && state["metrics"][metric]["refused"] == "";
}

bool has_fault(const json& state, const std::string& part) {
  for (const auto& fault : state["faults"])
    if (fault["text"].get<std::string>().find(part) != std::string::npos) return true;
  return false;
}

TEST(Wall, ShowsLiveFiguresTakesCommandsAndEndsCleanly) {
  const int port = free_port();
  const SmallExhibit exhibit(port);
  Process platform(platform_argv(exhibit.path(), port));
  RunningWall wall(exhibit.path(), {"--scene", "overview"});
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  ASSERT_TRUE(wall.eventually_state([](const json& s) { return live(s); })) << wall.state()["metrics"].dump(1);
  EXPECT_EQ(wall.state()["scene"]["program"], "overview");

  EXPECT_EQ(wall.command("preview timeline").status, 200);
  EXPECT_TRUE(wall.eventually_state([](const json& s) { return s["scene"]["preview"] == "timeline" && s["scene"]["ready"] == true; }));
  const Reply taken = wall.command("take");
  EXPECT_EQ(taken.status, 200) << taken.body;
  EXPECT_GT(json::parse(taken.body)["frame"].get<std::uint64_t>(), 0u);
  EXPECT_TRUE(wall.eventually_state([](const json& s) { return s["scene"]["program"] == "timeline"; }));

  EXPECT_EQ(wall.command("take nowhere").status, 409);
  EXPECT_EQ(wall.command("dance").status, 409);
  EXPECT_EQ(wall.get("/api/v1/nothing").status, 404);
  const Reply picture = wall.get("/api/v1/program.jpg?w=320");
  EXPECT_EQ(picture.status, 200);
  EXPECT_EQ(picture.body.substr(0, 2), "\xFF\xD8");

  wall.process().signal(SIGTERM);
  const Finished done = wall.process().finish();
  EXPECT_EQ(done.exit_code, 0) << done.out;
  EXPECT_NE(done.out.find("frames"), std::string::npos) << "the line of figures at the end: " << done.out;
}

struct FaultCase {
  const char *fault, *name;
};

class SourceFault : public ::testing::TestWithParam<FaultCase> {};

// With each fault the last good number stays, with its true age; when the fault ends the wall recovers by itself.
TEST_P(SourceFault, LeavesTheLastGoodFigureAndRecovers) {
  const int port = free_port();
  const SmallExhibit exhibit(port);
  Process platform(platform_argv(exhibit.path(), port));
  RunningWall wall(exhibit.path());
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  ASSERT_TRUE(wall.eventually_state([](const json& s) { return live(s); }));

  const std::string faults = "http://127.0.0.1:" + std::to_string(port) + "/faults";
  const std::string fault = GetParam().fault, name = fault.substr(0, fault.find('=')), value = fault.substr(fault.find('=') + 1);
  ASSERT_EQ(http_post(faults, json{{name, json::parse(value)}}.dump()).status, 200);
  ASSERT_TRUE(wall.eventually_state([](const json& s) { return s["metrics"]["users_total"]["freshness"] != "live" || s["metrics"]["users_total"]["refused"] != ""; }))
      << fault;
  EXPECT_TRUE(wall.eventually_state([](const json& s) { return !s["faults"].empty(); })) << fault << ": nobody was told";
  const json faulty = wall.state();
  const double kept = faulty["metrics"]["users_total"]["value"].get<double>();
  EXPECT_GE(kept, 10016) << fault;
  EXPECT_LT(kept, 10016 + 500) << fault << ": a wrong figure stands on the wall";

  ASSERT_EQ(http_post(faults, json{{name, nullptr}}.dump()).status, 200);
  EXPECT_TRUE(wall.eventually_state([](const json& s) { return live(s); }, std::chrono::seconds(40))) << fault << wall.state()["metrics"]["users_total"].dump();
}

INSTANTIATE_TEST_SUITE_P(Each, SourceFault,
                         ::testing::Values(FaultCase{"latency=3", "latency"}, FaultCase{"cut=40", "cut"}, FaultCase{"garbage=1", "garbage"},
                                           FaultCase{"type=1", "type"}, FaultCase{"status=503", "status"}, FaultCase{"auth=1", "auth"},
                                           FaultCase{"stale=1", "stale"}, FaultCase{"jump=10", "jump"}),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(Wall, OutlivesItsPlatformAndSaysSo) {
  const int port = free_port();
  const SmallExhibit exhibit(port);
  auto platform = std::make_unique<Process>(platform_argv(exhibit.path(), port));
  RunningWall wall(exhibit.path());
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  ASSERT_TRUE(wall.eventually_state([](const json& s) { return live(s); }));
  platform->signal(SIGKILL);
  platform.reset();
  ASSERT_TRUE(wall.eventually_state([](const json& s) { return s["metrics"]["users_total"]["freshness"] == "late" && !s["faults"].empty(); }));
  const double before = wall.state()["frame"]["number"].get<double>();
  EXPECT_TRUE(wall.eventually_state([&](const json& s) { return s["frame"]["number"].get<double>() > before; }));
  EXPECT_NE(wall.process().output().find("platform"), std::string::npos) << "the log names the source";
}

TEST(Wall, ShowsAnotherServersFiguresWhenOnlyDataYamlIsEdited) {
  const int port = free_port();
  const SmallExhibit exhibit(port);
  // Another platform: its own paths, its own figures, no series and no tables.
  exhibit.write("data.yaml",
                "sources:\n  other: {url: \"http://127.0.0.1:" + std::to_string(port) +
                    "/v9/stats.json\", every: 200ms, timeout: 1s}\n"
                    "metrics:\n"
                    "  users_total: {source: other, at: /r/0/n, unit: 户, kind: counter, label: {zh: 累计企业用户, en: Enterprise users}}\n"
                    "  green_loans_total: {source: other, at: /r/1/n, scale: 0.0001, unit: 亿元, decimals: 2, label: {zh: 绿色贷款总额, en: Green loans}}\n"
                    "  financing_granted: {source: other, at: /r/2/n, unit: 亿元, decimals: 2, label: {zh: 实现融资总额, en: Financing granted}}\n"
                    "  green_share: {formula: green_loans_total / financing_granted, unit: \"%\", decimals: 1, label: {zh: 占比, en: Share}}\n");
  const ScratchFolder site;
  site.write("v9/stats.json", R"({"r": [{"n": 77345}, {"n": 612300}, {"n": 204.1}]})");
  Process server({"/usr/bin/python3", "-m", "http.server", std::to_string(port), "--bind", "127.0.0.1", "--directory", site.path()});
  RunningWall wall(exhibit.path(), {"--scene", "overview"});
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  ASSERT_TRUE(wall.eventually_state([](const json& s) { return live(s) && live(s, "green_share"); })) << wall.state()["metrics"].dump(1) << wall.process().output();
  const json metrics = wall.state()["metrics"];
  EXPECT_EQ(metrics["users_total"]["value"], 77345);
  EXPECT_NEAR(metrics["green_loans_total"]["value"].get<double>(), 61.23, 1e-9);
  EXPECT_NEAR(metrics["green_share"]["value"].get<double>(), 0.3, 1e-9);
}

TEST(Wall, ABrokenFileChangesNothingAndIsNamedUntilItIsMended) {
  const SmallExhibit exhibit(free_port());
  RunningWall wall(exhibit.path(), {"--scene", "overview"});
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  const std::string good = exhibit.read("data.yaml");
  exhibit.write("data.yaml", good + "\nmetrics: [");
  ASSERT_TRUE(wall.eventually_state([](const json& s) { return has_fault(s, "data.yaml:"); })) << wall.state()["faults"].dump(1);
  EXPECT_EQ(wall.state()["scene"]["program"], "overview");
  EXPECT_EQ(wall.state()["metrics"]["users_total"]["value"], 10016);
  exhibit.write("data.yaml", good);
  EXPECT_TRUE(wall.eventually_state([](const json& s) { return !has_fault(s, "data.yaml:"); }));
}

TEST(Wall, TheReportsFigureStandsBeforeTheFirstReadingButNeverAsLive) {
  const SmallExhibit exhibit(free_port());  // nobody listens there
  RunningWall wall(exhibit.path());
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  const json metric = wall.state()["metrics"]["users_total"];
  EXPECT_EQ(metric["value"], 10016);
  EXPECT_EQ(metric["freshness"], "never");
  EXPECT_EQ(metric["from_report"], true);
}

TEST(Wall, AColdStartWithoutNetworkShowsTheLastGoodFiguresWithTheirAge) {
  const int port = free_port();
  const SmallExhibit exhibit(port);
  const ScratchFolder state;
  double kept = 0;
  {
    Process platform(platform_argv(exhibit.path(), port));
    RunningWall wall(exhibit.path(), {"--state", state.path()});
    ASSERT_TRUE(wall.answers()) << wall.process().output();
    ASSERT_TRUE(wall.eventually_state([](const json& s) { return live(s); }));
    platform.signal(SIGKILL);
    ASSERT_TRUE(wall.eventually_state([](const json& s) { return s["metrics"]["users_total"]["freshness"] == "late"; }));
    kept = wall.state()["metrics"]["users_total"]["value"].get<double>();
  }
  RunningWall again(exhibit.path(), {"--state", state.path()});
  ASSERT_TRUE(again.answers()) << again.process().output();
  const json metric = again.state()["metrics"]["users_total"];
  EXPECT_EQ(metric["value"].get<double>(), kept);
  EXPECT_NE(metric["freshness"], "live");
  EXPECT_EQ(metric["from_report"], false);
  EXPECT_GT(metric["age_s"].get<double>(), 0.5);
}

}  // namespace
}  // namespace guangmu::testing
