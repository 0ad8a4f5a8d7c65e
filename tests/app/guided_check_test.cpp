// The guided check on a running wall: asked over the control API, kept in the state folder at once, taken up again
// after a power cut, and told by the same file to `guangmu led verify`.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/app/wall.h"

namespace guangmu::testing {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

json check(const json& state) {
  return state["technician"]["check"];
}

json read_record(const std::string& state_folder) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(state_folder + "/verifications", none)) {
    std::ifstream in(entry.path());
    return json::parse(in, nullptr, false);
  }
  return nullptr;
}

TEST(GuidedCheck, ARecordLandsInTheStateFolderAndASittingGoesOnAfterAPowerCut) {
  const SmallExhibit exhibit(free_port());
  const ScratchFolder folder;
  const std::string state = folder.file("state");
  std::string third;
  {
    RunningWall wall(exhibit.path(), {"--state", state});
    ASSERT_TRUE(wall.answers()) << wall.process().output();
    const json before = check(wall.state());
    EXPECT_TRUE(before["available"].get<bool>()) << before.dump();
    EXPECT_EQ(before["begun"], "");
    EXPECT_EQ(wall.command("verify answer cards.lit yes").status, 409);
    ASSERT_EQ(wall.command("verify start").status, 200);
    const json first = wall.state();
    EXPECT_EQ(first["pattern"], check(first)["question"]["pattern"]);
    EXPECT_NE(check(first)["question"]["ask"]["zh"], "");
    ASSERT_EQ(wall.command("verify answer " + check(first)["question"]["id"].get<std::string>() + " yes").status, 200);
    const std::string second = check(wall.state())["question"]["id"];
    ASSERT_EQ(wall.command("verify answer " + second + " no 17 号卡，左下角").status, 200);
    third = check(wall.state())["question"]["id"];
    EXPECT_TRUE(eventually([&] { return read_record(state)["answers"].size() == 2; }));
    wall.process().signal(SIGKILL);
    wall.process().finish();
  }
  const json record = read_record(state);
  EXPECT_EQ(record["size_px"], "2304x1440");
  EXPECT_EQ(record["finished"], "");
  EXPECT_EQ(record["answers"][1]["answer"], "no");
  EXPECT_EQ(record["answers"][1]["note"], "17 号卡，左下角");
  {
    RunningWall wall(exhibit.path(), {"--state", state});
    ASSERT_TRUE(wall.answers()) << wall.process().output();
    EXPECT_EQ(wall.state()["pattern"], "") << "the show stands there until somebody goes on";
    EXPECT_EQ(check(wall.state())["no"], 1);
    ASSERT_EQ(wall.command("verify start").status, 200);
    EXPECT_EQ(check(wall.state())["question"]["id"], third);
    for (json state_now = wall.state(); check(state_now)["running"].get<bool>(); state_now = wall.state())
      ASSERT_EQ(wall.command("verify answer " + check(state_now)["question"]["id"].get<std::string>() + " yes").status, 200);
    const json end = wall.state();
    EXPECT_EQ(end["pattern"], "");
    EXPECT_EQ(check(end)["open"].size(), 0u);
    ASSERT_EQ(check(end)["todo"].size(), 1u);
    EXPECT_EQ(check(end)["todo"][0]["note"], "17 号卡，左下角");
    wall.process().signal(SIGTERM);
    EXPECT_EQ(wall.process().finish().exit_code, 0);
  }
  EXPECT_NE(read_record(state)["finished"], "") << "what was answered last is written before the end";
  const Finished report = run({"guangmu", "led", "verify", exhibit.path(), "--state", state, "--report"});
  EXPECT_EQ(report.exit_code, 1);
  EXPECT_NE(report.out.find("1 no, 0 skipped, 0 open"), std::string::npos) << report.out;
  EXPECT_NE(report.out.find("17 号卡"), std::string::npos) << report.out;
}

TEST(GuidedCheck, ADamagedRecordIsToldAndANewOneCanBegin) {
  const SmallExhibit exhibit(free_port());
  const ScratchFolder folder;
  const std::string state = folder.file("state");
  fs::create_directories(state + "/verifications");
  std::ofstream(state + "/verifications/2026-05-01T100000.json") << "{\"answers\": [";
  RunningWall wall(exhibit.path(), {"--state", state});
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  EXPECT_NE(wall.state()["faults"].dump().find("2026-05-01T100000.json"), std::string::npos);
  EXPECT_EQ(wall.command("verify start").status, 200);
  EXPECT_TRUE(eventually([&] { return std::distance(fs::directory_iterator(state + "/verifications"), {}) == 2; }));
}

TEST(GuidedCheck, WithoutAStateFolderNothingIsAsked) {
  const SmallExhibit exhibit(free_port());
  RunningWall wall(exhibit.path());
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  EXPECT_FALSE(check(wall.state())["available"].get<bool>());
  const Reply refused = wall.command("verify start");
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.body.find("--state"), std::string::npos) << refused.body;
}

}  // namespace
}  // namespace guangmu::testing
