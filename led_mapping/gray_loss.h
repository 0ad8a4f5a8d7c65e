// What a receiving card loses when it turns 8-bit codes into its own gray scale of more bits.
#pragma once

#include <vector>

namespace guangmu::led {

struct GrayLoss {
  int last_dark_code = 0;  // this code and all below give no light at all
  int levels = 256;        // different lights that the 256 codes give
};

// `light` of each code 0..255 as card_light() tells it, dimmed digitally by `brightness` 0..1 and rounded to
// a gray scale of `bits` (1..24): round(brightness * light * (2^bits - 1)).
GrayLoss gray_loss(const std::vector<double>& light, int bits, double brightness = 1);

}  // namespace guangmu::led
