// Test patterns: what they contain, and that their pixels are where a technician expects them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "led_mapping/font_5x7.h"
#include "led_mapping/pattern.h"
#include "led_mapping/plan_svg.h"
#include "led_mapping/planner.h"
#include "led_mapping/simulator.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

Picture8 picture(std::string_view name, const WallSettings& wall = lanzhou()) {
  return rasterise(make_pattern(name, wall, plan_wall(wall).value()).value());
}

std::set<std::string> texts(const Pattern& p) {
  std::set<std::string> out;
  for (const PatternLabel& l : p.labels) out.insert(l.text);
  return out;
}

TEST(Pattern, every_name_gives_a_picture_of_the_walls_size) {
  for (const std::string_view name : pattern_names()) {
    const Picture8 p = picture(name);
    EXPECT_EQ(p.size, (SizePx{2304, 1440}));
    EXPECT_EQ(p.rgb.size(), 2304u * 1440u * 3u);
    EXPECT_TRUE(std::any_of(p.rgb.begin(), p.rgb.end(), [](std::uint8_t v) { return v > 0; })) << name;
  }
  const auto unknown = make_pattern("graey", lanzhou(), plan_wall(lanzhou()).value());
  ASSERT_FALSE(unknown.ok());
  EXPECT_THAT(unknown.error().text, testing::HasSubstr("cards, gray, gamma, grid"));
}

TEST(Pattern, cards_are_outlined_in_the_colour_of_their_port_and_named) {
  const Plan plan = plan_wall(lanzhou()).value();
  const Pattern pattern = cards_pattern(plan);
  const Picture8 p = rasterise(pattern);
  const auto names = texts(pattern);
  for (const Card& card : plan.cards) {
    const Rgb8 colour = port_colour(card.port);
    const RectPx r = card.rect_px;
    ASSERT_EQ(p.at(r.x, r.y), colour);
    ASSERT_EQ(p.at(r.right() - 1, r.bottom() - 1), colour);
    ASSERT_EQ(p.at(r.x + r.w / 2, r.bottom() - 1), colour);
    EXPECT_TRUE(names.count(std::to_string(card.id)));
    EXPECT_TRUE(names.count("P" + std::to_string(card.port) + " #" + std::to_string(card.order)));
  }
  for (const PatternLabel& l : pattern.labels) {  // every label inside the card it names
    const int w = static_cast<int>(l.text.size()) * 6 * (l.height_px / 7);
    const RectPx box{l.x - w / 2, l.y - l.height_px / 2, w, l.height_px};
    EXPECT_TRUE(std::any_of(plan.cards.begin(), plan.cards.end(), [&](const Card& c) {
      return intersect(box, c.rect_px) == box;
    })) << l.text;
  }
}

TEST(Pattern, gray_holds_seventeen_steps_each_low_code_and_four_full_ramps) {
  const Pattern pattern = gray_pattern(lanzhou());
  EXPECT_TRUE(pattern.in_codes);
  const Picture8 p = rasterise(pattern);
  for (int i = 0; i < 17; ++i) {
    const int code = std::min(255, i * 16);
    EXPECT_EQ(p.at(2304 * (2 * i + 1) / 34, 100)[1], code);
  }
  for (int i = 0; i < 32; ++i) EXPECT_EQ(p.at(72 * i + 36, 500)[2], i);
  for (int channel = 0; channel < 4; ++channel) {
    std::set<int> codes;
    for (int x = 0; x < 2304; ++x) {
      const Rgb8 c = p.at(x, 720 + 180 * channel + 90);
      codes.insert(std::max({c[0], c[1], c[2]}));
      for (int other = 0; other < 3; ++other) {
        if (channel == 0 || other == channel - 1) continue;
        ASSERT_EQ(c[static_cast<std::size_t>(other)], 0);
      }
    }
    EXPECT_EQ(codes.size(), 256u);
  }
}

// The patch with the wall's own exponent gives, through the simulated cards, the same mean light as its
// checker.
TEST(Pattern, gamma_patch_of_the_true_exponent_disappears) {
  WallSettings wall = lanzhou();
  wall.colour.gamma = {2.2, 2.8, 2.4};
  const Plan plan = plan_wall(wall).value();
  const Picture8 codes = rasterise(gamma_pattern(wall));
  const WallLight light = simulate_wall(wall, plan, cut_heads(wall, codes)).value();
  const double exponents[9] = {1.8, 2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.2, 0};
  for (std::size_t channel = 0; channel < 3; ++channel)
    for (int column = 0; column < 9; ++column) {
      const int row = static_cast<int>(channel) + 1;
      const int x0 = 256 * column, y0 = 360 * row;
      double checker = 0;
      for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
          checker += static_cast<double>(light.at(x0 + 24 + x, y0 + 40 + y)[channel]) / 64;
      const double patch = static_cast<double>(light.at(x0 + 128, y0 + 22 + 135)[channel]);
      EXPECT_NEAR(checker, 0.5, 1e-6);
      const double own = std::array{2.2, 2.8, 2.4}[channel];
      const bool same = column == 8 || std::abs(exponents[column] - own) < 1e-9;
      if (same) {
        EXPECT_NEAR(patch, checker, 0.01) << column;
      } else {
        EXPECT_GT(std::abs(patch - checker), 0.015) << column;
      }
    }
}

TEST(Pattern, grid_reaches_the_outermost_pixels) {
  const Picture8 p = picture("grid");
  const Rgb8 white{255, 255, 255};
  for (int x = 0; x < 2304; x += 97) {
    EXPECT_EQ(p.at(x, 0), white);
    EXPECT_EQ(p.at(x, 1439), white);
  }
  for (int y = 0; y < 1440; y += 71) {
    EXPECT_EQ(p.at(0, y), white);
    EXPECT_EQ(p.at(2303, y), white);
  }
  EXPECT_NE(p.at(192, 50), (Rgb8{0, 0, 0}));  // a module seam
  EXPECT_NE(p.at(384, 50), p.at(192, 50));    // a card seam is told apart
}

TEST(Pattern, small_walls_get_patterns_too) {
  WallSettings wall = lanzhou();
  wall.module.px = {8, 8};
  wall.module.scan = 4;
  wall.module.mm = {80, 80};
  wall.size_mm = {80, 80};
  wall.heads.clear();
  for (const std::string_view name : pattern_names()) EXPECT_EQ(picture(name, wall).size, (SizePx{8, 8}));
}

TEST(Font, every_glyph_is_different) {
  std::set<std::array<std::uint8_t, glyph_h>> seen;
  const std::string all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.,:-+/=%()# ";
  for (const char c : all) EXPECT_TRUE(seen.insert(glyph_5x7(c)).second) << c;
  EXPECT_EQ(glyph_5x7('q'), glyph_5x7('Q'));
  EXPECT_FALSE(seen.count(glyph_5x7('~')));
}

}  // namespace
}  // namespace guangmu::led
