// Test patterns: what they contain, and that their pixels are where a technician expects them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "led_mapping/font_5x7.h"
#include "led_mapping/pattern.h"
#include "led_mapping/pattern_table.h"
#include "led_mapping/plan_svg.h"
#include "led_mapping/planner.h"
#include "led_mapping/simulator.h"
#include "led_mapping/tone_curve.h"
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
    EXPECT_NE(std::any_of(p.rgb.begin(), p.rgb.end(), [](std::uint8_t v) { return v > 0; }), name == "black") << name;
  }
  const auto unknown = make_pattern("graey", lanzhou(), plan_wall(lanzhou()).value());
  ASSERT_FALSE(unknown.ok());
  EXPECT_THAT(unknown.error().text, testing::HasSubstr("cards, modules, grid"));
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

Rgb8 gray_of(int code) {
  const auto v = static_cast<std::uint8_t>(code);
  return {v, v, v};
}

TEST(PatternTable, is_complete_in_both_languages_and_knows_every_pattern) {
  std::set<std::string_view> names, questions;
  for (const PatternInfo& p : pattern_table()) {
    EXPECT_TRUE(names.insert(p.name).second) << p.name;
    EXPECT_FALSE(p.purpose.zh.empty() || p.purpose.en.empty()) << p.name;
    EXPECT_TRUE(make_pattern(p.name, lanzhou(), plan_wall(lanzhou()).value()).ok()) << p.name;
    for (const PatternQuestion& q : p.questions) {
      EXPECT_TRUE(questions.insert(q.id).second) << q.id;
      EXPECT_TRUE(q.id.starts_with(std::string(p.name) + ".")) << q.id;
      EXPECT_TRUE(q.ask.en.ends_with("?") && q.ask.zh.ends_with("？")) << q.id;
      EXPECT_FALSE(q.if_not.zh.empty() || q.if_not.en.empty()) << q.id;
    }
  }
  EXPECT_EQ(find_pattern("plaid"), nullptr);
  const auto all = pattern_names(lanzhou());
  EXPECT_GT(all.size(), pattern_table().size());  // and the coded ones
  EXPECT_TRUE(make_pattern(all.back(), lanzhou(), plan_wall(lanzhou()).value()).ok());
}

TEST(Pattern, modules_carry_their_number_card_and_connector) {
  const Plan plan = plan_wall(lanzhou()).value();
  const Pattern pattern = make_pattern("modules", lanzhou(), plan).value();
  const auto names = texts(pattern);
  for (int i = 1; i <= 180; ++i) EXPECT_TRUE(names.count(std::to_string(i))) << i;
  EXPECT_TRUE(names.count("C1.1"));
  for (const PatternLabel& l : pattern.labels) {  // inside one module, and 14 px or more: to be read from 3 m
    const int w = static_cast<int>(l.text.size()) * 6 * (l.height_px / 7);
    EXPECT_EQ((l.x - w / 2) / 192, (l.x + w / 2 - 1) / 192) << l.text;
    EXPECT_EQ((l.y - l.height_px / 2) / 96, (l.y + l.height_px / 2 - 1) / 96) << l.text;
    EXPECT_GE(l.height_px, 14) << l.text;
  }
  EXPECT_EQ(rasterise(pattern).at(192 * 5 + 6, 96 * 7 + 6), gray_of(255));  // each module's upper left corner
}

TEST(Pattern, one_pixel_checks_alternate_at_every_pixel) {
  const Picture8 checker = picture("checker"), lines = picture("lines");
  for (int y = 0; y < 1440; y += 37)
    for (int x = 0; x < 2304; ++x) {
      ASSERT_EQ(checker.at(x, y), gray_of((x + y) % 2 ? 0 : 255));
      const bool upright = (x / 192 + y / 96) % 2 == 0;
      ASSERT_EQ(lines.at(x, y), gray_of((upright ? x : y) % 2 ? 0 : 255));
    }
}

TEST(Pattern, range_holds_the_codes_at_both_ends) {
  const Picture8 p = picture("range");
  const int high[] = {255, 254, 253, 250, 245, 240, 235}, low[] = {0, 1, 2, 4, 8, 16, 24};
  for (int i = 0; i < 7; ++i) {
    const int x = 2304 * (2 * i + 1) / 14;
    EXPECT_EQ(p.at(x, 300), gray_of(high[i]));
    EXPECT_EQ(p.at(x, 720 + 300), gray_of(low[i]));
    EXPECT_EQ(p.at(2304 * i / 7 + 3, 300), gray_of(255));
    EXPECT_EQ(p.at(2304 * i / 7 + 3, 720 + 300), gray_of(0));
  }
}

// Lines and field have the same mean light; only a signal that carries colour for every pixel tells them apart.
TEST(Pattern, chroma_lines_and_field_differ_in_detail_alone) {
  const Picture8 p = picture("chroma");
  for (int x = 0; x < 1152; ++x) ASSERT_EQ(p.at(x, 100), (x % 2 ? Rgb8{0, 0, 255} : Rgb8{255, 0, 0}));
  const Rgb8 field = p.at(1700, 100);
  const auto light = card_light(lanzhou().colour, 0);
  EXPECT_NEAR(light[field[0]], 0.5, 0.006);
  EXPECT_NEAR(light[field[2]], 0.5, 0.006);
  EXPECT_EQ(field[1], 0);
}

