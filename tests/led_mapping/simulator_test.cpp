// From linear light through the output pass and the whole receiving chain back to light, right and wrongly
// wired.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "base/colour.h"
#include "led_mapping/output_tables.h"
#include "led_mapping/plan_check.h"
#include "led_mapping/planner.h"
#include "led_mapping/route.h"
#include "led_mapping/simulator.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

// 4 x 3 modules of 24 x 12 px, cards of 2 x 2, one column of cards per port.
WallSettings small_wall() {
  WallSettings wall;
  wall.module.px = {24, 12};
  wall.module.scan = 6;
  wall.size_mm = {4 * 320, 3 * 160};
  wall.card.max_px = 24 * 12 * 4;
  wall.card.max_side = {48, 24};
  wall.ports.count = 2;
  wall.ports.bits_per_s = 48. * 36 * 60 * 24;
  wall.heads = {{"HDMI-1", "", {0, 0, 48, 36}, 60}, {"DVI-1", "", {48, 0, 48, 36}, 60}};
  return wall;
}

Picture8 numbered(SizePx size) {
  Picture8 out{size, {}};
  for (int y = 0; y < size.h; ++y)
    for (int x = 0; x < size.w; ++x)
      out.rgb.insert(out.rgb.end(), {static_cast<std::uint8_t>(x + 1), static_cast<std::uint8_t>(y + 1),
                                     static_cast<std::uint8_t>((x * 7 + y * 13) % 255 + 1)});
  return out;
}

float light_of(std::uint8_t code, double gamma = 2.8) {
  return static_cast<float>(std::pow(static_cast<double>(code) / 255, gamma));
}

WallLight shown(const WallSettings& wall, const Plan& plan, const Picture8& codes,
                const Miswiring& wrong = {}) {
  return simulate_wall(wall, plan, cut_heads(wall, codes), wrong).value();
}

TEST(Simulator, every_led_gets_its_own_pixel) {
  const WallSettings wall = small_wall();
  const Plan plan = plan_wall(wall).value();
  ASSERT_EQ(plan.cards.size(), 4u);
  ASSERT_EQ(plan.ports.size(), 2u);
  const Picture8 codes = numbered(wall.size_px());
  const WallLight light = shown(wall, plan, codes);
  for (int y = 0; y < 36; ++y)
    for (int x = 0; x < 96; ++x)
      for (std::size_t c = 0; c < 3; ++c)
        ASSERT_NEAR(light.at(x, y)[c], light_of(codes.at(x, y)[c]), 1e-6) << x << " " << y;
}

TEST(Simulator, a_card_turned_by_plan_shows_a_turned_source_upright) {
  // One card mounted on its head; the plan says so, but its source is not turned: the picture stands on its
  // head.
  const WallSettings wall = small_wall();
  Plan plan = plan_wall(wall).value();
  plan.cards[0].turn = 180;
  const Picture8 codes = numbered(wall.size_px());
  const WallLight light = shown(wall, plan, codes);
  EXPECT_FLOAT_EQ(light.at(0, 0)[0], light_of(codes.at(47, 23)[0]));
  EXPECT_FLOAT_EQ(light.at(47, 23)[1], light_of(codes.at(0, 0)[1]));
  EXPECT_FLOAT_EQ(light.at(48, 0)[0], light_of(codes.at(48, 0)[0]));
}

