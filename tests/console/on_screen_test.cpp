// The real console on a virtual display beside a real wall: simulated keys and clicks, judged by the wall's
// state.
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/app/wall.h"
#include "tests/support/process.h"

namespace guangmu::testing {
namespace {

using Json = nlohmann::json;

bool there_is(const char* program) {
  return run({"/bin/sh", "-c", std::string("command -v ") + program + " >/dev/null"}).exit_code == 0;
}

// An X server of this test, on a display number that it finds itself.
class VirtualDisplay {
 public:
  VirtualDisplay()
      : server_(
            {"/usr/bin/env", "Xvfb", "-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp"}) {
    eventually([&] { return server_.output().find('\n') != std::string::npos || !server_.running(); });
    name_ = ":" + std::to_string(std::atoi(server_.output().c_str()));
  }
  bool runs() { return server_.running(); }
  std::vector<std::string> environment() const { return {"DISPLAY=" + name_, "SDL_VIDEODRIVER=x11"}; }
  void xdotool(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"/usr/bin/env", "xdotool"});
    run(std::move(arguments), environment());
  }
  bool has_window() const {
    return run({"/usr/bin/env", "xdotool", "search", "--name", "Guangmu"}, environment()).exit_code == 0;
  }

 private:
  Process server_;
  std::string name_;
};

class OnScreen : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* program : {"Xvfb", "xdotool"})
      if (!there_is(program))
        GTEST_SKIP() << program << " is not installed: the console cannot be driven on a virtual display";
    display_ = std::make_unique<VirtualDisplay>();
    ASSERT_TRUE(display_->runs());
  }

  void start_console() {
    console_ = std::make_unique<Process>(
        std::vector<std::string>{"guangmu-console", "--to", address_, "--size", "1280x720"},
        display_->environment());
    ASSERT_TRUE(
        eventually([&] { return display_->has_window() || !console_->running(); }, std::chrono::seconds(30)));
    ASSERT_TRUE(console_->running()) << console_->output();
  }
  void start_wall() {
    wall_ = std::make_unique<Process>(
        std::vector<std::string>{"guangmu", "show", exhibit_.path(), "--headless", "--no-audio", "--listen",
                                 address_, "--state", state_folder_.file("state")});
    ASSERT_TRUE(eventually(
        [&] { return http_get("http://" + address_ + "/healthz").status == 200 || !wall_->running(); },
        std::chrono::seconds(60)));
    ASSERT_TRUE(wall_->running()) << wall_->output();
  }

  Json state() const {
    const Reply reply = http_get("http://" + address_ + "/api/v1/state");
    return reply.status == 200 ? Json::parse(reply.body, nullptr, false) : Json();
  }
  bool becomes(const char* pointer, const Json& value,
               std::chrono::milliseconds limit = std::chrono::seconds(10)) const {
    return eventually([&] { return state().value(Json::json_pointer(pointer), Json()) == value; }, limit);
  }
  // What a person does whose key found the wall away for a moment: presses again. `make` must not undo
  // itself.
  bool makes(const std::function<void()>& make, const char* pointer, const Json& value) const {
    for (int attempt = 0; attempt < 6; ++attempt) {
      make();
      if (becomes(pointer, value, std::chrono::seconds(5))) return true;
    }
    return false;
  }
  std::function<void()> key(const char* name) const {
    return [=, this] { display_->xdotool({"key", name}); };
  }
  // Centre of a place of the 1920x1080 design.
  std::function<void()> click(int x, int y) const {
    return [=, this] {
      display_->xdotool(
          {"mousemove", std::to_string(x * 2 / 3), std::to_string(y * 2 / 3), "sleep", "0.2", "click", "1"});
    };
  }
  std::function<void()> hold(const char* name, const char* seconds) const {
    return [=, this] { display_->xdotool({"keydown", name, "sleep", seconds, "keyup", name}); };
  }

  // The trial under way, or null.
  Json trial() const { return state().value(Json::json_pointer("/technician/profiles/trial"), Json()); }
  std::size_t versions() const {
    return state().value(Json::json_pointer("/technician/profiles/list"), Json::array()).size();
  }
  // Presses until the state is as wanted; a press that found the wall busy is pressed again.
  bool until(const std::function<void()>& make, const std::function<bool()>& wanted) const {
    for (int attempt = 0; attempt < 6; ++attempt) {
      if (make) make();
      if (eventually(wanted, std::chrono::seconds(5))) return true;
    }
    return false;
  }

  ScratchFolder state_folder_;
  SmallExhibit exhibit_{free_port()};  // no platform: the wall shows the report's figures
  std::string address_ = "127.0.0.1:" + std::to_string(free_port());
  std::unique_ptr<VirtualDisplay> display_;
  std::unique_ptr<Process> wall_, console_;
};

