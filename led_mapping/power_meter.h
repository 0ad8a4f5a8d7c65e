// What the wall takes, as a technician reads it: the newest frame, the last minute second by second, the
// highest frame of it, and what each card takes. Pure; fed once a frame.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "led_mapping/plan.h"
#include "led_mapping/power.h"

namespace guangmu::led {

// Mean drive of one rectangle of the wall.
struct AreaDuty {
  RectPx rect;
  MeanDuty duty;
};

// Mean over areas that do not overlap, weighed by their size. Where nothing was measured the wall is black.
MeanDuty mean_duty(const std::vector<AreaDuty>& areas, SizePx wall);

// Watts of each card's pixels by areas, in the order of plan.cards. An area that two cards share counts for
// each by its share of pixels; P0 is shared evenly over the wall.
std::vector<double> card_watts(const PowerModel& model, const Plan& plan, const std::vector<AreaDuty>& areas);

// Factor 0..1 that keeps every card at limit_w.
double card_limit_factor(const PowerModel& model, const Plan& plan, const std::vector<AreaDuty>& areas,
                         double limit_w);

class PowerMeter {
 public:
  // The wall takes w_m2 from now_s on.
  void add(double now_s, double w_m2);

  double w_m2() const { return w_m2_; }
  // Mean of the last second, up to the newest frame.
  double average_w_m2() const;
  // One mean for each whole second, newest last, at most 60.
  const std::deque<float>& minute_w_m2() const { return minute_; }
  // Highest frame of these seconds and the one that runs.
  double highest_w_m2() const;

 private:
  struct Since {
    double at_s, w_m2;
  };
  std::deque<Since> last_;  // what was shown from when on; the first began a second ago or before
  std::deque<float> minute_, peaks_;
  double w_m2_ = 0, at_s_ = 0, energy_ = 0, peak_ = 0;
  std::int64_t second_ = 0;
  bool started_ = false;
};

}  // namespace guangmu::led
