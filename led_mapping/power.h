// Electrical power and the brightness limit that follows from it: current follows PWM duty, channel by
// channel.
#pragma once

#include <array>

#include "led_mapping/settings.h"

namespace guangmu::led {

// Mean linear drive of a picture per channel, 0..1: after matrix and brightness, before the code.
struct MeanDuty {
  double r = 0, g = 0, b = 0;
};

// P = area * (P0 + kr ar + kg ag + kb ab), in watts. Full white minus black is split 1 : 1 : 0.9 until it is
// measured.
double power_w(const WallSettings& wall, MeanDuty duty);

// Factor 0..1 on the drive that keeps the wall at limit_w_m2: min(1, (limit - P0) / sum(k a)). Equal on all
// channels.
double limit_factor(const WallSettings& wall, MeanDuty duty, double limit_w_m2);

}  // namespace guangmu::led
