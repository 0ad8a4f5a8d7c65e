// Pictures of the whole wall, drawn at full size and kept at a quarter of it: small enough to keep, large enough to see a mistake.
#include <gtest/gtest.h>

#include <algorithm>

#include "kpi/still.h"
#include "led_mapping/stages.h"
#include "tests/support/golden.h"
#include "tools/exhibit.h"
#include "tools/offscreen.h"

namespace guangmu {
namespace {

// Mean of 4x4 pixels: a difference of one code in a single pixel no longer shows, a displaced stroke does.
media::PictureRgb quarter(SizePx size, const std::vector<std::uint8_t>& rgb) {
  media::PictureRgb small{{size.w / 4, size.h / 4}, {}};
  for (int y = 0; y < small.size.h; ++y)
    for (int x = 0; x < small.size.w; ++x)
      for (int c = 0; c < 3; ++c) {
        int sum = 0;
        for (int j = 0; j < 4; ++j)
          for (int i = 0; i < 4; ++i) sum += rgb[static_cast<std::size_t>(((y * 4 + j) * size.w + x * 4 + i) * 3 + c)];
        small.rgb.push_back(static_cast<std::uint8_t>((sum + 8) / 16));
      }
  return small;
}

class WallPictures : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto engine = draw::TextEngine::create();
    ASSERT_TRUE(engine) << engine.error().text;
    text_ = std::make_unique<draw::TextEngine>(std::move(*engine));
    tools::Exhibit exhibit = tools::read_exhibit(std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/lanzhou", text_.get());
    ASSERT_TRUE(exhibit.ok()) << exhibit.first_error();
    exhibit.settings.show.schedule.clear();
    clock_ = exhibit.settings.show.still_clock;
    data_ = std::make_shared<const kpi::Snapshot>(kpi::snapshot_from_reports(exhibit.settings.data, clock_));
    settings_ = std::make_unique<stage::Settings>(std::move(exhibit.settings));
  }
  static void TearDownTestSuite() {
    settings_.reset();
    data_.reset();
    text_.reset();
  }

  void open(const std::string& scene) {
    stage::StageOptions options;
    options.first_scene = scene;
    wall_.reset();  // its GL objects die with their own context current
    auto wall = tools::Offscreen::open(*settings_, *text_, options);
    ASSERT_TRUE(wall) << wall.error().text;
    wall_ = std::move(*wall);
    step(0, {"rotation off"});
  }
  void step(double at_s, const std::vector<std::string>& commands = {}) {
    stage::StageInput in;
    in.now_s = at_s;
    in.wall_clock = clock_ + at_s;
    in.frame = ++frame_;
    in.data = data_;
    if (!commands.empty()) in.batches.push_back({frame_, {}, "test"});
    for (const auto& text : commands) in.batches[0].commands.push_back(*show::parse_command(text));
    wall_->step(in);
  }
  media::PictureRgb picture() {
    wall_->draw();
    return quarter(settings_->wall.size_px(), wall_->renderer().capture_canvas());
  }
  void expect_golden(const std::string& name) {
    std::string why;
    // Other versions of the software driver may round a blend differently: two codes at most, hardly any pixel.
    EXPECT_TRUE(testing::matches_golden(picture(), name, {2, 0.01}, why)) << why;
  }

  static inline std::unique_ptr<draw::TextEngine> text_;
  static inline std::unique_ptr<stage::Settings> settings_;
  static inline kpi::SnapshotPtr data_;
  static inline Instant clock_;
  std::unique_ptr<tools::Offscreen> wall_;
  std::uint64_t frame_ = 0;
};

TEST_F(WallPictures, TimelineAtRestOnAnEventWithFigures) {
  open("timeline");
  step(0.1, {"timeline goto two_years", "timeline hold"});
  for (double t = 0.5; t < 10; t += 0.5) step(t);
  expect_golden("timeline_two_years");
}

TEST_F(WallPictures, TimelineOnAnEventWithoutFigureInEnglish) {
  open("timeline");
  step(0.1, {"language en", "timeline goto area_group", "timeline hold"});
  for (double t = 0.5; t < 10; t += 0.5) step(t);
  expect_golden("timeline_no_figure_en");
}

TEST_F(WallPictures, TheMiddleOfATransition) {
  open("overview");
  for (double t = 0.5; t < 6; t += 0.5) step(t);
  wall_->draw();
  step(6, {"take timeline"});
  wall_->draw();
  step(6.5);
  expect_golden("transition_middle");
}

TEST_F(WallPictures, BlackoutIsBlackAndTheEmergencyStandsAboveIt) {
  open("overview");
  step(1, {"blackout on"});
  step(3);
  const media::PictureRgb black = picture();
  EXPECT_EQ(*std::max_element(black.rgb.begin(), black.rgb.end()), 0);
  step(4, {"emergency 请从右侧出口离开"});
  step(6);
  expect_golden("emergency");
}

// The same code in at every place: what the chain shows is what the canvas asked for, seen through codes and cards.
TEST_F(WallPictures, TheWallBehindTheReceivingChainLooksLikeTheCanvas) {
  open("overview");
  for (double t = 0.5; t < 6; t += 0.5) step(t);
  const media::PictureRgb canvas = picture();
  const led::WallSettings& wall = settings_->wall;
  const auto shown = led::wall_stage(wall, wall_->stage().plan(), {wall.size_px(), wall_->renderer().capture_output()});
  ASSERT_TRUE(shown) << shown.error().text;
  const auto difference = testing::compare(quarter(shown->size, shown->rgb), canvas);
  EXPECT_LT(difference.mean, 1.5) << difference.text();  // dither averages out over 4x4; colours outside the LEDs' triangle clip
}

TEST_F(WallPictures, TheSameStepsGiveTheSameBytes) {
  open("timeline");
  for (double t = 0.5; t < 3; t += 0.5) step(t);
  const media::PictureRgb first = picture();
  open("timeline");
  for (double t = 0.5; t < 3; t += 0.5) step(t);
  EXPECT_EQ(testing::compare(picture(), first).pixels, 0);
}

}  // namespace
}  // namespace guangmu
