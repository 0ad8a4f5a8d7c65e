// Walls, profiles and light with every stage of the output pass at work, from a seed.
#pragma once

#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "led_mapping/output_tables.h"
#include "led_mapping/pixel_correction.h"

namespace guangmu::renderer::testing {

struct GradedWall {
  led::WallSettings wall;
  led::ProfileSettings profile;
  std::shared_ptr<const led::PixelCorrection> pixels;
};

// Gammas, a curve of 24 points or none, lifted toes, primaries, white points, gains, module matrices and
// seams, all drawn at random. `modules` across and down.
inline GradedWall random_wall(unsigned seed, SizePx modules, SizePx module_px, led::Dither dither,
                              bool per_pixel) {
  std::mt19937 random(seed);
  const auto number = [&](double from, double to) {
    return std::uniform_real_distribution<double>(from, to)(random);
  };
  GradedWall out;
  led::WallSettings& wall = out.wall;
  wall.module.px = {module_px.w, module_px.h};
  wall.module.mm = {module_px.w * 2., module_px.h * 2.};
  wall.size_mm = {wall.module.mm[0] * modules.w, wall.module.mm[1] * modules.h};
  wall.pitch_mm = 2;
  led::ColourSettings& colour = wall.colour;
  colour.primaries = {{number(0.67, 0.705), number(0.28, 0.295)},
                      {number(0.13, 0.2), number(0.72, 0.77)},
                      {number(0.12, 0.14), number(0.05, 0.08)}};
  colour.native_white_k = number(5000, 10000);
  colour.white_k = number(5000, 10000);
  colour.gamma = {number(1.5, 3.2), number(1.5, 3.2), number(1.5, 3.2)};
  colour.dither = dither;
  if (seed % 3 == 1) {
    led::CurveSettings curve;
    for (led::CurvePoints* points : {&curve.r, &curve.b}) {
      const double exponent = number(1.8, 3);
      for (int i = 0; i <= 24; ++i) {
        const double in = i / 24.,
                     bent = std::pow(in, exponent) + 0.02 * std::sin(3 * 6.2832 * in) * in * (1 - in);
        points->push_back({in, std::max(points->empty() ? 0 : points->back()[1], bent)});
      }
      points->back() = {1, 1};
    }
    colour.curve = curve;
  }
  if (seed % 4 == 2) colour.gray_bits = 13;
  led::ProfileSettings& profile = out.profile;
  if (seed % 2) profile.white_xy = {number(0.29, 0.34), number(0.3, 0.35)};
  profile.gain = {number(0.8, 1), number(0.8, 1), number(0.8, 1)};
  profile.toe_lift = {number(0, 1), number(0, 1), 1};
  const auto near_unit = [&](double spread) {
    std::array<double, 9> m{};
    for (std::size_t i = 0; i < 9; ++i) m[i] = (i % 4 == 0 ? 0.92 : 0.) + number(-spread, spread);
    return m;
  };
  for (int row = 1; row <= modules.h; ++row)
    for (int column = 1; column <= modules.w; ++column) {
      profile.modules.push_back(near_unit(0.06));
      for (const led::Edge edge : {led::Edge::left, led::Edge::top, led::Edge::right, led::Edge::bottom})
        profile.seams.push_back({column, row, edge, number(0.94, 1.06)});
    }
  if (per_pixel) {
    led::PixelCorrection pixels{wall.size_px(), {}};
    pixels.half.reserve(9 * static_cast<std::size_t>(pixels.size.area()));
    for (std::int64_t i = 0; i < pixels.size.area(); ++i)
      for (const double v : near_unit(0.05)) pixels.half.push_back(led::to_half(static_cast<float>(v)));
    out.pixels = std::make_shared<const led::PixelCorrection>(std::move(pixels));
  }
  return out;
}

// A canvas of rgba half floats as the painter leaves it: the gray of every half from 0 to 1 in order, then
// random light over five decades, then what should never come: NaN, infinite, negative, too bright.
inline std::vector<float> sweep(SizePx size, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> decade(-5, 0.02f);
  std::vector<float> out;
  const auto pixels = static_cast<std::size_t>(size.area());
  out.reserve(pixels * 4);
  for (std::size_t i = 0; i < pixels; ++i) {
    if (i <= 0x3C00) {
      const float gray = led::from_half(static_cast<std::uint16_t>(i));
      out.insert(out.end(), {gray, gray, gray, 1});
    } else if (i % 97 == 0) {
      for (int c = 0; c < 3; ++c) out.push_back(led::from_half(static_cast<std::uint16_t>(random())));
      out.push_back(1);
    } else {
      for (int c = 0; c < 3; ++c) out.push_back(led::from_half(led::to_half(std::pow(10.f, decade(random)))));
      out.push_back(1);
    }
  }
  return out;
}

}  // namespace guangmu::renderer::testing
