// Colours on trial on a running wall: seen in the state and in the codes on the cable, back by themselves,
// kept when confirmed, through restart and power cut.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/app/wall.h"

namespace guangmu::testing {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

struct Hall {
  explicit Hall(const char* trial = "2") {
    std::ofstream(exhibit.file("wall.yaml"), std::ios::app) << "\nprofiles: {trial_s: " << trial << "}\n";
  }
  RunningWall start() const {
    return RunningWall(exhibit.path(), {"--scene", "overview", "--state", state()});
  }
  std::string state() const { return folder.file("state"); }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories(state() + "/profiles");
    std::ofstream(state() + "/profiles/" + name, std::ios::binary) << text;
  }
  SmallExhibit exhibit{free_port()};
  ScratchFolder folder;
};

json profiles(const json& state) {
  return state["technician"]["profiles"];
}
json colour(const json& state) {
  return state["technician"]["colour"];
}
std::string refusal(const Reply& reply) {
  return json::parse(reply.body, nullptr, false)["errors"][0]["text"].get<std::string>();
}

TEST(Profiles, AnAdjustmentIsSeenAtOnceAndGoesBackByItself) {
  Hall hall;
  RunningWall wall = hall.start();
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  const json before = wall.state();
  EXPECT_TRUE(profiles(before)["available"].get<bool>()) << profiles(before).dump();
  EXPECT_EQ(profiles(before)["active"], "");
  EXPECT_EQ(before["technician"]["wall"]["cards"].size(), 48u);
  ASSERT_GE(colour(before)["curve"][0].size(), 16u);

  ASSERT_EQ(wall.command("adjust gamma.r 2.2").status, 200);
  const json trial = wall.state();
  EXPECT_EQ(colour(trial)["gamma"][0], 2.2);
  EXPECT_EQ(profiles(trial)["trial"]["what"], "adjust");
  EXPECT_EQ(profiles(trial)["trial"]["label"], "gamma.r 2.2");
  EXPECT_TRUE(wall.eventually_state([&](const json& s) { return profiles(s)["trial"].is_null(); }));
  EXPECT_EQ(colour(wall.state())["gamma"], colour(before)["gamma"]);

  const Reply refused = wall.command("adjust gamma.r 9");
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refusal(refused).find("0.5 to 5"), std::string::npos) << refused.body;
  EXPECT_EQ(wall.command("profile confirm").status, 409) << "its time is over";
  EXPECT_FALSE(fs::exists(hall.state() + "/profiles/active"));
}

TEST(Profiles, WhatIsConfirmedStaysAndWhatIsNotDoesNotSurviveThePowerCut) {
  Hall hall("60");
  {
    RunningWall wall = hall.start();
    ASSERT_TRUE(wall.answers()) << wall.process().output();
    ASSERT_EQ(wall.command("adjust gamma.g 2.4").status, 200);
    ASSERT_EQ(wall.command("profile confirm").status, 200);
    const json kept = wall.state();
    EXPECT_EQ(profiles(kept)["active"], "0001-gamma-g-2-4");
    EXPECT_TRUE(profiles(kept)["list"][0]["confirmed"].get<bool>());
    wall.process().signal(SIGTERM);
    EXPECT_EQ(wall.process().finish().exit_code, 0);
  }
  {
    RunningWall wall = hall.start();
    ASSERT_TRUE(wall.answers()) << wall.process().output();
    EXPECT_EQ(profiles(wall.state())["active"], "0001-gamma-g-2-4");
    EXPECT_EQ(colour(wall.state())["gamma"][1], 2.4) << "from the first frame";
    ASSERT_EQ(wall.command("adjust gamma.g 3.1").status, 200);
    ASSERT_EQ(wall.command("profile save half-way").status, 200);
    EXPECT_EQ(colour(wall.state())["gamma"][1], 3.1);
    EXPECT_TRUE(eventually([&] { return fs::exists(hall.state() + "/profiles/0002-half-way.yaml"); }));
    wall.process().signal(SIGKILL);
    wall.process().finish();
  }
  RunningWall wall = hall.start();
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  const json back = wall.state();
  EXPECT_EQ(profiles(back)["active"], "0001-gamma-g-2-4");
  EXPECT_EQ(colour(back)["gamma"][1], 2.4);
  EXPECT_EQ(profiles(back)["list"].size(), 2u) << "what was saved is still there to be tried";
  EXPECT_FALSE(profiles(back)["list"][1]["confirmed"].get<bool>());
  // Rolling back is applying an older one.
  ASSERT_EQ(wall.command("profile apply wall").status, 200);
  ASSERT_EQ(wall.command("profile confirm").status, 200);
  EXPECT_EQ(profiles(wall.state())["active"], "");
}

TEST(Profiles, FilesInTheFolderAreOfferedBrokenOnesAreToldAndForeignOnesRefused) {
  Hall hall;
  hall.put("0001-night.yaml", "label: Night\nwhite_k: 5000\n");
  hall.put("0002-broken.yaml", "label: Broken\ngain: [1, many, 1]\n");
  hall.put("0003-foreign.yaml", "modules:\n  - [1, 0, 0, 0, 1, 0, 0, 0, 1]\n");
  hall.put("active", "0001-night\n0002-broken\n");
  RunningWall wall = hall.start();
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  ASSERT_TRUE(wall.eventually_state([](const json& s) { return s["faults"].size() >= 2; }));
  const json state = wall.state();
  EXPECT_EQ(profiles(state)["active"], "0001-night") << "the one before the broken one";
  EXPECT_EQ(colour(state)["white_k"], 5000);
  EXPECT_NE(state["faults"].dump().find("0002-broken.yaml:2:"), std::string::npos) << state["faults"].dump(1);
  EXPECT_NE(refusal(wall.command("profile apply 0003-foreign")).find("180 modules"), std::string::npos);
  EXPECT_NE(refusal(wall.command("profile apply 0002-broken")).find("0002-broken.yaml:2:"),
            std::string::npos);
  EXPECT_EQ(colour(wall.state())["white_k"], 5000);
  // Dropped into the folder while the wall runs.
  hall.put("calib.yaml", "label: Calibrated\nwhite_k: 7000\n");
  ASSERT_TRUE(wall.eventually_state([](const json& s) {
    const json list = profiles(s)["list"];
    for (const auto& each : list)
      if (each["id"] == "0004-calib" && each["label"] == "Calibrated") return true;
    return false;
  })) << profiles(wall.state()).dump(1);
  EXPECT_EQ(wall.command("profile split active 0004-calib").status, 200);
  EXPECT_EQ(profiles(wall.state())["right"], "0004-calib");
  EXPECT_EQ(wall.command("point module 7-6").status, 200);
  EXPECT_EQ(wall.state()["technician"]["pointed"], "module 7-6");
  EXPECT_TRUE(wall.eventually_state([](const json& s) { return profiles(s)["right"] == ""; }));
}

TEST(Profiles, WithoutAStateFolderEverythingCanBeTried) {
  const SmallExhibit exhibit(free_port());
  RunningWall wall(exhibit.path());
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  EXPECT_FALSE(profiles(wall.state())["available"].get<bool>());
  EXPECT_EQ(wall.command("adjust white_k 5600").status, 200);
  EXPECT_EQ(colour(wall.state())["white_k"], 5600);
  EXPECT_NE(refusal(wall.command("profile confirm")).find("--state"), std::string::npos);
  EXPECT_EQ(wall.command("profile revert").status, 200);
  EXPECT_NE(colour(wall.state())["white_k"], 5600);
}

}  // namespace
}  // namespace guangmu::testing