TEST(Simulator, a_card_on_its_side_turns_clockwise) {
  WallSettings wall = small_wall();
  wall.module.px = {12, 12};
  wall.module.mm = {320, 320};
  wall.size_mm = {640, 320};
  wall.card.connectors = 1;
  wall.card.groups = 2;
  wall.heads = {{"HDMI-1", "", {0, 0, 24, 12}, 60}};
  Plan plan = plan_wall(wall).value();
  const Picture8 codes = numbered(wall.size_px());
  struct Case {
    int turn, x, y;  // where the source's top-left pixel ends in its 12 x 12 box
  };
  for (const Case& c : {Case{0, 0, 0}, Case{90, 11, 0}, Case{180, 11, 11}, Case{270, 0, 11}}) {
    plan.cards[1].turn = c.turn;
    const WallLight light = shown(wall, plan, codes);
    EXPECT_FLOAT_EQ(light.at(12 + c.x, c.y)[0], light_of(codes.at(12, 0)[0])) << c.turn;
    EXPECT_FLOAT_EQ(light.at(12 + c.x, c.y)[1], light_of(codes.at(12, 0)[1])) << c.turn;
  }
}

TEST(Simulator, source_and_place_may_differ) {
  const WallSettings wall = small_wall();
  Plan plan = plan_wall(wall).value();
  std::swap(plan.cards[0].source_px, plan.cards[2].source_px);
  const Picture8 codes = numbered(wall.size_px());
  const WallLight light = shown(wall, plan, codes);
  EXPECT_FLOAT_EQ(light.at(0, 0)[0], light_of(codes.at(48, 0)[0]));
  EXPECT_FLOAT_EQ(light.at(50, 3)[0], light_of(codes.at(2, 3)[0]));
}

TEST(Simulator, wiring_mistakes_show) {
  const WallSettings wall = small_wall();
  const Plan plan = plan_wall(wall).value();
  const Picture8 codes = numbered(wall.size_px());
  const auto red = [&](const Miswiring& wrong, int x, int y) {
    return shown(wall, plan, codes, wrong).at(x, y)[0];
  };
  const auto expected = [&](int x, int y) { return light_of(codes.at(x, y)[0]); };

  EXPECT_FLOAT_EQ(red({.swapped_cards = {{1, 3}}}, 5, 5), expected(53, 5));
  EXPECT_FLOAT_EQ(red({.swapped_cards = {{1, 3}}}, 53, 5), expected(5, 5));
  EXPECT_FLOAT_EQ(red({.swapped_cards = {{1, 3}}}, 5, 30), expected(5, 30));
  EXPECT_FLOAT_EQ(red({.turned = {{1, 180}}}, 0, 0), expected(47, 23));
  EXPECT_FLOAT_EQ(red({.swapped_connectors = {{1, 1, 2}}}, 0, 0), expected(24, 0));
  EXPECT_FLOAT_EQ(red({.swapped_connectors = {{1, 1, 2}}}, 24, 0), expected(0, 0));
  EXPECT_EQ(red({.dead_cards = {1}}, 0, 0), 0);
  EXPECT_EQ(red({.dead_cards = {1}}, 0, 30), 0);  // behind it in the chain
  EXPECT_FLOAT_EQ(red({.dead_cards = {2}}, 0, 0), expected(0, 0));
  EXPECT_EQ(red({.dead_ports = {2}}, 60, 0), 0);
  EXPECT_FLOAT_EQ(red({.dead_ports = {2}}, 0, 0), expected(0, 0));
}

