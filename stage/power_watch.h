// What the technician's page says of the wall's power, gathered from frame to frame. Frame thread.
#pragma once

#include "led_mapping/power_limits.h"
#include "led_mapping/power_meter.h"
#include "renderer/power_guard.h"
#include "show/values/technician.h"

namespace guangmu::stage {

class PowerWatch {
 public:
  void add(double now_s, const renderer::PowerReport& report);
  show::PowerStatus status(const led::PowerLimits& limits, const led::Plan& plan) const;

 private:
  led::PowerMeter meter_;
  renderer::PowerReport newest_;
};

}  // namespace guangmu::stage
