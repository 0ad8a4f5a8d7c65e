#include "led_mapping/colour_model.h"

#include <fmt/core.h>

#include <algorithm>

namespace guangmu::led {

namespace {

constexpr Chromaticity bt709_r{0.64, 0.33}, bt709_g{0.30, 0.60}, bt709_b{0.15, 0.06};

std::array<double, 3> xyz(Chromaticity c) {
  return {c[0] / c[1], 1, (1 - c[0] - c[1]) / c[1]};
}

}  // namespace

namespace {

Chromaticity on_daylight_locus(double t) {
  const double t2 = t * t, t3 = t2 * t;
  const double x = t <= 7000 ? -4.6070e9 / t3 + 2.9678e6 / t2 + 0.09911e3 / t + 0.244063
                             : -2.0064e9 / t3 + 1.9018e6 / t2 + 0.24748e3 / t + 0.237040;
  return {x, -3 * x * x + 2.87 * x - 0.275};
}

Chromaticity on_planckian_locus(double t) {  // 2222..4000 K
  const double t2 = t * t, t3 = t2 * t;
  const double x = -0.2661239e9 / t3 - 0.2343589e6 / t2 + 0.8776956e3 / t + 0.179910;
  return {x, ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867};
}

}  // namespace

Chromaticity daylight(double cct_k) {
  const double t = std::clamp(cct_k, 3000., 25000.);
  if (t >= 4000) return on_daylight_locus(t);
  const auto d = on_daylight_locus(4000), p = on_planckian_locus(4000), at = on_planckian_locus(t);
  return {at[0] + d[0] - p[0], at[1] + d[1] - p[1]};
}

Chromaticity wanted_white(const ColourSettings& colour) {
  return colour.white_xy ? *colour.white_xy : daylight(colour.white_k);
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

namespace {

Mat3 leds_to_xyz(const ColourSettings& colour) {
  const auto& p = colour.primaries;
  return primaries_to_xyz(p.r, p.g, p.b, daylight(colour.native_white_k));
}

}  // namespace

Mat3 native_primaries(const ColourSettings& colour) {
  return inverse(leds_to_xyz(colour)) * primaries_to_xyz(bt709_r, bt709_g, bt709_b, daylight(6500));
}

Mat3 bt709_to_drive(const ColourSettings& colour) {
  // W * P = M_led^-1 * M_709 * diag(w), with the white in the shares of the columns.
  Mat3 m = inverse(leds_to_xyz(colour)) * primaries_to_xyz(bt709_r, bt709_g, bt709_b, wanted_white(colour));
  const auto white = m * std::array<double, 3>{1, 1, 1};
  const double strongest = std::max({white[0], white[1], white[2]});
  for (double& v : m.m) v /= strongest;
  return m;
}

Mat3 white_point(const ColourSettings& colour) {
  return bt709_to_drive(colour) * inverse(native_primaries(colour));
}

void ColourSettings::check(fields::Complaints& c) const {
  fields::Complaints of_primaries;
  primaries.check(of_primaries);
  if (!of_primaries.list().empty()) return;  // told by the reader; nothing can be said about whites then
  // A white outside the triangle would need one of the LEDs to shine with less than nothing.
  const auto inside = [&](Chromaticity white) {
    const auto& p = primaries;
    const auto turns = [&](Chromaticity a, Chromaticity b) {
      return (b[0] - a[0]) * (white[1] - a[1]) - (b[1] - a[1]) * (white[0] - a[0]) > 0;
    };
    return turns(p.r, p.g) && turns(p.g, p.b) && turns(p.b, p.r);
  };
  if (!inside(daylight(native_white_k)))
    c.at("native_white_k",
         fmt::format("the LEDs cannot mix a white of {} K; expected one inside the triangle of "
                     "their primaries",
                     native_white_k));
  if (!inside(daylight(6500)))
    c.at("primaries",
         "BT.709's white lies outside the triangle of these LEDs; expected r, g, b as CIE 1931 x, y");
  else if (!inside(wanted_white(*this)))
    c.at(white_xy ? "white_xy" : "white_k",
         fmt::format("the LEDs cannot mix this white, x {:.4f} y {:.4f}; expected one inside the triangle of "
                     "their primaries",
                     wanted_white(*this)[0], wanted_white(*this)[1]));
}

}  // namespace guangmu::led
