// The technician's pattern through time, and what is told of the wall's power.
#include <gtest/gtest.h>

#include "led_mapping/planner.h"
#include "stage/pattern_stand.h"
#include "stage/power_watch.h"

namespace guangmu::stage {
namespace {

class PatternStandTest : public testing::Test {
 protected:
  const renderer::RawPicture* show(const std::string& name, double time_s) {
    stand_.show(name, time_s, std::nullopt, wall_, plan_, led::power_limits(wall_, plan_));
    return stand_.picture().get();
  }
  led::WallSettings wall_;
  led::Plan plan_ = led::plan_wall(wall_).value();
  PatternStand stand_;
};

TEST_F(PatternStandTest, is_drawn_again_only_when_it_looks_different) {
  const auto* grid = show("grid", 1);
  ASSERT_NE(grid, nullptr);
  EXPECT_EQ(show("grid", 500), grid);
  const auto kept = stand_.picture();
  const auto* motion = show("motion", 500);
  EXPECT_NE(motion, grid);
  EXPECT_EQ(motion->follows, 0u);
  const auto before = stand_.picture();
  const auto* moved = show("motion", 500.02);
  EXPECT_NE(moved, before.get());
  EXPECT_EQ(moved->follows, before->serial);
  EXPECT_LT(moved->changed.size(), 40u);
  EXPECT_EQ(show("", 501), nullptr);
}

TEST_F(PatternStandTest, each_flash_is_told_once) {
  int flashes = 0;
  for (int frame = 0; frame < 240; ++frame) {
    show("flash", 10.3 + frame / 60.);
    flashes += stand_.flashed();
  }
  EXPECT_EQ(flashes, 4);
}

TEST_F(PatternStandTest, one_above_the_cap_is_dimmed_also_while_it_moves) {
  wall_.power.instant_limit_w_m2 = 300;
  const auto* white = show("white", 1);
  EXPECT_LT(white->rgb[0], 255);
  EXPECT_LE(led::power_w(wall_, led::mean_duty(white->drive, white->size)), 300 * wall_.area_m2() + 1e-6);
}

TEST(PowerWatch, tells_watts_of_wall_and_cards) {
  const led::WallSettings wall;
  const led::Plan plan = led::plan_wall(wall).value();
  const auto limits = led::power_limits(wall, plan);
  PowerWatch watch;
  renderer::PowerReport report;
  report.duty = {0.4, 0.4, 0.4};
  report.w_m2 = limits.model.w_m2(report.duty);
  report.limiter = 0.8;
  report.areas = {{{0, 0, 2304, 1440}, report.duty}};
  for (int i = 0; i <= 180; ++i) watch.add(i / 60., report);
  const show::PowerStatus s = watch.status(limits, plan);
  EXPECT_NEAR(s.w, 9.216 * (30 + 570 * 0.4), 1e-6);
  EXPECT_NEAR(s.average_w_m2, s.w_m2, 1e-9);
  EXPECT_NEAR(s.picture_level, 0.5, 1e-9);
  EXPECT_EQ(s.limiter, 0.8);
  EXPECT_EQ(s.minute_w_m2.size(), 3u);
  EXPECT_EQ(s.instant_limit_w_m2, 600);
  ASSERT_EQ(s.cards_w.size(), 48u);
  float sum = 0;
  for (const float w : s.cards_w) sum += w;
  EXPECT_NEAR(static_cast<double>(sum), s.w, 0.1);
}

}  // namespace
}  // namespace guangmu::stage
