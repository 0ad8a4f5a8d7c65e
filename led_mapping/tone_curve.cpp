#include "led_mapping/tone_curve.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "led_mapping/output_tables.h"

namespace guangmu::led {

namespace {

double on_curve(const CurvePoints& points, double in) {
  const auto above =
      std::find_if(points.begin(), points.end(), [&](const std::array<double, 2>& p) { return p[0] >= in; });
  if (above == points.begin()) return points.front()[1];
  if (above == points.end()) return points.back()[1];
  const auto& a = *(above - 1);
  const auto& b = *above;
  return a[1] + (b[1] - a[1]) * (in - a[0]) / (b[0] - a[0]);
}

}  // namespace

std::vector<double> card_light(const ColourSettings& colour, int channel) {
  const double gamma =
      std::array{colour.gamma.r, colour.gamma.g, colour.gamma.b}[static_cast<std::size_t>(channel)];
  CurvePoints points;
  if (colour.curve)
    points = std::array{colour.curve->r, colour.curve->g, colour.curve->b}[static_cast<std::size_t>(channel)];
  std::vector<double> light(256);
  for (std::size_t code = 0; code < 256; ++code) {
    const double in = static_cast<double>(code) / 255;
    light[code] = points.empty() ? std::pow(in, gamma) : on_curve(points, in);
  }
  return light;
}

std::vector<float> inverse_levels(const std::vector<double>& light) {
  std::vector<float> levels(code_table_size);
  std::size_t code = 0;  // the last one whose light is at or below the drive
  for (int i = 0; i < code_table_size; ++i) {
    const double drive = std::pow(static_cast<double>(i) / (code_table_size - 1), 4);
    while (code < 255 && light[code + 1] <= drive) ++code;
    double share = 0;
    if (code < 255 && light[code + 1] > light[code])
      share = std::clamp((drive - light[code]) / (light[code + 1] - light[code]), 0., 1.);
    levels[static_cast<std::size_t>(i)] = static_cast<float>(static_cast<double>(code) + share);
  }
  return levels;
}

}  // namespace guangmu::led
