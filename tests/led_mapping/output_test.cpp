// Colour model, curves, dither textures and the output pass on the CPU.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "led_mapping/colour_model.h"
#include "led_mapping/dither.h"
#include "led_mapping/output_tables.h"
#include "led_mapping/power.h"
#include "led_mapping/tone_curve.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

TEST(ColourModel, daylight_passes_through_the_known_whites) {
  struct Case {
    double cct_k, x, y;
  };
  // CIE illuminants D50, D55, D65, D75 at their temperatures on today's scale.
  for (const Case& c : {Case{5003, 0.3457, 0.3585}, Case{5503, 0.3324, 0.3474}, Case{6504, 0.3127, 0.3290},
                        Case{7504, 0.2990, 0.3149}}) {
    EXPECT_NEAR(daylight(c.cct_k)[0], c.x, 0.0002) << c.cct_k;
    EXPECT_NEAR(daylight(c.cct_k)[1], c.y, 0.0002) << c.cct_k;
  }
}

TEST(ColourModel, bt709_itself_gives_the_known_matrix_and_back) {
  const Mat3 m = primaries_to_xyz({0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}, {0.3127, 0.3290});
  const double known[9] = {0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505};
  const Mat3 unit = inverse(m) * m;
  for (std::size_t i = 0; i < 9; ++i) {
    EXPECT_NEAR(m.m[i], known[i], 0.0002);
    EXPECT_NEAR(unit.m[i], i % 4 == 0 ? 1 : 0, 1e-12);
  }
}

TEST(ColourModel, lanzhou_leds_get_the_expected_matrix) {
  const Mat3 m = bt709_to_drive(lanzhou().colour);
  const double expected[9] = {.593, .353, .054, .062, .961, -.023, .014, .044, .941};
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(m.m[i], expected[i], 0.004) << i;
}

// What the LEDs then show, measured: white where it was asked for, the primaries' colours as on any BT.709
// display, for whites by temperature and by x, y, with LEDs of several kinds.
TEST(ColourModel, stages_put_white_and_primaries_where_they_belong) {
  for (const std::array<double, 2> white :
       {std::array{0.3127, 0.329}, {0.2848, 0.2932}, {0.345, 0.3585}, {0.30, 0.33}})
    for (const double native : {5000., 6500., 9300.}) {
      ColourSettings colour;
      colour.primaries = {{0.69, 0.305}, {0.17, 0.74}, {0.13, 0.07}};
      colour.native_white_k = native;
      colour.white_xy = white;
      const auto& p = colour.primaries;
      const Mat3 leds = primaries_to_xyz(p.r, p.g, p.b, daylight(native));
      const auto seen = [&](std::array<double, 3> canvas) {
        const auto xyz = leds * (white_point(colour) * (native_primaries(colour) * canvas));
        const double sum = xyz[0] + xyz[1] + xyz[2];
        return Chromaticity{xyz[0] / sum, xyz[1] / sum};
      };
      const auto near = [](Chromaticity a, Chromaticity b) {
        EXPECT_NEAR(a[0], b[0], 1e-9);
        EXPECT_NEAR(a[1], b[1], 1e-9);
      };
      near(seen({1, 1, 1}), white);
      near(seen({1, 0, 0}), {0.64, 0.33});
      near(seen({0, 1, 0}), {0.30, 0.60});
      near(seen({0, 0, 1}), {0.15, 0.06});
      const Mat3 folded = bt709_to_drive(colour), staged = white_point(colour) * native_primaries(colour);
      for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(folded.m[i], staged.m[i], 1e-12);
    }
}

TEST(ColourModel, warm_whites_follow_without_a_step) {
  for (double k = 3000; k < 25000; k += 50) {
    const auto a = daylight(k), b = daylight(k + 50);
    EXPECT_LT(std::hypot(a[0] - b[0], a[1] - b[1]), 0.004) << k;
    EXPECT_GT(a[0], b[0]) << k;
  }
}

TEST(ColourModel, white_drives_the_strongest_channel_fully_and_no_other_above) {
  for (const double white_k : {4000., 5000., 6500., 7500., 9300., 25000.}) {
    ColourSettings colour;
    colour.white_k = white_k;
    const auto white = bt709_to_drive(colour) * std::array<double, 3>{1, 1, 1};
    EXPECT_NEAR(std::max({white[0], white[1], white[2]}), 1, 1e-12) << white_k;
    EXPECT_GT(std::min({white[0], white[1], white[2]}), 0.2) << white_k;
    const std::size_t kept =
        white_k > 6500 ? 2 : 0;  // a cooler white keeps blue and dims red, a warmer one the reverse
    EXPECT_NEAR(white[kept], 1, 1e-12) << white_k;
  }
}

double in_codes(const std::vector<std::uint32_t>& pieces, float drive) {
  return level_of(pieces, drive) / static_cast<double>(level_one);
}