TEST(Pattern, solids_are_one_code_everywhere) {
  struct Case {
    const char* name;
    Rgb8 code;
  };
  for (const Case& c : {Case{"black", {0, 0, 0}}, {"red", {255, 0, 0}}, {"green", {0, 255, 0}}, {"blue", {0, 0, 255}},
                        {"white", {255, 255, 255}}, {"gray_32", {32, 32, 32}}, {"gray_192", {192, 192, 192}}}) {
    const Picture8 p = picture(c.name);
    for (std::size_t i = 0; i < p.rgb.size(); ++i) ASSERT_EQ(p.rgb[i], c.code[i % 3]) << c.name;
  }
}

TEST(Pattern, ramps_and_low_gray_hold_every_code_of_every_channel) {
  const Picture8 ramps = picture("ramps"), low = picture("low_gray");
  for (int channel = 0; channel < 4; ++channel) {
    const auto expected = [&](int code) {
      Rgb8 c{};
      for (int i = 0; i < 3; ++i)
        if (channel == 0 || channel == i + 1) c[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(code);
      return c;
    };
    for (int code = 0; code < 256; ++code) ASSERT_EQ(ramps.at(9 * code + 4, 360 * channel + 180), expected(code));
    for (int code = 0; code < 32; ++code) ASSERT_EQ(low.at(72 * code + 36, 360 * channel + 100), expected(code));
  }
}

TEST(Pattern, first_row_is_flat_within_each_module) {
  const Picture8 p = picture("first_row");
  std::set<Rgb8> levels;
  for (int row = 0; row < 15; ++row)
    for (int column = 0; column < 12; ++column) {
      const Rgb8 c = p.at(column * 192, row * 96);
      levels.insert(c);
      for (int y = 0; y < 96; ++y) ASSERT_EQ(p.at(column * 192 + 100, row * 96 + y), c);
      EXPECT_GE(std::max({c[0], c[1], c[2]}), 12);
      EXPECT_LE(std::max({c[0], c[1], c[2]}), 40);
    }
  EXPECT_EQ(levels.size(), 48u);
}

TEST(Pattern, ghosting_lights_few_points_of_each_row_and_column) {
  const Picture8 p = picture("ghosting");
  for (int y = 0; y < 1440; ++y) {
    int lit = 0;
    for (int x = 0; x < 192; ++x) lit += p.at(x, y) != gray_of(0);
    EXPECT_GE(lit, 3);
    EXPECT_LE(lit, 5);
  }
}

TEST(Pattern, seams_change_level_between_modules_only) {
  const Picture8 p = picture("seams");
  for (int y = 0; y < 1440; ++y) EXPECT_EQ(p.at(700, y), gray_of(y < 480 ? 255 : y < 960 ? 176 : 96));
}

TEST(Pattern, motion_is_a_function_of_time_in_whole_pixels) {
  const auto at = [](double t) { return rasterise(make_pattern("motion", lanzhou(), plan_wall(lanzhou()).value(), t).value()); };
  const Picture8 start = at(0), later = at(1.5);
  EXPECT_EQ(start.at(0, 700), gray_of(255));
  EXPECT_EQ(start.at(16, 700), gray_of(0));
  EXPECT_EQ(later.at(720, 100), gray_of(255));  // 480 px a second
  EXPECT_EQ(later.at(719, 100), gray_of(0));
  EXPECT_EQ(later.at(10, 720), (Rgb8{255, 176, 0}));
  EXPECT_EQ(later.at(2300, 735), (Rgb8{255, 176, 0}));
  // It stands until it says that it moves, and then it has moved by one pixel.
  for (const double t : {0., 0.37, 4.7999, 61.2}) {
    const double next = next_pattern_change_s("motion", t);
    EXPECT_GT(next, t);
    EXPECT_LT(next, t + 1.01 / 480);
    EXPECT_EQ(at(t).rgb, at((t + next) / 2).rgb);
    EXPECT_NE(at(t).rgb, at(next).rgb);
  }
  EXPECT_EQ(next_pattern_change_s("grid", 3), std::numeric_limits<double>::infinity());
}

TEST(Pattern, flash_is_lit_for_the_first_tenth_of_each_second) {
  const auto lit = [](double t) {
    return rasterise(make_pattern("flash", lanzhou(), plan_wall(lanzhou()).value(), t).value()).at(700, 500) == gray_of(255);
  };
  EXPECT_TRUE(lit(0) && lit(0.05) && lit(7) && lit(7.09));
  EXPECT_FALSE(lit(0.1) || lit(0.5) || lit(7.11) || lit(7.99));
  EXPECT_NEAR(next_pattern_change_s("flash", 7.05), 7.1, 1e-9);
  EXPECT_NEAR(next_pattern_change_s("flash", 7.1), 8, 1e-9);
  EXPECT_NEAR(next_pattern_change_s("flash", 8), 8.1, 1e-9);
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
