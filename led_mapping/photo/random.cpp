#include "led_mapping/photo/random.h"

#include <cmath>
#include <cstddef>

namespace guangmu::led {

NormalTable::NormalTable() : values_(65536) {
  // Newton's method on the distribution function, from the neighbour's value outwards.
  const double root_half = std::sqrt(0.5), density_top = 1 / std::sqrt(2 * std::acos(-1.));
  double x = 0;
  for (std::size_t i = 32768; i < values_.size(); ++i) {
    const double wanted_above = 1 - (static_cast<double>(i) + 0.5) / 65536;
    for (int step = 0; step < 20; ++step) {
      const double error = 0.5 * std::erfc(x * root_half) - wanted_above;
      const double move = error / (density_top * std::exp(-x * x / 2));
      x += move;
      if (std::abs(move) < 1e-9) break;
    }
    values_[i] = static_cast<float>(x);
    values_[65535 - i] = static_cast<float>(-x);
  }
}

}  // namespace guangmu::led