TEST(ToneCurve, levels_invert_the_cards_curve) {
  ColourSettings colour;
  colour.gamma = {2.2, 2.8, 1.0};
  colour.curve = CurveSettings{{}, {}, {{0, 0}, {0.1, 0.001}, {0.5, 0.2}, {1, 1}}};
  for (int channel = 0; channel < 3; ++channel) {
    const auto light = card_light(colour, channel);
    const auto pieces = inverse_levels(light);
    EXPECT_TRUE(std::is_sorted(light.begin(), light.end()));
    EXPECT_EQ(level_of(pieces, 1), 255 * level_one);
    EXPECT_EQ(level_of(pieces, 0), 0u);
    double before = 0;
    for (int i = 800; i <= 20000; ++i) {
      const double drive = std::pow(i / 20000., 5);  // from 1e-7
      const double level = in_codes(pieces, static_cast<float>(drive));
      ASSERT_GE(level, before) << channel << " " << i;
      before = level;
      // The code that lights as much, by search in the cards' curve.
      const auto above = std::upper_bound(light.begin(), light.end(), drive);
      const auto code = static_cast<double>(above - light.begin() - 1);
      const double exact =
          above == light.end() ? 255 : code + (drive - *(above - 1)) / (*above - *(above - 1));
      ASSERT_NEAR(level, exact, channel == 2 ? 0.1 : 0.01) << channel << " " << drive;
    }
  }
}

// Codes that do not light are never chosen for light, and black stays code 0.
TEST(ToneCurve, dark_codes_are_skipped) {
  ColourSettings colour;
  colour.gray_bits = 13;
  const auto light = card_light(colour, 0);
  EXPECT_EQ(light[7], 0);
  EXPECT_DOUBLE_EQ(light[8], 1 / 8191.);
  const auto pieces = inverse_levels(light);
  EXPECT_EQ(level_of(pieces, 0), 0u);
  EXPECT_GE(in_codes(pieces, 1e-6f), 7);
  EXPECT_NEAR(in_codes(pieces, 0.25f / 8191), 7.25, 0.01);
}

TEST(ToneCurve, a_lifted_toe_lights_every_code) {
  for (const int bits : {12, 13, 16}) {
    ColourSettings colour;
    colour.gray_bits = bits;
    colour.toe_lift = {1, 0.5, 0};
    const double steps = std::exp2(bits) - 1;
    const auto lifted = card_light(colour, 0), half = card_light(colour, 1), plain = card_light(colour, 2);
    for (std::size_t code = 1; code < 256; ++code) {
      EXPECT_GE(lifted[code] * steps, lifted[code - 1] * steps + 0.999) << bits << " " << code;
      EXPECT_GE(half[code], plain[code]);
      EXPECT_GE(lifted[code], half[code]);
    }
    EXPECT_EQ(lifted[200], plain[200]);
    EXPECT_EQ(lifted[255], 1);
  }
}

TEST(Dither, textures_hold_each_threshold_once) {
  for (ThresholdTexture t : {ordered_8x8(), blue_noise_64()}) {
    const std::size_t n = static_cast<std::size_t>(t.side * t.side);
    ASSERT_EQ(t.values.size(), n);
    std::sort(t.values.begin(), t.values.end());
    for (std::size_t i = 0; i < n; ++i)
      ASSERT_FLOAT_EQ(t.values[i], (static_cast<float>(i) + 0.5f) / static_cast<float>(n));
  }
}

TEST(Dither, bayer_begins_as_published) {
  const auto t = ordered_8x8();
  const auto rank = [&](int x, int y) {
    return static_cast<int>(t.values[static_cast<std::size_t>(y * 8 + x)] * 64);
  };
  EXPECT_EQ((std::array{rank(0, 0), rank(1, 0), rank(0, 1), rank(1, 1)}), (std::array{0, 32, 48, 16}));
  EXPECT_EQ((std::array{rank(2, 2), rank(3, 2), rank(4, 4)}), (std::array{4, 36, 1}));
}

// Blue noise: where a share of the pixels is lit they keep their distance, unlike random ones.
TEST(Dither, blue_noise_spreads_its_points) {
  const auto t = blue_noise_64();
  const auto lit = [&](int x, int y) {
    return t.values[static_cast<std::size_t>((y & 63) * 64 + (x & 63))] < 0.1f;
  };
  int points = 0, touching = 0;
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x) {
      if (!lit(x, y)) continue;
      ++points;
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) touching += (dx != 0 || dy != 0) && lit(x + dx, y + dy);
    }
  EXPECT_NEAR(points, 410, 2);
  EXPECT_LE(touching, 8);  // random points would have about 330 touching neighbours
  EXPECT_EQ(t.values, blue_noise_64().values);
}

