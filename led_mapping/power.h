// Electrical power of the wall as a function of its light. The current of an LED follows its PWM duty, channel
// by channel, so with the mean linear drives ar, ag, ab (0..1; after matrix, correction, brightness and
// limiter, before the code)
//
//   P = area * (P0 + kr ar + kg ag + kb ab)
//
// P0 is what a black wall takes, k what each channel adds at full; all in W/m2. Both come from five readings
// of a wattmeter (fit_power), from k_w_m2, or, until somebody measures, from black_w_m2 and white_w_m2.
#pragma once

#include <array>

#include "base/result.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

// Mean linear drive of a picture or a part of it, per channel, 0..1.
struct MeanDuty {
  double r = 0, g = 0, b = 0;
  friend bool operator==(const MeanDuty&, const MeanDuty&) = default;
};

struct PowerModel {
  double area_m2 = 1;
  double black_w_m2 = 30;
  std::array<double, 3> k_w_m2{190, 190, 190};

  double above_black_w_m2(MeanDuty d) const { return k_w_m2[0] * d.r + k_w_m2[1] * d.g + k_w_m2[2] * d.b; }
  double w_m2(MeanDuty d) const { return black_w_m2 + above_black_w_m2(d); }
  double w(MeanDuty d) const { return area_m2 * w_m2(d); }
  double white_w_m2() const { return black_w_m2 + k_w_m2[0] + k_w_m2[1] + k_w_m2[2]; }
  friend bool operator==(const PowerModel&, const PowerModel&) = default;
};

struct PowerFit {
  PowerModel model;
  // Red, green and blue above black must add up to white above black; this is by how much they do not, as
  // measured, in W and as a share of white above black.
  double mismatch_w = 0, mismatch = 0;
};

// Least squares over the five readings, four unknowns: the mismatch e = white - red - green - blue + 2 black
// is shared so that the corrections' squares are smallest (black gives way by e/4, each other by e/8).
// Refused in words: a colour that takes no more than black, white below a single colour, readings that miss
// each other by more than a quarter (a dimmed wall, a swapped pattern, a limiter at work while measuring).
Result<PowerFit> fit_power(const PowerReadings& readings_w, double area_m2);

// What wall.yaml says, in this order: readings_w, k_w_m2, white less black split 1 : 1 : 0.9. Readings that
// fit_power refuses count as absent here; reading wall.yaml has complained of them.
PowerModel power_model(const WallSettings& wall);

// In watts.
double power_w(const WallSettings& wall, MeanDuty duty);

// Factor 0..1 on the drive that keeps the wall at limit_w_m2: min(1, (limit - P0) / sum(k a)). Equal on all
// channels, so that white stays white.
double limit_factor(const PowerModel& model, MeanDuty duty, double limit_w_m2);
double limit_factor(const WallSettings& wall, MeanDuty duty, double limit_w_m2);

}  // namespace guangmu::led