TEST(Simulator, mistakes_of_single_modules_show) {
  const WallSettings wall = small_wall();
  const Plan plan = plan_wall(wall).value();
  const Picture8 codes = numbered(wall.size_px());
  const auto red = [&](const Miswiring& wrong, int x, int y) {
    return shown(wall, plan, codes, wrong).at(x, y)[0];
  };
  const auto expected = [&](int x, int y) { return light_of(codes.at(x, y)[0]); };
  // Card 1 lights (0, 0) to (47, 23) with modules of 24 x 12; card 3 stands to its right.
  EXPECT_FLOAT_EQ(red({.turned_modules = {{{1, 2}, 180}}}, 24, 0), expected(47, 11));
  EXPECT_FLOAT_EQ(red({.turned_modules = {{{1, 2}, 180}}}, 23, 0), expected(23, 0));
  EXPECT_EQ(red({.dead_modules = {{1, 3}}}, 0, 12), 0);
  EXPECT_FLOAT_EQ(red({.dead_modules = {{1, 3}}}, 24, 12), expected(24, 12));
  const Miswiring two_cards{.swapped_modules = {{{1, 1}, {3, 4}}}};
  EXPECT_FLOAT_EQ(red(two_cards, 3, 2), expected(48 + 24 + 3, 12 + 2));
  EXPECT_FLOAT_EQ(red(two_cards, 48 + 24 + 3, 12 + 2), expected(3, 2));
  EXPECT_FLOAT_EQ(red(two_cards, 24, 0), expected(24, 0));
  // A module fed by another card goes dark with that card.
  EXPECT_EQ(red({.dead_cards = {3}, .swapped_modules = {{{1, 1}, {3, 4}}}}, 3, 2), 0);
  // Swapping twice puts everything back; unknown ids do nothing.
  EXPECT_FLOAT_EQ(red({.swapped_cards = {{1, 3}, {1, 3}}}, 5, 5), expected(5, 5));
  EXPECT_FLOAT_EQ(red({.swapped_modules = {{{1, 1}, {9, 4}}}, .turned_modules = {{{1, 9}, 180}}}, 3, 2),
                  expected(3, 2));
  // Three cards in a ring.
  const Miswiring ring{.swapped_cards = {{1, 2}, {2, 3}}};
  EXPECT_FLOAT_EQ(red(ring, 5, 30), expected(53, 6));
  EXPECT_FLOAT_EQ(red(ring, 53, 5), expected(5, 5));
}

TEST(Simulator, a_backup_port_feeds_the_chain_from_its_end) {
  WallSettings wall = small_wall();
  wall.ports.count = 4;
  const Plan plan = plan_wall(wall).value();
  ASSERT_EQ(plan.ports[0].backup, 3);
  const Picture8 codes = numbered(wall.size_px());
  EXPECT_GT(shown(wall, plan, codes, {.dead_ports = {1}}).at(0, 30)[0], 0);
  EXPECT_GT(shown(wall, plan, codes, {.dead_cards = {1}}).at(0, 30)[0], 0);
  EXPECT_EQ(shown(wall, plan, codes, {.dead_cards = {1}}).at(0, 0)[0], 0);
  EXPECT_EQ(shown(wall, plan, codes, {.dead_ports = {1, 3}}).at(0, 30)[0], 0);
}

// However the installer has hung and wired the cards: with the plan known, the wall shows the canvas.
TEST(Route, any_wiring_that_the_plan_knows_shows_the_canvas) {
  WallSettings wall = small_wall();
  wall.module.px = {12, 12};
  wall.module.mm = {160, 160};
  wall.module.groups = 2;
  wall.size_mm = {8 * 160, 6 * 160};
  wall.card.max_side = {24, 24};
  wall.card.max_px = 24 * 24;
  wall.ports.bits_per_s = 936e6;
  const SizePx size = wall.size_px();
  wall.heads = {{"HDMI-1", "", {0, 0, size.w, size.h / 2}, 60},
                {"DVI-1", "", {0, size.h / 2, size.w, size.h / 2}, 60}};
  const Picture8 codes = numbered(size);
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    Plan plan = plan_wall(wall).value();
    ASSERT_EQ(plan.cards.size(), 12u);
    for (Card& card : plan.cards) card.turn = static_cast<int>(random() % 4) * 90;
    for (std::size_t i = plan.cards.size() - 1; i > 0; --i)
      std::swap(plan.cards[i].source_px, plan.cards[random() % (i + 1)].source_px);
    for (const PlanFault& fault : check_plan(plan, wall)) ASSERT_EQ(fault.text, "");
    const WallLight light = shown(wall, plan, to_raster(plan, codes));
    for (int y = 0; y < size.h; ++y)
      for (int x = 0; x < size.w; ++x)
        ASSERT_FLOAT_EQ(light.at(x, y)[1], light_of(codes.at(x, y)[1]))
            << x << " " << y << " round " << round;
  }
}

