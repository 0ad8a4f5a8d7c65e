// The simulated camera obeys the arithmetic of cameras: energy, perspective, vignetting, noise, clipping.
#include "led_mapping/photo/photo_simulator.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

namespace guangmu::led {
namespace {

constexpr SizePx wall{96, 60}, module{16, 12};
constexpr std::array<double, 2> wall_mm{480, 300};

WallLight field(float r, float g, float b) {
  WallLight out{wall, {}};
  for (int i = 0; i < wall.w * wall.h; ++i) out.rgb.insert(out.rgb.end(), {r, g, b});
  return out;
}

CameraSettings plain() {
  CameraSettings c;
  c.size = {300, 200};
  c.response = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  c.natural_vignetting = 0;
  c.black_level = 0;
  c.blur_px = 0;
  c.read_noise_e = 0;
  c.full_well_e = 1e12;
  return c;
}

double sum(const Photograph& p, std::size_t channel) {
  double out = 0;
  for (std::size_t i = channel; i < p.rgb.size(); i += 3) out += p.rgb[i];
  return out;
}

// The lit area of an ideal wall times its light is all the light there is, whatever the LEDs' size or the
// blur.
TEST(PhotoSimulator, KeepsTheWallsLight) {
  for (const double lit : {0.2, 0.5, 1.0})
    for (const double blur : {0.0, 1.5}) {
      CameraSettings c = plain();
      c.blur_px = blur;
      c.exposure = 0.03;  // small squares must not clip
      c.bits = 16;
      const PhotoSimulator camera(c, make_spread(wall, module, {.lit_share = lit}), wall_mm);
      const auto a = camera.place_of(0, 0), b = camera.place_of(wall.w, wall.h);
      const double area = (b[0] - a[0]) * (b[1] - a[1]);
      const Photograph photo = camera.shoot(field(1, 0.5f, 0), 1);
      EXPECT_NEAR(sum(photo, 0), area * 0.03 * 65535, area * 65535 * 0.03 * 0.01) << lit << " " << blur;
      EXPECT_NEAR(sum(photo, 1), sum(photo, 0) / 2, sum(photo, 0) * 0.01);
      EXPECT_EQ(sum(photo, 2), 0);
    }
}

TEST(PhotoSimulator, FillsTheAskedShareOfThePhotograph) {
  CameraSettings c = plain();
  c.fill = 0.8;
  c.yaw_deg = 20;
  c.k1 = -0.05;
  const PhotoSimulator camera(c, make_spread(wall, module, {}), wall_mm);
  double x0 = 1e9, x1 = 0, y0 = 1e9, y1 = 0;
  for (int i = 0; i <= 48; ++i)
    for (int k = 0; k <= 30; ++k) {
      const auto p = camera.place_of(i * 2, k * 2);
      x0 = std::min(x0, p[0]), x1 = std::max(x1, p[0]), y0 = std::min(y0, p[1]), y1 = std::max(y1, p[1]);
    }
  EXPECT_NEAR(std::max((x1 - x0) / c.size.w, (y1 - y0) / c.size.h), 0.8, 0.01);
  // Perspective: the near side is higher than the far one.
  const double left = camera.place_of(0, 60)[1] - camera.place_of(0, 0)[1];
  const double right = camera.place_of(96, 60)[1] - camera.place_of(96, 0)[1];
  EXPECT_GT(std::abs(left - right), 5);
}

TEST(PhotoSimulator, NoiseIsThatOfElectronsAndRepeatable) {
  CameraSettings c = plain();
  c.full_well_e = 10000;
  c.read_noise_e = 20;
  c.black_level = 0.05;
  const PhotoSimulator camera(c, make_spread(wall, module, {}), wall_mm);
  const Photograph dark = camera.shoot(field(0, 0, 0), 1);
  double mean = 0, square = 0;
  for (const std::uint16_t v : dark.rgb) mean += v, square += static_cast<double>(v) * v;
  mean /= static_cast<double>(dark.rgb.size());
  const double sigma = std::sqrt(square / static_cast<double>(dark.rgb.size()) - mean * mean);
  EXPECT_NEAR(mean, 0.05 * 65535, 5);
  EXPECT_NEAR(sigma, 20. / 10000 * 65535, 3);
  EXPECT_EQ(camera.shoot(field(0, 0, 0), 1).rgb, dark.rgb);
  EXPECT_NE(camera.shoot(field(0, 0, 0), 2).rgb, dark.rgb);
}

TEST(PhotoSimulator, ClipsAtFullScaleAndDarkensTowardsTheCorners) {
  CameraSettings c = plain();
  c.exposure = 3;
  c.blur_px = 3;
  const PhotoSimulator bright(c, make_spread(wall, module, {}), wall_mm);
  EXPECT_EQ(bright.shoot(field(1, 1, 1), 1).at(150, 100)[0], 65535);
  c.exposure = 0.5;
  c.natural_vignetting = 1;
  c.view_deg = 75;
  const PhotoSimulator shaded(c, make_spread(wall, module, {}), wall_mm);
  const Photograph photo = shaded.shoot(field(1, 1, 1), 1);
  EXPECT_NEAR(photo.at(150, 100)[1] / 65535., 0.5, 0.02);
  EXPECT_LT(photo.at(35, 40)[1], 0.85 * photo.at(150, 100)[1]);
}

TEST(WallSpread, HasTheSigmaThatWasAskedFor) {
  const WallSpread spread =
      make_spread(wall, module, {.module_light = {0.08, 0.05, 0.02}, .pixel_light = {0, 0, 0}, .seed = 9});
  const auto u = non_uniformity(module_means(emitted(field(1, 1, 1), spread), module));
  EXPECT_NEAR(u[0], 0.08, 1e-4);
  EXPECT_NEAR(u[1], 0.05, 1e-4);
  EXPECT_NEAR(u[2], 0.02, 1e-4);
}

TEST(WallSpread, LedsScatterAndSomeAreDead) {
  const WallSpread spread = make_spread(wall, module, {.pixel_light = {0.1, 0.1, 0.1}, .dead_leds = 0.02});
  int dead = 0;
  double square = 0;
  const WallLight light = emitted(field(1, 1, 1), spread);
  for (std::size_t i = 0; i < light.rgb.size(); i += 3)
    light.rgb[i] <= 0 ? void(++dead) : void(square += (light.rgb[i] - 1) * (light.rgb[i] - 1));
  EXPECT_NEAR(dead / 5760., 0.02, 0.008);
  EXPECT_NEAR(std::sqrt(square / (5760 - dead)), 0.1, 0.01);
}

}  // namespace
}  // namespace guangmu::led
