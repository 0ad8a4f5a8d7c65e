#include "led_mapping/colour_model.h"

#include <algorithm>

namespace guangmu::led {

namespace {

constexpr Chromaticity bt709_r{0.64, 0.33}, bt709_g{0.30, 0.60}, bt709_b{0.15, 0.06};

std::array<double, 3> xyz(Chromaticity c) {
  return {c[0] / c[1], 1, (1 - c[0] - c[1]) / c[1]};
}

}  // namespace

Chromaticity daylight(double cct_k) {
  const double t = std::clamp(cct_k, 4000., 25000.), t2 = t * t, t3 = t2 * t;
  const double x = t <= 7000 ? -4.6070e9 / t3 + 2.9678e6 / t2 + 0.09911e3 / t + 0.244063
                             : -2.0064e9 / t3 + 1.9018e6 / t2 + 0.24748e3 / t + 0.237040;
  return {x, -3 * x * x + 2.87 * x - 0.275};
}

Mat3 inverse(const Mat3& a) {
  const auto minor = [&](int r0, int r1, int c0, int c1) {
    return a(r0, c0) * a(r1, c1) - a(r0, c1) * a(r1, c0);
  };
  const double det = a(0, 0) * minor(1, 2, 1, 2) - a(0, 1) * minor(1, 2, 0, 2) + a(0, 2) * minor(1, 2, 0, 1);
  Mat3 out;
  out(0, 0) = minor(1, 2, 1, 2) / det;
  out(0, 1) = -minor(0, 2, 1, 2) / det;
  out(0, 2) = minor(0, 1, 1, 2) / det;
  out(1, 0) = -minor(1, 2, 0, 2) / det;
  out(1, 1) = minor(0, 2, 0, 2) / det;
  out(1, 2) = -minor(0, 1, 0, 2) / det;
  out(2, 0) = minor(1, 2, 0, 1) / det;
  out(2, 1) = -minor(0, 2, 0, 1) / det;
  out(2, 2) = minor(0, 1, 0, 1) / det;
  return out;
}

Mat3 primaries_to_xyz(Chromaticity r, Chromaticity g, Chromaticity b, Chromaticity white) {
  Mat3 m;
  const std::array columns{xyz(r), xyz(g), xyz(b)};
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) m(i, j) = columns[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)];
  const auto share = inverse(m) * xyz(white);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) m(i, j) *= share[static_cast<std::size_t>(j)];
  return m;
}

Mat3 bt709_to_drive(const ColourSettings& colour) {
  const auto& p = colour.primaries;
  const Mat3 leds = primaries_to_xyz(p.r, p.g, p.b, daylight(colour.native_white_k));
  const Mat3 wanted = primaries_to_xyz(bt709_r, bt709_g, bt709_b, daylight(colour.white_k));
  Mat3 m = inverse(leds) * wanted;
  const auto white = m * std::array<double, 3>{1, 1, 1};
  const double strongest = std::max({white[0], white[1], white[2]});
  for (double& v : m.m) v /= strongest;
  return m;
}

}  // namespace guangmu::led
