// The curve of a receiving card, code to light, and its inverse for the output pass.
#pragma once

#include <vector>

#include "led_mapping/settings.h"

namespace guangmu::led {

// Channel 0 red, 1 green, 2 blue. Light 0..1 of each code 0..255, never falling.
std::vector<double> card_light(const ColourSettings& colour, int channel);

// Level (0..255, the fraction is a share in light) for each of code_table_size drives (i / 4095) ^ 4.
std::vector<float> inverse_levels(const std::vector<double>& light);

}  // namespace guangmu::led
