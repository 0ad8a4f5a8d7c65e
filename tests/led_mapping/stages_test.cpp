// The stages a technician can look at: patterns on the canvas, as codes on the cables, as light of the wall.
#include "led_mapping/stages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "led_mapping/planner.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

TEST(Stages, a_pattern_on_the_canvas_is_seen_on_the_wall_as_it_was_drawn) {
  WallSettings wall = lanzhou();
  wall.colour.dither = Dither::off;
  const Plan plan = plan_wall(wall).value();
  const Pattern grid = make_pattern("grid", wall, plan).value();
  const Picture8 canvas = rasterise(grid);
  const Picture8 seen = wall_stage(wall, plan, codes_of(grid, make_output_tables(wall))).value();
  ASSERT_EQ(seen.size, canvas.size);
  int grays = 0;
  for (std::size_t i = 0; i < canvas.rgb.size(); i += 3) {
    const auto* c = &canvas.rgb[i];
    if (c[0] != c[1] || c[1] != c[2]) continue;  // colours need several codes at once and land within a few
    ++grays;
    for (std::size_t k = 0; k < 3; ++k) ASSERT_NEAR(seen.rgb[i + k], c[k], 1) << i;
  }
  EXPECT_GT(grays, 3000000);
}

TEST(Stages, codes_pass_untouched_and_show_the_cards_own_curve) {
  const WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  const Pattern gray = make_pattern("gray", wall, plan).value();
  const Picture8 codes = codes_of(gray, make_output_tables(wall));
  EXPECT_EQ(codes.rgb, rasterise(gray).rgb);
  const Picture8 seen = wall_stage(wall, plan, codes).value();
  for (int i = 0; i < 17; ++i) {
    const int x = 2304 * (2 * i + 1) / 34, code = codes.at(x, 100)[0];
    const double linear = std::pow(code / 255., 2.8);
    const double srgb = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(seen.at(x, 100)[k], 255 * srgb, 1) << code;
  }
}

TEST(Stages, output_is_the_heads_beside_each_other_or_one) {
  WallSettings wall = lanzhou();
  wall.heads = {{"HDMI-1", "", {0, 0, 2304, 720}, 60}, {"DVI-1", "", {0, 720, 2304, 720}, 60}};
  const Plan plan = plan_wall(wall).value();
  const Picture8 codes = codes_of(make_pattern("gray", wall, plan).value(), make_output_tables(wall));
  const Picture8 both = output_stage(wall, plan, codes).value();
  EXPECT_EQ(both.size, (SizePx{4608, 720}));
  EXPECT_EQ(both.at(2304 + 700, 10), codes.at(700, 730));
  EXPECT_EQ(output_stage(wall, plan, codes, 2).value().at(700, 10), codes.at(700, 730));
  const auto third = output_stage(wall, plan, codes, 3);
  ASSERT_FALSE(third.ok());
  EXPECT_THAT(third.error().text, testing::HasSubstr("no head 3; wall.yaml lists 2"));
}

TEST(Stages, a_miswired_wall_looks_miswired) {
  const WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  const Picture8 codes = codes_of(make_pattern("cards", wall, plan).value(), make_output_tables(wall));
  const Picture8 right = wall_stage(wall, plan, codes).value();
  const Picture8 wrong = wall_stage(wall, plan, codes, {.swapped_cards = {{1, 20}}}).value();
  const RectPx a = plan.card(1)->rect_px, b = plan.card(20)->rect_px;
  EXPECT_EQ(wrong.at(a.x + 30, a.y + 2), right.at(b.x + 30, b.y + 2));
  EXPECT_NE(wrong.at(a.x + 30, a.y + 2), right.at(a.x + 30, a.y + 2));
  EXPECT_EQ(wrong.at(1000, 10), right.at(1000, 10));
}

}  // namespace
}  // namespace guangmu::led