// Crossed ribbons and turned modules that the plan knows of are made good as well.
TEST(Route, crossed_ribbons_that_the_plan_knows_show_the_canvas) {
  const WallSettings wall = small_wall();
  const Plan wired = plan_wall(wall).value();
  Plan known = wired;
  const auto usual = [](const Card& card, const CardModule& m) {
    return RectPx{card.source_px.x + m.in_card_px.x, card.source_px.y + m.in_card_px.y, m.in_card_px.w,
                  m.in_card_px.h};
  };
  Card &first = known.cards[0], &last = known.cards[3];
  first.modules[0].source_px = usual(last, last.modules[1]);
  last.modules[1].source_px = usual(first, first.modules[0]);
  first.modules[0].turn = 180;
  const Miswiring wrong{
      .swapped_modules = {{{first.id, first.modules[0].connector, first.modules[0].place},
                           {last.id, last.modules[1].connector, last.modules[1].place}}},
      .turned_modules = {{{first.id, first.modules[0].connector, first.modules[0].place}, 180}}};
  const Picture8 codes = numbered(wall.size_px());
  const auto heads = cut_heads(wall, to_raster(known, codes));
  const WallLight really = simulate_wall(wall, wired, heads, wrong).value();
  const WallLight believed = simulate_wall(wall, known, heads).value();
  for (int y = 0; y < codes.size.h; ++y)
    for (int x = 0; x < codes.size.w; ++x) {
      ASSERT_FLOAT_EQ(really.at(x, y)[1], light_of(codes.at(x, y)[1])) << x << " " << y;
      ASSERT_FLOAT_EQ(believed.at(x, y)[1], light_of(codes.at(x, y)[1])) << x << " " << y;
    }
}

TEST(Route, a_plan_in_order_needs_none) {
  const WallSettings wall = small_wall();
  const Plan plan = plan_wall(wall).value();
  EXPECT_TRUE(displaced(plan).empty());
  const Picture8 codes = numbered(wall.size_px());
  EXPECT_EQ(to_raster(plan, codes).rgb, codes.rgb);
  const Picture8 beside = side_by_side(cut_heads(wall, codes));
  EXPECT_EQ(beside.size, wall.size_px());
  EXPECT_EQ(beside.rgb, codes.rgb);  // left and right heads stand where they came from
}

TEST(Simulator, heads_of_the_wrong_size_are_refused) {
  const WallSettings wall = small_wall();
  const Plan plan = plan_wall(wall).value();
  auto heads = cut_heads(wall, numbered(wall.size_px()));
  heads.pop_back();
  EXPECT_FALSE(simulate_wall(wall, plan, heads).ok());
  heads.push_back(numbered({10, 10}));
  EXPECT_FALSE(simulate_wall(wall, plan, heads).ok());
}

// The whole way: what the canvas asked for is what the eye sees, for any curve, white point and dither.
struct RoundTrip {
  const char* name;
  ColourSettings colour;
};

