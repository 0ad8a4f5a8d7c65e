// Gray scale and calibration as numbers.
#include "led_mapping/correction.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "led_mapping/gray_loss.h"
#include "led_mapping/tone_curve.h"

namespace guangmu::led {
namespace {

std::vector<double> power(double gamma) {
  ColourSettings colour;
  colour.gamma = {gamma, gamma, gamma};
  return card_light(colour, 1);
}

TEST(GrayLoss, dark_codes_and_levels_of_power_laws) {
  struct Case {
    double gamma;
    int bits, dark, levels;
    double brightness = 1;
  };
  for (const Case& c :
       {Case{2.2, 12, 4, 249}, Case{2.2, 13, 3, 252}, Case{2.2, 14, 2, 254}, Case{2.2, 16, 1, 255},
        Case{2.4, 12, 5, 245}, Case{2.4, 13, 4, 249}, Case{2.4, 14, 3, 252}, Case{2.4, 16, 1, 255},
        Case{2.6, 12, 7, 241}, Case{2.6, 13, 6, 246}, Case{2.6, 14, 4, 250}, Case{2.6, 16, 2, 253},
        Case{2.8, 12, 10, 236}, Case{2.8, 13, 7, 243}, Case{2.8, 14, 6, 247}, Case{2.8, 16, 3, 252},
        Case{2.8, 13, 11, 234, 0.4}, Case{2.8, 16, 5, 249, 0.4}}) {
    const GrayLoss loss = gray_loss(power(c.gamma), c.bits, c.brightness);
    EXPECT_EQ(loss.last_dark_code, c.dark) << c.gamma << " at " << c.bits << " bit, " << c.brightness;
    EXPECT_EQ(loss.levels, c.levels) << c.gamma << " at " << c.bits << " bit, " << c.brightness;
  }
}

TEST(GrayLoss, a_lifted_toe_loses_no_code) {
  ColourSettings colour;
  colour.toe_lift = {1, 1, 1};
  colour.gray_bits = 13;
  const GrayLoss loss = gray_loss(card_light(colour, 0), 13);
  EXPECT_EQ(loss.last_dark_code, 0);
  EXPECT_EQ(loss.levels, 256);
}

TEST(Correction, luminance_shares_of_the_model_leds) {
  struct Case {
    Chromaticity white;
    std::array<double, 3> shares;
  };
  for (const Case& c :
       {Case{{0.3127, 0.3290}, {0.290, 0.634, 0.076}}, Case{daylight(7500), {0.281, 0.633, 0.086}},
        Case{daylight(9300), {0.271, 0.630, 0.100}}}) {
    const auto shares = luminance_shares(PrimarySettings{}, c.white);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(shares[i], c.shares[i], 0.0011) << c.white[0] << " " << i;
    EXPECT_NEAR(shares[0] + shares[1] + shares[2], 1, 1e-12);
  }
  const auto d65 = luminance_shares(PrimarySettings{}, {0.3127, 0.3290});
  const double nits[3] = {174, 380, 45};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(d65[i] * 600, nits[i], 1.1) << i;
}

// Modules around the model LEDs: +-10 % luminance, +-0.006 in x and y.
std::vector<Mat3> spread_modules(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> near(-1, 1);
  const PrimarySettings p;
  const auto shares = luminance_shares(p, daylight(6500));
  std::vector<Mat3> out;
  for (std::size_t i = 0; i < count; ++i) {
    MeasuredLeds leds;
    const std::array<Chromaticity, 3> xy{p.r, p.g, p.b};
    for (std::size_t c = 0; c < 3; ++c)
      leds[c] = {{xy[c][0] + 0.006 * near(random), xy[c][1] + 0.006 * near(random)},
                 600 * shares[c] * (1 + 0.1 * near(random))};
    out.push_back(xyz_of(leds));
  }
  return out;
}

TEST(Correction, corrected_modules_look_alike) {
  const Mat3 target = primaries_to_xyz({0.66, 0.32}, {0.20, 0.70}, {0.145, 0.08}, daylight(6500));
  for (const double percentile : {0., 0.5, 5.}) {
    const auto modules = spread_modules(400, 5);
    const auto c = correct_chroma(modules, target, percentile);
    std::size_t above = 0;
    for (std::size_t i = 0; i < modules.size(); ++i) {
      const Mat3 seen = modules[i] * c.matrices[i];
      for (std::size_t k = 0; k < 9; ++k) ASSERT_NEAR(seen.m[k], target.m[k] * c.white_luminance, 1e-6);
      const auto drive = c.matrices[i] * std::array<double, 3>{1, 1, 1};
      above += std::max({drive[0], drive[1], drive[2]}) > 1 + 1e-9;
    }
    EXPECT_EQ(c.clipped, above);
    EXPECT_EQ(c.out_of_gamut, 0u);
    EXPECT_NEAR(static_cast<double>(above), 4 * percentile, 1.01);
    EXPECT_GT(c.white_luminance, 450);
    EXPECT_LT(c.white_luminance, 600);
  }
}

TEST(Correction, the_largest_common_white_is_the_weakest_modules) {
  const Mat3 target = primaries_to_xyz({0.701, 0.299}, {0.139, 0.767}, {0.125, 0.061}, daylight(6500));
  std::vector<Mat3> modules(3, target);
  for (double& v : modules[1].m) v *= 0.8;
  const auto c = correct_chroma(modules, target, 0);
  EXPECT_NEAR(c.white_luminance, 0.8, 1e-12);
  for (std::size_t i = 0; i < 9; ++i) {
    EXPECT_NEAR(c.matrices[0].m[i], i % 4 == 0 ? 0.8 : 0, 1e-12);
    EXPECT_NEAR(c.matrices[1].m[i], i % 4 == 0 ? 1 : 0, 1e-12);
  }
  EXPECT_EQ(c.clipped, 0u);
}

TEST(Correction, a_target_wider_than_the_leds_is_told) {
  const auto modules = spread_modules(50, 9);
  const auto c = correct_chroma(
      modules, primaries_to_xyz({0.708, 0.292}, {0.12, 0.80}, {0.131, 0.046}, daylight(6500)), 0.5);
  EXPECT_GT(c.out_of_gamut, 25u);
}

TEST(Correction, luminance_gains_level_the_channels_and_keep_white) {
  std::mt19937 random(4);
  std::normal_distribution<double> near(1, 0.08);
  std::vector<std::array<double, 3>> modules;
  for (int i = 0; i < 2000; ++i)
    modules.push_back({174 * near(random), 380 * (1 + (near(random) - 1) / 2), 45 * near(random)});
  EXPECT_NEAR(non_uniformity(modules)[0], 0.08, 0.004);
  EXPECT_NEAR(non_uniformity(modules)[1], 0.04, 0.002);
  const auto c = correct_luminance(modules, 0.5);
  std::vector<std::array<double, 3>> after;
  for (std::size_t i = 0; i < modules.size(); ++i)
    after.push_back(
        {modules[i][0] * c.gains[i][0], modules[i][1] * c.gains[i][1], modules[i][2] * c.gains[i][2]});
  for (const double v : non_uniformity(after)) EXPECT_LT(v, 1e-9);
  EXPECT_NEAR(c.target[0] / c.target[1], 174. / 380, 0.003);
  EXPECT_GT(c.clipped, 5u);
  EXPECT_LT(c.clipped, 25u);
  EXPECT_EQ(correct_luminance(modules, 0).clipped, 0u);
  // A wall without spread stays as it is.
  const std::vector<std::array<double, 3>> even(10, {1, 2, 3});
  for (const auto& k : correct_luminance(even, 0.5).gains)
    for (const double v : k) EXPECT_NEAR(v, 1, 1e-12);
}

TEST(Correction, gaps_at_joints) {
  EXPECT_NEAR(seam_gain(0.05, 1.6667), 1.015, 1e-4);
  EXPECT_NEAR(seam_gain(0.1, 1.6667), 1.03, 1e-4);
  EXPECT_NEAR(seam_gain(0.2, 1.6667), 1.06, 1e-4);
  EXPECT_NEAR(seam_gain(-0.1, 1.6667), 0.97, 1e-4);
}

TEST(Correction, percentiles) {
  EXPECT_EQ(percentile_of({3, 1, 2}, 0), 1);
  EXPECT_EQ(percentile_of({3, 1, 2}, 50), 2);
  EXPECT_EQ(percentile_of({3, 1, 2}, 75), 2.5);
  EXPECT_EQ(percentile_of({3, 1, 2}, 100), 3);
  EXPECT_EQ(percentile_of({7}, 50), 7);
}

}  // namespace
}  // namespace guangmu::led
