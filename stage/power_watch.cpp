#include "stage/power_watch.h"

#include <algorithm>

namespace guangmu::stage {

void PowerWatch::add(double now_s, const renderer::PowerReport& report) {
  newest_ = report;
  meter_.add(now_s, report.w_m2);
}

show::PowerStatus PowerWatch::status(const led::PowerLimits& limits, const led::Plan& plan) const {
  show::PowerStatus s;
  s.w_m2 = meter_.w_m2();
  s.w = s.w_m2 * limits.model.area_m2;
  s.average_w_m2 = meter_.average_w_m2();
  s.average_limit_w_m2 = limits.limiter.average_limit_w_m2;
  s.white_w_m2 = limits.model.white_w_m2();
  s.instant_limit_w_m2 = std::min(limits.limiter.instant_limit_w_m2, s.white_w_m2);
  s.limiter = newest_.limiter;
  // Of the picture as it came, before the limiter dimmed it.
  const double mean = (newest_.duty.r + newest_.duty.g + newest_.duty.b) / 3;
  s.picture_level = s.limiter > 0 ? std::min(1., mean / s.limiter) : 0;
  s.highest_w_m2 = meter_.highest_w_m2();
  s.minute_w_m2.assign(meter_.minute_w_m2().begin(), meter_.minute_w_m2().end());
  for (const double w : led::card_watts(limits.model, plan, newest_.areas)) s.cards_w.push_back(static_cast<float>(w));
  return s;
}

}  // namespace guangmu::stage
