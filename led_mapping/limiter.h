// Keeps the wall's power inside the contract by dimming the light, all channels alike. Pure: power demands and
// times in, a factor on linear light out.
//
// What it promises, for demands that are not below the truth and frames at most longest_hold_s apart while it
// moves:
//   instant   no frame above the instant cap nor any card above its own, the first frame of a cut included
//   average   the mean over every window of exactly 1 s is at most the average limit
//   monotone  on a constant demand the factor goes one way only, ends at the settled one, and stays
//   calm      it lets go only after hold_s without need; a flicker faster than that leaves it standing at
//             what its brightest picture needs
//   free      where nothing exceeds a limit the factor comes back to exactly 1
//
// How: the settled factor brings the demand to `settle` (0.97) of the average limit. When a brighter picture
// comes, the light starts above that and falls towards it with the attack time. How far above is what the
// last second leaves over: the highest start whose whole fall keeps every coming window inside the limit,
// from the powers actually emitted. Because a fall once begun can always be finished as planned, the promise
// carries itself from frame to frame. The reserve of 3 % pays for the overshoot: the sum of a whole fall
// must come out of the same second, so without a reserve there could be none (the mean of the second that
// begins with a cut would be above the limit by all of it).
//
// The factor leaves in steps of 2^(1/128), 0.54 % of light, under what the eye tells apart, always rounded
// down; and it does not rise for less than 1.5 steps. So a figure that counts on a bright picture does not
// grade the whole wall again for nothing.
#pragma once

#include <deque>

#include "led_mapping/power.h"

namespace guangmu::led {

// What a picture would take at factor 1.
struct PowerDemand {
  double above_black_w_m2 = 0;  // of the whole wall: at most this times the factor is taken
  double most_factor = 1;       // what the hungriest card allows
};

struct LimiterSettings {
  double black_w_m2 = 30;
  double average_limit_w_m2 = 300;
  double instant_limit_w_m2 = 1e9;
  double attack_s = 0.15, release_s = 2;
  friend bool operator==(const LimiterSettings&, const LimiterSettings&) = default;
};
LimiterSettings limiter_settings(const WallSettings& wall);

class Limiter {
 public:
  static constexpr double settle = 0.97, hold_s = 0.5, longest_hold_s = 0.05, steps_per_octave = 128;

  explicit Limiter(LimiterSettings settings) : s_(settings) {}

  // Keeps the history and the factor.
  void set(LimiterSettings settings) { s_ = settings; }

  // The factor for the frame shown from now_s on. now_s must not go back; a jump counts as no time.
  double step(double now_s, const PowerDemand& demand);

  // The wall takes w_m2 from now_s on, whatever this would have said (codes shown as they are): it counts in
  // the coming second, and the factor stays.
  void note(double now_s, double w_m2);

  // Where step() ends on a constant demand: for stills.
  double settled(const PowerDemand& demand) const;

  // The factor would still change on the same demand.
  bool moving() const { return moving_; }
  double factor() const { return factor_; }
  // Taken over the last second, up to the last step.
  double average_w_m2() const;

 private:
  struct Stretch {
    double length_s, w_m2;
  };
  void remember(double now_s);
  double highest_start_w_m2() const;
  double budgeted(const PowerDemand& demand) const;
  double cap(const PowerDemand& demand) const;

  LimiterSettings s_;
  std::deque<Stretch> second_;  // newest last; together 1 s once that long ago
  double second_s_ = 0;         // their length
  double now_s_ = 0, calm_s_ = 0;  // calm: how long a higher factor would have done
  double light_ = 1, factor_ = 1;  // continuous, and as given out
  double emitted_w_m2_ = 0;        // since now_s_
  bool started_ = false, moving_ = false;
};

// Largest step of the limiter's scale that is not above `factor`.
double limiter_step_below(double factor);

}  // namespace guangmu::led