TEST_F(OnScreen, DrivesTheWallAndItsDeathChangesNothing) {
  start_console();  // before there is a wall
  display_->xdotool({"mousemove", "640", "700"});
  start_wall();
  EXPECT_TRUE(makes(key("2"), "/scene/preview", "timeline")) << console_->output();
  EXPECT_EQ(state()["scene"]["program"], "overview");
  EXPECT_TRUE(makes(key("Return"), "/scene/program", "timeline"));

  EXPECT_TRUE(makes(click(166, 630), "/scene/preview", "overview"));  // its thumbnail
  EXPECT_TRUE(makes(click(634, 150), "/scene/program", "overview"));  // the TAKE button

  EXPECT_TRUE(makes(key("space"), "/tour/running", true));
  EXPECT_TRUE(makes(key("p"), "/tour/paused", true));
  const int step = state()["tour"]["step"];
  EXPECT_TRUE(makes(key("Next"), "/tour/step", step + 1));
  EXPECT_TRUE(makes(key("Prior"), "/tour/step", step));

  display_->xdotool({"key", "b"});  // a touch is not enough
  EXPECT_TRUE(makes(hold("b", "0.7"), "/blackout", true));
  EXPECT_TRUE(makes(key("b"), "/blackout", false));
  EXPECT_TRUE(makes(click(300, 1036), "/freeze", true));
  EXPECT_TRUE(makes(click(300, 1036), "/freeze", false));

  // Killed, not closed: the wall goes on as it was.
  const Json before = state();
  console_->signal(SIGKILL);
  EXPECT_EQ(console_->finish().exit_code, 128 + SIGKILL);
  EXPECT_TRUE(eventually(
      [&] { return state()["frame"]["number"] > before["frame"]["number"].get<std::uint64_t>() + 5; },
      std::chrono::seconds(20)));
  const Json after = state();
  for (const char* same : {"/scene/program", "/scene/preview", "/tour/running", "/tour/paused", "/tour/step",
                           "/blackout", "/brightness", "/faults"})
    EXPECT_EQ(after.at(Json::json_pointer(same)), before.at(Json::json_pointer(same))) << same;

  start_console();  // a new one finds everything as it is
  EXPECT_TRUE(makes(hold("s", "0.7"), "/tour/running", false));
  wall_->signal(SIGTERM);
  EXPECT_EQ(wall_->finish().exit_code, 0);
  EXPECT_TRUE(console_->running());
}

TEST_F(OnScreen, TheTechnicianTriesReturnsAndKeeps) {
  start_wall();
  start_console();
  display_->xdotool({"mousemove", "640", "700"});
  const auto key_then = [&](const char* first, const char* second) {
    return [=, this] { display_->xdotool({"key", first, "sleep", "0.3", "key", second}); };
  };
  EXPECT_TRUE(makes(key_then("F3", "8"), "/pattern", "low_gray")) << console_->output();
  EXPECT_TRUE(makes(key("0"), "/pattern", ""));

  const Json white = state()["technician"]["colour"]["white_k"];
  // Blue, its third point, ten steps up: on the wall, on trial.
  const auto third_point = [&] { return state()["technician"]["colour"]["curve"][2][2][1].get<double>(); };
  const double before = third_point();
  display_->xdotool({"key", "d", "key", "Right", "key", "Right"});
  EXPECT_TRUE(until(key("Up"), [&] { return third_point() > before && !trial().is_null(); }));
  EXPECT_LE(trial()["left_s"].get<double>(), 20);
  EXPECT_TRUE(until(key("Escape"), [&] { return trial().is_null() && third_point() == before; }));

  EXPECT_TRUE(until(key("bracketright"), [&] { return !trial().is_null(); }));
  const std::size_t kept = versions();
  EXPECT_TRUE(until(key("Return"), [&] { return trial().is_null() && versions() > kept; }));
  EXPECT_GT(state()["technician"]["colour"]["white_k"], white);

  EXPECT_TRUE(makes(click(200, 400), "/technician/pointed", ""));  // a press on the map chooses a module
  EXPECT_TRUE(makes(key("i"), "/technician/pointed", "module 3-7"));
  wall_->signal(SIGTERM);
  EXPECT_EQ(wall_->finish().exit_code, 0);
  EXPECT_TRUE(console_->running());
}

}  // namespace
}  // namespace guangmu::testing
