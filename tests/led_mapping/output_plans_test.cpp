// The chooser: every way to the processor with its clocks, what it costs, and why the impossible is
// impossible.
#include "led_mapping/output_plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guangmu::led {
namespace {

using testing::HasSubstr;

WallSettings lanzhou() {
  WallSettings wall;
  wall.module.px = {192, 96};
  wall.module.mm = {320, 160};
  HeadSettings left, right;
  left.connector = "HDMI-1";
  left.rect_px = {0, 0, 1152, 1440};
  right.connector = "DVI-1";
  right.rect_px = {1152, 0, 1152, 1440};
  wall.heads = {left, right};
  return wall;
}

WallSettings with_one_head(std::array<int, 4> rect, double rate_hz,
                           std::optional<std::array<int, 2>> raster = {}) {
  WallSettings wall = lanzhou();
  wall.heads.resize(1);
  wall.heads[0].rect_px = rect;
  wall.heads[0].rate_hz = rate_hz;
  wall.heads[0].raster_px = raster;
  return wall;
}

const OutputPlan& named(const std::vector<OutputPlan>& plans, const std::string& name) {
  for (const OutputPlan& p : plans)
    if (p.name == name) return p;
  ADD_FAILURE() << "no plan " << name;
  static const OutputPlan* const none = new OutputPlan;
  return *none;
}

TEST(OutputPlans, those_of_the_lanzhou_wall_at_165_mhz) {
  const auto plans = output_plans(lanzhou());
  const struct {
    const char* name;
    SizePx head;
    double rate_hz;
    bool fits, used;
    double clock_mhz;  // of the timing to use, or the lowest
  } cases[] = {
      {"one head 1:1", {2304, 1440}, 60, false, false, 211.842},
      {"mosaic left/right", {1152, 1440}, 60, true, true, 116.50},
      {"mosaic top/bottom", {2304, 720}, 60, true, false, 109.50},
      {"reduced rate", {2304, 1440}, 40, true, false, 144.50},
      {"scaled 6/5", {1920, 1200}, 60, true, false, 154.00},
      {"scaled 4/3", {1728, 1080}, 60, true, false, 125.75},
      {"1:1 region of a larger raster", {2560, 1440}, 60, false, false, 234.590},
  };
  ASSERT_EQ(plans.size(), std::size(cases));
  for (std::size_t i = 0; i < plans.size(); ++i) {
    SCOPED_TRACE(cases[i].name);
    const OutputPlan& p = plans[i];
    EXPECT_EQ(p.name, cases[i].name);
    EXPECT_EQ(p.head, cases[i].head);
    EXPECT_EQ(p.rate_hz, cases[i].rate_hz);
    EXPECT_EQ(p.fits, cases[i].fits);
    EXPECT_EQ(p.used, cases[i].used);
    EXPECT_EQ(p.fits, p.refusal.empty());
    EXPECT_NEAR(p.fits ? p.timing->clock_mhz : 165 - p.margin_mhz, cases[i].clock_mhz, 0.0005);
  }
  EXPECT_THAT(plans[0].refusal, HasSubstr("211.842 MHz"));
  EXPECT_THAT(plans[0].refusal, HasSubstr("46.842 more than the input's 165 MHz; at most 47.02 Hz would go"));
  EXPECT_THAT(plans[3].needs, HasSubstr("45.59 Hz (CVT-RB), 47.02 Hz (CVT-RBv2)"));
  EXPECT_THAT(plans[3].lost, HasSubstr("20 of 60 frames"));
  EXPECT_THAT(plans[4].lost, HasSubstr("31 % of the pixels"));
}

TEST(OutputPlans, an_input_of_340_mhz_takes_all_and_needs_no_reduced_rate) {
  WallSettings wall = lanzhou();
  wall.input_max_mhz = 340;
  for (const OutputPlan& p : output_plans(wall)) {
    EXPECT_TRUE(p.fits) << p.name;
    EXPECT_NE(p.name, "reduced rate");
  }
}

TEST(OutputPlans, the_plan_in_use_is_marked) {
  const struct {
    WallSettings wall;
    const char* used;
  } cases[] = {
      {lanzhou(), "mosaic left/right"},
      {with_one_head({0, 0, 2304, 1440}, 60), "one head 1:1"},
      {with_one_head({0, 0, 2304, 1440}, 30), "reduced rate"},
      {with_one_head({0, 0, 2304, 1440}, 60, std::array{1920, 1200}), "scaled 6/5"},
      {with_one_head({0, 0, 2304, 1440}, 60, std::array{1728, 1080}), "scaled 4/3"},
      {with_one_head({0, 0, 2304, 1440}, 60, std::array{2560, 1440}), "1:1 region of a larger raster"},
      {with_one_head({0, 0, 2304, 1440}, 60, std::array{1024, 640}), "as configured, head 1 (HDMI-1)"},
  };
  for (const auto& c : cases) {
    int used = 0;
    for (const OutputPlan& p : output_plans(c.wall)) used += p.used;
    EXPECT_EQ(used, 1) << c.used;
    EXPECT_TRUE(named(output_plans(c.wall), c.used).used) << c.used;
  }
}

// Whatever the wall: what fits is within the limit by its own numbers, what does not has a reason.
TEST(OutputPlans, hold_their_word_on_any_wall) {
  for (int columns = 1; columns <= 40; columns += 3)
    for (const double max_mhz : {80., 165., 340., 600.})
      for (const int module_w : {64, 100, 192}) {
        WallSettings wall = lanzhou();
        wall.module.px = {module_w, 96};
        wall.size_mm = {320. * columns, 160. * 11};
        wall.heads.clear();
        wall.input_max_mhz = max_mhz;
        for (const OutputPlan& p : output_plans(wall)) {
          ASSERT_EQ(p.fits, p.refusal.empty()) << p.name;
          ASSERT_EQ(p.fits, p.margin_mhz >= 0) << p.name;
          if (p.fits) {
            ASSERT_LE(p.timing->clock_mhz, max_mhz);
          }
        }
      }
}

TEST(OutputPlans, table_json_and_modelines_say_the_same) {
  const std::string table = signal_table(lanzhou()), json = signal_json(lanzhou());
  for (const char* part : {"1920x1200", "1728x1080", "218.750", "211.842", "109.475", "45.59 Hz", "47.02 Hz",
                           "DVI-1", "* mosaic left/right", "impossible"})
    EXPECT_THAT(table, HasSubstr(part));
  for (const char* part : {"\"used\": true", "\"fits\": false", "CVT-RBv2 video", "\"margin_mhz\""})
    EXPECT_THAT(json, HasSubstr(part));
  EXPECT_THAT(signal_modelines(lanzhou()),
              HasSubstr("xrandr --newmode \"1152x1440_59.96\" 116.500 1152 1200 1232 1312 1440 1443 1453 "
                        "1481 +hsync -vsync\nxrandr --addmode HDMI-1"));
}

}  // namespace
}  // namespace guangmu::led
