// `guangmu show` across two outputs: each head finds its screen by connector and EDID, both show the same
// frame, and screens may be exchanged, go dark and come back while nobody touches the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "led_mapping/frame_strip.h"
#include "media/still.h"
#include "tests/displays/two_screens.h"

namespace guangmu::testing {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;

constexpr int head_w = 576, head_h = 720;
constexpr RectPx first{0, 0, head_w, head_h}, second{head_w, 0, head_w, head_h};
constexpr auto patience = std::chrono::seconds(60);

// Half the hall's wall each way, so that software drawing keeps up; everything else as it is.
constexpr const char* wall_yaml = R"(size_mm: [3840, 2400]
pitch_mm: 3.3333
module: {px: [96, 48], mm: [320, 160], scan: 24, groups: 2}
heads:
  - {connector: DUMMY0, edid: "WALL LEFT", rect_px: [0, 0, 576, 720], rate_hz: 60}
  - {connector: DUMMY1, edid: "WALL RIGHT", rect_px: [576, 0, 576, 720], rate_hz: 60}
colour: {primaries: {r: [0.701, 0.299], g: [0.139, 0.767], b: [0.125, 0.061]}, white_k: 6500, gamma: {r: 2.8, g: 2.8, b: 2.8}, dither: off}
)";

class Displays : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string package = TwoScreens::missing_package(); !package.empty())
      GTEST_SKIP() << "the package " << package << " is not installed; tools/deps test installs it";
    auto started =
        TwoScreens::start(led::cvt_signal({head_w, head_h}, 60, led::Blanking::reduced_v2).value());
    ASSERT_TRUE(started.ok()) << started.error().text;
    screens_ = std::move(*started);
    fs::copy(fs::path(GUANGMU_SOURCE_DIR) / "config/exhibits/lanzhou", exhibit(),
             fs::copy_options::recursive);
    folder_.write("exhibit/wall.yaml", wall_yaml);
    screens_->plug("DUMMY0", "WALL LEFT");
    screens_->light("DUMMY0", 0, 0);
  }
  void TearDown() override {
    if (HasFailure() && wall_) std::fputs(wall_->output().c_str(), stderr);
  }

  std::string exhibit() const { return folder_.file("exhibit"); }
  std::vector<std::string> environment() const {
    return {"DISPLAY=" + screens_->display(), "SDL_VIDEODRIVER=x11",
            "LD_PRELOAD=" GUANGMU_BINARY_DIR "/libpulled_plug.so", "GUANGMU_PULLED_PLUGS=" + folder_.file("pulled")};
  }

  void start_wall() {
    address_ = "127.0.0.1:" + std::to_string(free_port());
    wall_ = std::make_unique<Process>(
        std::vector<std::string>{"guangmu", "show", exhibit(), "--frame-strip", "--no-audio", "--scene",
                                 "overview", "--listen", address_},
        environment());
  }
  json state() const {
    const Reply reply = http_get("http://" + address_ + "/api/v1/state");
    return reply.status == 200 ? json::parse(reply.body, nullptr, false) : json();
  }
  json head(std::size_t i) const {
    const json s = state();
    return s.is_object() ? s["technician"]["heads"].at(i) : json();
  }
  bool heads_are(const std::string& left, const std::string& right) const {
    return eventually(
               [&] {
                 const json s = state();
                 if (!s.is_object()) return !wall_->running();
                 const auto& heads = s["technician"]["heads"];
                 return heads.size() == 2 && heads[0]["state"] == left && heads[1]["state"] == right;
               },
               patience) &&
           wall_->running();
  }
  // Waits until a fault with these words stands, or none does.
  bool fault_stands(const std::string& part, bool stands = true) const {
    return eventually(
        [&] {
          const json s = state();
          if (!s.is_object()) return false;
          bool found = false;
          for (const auto& fault : s["faults"])
            found = found || fault["text"].get<std::string>().find(part) != std::string::npos;
          return found == stands;
        },
        patience);
  }
  Result<std::uint32_t> strip(const Capture& c, RectPx at) const {
    return led::read_frame_strip(c.rgb, c.size, at);
  }

  // Waits for captures in which all of these outputs carry a number, and they differ by at most one, in each
  // of `times` different frames.
  void expect_same_frames(const std::vector<std::string>& outputs, int times) {
    std::uint32_t newest = 0;
    int seen = 0;
    std::string last_error;
    const bool enough = eventually(
        [&] {
          const Capture c = screens_->capture();
          std::vector<std::uint32_t> numbers;
          for (const std::string& output : outputs) {
            const auto number = strip(c, screens_->place(output));
            if (!number) {
              last_error = number.error().text;
              return false;
            }
            numbers.push_back(*number);
          }
          for (const std::uint32_t n : numbers)
            EXPECT_LE(std::max(n, numbers[0]) - std::min(n, numbers[0]), 1u);
          if (numbers[0] > newest) ++seen;
          newest = std::max(newest, numbers[0]);
          return seen >= times;
        },
        patience);
    EXPECT_TRUE(enough) << seen << " frames seen; " << last_error;
  }
  bool is_black(RectPx at) const {
    const Capture c = screens_->capture();
    for (int y = at.y; y < at.bottom(); ++y)
      for (int x = 3 * at.x; x < 3 * at.right(); ++x)
        if (c.rgb[static_cast<std::size_t>(y) * static_cast<std::size_t>(3 * c.size.w) +
                  static_cast<std::size_t>(x)] != 0)
          return false;
    return true;
  }
  // Codes of the wall on the screens that are further than one from those of `expected`, strips left out.
  int wrong_pixels(const media::Picture& expected, RectPx left_at, RectPx right_at) const;

  ScratchFolder folder_;
  std::unique_ptr<TwoScreens> screens_;
  std::unique_ptr<Process> wall_;
  std::string address_;
};

