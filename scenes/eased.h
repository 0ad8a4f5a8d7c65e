// A bare value that moves to its new amount while the digits roll: rings, bars, ridges. A function of the
// see() calls.
#pragma once

#include "scenes/motion.h"

namespace guangmu::scenes {

class EasedValue {
 public:
  // animate false, the first value, or a time before the last one: stands at once.
  void see(double value, double time_s, bool animate) {
    if (!seen_ || !animate || time_s < last_s_) {
      from_ = to_ = value;
      since_s_ = -1e9;
      seen_ = true;
    } else if (value != to_) {
      from_ = at(time_s);
      to_ = value;
      since_s_ = time_s;
    }
    last_s_ = time_s;
  }
  double at(double time_s) const {
    const float p = motion::out_cubic(motion::progress(time_s - since_s_, motion::roll_s));
    return from_ + (to_ - from_) * static_cast<double>(p);
  }
  bool moving(double time_s) const { return time_s - since_s_ < motion::roll_s; }
  double target() const { return to_; }

 private:
  bool seen_ = false;
  double from_ = 0, to_ = 0, since_s_ = -1e9, last_s_ = -1e9;
};

}  // namespace guangmu::scenes
