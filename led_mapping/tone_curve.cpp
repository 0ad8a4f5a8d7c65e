#include "led_mapping/tone_curve.h"

#include <algorithm>
#include <array>
#include <cmath>

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
  const double step = 1 / (std::exp2(colour.gray_bits.value_or(16)) - 1);
  const double toe = colour.toe_lift[static_cast<std::size_t>(channel)] * step;
  std::vector<double> light(256);
  for (std::size_t code = 0; code < 256; ++code) {
    const double in = static_cast<double>(code) / 255;
    light[code] = points.empty() ? std::pow(in, gamma) : on_curve(points, in);
    light[code] = std::max(light[code], toe * static_cast<double>(code));
    if (colour.gray_bits) light[code] = std::floor(light[code] / step + 0.5) * step;
  }
  return light;
}

namespace {

// Rising drives ask one after the other.
class ExactInverse {
 public:
  explicit ExactInverse(const std::vector<double>& light) : light_(light) {}
  double at(double drive) {
    while (code_ < 255 && light_[code_ + 1] <= drive) ++code_;
    if (code_ == 255) return 255;
    const double above = light_[code_ + 1] - light_[code_];
    return static_cast<double>(code_) + std::clamp((drive - light_[code_]) / above, 0., 1.);
  }

 private:
  const std::vector<double>& light_;
  std::size_t code_ = 0;  // the last one whose light is at or below the drive
};

}  // namespace

std::vector<std::uint32_t> inverse_levels(const std::vector<double>& light) {
  std::vector<std::uint32_t> pieces(level_pieces, 0);
  ExactInverse inverse(light);
  const auto steps = [&](std::size_t piece) {  // level at its lower end, in 1/1024 of a code
    const double exponent = -24 + static_cast<double>((piece - 1) / 128);
    const double drive = std::exp2(exponent) * (1 + static_cast<double>((piece - 1) % 128) / 128);
    return static_cast<std::uint32_t>(std::lround(inverse.at(drive) * 1024));
  };
  std::uint32_t level = steps(1);
  for (std::size_t i = 1; i + 1 < level_pieces; ++i) {
    const std::uint32_t next = steps(i + 1);
    pieces[i] = level << 14 | std::min(next - level, 16383u);
    level = next;
  }
  pieces[level_pieces - 1] = 255u << 24;
  return pieces;
}

}  // namespace guangmu::led
