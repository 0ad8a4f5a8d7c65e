// Colour in linear light. Files and palettes speak sRGB; everything between them and the output pass is linear.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace guangmu {

// IEC 61966-2-1, both directions on 0..1.
inline float srgb_to_linear(float c) {
  return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}
inline float linear_to_srgb(float c) {
  return c <= 0.0031308f ? c * 12.92f : 1.055f * std::pow(c, 1.f / 2.4f) - 0.055f;
}

// Linear BT.709 with straight (not premultiplied) alpha. 1 is the wall's full white; light above 1 is clipped
// by the output pass, not before.
struct Linear {
  float r = 0, g = 0, b = 0, a = 1;
  constexpr Linear with_alpha(float alpha) const { return {r, g, b, alpha}; }
  constexpr Linear faded(float by) const { return {r, g, b, a * by}; }
  friend constexpr bool operator==(Linear, Linear) = default;
};

// 0xRRGGBB in sRGB, alpha 0..1.
inline Linear srgb(std::uint32_t rgb, float alpha = 1) {
  const auto channel = [&](int shift) { return srgb_to_linear(static_cast<float>((rgb >> shift) & 0xFFu) / 255.f); };
  return {channel(16), channel(8), channel(0), alpha};
}

// Mixes in linear light; t in 0..1.
constexpr Linear mix(Linear a, Linear b, float t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, a.a + (b.a - a.a) * t};
}

// Relative luminance Y of BT.709, alpha ignored.
constexpr float luminance(Linear c) { return 0.2126f * c.r + 0.7152f * c.g + 0.0722f * c.b; }

// Contrast as visual.md defines it, for luminances 0..1: (Y1 + 0.05) / (Y2 + 0.05), at least 1.
inline float contrast(float y1, float y2) { return (std::max(y1, y2) + 0.05f) / (std::min(y1, y2) + 0.05f); }

// Row-major 3x3, applied to a column of linear r, g, b.
struct Mat3 {
  std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};
  constexpr double operator()(int row, int col) const { return m[static_cast<std::size_t>(row * 3 + col)]; }
  constexpr double& operator()(int row, int col) { return m[static_cast<std::size_t>(row * 3 + col)]; }
  friend constexpr Mat3 operator*(const Mat3& a, const Mat3& b) {
    Mat3 out;
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j) out(i, j) = a(i, 0) * b(0, j) + a(i, 1) * b(1, j) + a(i, 2) * b(2, j);
    return out;
  }
  constexpr std::array<double, 3> operator*(const std::array<double, 3>& v) const {
    return {m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
            m[6] * v[0] + m[7] * v[1] + m[8] * v[2]};
  }
  friend constexpr bool operator==(const Mat3&, const Mat3&) = default;
};

}  // namespace guangmu
