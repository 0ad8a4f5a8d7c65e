#include "scenes/value_axis.h"

#include <algorithm>
#include <cmath>

namespace guangmu::scenes {
namespace {

constexpr int intervals = 3;

double round_step(double at_least) {
  const double power = std::pow(10, std::floor(std::log10(at_least)));
  for (const double step : {1., 2., 5.})
    if (at_least <= step * power * (1 + 1e-9)) return step * power;
  return 10 * power;
}

}  // namespace

int ValueAxis::levels() const {
  return static_cast<int>(std::lround((high - low) / step)) + 1;
}

ValueAxis value_axis(double least, double most, double resolution, bool share) {
  if (most < least) std::swap(least, most);
  const double band = std::max(share ? 1 : 4 * resolution, std::abs(most) * 1e-6);
  if (most - least < band) {
    const double middle = (least + most) / 2;
    const bool positive = least >= 0;
    least = middle - band / 2;
    most = middle + band / 2;
    if (positive && least < 0) most -= least, least = 0;
    if (share && most > 100) least -= most - 100, most = 100;
  }
  if (least >= 0 && least <= 0.4 * most) least = 0;
  ValueAxis axis;
  axis.step = std::max(resolution, round_step((most - least) / intervals));
  axis.low = std::floor(least / axis.step + 1e-6) * axis.step;
  axis.high = std::ceil(most / axis.step - 1e-6) * axis.step;
  if (axis.high <= axis.low) axis.high = axis.low + axis.step;
  if (share) axis.high = std::min(axis.high, 100.), axis.low = std::max(axis.low, 0.);
  axis.decimals = std::clamp(static_cast<int>(-std::floor(std::log10(axis.step) + 1e-9)), 0, 6);
  return axis;
}

}  // namespace guangmu::scenes
