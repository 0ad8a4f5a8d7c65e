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

std::vector<LevelPiece> inverse_levels(const std::vector<double>& light) {
  std::vector<LevelPiece> pieces(level_pieces);
  ExactInverse inverse(light);
  double from = 0, level = 0;  // no light is code 0, also where further codes are dark
  for (std::size_t i = 0; i + 1 < level_pieces; ++i) {
    const double to =
        std::exp2(-24 + static_cast<double>(i / 128)) * (1 + static_cast<double>(i % 128) / 128);
    const double next = inverse.at(to), slope = (next - level) / (to - from);
    pieces[i] = {static_cast<float>(level - slope * from), static_cast<float>(slope)};
    from = to;
    level = next;
  }
  pieces[level_pieces - 1] = {255, 0};
  return pieces;
}

}  // namespace guangmu::led
