#include "led_mapping/gray_loss.h"

#include <cmath>

namespace guangmu::led {

GrayLoss gray_loss(const std::vector<double>& light, int bits, double brightness) {
  GrayLoss out{-1, 0};
  const double steps = std::exp2(bits) - 1;
  double before = -1;
  for (const double l : light) {
    const double step = std::floor(brightness * l * steps + 0.5);
    if (step == 0) ++out.last_dark_code;
    if (step != before) ++out.levels;
    before = step;
  }
  return out;
}

}  // namespace guangmu::led