int Displays::wrong_pixels(const media::Picture& expected, RectPx left_at, RectPx right_at) const {
  constexpr int strip_px = 16;
  const Capture c = screens_->capture();
  int wrong = 0;
  for (int x = 0; x < 2 * head_w; ++x) {
    const RectPx at = x < head_w ? left_at : right_at;
    for (int y = 0; y < head_h - strip_px; ++y)
      for (std::size_t channel = 0; channel < 3; ++channel) {
        const auto there = static_cast<std::size_t>((at.y + y) * c.size.w + at.x + x % head_w);
        const auto here = static_cast<std::size_t>(y * expected.size.w + x);
        wrong += std::abs(c.rgb[3 * there + channel] - expected.rgba[4 * here + channel]) > 1;
      }
  }
  return wrong;
}

TEST_F(Displays, TwoHeadsShowOnePictureAndSurviveDarkAndWrongScreens) {
  screens_->plug("DUMMY1", "WALL RIGHT");
  screens_->light("DUMMY1", head_w, 0);
  start_wall();
  ASSERT_TRUE(heads_are("right", "right"));
  EXPECT_EQ(head(0)["found"], "WALL LEFT");
  EXPECT_EQ(head(1)["text"], "");
  EXPECT_TRUE(fault_stands("head ", false));
  expect_same_frames({"DUMMY0", "DUMMY1"}, 20);

  // Another screen on the second plug: black, and in words.
  screens_->rename("DUMMY1", "CONSOLE");
  ASSERT_TRUE(heads_are("right", "wrong_screen"));
  EXPECT_EQ(head(1)["found"], "CONSOLE");
  EXPECT_THAT(head(1)["text"].get<std::string>(),
              HasSubstr("expected the screen \"WALL RIGHT\" on DUMMY1, found \"CONSOLE\""));
  EXPECT_TRUE(fault_stands("found \"CONSOLE\""));
  EXPECT_TRUE(eventually([&] { return is_black(second); }, patience));
  expect_same_frames({"DUMMY0"}, 3);
  screens_->rename("DUMMY1", "WALL RIGHT");
  ASSERT_TRUE(heads_are("right", "right"));
  expect_same_frames({"DUMMY0", "DUMMY1"}, 3);

  // The second output goes dark, as after a plug that was pulled and put back: the other keeps its picture,
  // and the wall lights it again. (The driver goes on to call an output plugged in that once was.)
  screens_->darken("DUMMY1");
  EXPECT_TRUE(eventually(
      [&] { return wall_->output().find("DUMMY1 has its picture back") != std::string::npos; }, patience));
  screens_->rename("DUMMY1", "WALL RIGHT");
  ASSERT_TRUE(heads_are("right", "right"));
  expect_same_frames({"DUMMY0", "DUMMY1"}, 3);
  EXPECT_TRUE(fault_stands("head ", false));

  // The first one goes dark: the wall lights it again.
  screens_->darken("DUMMY0");
  EXPECT_TRUE(eventually(
      [&] { return wall_->output().find("DUMMY0 has its picture back") != std::string::npos; }, patience));
  ASSERT_TRUE(heads_are("right", "right"));
  expect_same_frames({"DUMMY0", "DUMMY1"}, 3);

  // The desktop arranged the other way round: the heads go with their screens.
  screens_->light("DUMMY0", 2 * head_w, 0);
  expect_same_frames({"DUMMY0", "DUMMY1"}, 3);

  wall_->signal(15);
  EXPECT_EQ(wall_->finish().exit_code, 0);
}

