#include "led_mapping/power.h"

#include <algorithm>

namespace guangmu::led {

namespace {

// W/m2 of each channel at full drive; the shares 1 : 1 : 0.9 are a start until a wattmeter has been read.
double above_black_w_m2(const WallSettings& wall, MeanDuty duty) {
  constexpr double share_r = 1 / 2.9, share_g = 1 / 2.9, share_b = 0.9 / 2.9;
  const double span = wall.power.white_w_m2 - wall.power.black_w_m2;
  return span * (share_r * duty.r + share_g * duty.g + share_b * duty.b);
}

}  // namespace

double power_w(const WallSettings& wall, MeanDuty duty) {
  return wall.area_m2() * (wall.power.black_w_m2 + above_black_w_m2(wall, duty));
}

double limit_factor(const WallSettings& wall, MeanDuty duty, double limit_w_m2) {
  const double wanted = above_black_w_m2(wall, duty),
               allowed = std::max(0., limit_w_m2 - wall.power.black_w_m2);
  return wanted <= allowed ? 1 : allowed / wanted;
}

}  // namespace guangmu::led