TEST(Grade, ends_of_the_scale_are_clean_under_every_dither) {
  for (const Dither dither : {Dither::off, Dither::ordered, Dither::blue_noise, Dither::temporal}) {
    WallSettings wall = lanzhou();
    wall.colour.dither = dither;
    const OutputTables tables = make_output_tables(wall);
    const float black[3] = {0, 0, 0}, white[3] = {1, 1, 1}, above[3] = {9, 9, 9}, below[3] = {-1, -1, -1};
    const float nan = std::numeric_limits<float>::quiet_NaN(), bad[3] = {nan, nan, nan};
    for (int i = 0; i < 200; ++i) {
      const auto frame = static_cast<std::uint32_t>(i * 77);
      const auto at = [&](const float* c) { return grade(c, i * 11, i * 7, tables, frame); };
      EXPECT_EQ(at(black), (std::array<std::uint8_t, 3>{0, 0, 0}));
      EXPECT_EQ(at(below), (std::array<std::uint8_t, 3>{0, 0, 0}));
      EXPECT_EQ(at(bad), (std::array<std::uint8_t, 3>{0, 0, 0}));
      EXPECT_EQ(at(white), (std::array<std::uint8_t, 3>{255, 255, 255}));
      EXPECT_EQ(at(above), (std::array<std::uint8_t, 3>{255, 255, 255}));
    }
  }
}

// A patch of one gray, seen from afar: its mean light is the gray, down to a hundred-thousandth of white.
TEST(Grade, mean_light_of_a_dithered_patch_is_the_light_asked_for) {
  for (const Dither dither : {Dither::ordered, Dither::blue_noise, Dither::temporal}) {
    WallSettings wall = lanzhou();
    wall.colour.dither = dither;
    wall.colour.gamma = {2.2, 2.8, 2.5};
    const OutputTables tables = make_output_tables(wall);
    for (const float l : {1e-5f, 1e-4f, 0.001f, 0.01f, 0.18f, 0.5f, 0.9f}) {
      const float rgb[3] = {l, l, l};
      std::array<double, 3> sum{};
      for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) {
          const auto codes = grade(rgb, x, y, tables, 5);
          const std::array gamma{2.2, 2.8, 2.5};
          for (std::size_t c = 0; c < 3; ++c) sum[c] += std::pow(codes[c] / 255., gamma[c]);
        }
      // Ordered dither has 64 steps between two codes.
      for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(sum[c] / 4096, l, 0.012 * l + 2e-7)
            << l << " dither " << static_cast<int>(dither) << " channel " << c;
    }
  }
}

TEST(Grade, one_pixel_is_never_more_than_one_code_off) {
  const WallSettings wall = lanzhou();
  const OutputTables tables = make_output_tables(wall);
  for (int i = 1; i <= 1000; ++i) {
    const float l = static_cast<float>(i) / 1000, rgb[3] = {l, l, l};
    const double exact = 255 * std::pow(static_cast<double>(l), 1 / 2.8);
    for (const std::uint8_t code : grade(rgb, i, i / 2, tables)) EXPECT_LE(std::abs(code - exact), 1.0) << l;
  }
}

TEST(Grade, brightness_scales_light_and_keeps_white_white) {
  const WallSettings wall = lanzhou();
  OutputTables tables = make_output_tables(wall);
  set_brightness(tables, wall, 0.25);
  const float white[3] = {1, 1, 1};
  const double exact = 255 * std::pow(0.25, 1 / 2.8);
  const auto codes = grade(white, 3, 3, tables);
  for (const std::uint8_t code : codes) EXPECT_NEAR(code, exact, 1);
  EXPECT_EQ(codes[0], codes[1]);
  EXPECT_EQ(codes[1], codes[2]);
}

TEST(Grade, picture_is_the_pixels) {
  WallSettings wall = lanzhou();
  wall.size_mm = {320, 160};
  const OutputTables tables = make_output_tables(wall);
  std::vector<float> rgba(static_cast<std::size_t>(192 * 96 * 4));
  for (std::size_t i = 0; i < rgba.size(); ++i) rgba[i] = static_cast<float>(i % 251) / 250;
  const auto codes = grade_picture(rgba, 4, tables);
  for (int y = 0; y < 96; y += 7)
    for (int x = 0; x < 192; x += 5) {
      const auto i = static_cast<std::size_t>(y * 192 + x);
      const auto one = grade(&rgba[i * 4], x, y, tables);
      EXPECT_TRUE(std::equal(one.begin(), one.end(), codes.begin() + static_cast<std::ptrdiff_t>(i * 3)));
    }
}

TEST(Power, contract_figures_of_the_wall) {
  const WallSettings wall = lanzhou();
  EXPECT_NEAR(wall.area_m2(), 9.216, 1e-9);
  EXPECT_NEAR(power_w(wall, {0, 0, 0}), 30 * 9.216, 1e-6);
  EXPECT_NEAR(power_w(wall, {1, 1, 1}), 600 * 9.216, 1e-6);
  const double s = limit_factor(wall, {1, 1, 1}, 300);
  EXPECT_NEAR(power_w(wall, {s, s, s}), 2764.8, 1e-6);
  EXPECT_EQ(limit_factor(wall, {0.1, 0.1, 0.1}, 300), 1);
  EXPECT_EQ(limit_factor(wall, {0, 0, 0}, 10), 1);
  EXPECT_EQ(limit_factor(wall, {0.5, 0.5, 0.5}, 10), 0);
}

}  // namespace
}  // namespace guangmu::led
