#include "renderer/height_field.h"

#include <cmath>

namespace guangmu::renderer {
namespace {

std::uint32_t scrambled(std::uint32_t v) {  // integer hash after Wellons' search, 2018 ("lowbias32")
  v ^= v >> 16, v *= 0x7FEB352Du, v ^= v >> 15, v *= 0x846CA68Bu, v ^= v >> 16;
  return v;
}

// Gradient noise (Perlin 2002 fade), about -1..1.
float noise(float x, float y, std::uint32_t seed) {
  const float fx = std::floor(x), fy = std::floor(y);
  const auto ix = static_cast<std::uint32_t>(static_cast<int>(fx)),
             iy = static_cast<std::uint32_t>(static_cast<int>(fy));
  const float u = x - fx, v = y - fy;
  const auto corner = [&](std::uint32_t dx, std::uint32_t dy) {
    const std::uint32_t h = scrambled((ix + dx) * 0x9E3779B1u ^ scrambled((iy + dy) ^ seed));
    // One of eight directions.
    constexpr float d = 0.70710678f;
    constexpr float gx[8] = {1, d, 0, -d, -1, -d, 0, d}, gy[8] = {0, d, 1, d, 0, -d, -1, -d};
    return gx[h & 7u] * (u - static_cast<float>(dx)) + gy[h & 7u] * (v - static_cast<float>(dy));
  };
  const auto fade = [](float t) { return t * t * t * (t * (t * 6 - 15) + 10); };
  const float a = corner(0, 0), b = corner(1, 0), c = corner(0, 1), e = corner(1, 1);
  const float s = fade(u), t = fade(v);
  const float top = a + (b - a) * s, bottom = c + (e - c) * s;
  return (top + (bottom - top) * t) * 1.4f;
}

float ridged(float x, float y, std::uint32_t seed) {
  float sum = 0, weight = 0.55f, f = 1;
  for (std::uint32_t octave = 0; octave < 4; ++octave) {
    const float n = noise(x * f, y * f, seed + octave * 101u);
    // A rounded fold: ridges without a crease, which contour lines would show as kinks.
    sum += weight * (1 - std::sqrt(n * n + 0.01f));
    weight *= 0.42f;
    f *= 2.03f;
  }
  return sum;
}

}  // namespace

HeightField make_height_field(std::uint32_t seed, float scale_px, SizePx texels, float texel_px) {
  HeightField field;
  field.texels = texels;
  const auto w = static_cast<std::size_t>(texels.w), h = static_cast<std::size_t>(texels.h);
  std::vector<float> height(w * h);
  const float f = texel_px / std::max(scale_px, 1.f);
  for (std::size_t j = 0; j < h; ++j)
    for (std::size_t i = 0; i < w; ++i) {
      const float x = static_cast<float>(i) * f, y = static_cast<float>(j) * f;
      const float wx = noise(x * 0.8f + 11.3f, y * 0.8f + 4.7f, seed ^ 0xA5u);
      const float wy = noise(x * 0.8f - 7.1f, y * 0.8f + 19.9f, seed ^ 0x5Au);
      height[j * w + i] = ridged(x + 0.55f * wx, y + 0.55f * wy, seed);
    }
  field.height_and_slope.resize(2 * w * h);
  const auto at = [&](std::size_t i, std::size_t j) { return height[j * w + i]; };
  for (std::size_t j = 0; j < h; ++j)
    for (std::size_t i = 0; i < w; ++i) {
      const std::size_t l = i > 0 ? i - 1 : i, r = i + 1 < w ? i + 1 : i, u = j > 0 ? j - 1 : j,
                        d = j + 1 < h ? j + 1 : j;
      const float gx = (at(r, j) - at(l, j)) / (static_cast<float>(r - l) * texel_px);
      const float gy = (at(i, d) - at(i, u)) / (static_cast<float>(d - u) * texel_px);
      field.height_and_slope[2 * (j * w + i)] = at(i, j);
      field.height_and_slope[2 * (j * w + i) + 1] = std::hypot(gx, gy);
    }
  return field;
}

}  // namespace guangmu::renderer
