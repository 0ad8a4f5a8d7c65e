// What the wall's power is judged by, ready for use: the model, the limiter's settings and the cards' cap.
#pragma once

#include <optional>

#include "led_mapping/limiter.h"
#include "led_mapping/plan.h"
#include "led_mapping/power.h"

namespace guangmu::led {

struct PowerLimits {
  PowerModel model;
  LimiterSettings limiter;
  std::optional<double> card_limit_w;
  Plan plan;  // looked at for card_limit_w alone
};

inline PowerLimits power_limits(const WallSettings& wall, const Plan& plan) {
  return {power_model(wall), limiter_settings(wall), wall.power.card_limit_w, plan};
}

}  // namespace guangmu::led