// The second screen's plug is pulled: its head is missing, in words, the other keeps its picture and nothing is lit
// behind nobody's back. Put back, it shows the same frame again; then the same with the first.
TEST_F(Displays, APlugThatIsPulledAndPutBackNeedsNobody) {
  screens_->plug("DUMMY1", "WALL RIGHT");
  screens_->light("DUMMY1", head_w, 0);
  start_wall();
  ASSERT_TRUE(heads_are("right", "right"));
  const std::pair<std::string, std::string> screens[] = {{"DUMMY0", "WALL LEFT"}, {"DUMMY1", "WALL RIGHT"}};
  for (const std::size_t pulled : {1u, 0u}) {
    SCOPED_TRACE(screens[pulled].first);
    const auto& [output, name] = screens[pulled];
    const std::string& other = screens[1 - pulled].first;
    folder_.write("pulled", output + "\n");
    screens_->darken(output);
    ASSERT_TRUE(pulled == 1 ? heads_are("right", "missing") : heads_are("missing", "right"));
    EXPECT_TRUE(fault_stands("expected the screen \"" + name + "\" on " + output));
    expect_same_frames({other}, 3);
    EXPECT_TRUE(screens_->place(output).w == 0) << "an unplugged output was lit";

    folder_.write("pulled", "");
    screens_->rename(output, name);
    ASSERT_TRUE(heads_are("right", "right"));
    expect_same_frames({"DUMMY0", "DUMMY1"}, 3);
    EXPECT_TRUE(fault_stands("expected the screen", false));
  }
}

// The strips apart, the screens hold the codes of the output pass, within the one code that a driver may
// differ from the reference: no scaling, no shift.
TEST_F(Displays, ThePictureIsOneToOne) {
  screens_->plug("DUMMY1", "WALL RIGHT");
  screens_->light("DUMMY1", head_w, 0);
  start_wall();
  ASSERT_TRUE(heads_are("right", "right"));
  const Finished drawn = run(
      {"guangmu", "led", "pattern", exhibit(), "grid", "--stage", "output", "-o", folder_.file("grid.png")});
  ASSERT_EQ(drawn.exit_code, 0) << drawn.err;
  const auto expected = media::read_still(folder_.file("grid.png"));
  ASSERT_TRUE(expected.ok()) << expected.error().text;
  ASSERT_EQ(http_post("http://" + address_ + "/api/v1/commands", R"({"commands": ["pattern grid"]})").status,
            200);
  int wrong = -1;
  EXPECT_TRUE(eventually([&] { return (wrong = wrong_pixels(*expected, first, second)) == 0; }, patience))
      << wrong << " pixels differ";
}

TEST_F(Displays, AScreenBetweenTheHeadsIsNotCovered) {
  screens_->plug("DUMMY1", "WALL RIGHT");
  screens_->plug("DUMMY2", "CONSOLE");
  screens_->light("DUMMY2", head_w, 0);
  screens_->light("DUMMY1", 2 * head_w, 0);
  screens_->rename("DUMMY1", "WALL RIGHT");
  const Finished refused =
      run({"guangmu", "show", exhibit(), "--no-audio", "--listen", "none", "--seconds", "1"}, environment());
  EXPECT_EQ(refused.exit_code, 2) << refused.err;
  EXPECT_THAT(refused.err + refused.out, HasSubstr("DUMMY2 lies between the heads"));
}

}  // namespace
}  // namespace guangmu::testing
