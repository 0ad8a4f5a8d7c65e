// Calibration from photographs, proved on simulated walls and cameras: uneven walls become even, even walls
// are left alone.
#include "led_mapping/photo/calibrate.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "tests/led_calibrate/rehearsal.h"

namespace guangmu::led {
namespace {

// Other seeds than the four of every run: GUANGMU_SEED_BASE=1000 GUANGMU_SEED_COUNT=50.
std::uint64_t seed_base() {
  const char* text = std::getenv("GUANGMU_SEED_BASE");
  return text ? std::strtoull(text, nullptr, 10) : 0;
}

int seed_count() {
  const char* text = std::getenv("GUANGMU_SEED_COUNT");
  return text ? std::atoi(text) : 4;
}

class Seeds : public testing::TestWithParam<int> {
 protected:
  std::uint64_t seed() const { return seed_base() + static_cast<std::uint64_t>(GetParam()); }
};

TEST_P(Seeds, an_uneven_wall_becomes_even) {
  const Rehearsal rehearsal = chance_rehearsal(seed());
  const Album album = photograph(rehearsal);
  const auto found = calibrate(rehearsal.wall, album.shots, album.open());
  ASSERT_TRUE(found) << found.error().text;
  const ProfileSettings profile = calibrated_profile(*found);
  const auto before = true_non_uniformity(rehearsal, {}), after = true_non_uniformity(rehearsal, profile);
  fmt::print(
      "seed {}: before {:.2f} % after {:.3f} {:.3f} {:.3f} % (expected {:.3f}) level {:.2f} px/LED {:.2f} "
      "blur {:.2f}\n",
      seed(), worst(before) * 100, after[0] * 100, after[1] * 100, after[2] * 100, worst(found->after) * 100,
      found->level, found->px_per_led, found->blur_leds);
  EXPECT_NEAR(worst(before), 0.08, 0.01);
  EXPECT_LT(worst(after), 0.008);
  EXPECT_EQ(found->dead, rehearsal.dead_modules);
}

TEST_P(Seeds, an_even_wall_is_made_no_worse) {
  Rehearsal rehearsal = chance_rehearsal(seed() + 100000);
  rehearsal.spread.module_light = {0, 0, 0};
  const Album album = photograph(rehearsal);
  const auto found = calibrate(rehearsal.wall, album.shots, album.open());
  ASSERT_TRUE(found) << found.error().text;
  const ProfileSettings profile = calibrated_profile(*found);
  const auto before = true_non_uniformity(rehearsal, {}), after = true_non_uniformity(rehearsal, profile);
  fmt::print("seed {}: even wall before {:.3f} % after {:.3f} %, measured {:.3f} %\n", seed(),
             worst(before) * 100, worst(after) * 100, worst(found->before) * 100);
  for (std::size_t c = 0; c < 3; ++c) EXPECT_LE(after[c], before[c] + 0.0005);
}

// Differences that are not by chance: halves of two batches, a slope from module to module, a chessboard, a
// bright middle. Just what could be taken for the lens.
struct Batches {
  const char* name;
  double (*at)(int column, int row);
};

class Arranged : public testing::TestWithParam<Batches> {};

TEST_P(Arranged, differences_are_not_taken_for_the_lens) {
  Rehearsal rehearsal = chance_rehearsal(seed_base() + 301);
  rehearsal.spread.module_light = {0.005, 0.005, 0.005};
  for (int m = 0; m < 180; ++m) rehearsal.batches.push_back(GetParam().at(m % 12, m / 12));
  const Album album = photograph(rehearsal);
  const auto found = calibrate(rehearsal.wall, album.shots, album.open());
  ASSERT_TRUE(found) << found.error().text;
  const double before = worst(true_non_uniformity(rehearsal, {})),
               after = worst(true_non_uniformity(rehearsal, calibrated_profile(*found)));
  fmt::print("{}: before {:.2f} % after {:.2f} %\n", GetParam().name, before * 100, after * 100);
  EXPECT_GT(before, 0.02);
  EXPECT_LT(after, 0.008);
}

INSTANTIATE_TEST_SUITE_P(
    Walls, Arranged,
    testing::Values(Batches{"halves", [](int x, int) { return x < 5 ? 0.94 : 1.03; }},
                    Batches{"slope", [](int x, int y) { return 1 + 0.009 * x + 0.004 * y; }},
                    Batches{"chessboard", [](int x, int y) { return (x + y) % 2 ? 1. : 0.95; }},
                    Batches{"bright middle",
                            [](int x, int y) {
                              return 1 - 0.002 * (x - 5.5) * (x - 5.5) - 0.001 * (y - 7) * (y - 7);
                            }}),
    [](const auto& one) {
      std::string name = one.param.name;
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

// What the joints' lines really are, in LED rows: modules pushed apart leave a dark gap, overlapping light is
// bright.
double true_excess(const WallSpread& wall, const SeamEstimate& j) {
  const auto a = static_cast<std::size_t>(j.row * wall.columns() + j.column);
  const std::size_t b = a + (j.below ? static_cast<std::size_t>(wall.columns()) : 1), axis = j.below ? 1 : 0;
  return wall.module_shift[a][axis] - wall.module_shift[b][axis];
}

TEST_P(Seeds, dark_and_bright_joints_are_measured) {
  Rehearsal rehearsal = chance_rehearsal(seed() + 200000);
  rehearsal.spread.module_shift_leds = 0.04;
  const Album album = photograph(rehearsal);
  const auto found = calibrate(rehearsal.wall, album.shots, album.open());
  ASSERT_TRUE(found) << found.error().text;
  const WallSpread wall = wall_of(rehearsal);
  double before = 0, after = 0, claimed = 0, far = 0;
  for (const SeamEstimate& j : found->seams.joints) {
    const double truth = true_excess(wall, j), left = truth - j.excess;
    before += truth * truth, after += left * left, claimed += j.error * j.error,
        far = std::max(far, std::abs(left));
  }
  const double n = static_cast<double>(found->seams.joints.size());
  fmt::print(
      "seed {}: joints {} before {:.2f} % of an LED row, after {:.2f} (worst {:.2f}), claimed {:.2f}\n",
      seed(), n, std::sqrt(before / n) * 100, std::sqrt(after / n) * 100, far * 100,
      std::sqrt(claimed / n) * 100);
  EXPECT_LT(std::sqrt(after / n), 0.035);
}

TEST(Standpoints, two_agree_and_the_report_says_so) {
  Rehearsal rehearsal = chance_rehearsal(seed_base() + 7);
  CameraSettings second = rehearsal.cameras[0];
  second.yaw_deg = -second.yaw_deg;
  second.fill *= 0.8;
  second.roll_deg += 4;
  second.offset = {0.05, -0.04};
  rehearsal.cameras.push_back(second);
  const Album album = photograph(rehearsal);
  const auto found = calibrate(rehearsal.wall, album.shots, album.open());
  ASSERT_TRUE(found) << found.error().text;
  EXPECT_EQ(found->poses, 2);
  EXPECT_LT(worst(true_non_uniformity(rehearsal, calibrated_profile(*found))), 0.008);
  EXPECT_THAT(calibration_report(*found, Language::en),
              testing::HasSubstr("8 photographs from 2 standpoints"));
  EXPECT_THAT(calibration_report(*found, Language::zh), testing::HasSubstr("2 个机位"));
}

// Sigma of single LEDs around their own module's mean, green, dead LEDs left out.
double led_spread(const WallLight& light, SizePx module) {
  const auto means = module_means(light, module);
  double square = 0, n = 0;
  for (int y = 0; y < light.size.h; ++y)
    for (int x = 0; x < light.size.w; ++x) {
      const double mean =
          means[static_cast<std::size_t>(y / module.h * (light.size.w / module.w) + x / module.w)][1];
      const double d = light.at(x, y)[1] / std::max(1e-9, mean) - 1;
      if (mean > 0.05 && std::abs(d) < 0.5) square += d * d, n += 1;
    }
  return std::sqrt(square / n);
}

TEST(Pixels, where_single_leds_are_seen_each_is_corrected) {
  Rehearsal rehearsal = chance_rehearsal(seed_base() + 11);
  rehearsal.wall.module.px = {32, 16};
  rehearsal.wall.size_mm = {6 * 320., 8 * 160.};
  rehearsal.wall.pitch_mm = 10;
  rehearsal.dead_modules = {9};
  rehearsal.spread.pixel_light = {0.05, 0.05, 0.05};
  CameraSettings& camera = rehearsal.cameras[0];
  camera.size = {1600, 1300};
  camera.exposure = 0.12;
  const Album album = photograph(rehearsal);
  CalibrateOptions options;
  options.pixels = true;
  const auto found = calibrate(rehearsal.wall, album.shots, album.open(), options);
  ASSERT_TRUE(found) << found.error().text;
  ASSERT_EQ(found->pixels.size, rehearsal.wall.size_px()) << calibration_report(*found, Language::en);
  const auto pixels = std::make_shared<const PixelCorrection>(found->pixels);
  const WallSpread wall = wall_of(rehearsal);
  const SizePx module = rehearsal.wall.module_px();
  const WallLight bare = emitted(picture_light(rehearsal, {}), wall),
                  even = emitted(picture_light(rehearsal, calibrated_profile(*found), pixels), wall);
  fmt::print(
      "px per LED {:.1f}: LEDs {:.2f} % to {:.2f} %, modules {:.2f} % to {:.2f} %, measured spread {:.2f} %, "
      "level {:.2f}\n",
      found->px_per_led, led_spread(bare, module) * 100, led_spread(even, module) * 100,
      worst(non_uniformity(module_means(bare, module))) * 100,
      worst(non_uniformity(module_means(even, module))) * 100, found->pixel_spread[1] * 100, found->level);
  EXPECT_LT(led_spread(even, module), 0.4 * led_spread(bare, module));
  EXPECT_LT(worst(non_uniformity(module_means(even, module))), 0.015);
}

INSTANTIATE_TEST_SUITE_P(Walls, Seeds, testing::Range(1, 1 + seed_count()));

}  // namespace
}  // namespace guangmu::led