TEST(RoundTrip, a_gray_comes_out_as_itself_within_one_code) {
  RoundTrip cases[] = {
      {"as built", {}}, {"gammas apart", {}}, {"curve", {}}, {"cool white", {}}, {"cool modules", {}}};
  cases[1].colour.gamma = {2.2, 2.6, 3.0};
  cases[2].colour.curve =
      CurveSettings{{{0, 0}, {0.05, 0.001}, {0.5, 0.2}, {1, 1}}, {}, {{0, 0}, {0.5, 0.1}, {1, 1}}};
  cases[3].colour.white_k = 9300;
  cases[4].colour.native_white_k = 9000;
  for (RoundTrip& c : cases) {
    WallSettings wall = small_wall();
    wall.colour = c.colour;
    wall.colour.dither = Dither::off;
    const Plan plan = plan_wall(wall).value();
    const OutputTables tables = make_output_tables(wall);
    for (int step = 0; step <= 40; ++step) {
      const float l = static_cast<float>(step) / 40;
      const std::vector<float> canvas(static_cast<std::size_t>(wall.size_px().area()) * 3, l);
      const Picture8 codes{wall.size_px(), grade_picture(canvas, 3, tables)};
      const auto code = codes.at(1, 1);
      const WallLight light = shown(wall, plan, codes);
      // The channel that white drives fully carries the gray itself; one code up or down must enclose it.
      const auto white =
          shown(wall, plan,
                Picture8{wall.size_px(), grade_picture(std::vector<float>(canvas.size(), 1.f), 3, tables)});
      for (std::size_t k = 0; k < 3; ++k) {
        const auto neighbour = [&](int d) {
          Picture8 other{wall.size_px(), {}};
          const auto value = static_cast<std::uint8_t>(std::clamp(code[k] + d, 0, 255));
          other.rgb.assign(codes.rgb.size(), value);
          return shown(wall, plan, other).at(1, 1)[k];
        };
        if (white.at(1, 1)[k] < 0.999f) continue;
        EXPECT_LE(neighbour(-1), l + 1e-6) << c.name << " " << l;
        EXPECT_GE(neighbour(+1), l - 1e-6) << c.name << " " << l;
        EXPECT_NEAR(light.at(70, 20)[k], light.at(1, 1)[k], 1e-9);
      }
    }
  }
}

TEST(RoundTrip, colours_seen_from_afar_are_those_of_the_canvas) {
  for (const double white_k : {6500., 9300., 5000.}) {
    WallSettings wall = small_wall();
    wall.colour.white_k = white_k;
    wall.colour.gamma = {2.4, 2.8, 2.6};
    const Plan plan = plan_wall(wall).value();
    const OutputTables tables = make_output_tables(wall);
    const std::uint32_t colours[] = {0xFFFFFF, 0x808080, 0x202020, 0x2FBF9B,
                                     0xE8B04A, 0x3C6FD0, 0xC84040, 0x10141C};
    for (const std::uint32_t rgb : colours) {
      const Linear l = srgb(rgb);
      std::vector<float> canvas;
      for (std::int64_t i = 0; i < wall.size_px().area(); ++i) canvas.insert(canvas.end(), {l.r, l.g, l.b});
      const WallLight light = shown(wall, plan, {wall.size_px(), grade_picture(canvas, 3, tables)});
      WallLight mean{{1, 1}, {0, 0, 0}};
      const auto pixels = static_cast<float>(wall.size_px().area());
      for (std::size_t i = 0; i < light.rgb.size(); ++i) mean.rgb[i % 3] += light.rgb[i] / pixels;
      const Picture8 seen = seen_as_srgb(wall, mean);
      const Rgb8 asked{static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8 & 255),
                       static_cast<std::uint8_t>(rgb & 255)};
      for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(seen.at(0, 0)[c], asked[c], 1) << std::hex << rgb << " at " << white_k << " K";
    }
  }
}

TEST(RoundTrip, full_white_is_seen_as_255_and_black_as_0) {
  WallSettings wall = small_wall();
  for (const double white_k : {4500., 6500., 9300.}) {
    wall.colour.white_k = white_k;
    const Plan plan = plan_wall(wall).value();
    const OutputTables tables = make_output_tables(wall);
    for (const float l : {0.f, 1.f}) {
      const std::vector<float> canvas(static_cast<std::size_t>(wall.size_px().area()) * 3, l);
      const Picture8 seen =
          seen_as_srgb(wall, shown(wall, plan, {wall.size_px(), grade_picture(canvas, 3, tables)}));
      for (const std::uint8_t v : seen.rgb) ASSERT_NEAR(v, l * 255, white_k == 6500. ? 0 : 1) << white_k;
    }
  }
}

}  // namespace
}  // namespace guangmu::led
