#include "led_mapping/limiter.h"

#include <algorithm>
#include <cmath>

namespace guangmu::led {

namespace {

constexpr double window_s = 1;
constexpr double guard = 0.999;        // of the limit: what planning at the ends of stretches leaves out
constexpr double stretch_s = 0.02;     // a longer time at one power is kept in pieces
constexpr double rise_steps = 1.5;

double up(double steps) {
  return std::exp2(steps / Limiter::steps_per_octave);
}

}  // namespace

double limiter_step_below(double factor) {
  if (factor >= 1) return 1;
  if (!(factor > 0)) return 0;
  const double n = std::ceil(-std::log2(factor) * Limiter::steps_per_octave - 1e-9);
  return n > 20 * Limiter::steps_per_octave ? 0 : std::exp2(-n / Limiter::steps_per_octave);
}

LimiterSettings limiter_settings(const WallSettings& wall) {
  LimiterSettings s;
  s.black_w_m2 = power_model(wall).black_w_m2;
  s.average_limit_w_m2 = wall.power.average_limit_w_m2;
  s.instant_limit_w_m2 = wall.power.instant_limit_w_m2.value_or(s.instant_limit_w_m2);
  s.attack_s = wall.power.attack_s;
  s.release_s = wall.power.release_s;
  return s;
}

// What was shown since the last step joins the last second.
void Limiter::remember(double now_s) {
  double length_s = started_ ? std::clamp(now_s - now_s_, 0., window_s) : 0;
  now_s_ = now_s;
  while (length_s > 0) {
    const double piece = std::min(length_s, stretch_s);
    second_.push_back({piece, emitted_w_m2_});
    second_s_ += piece;
    length_s -= piece;
  }
  while (!second_.empty() && second_s_ > window_s) {
    const double over = std::min(second_s_ - window_s, second_.front().length_s);
    second_s_ -= over;
    second_.front().length_s -= over;
    if (second_.front().length_s > 1e-12) break;
    second_.pop_front();
  }
}

double Limiter::average_w_m2() const {
  double sum = 0, length = 0;
  for (const Stretch& s : second_) sum += s.length_s * s.w_m2, length += s.length_s;
  return length > 0 ? sum / length : emitted_w_m2_;
}

// The highest power from which a fall to the settled level keeps every window that ends within the next second
// inside the limit. Each value is held for up to longest_hold_s, so a fall from x above the settled level has
// given x * fall(u) after u seconds, with fall as for values held that long.
double Limiter::highest_start_w_m2() const {
  const double level = std::max(s_.black_w_m2, settle * s_.average_limit_w_m2);
  const double whole = longest_hold_s / (1 - std::exp(-longest_hold_s / s_.attack_s));
  const auto fall = [&](double u) { return std::min(u, whole * (1 - std::exp(-(u + longest_hold_s) / s_.attack_s))); };
  double left = 0;  // energy of the last second that is still inside the window
  for (const Stretch& s : second_) left += s.length_s * s.w_m2;
  // Before the program the wall is taken as black.
  double idle = std::max(0., window_s - second_s_);
  double u = 0, most = 1e12;
  const auto consider = [&] {
    if (u <= 1e-9) return;
    const double room = guard * s_.average_limit_w_m2 * window_s - left - idle * s_.black_w_m2 - level * u;
    most = std::min(most, room / fall(u));
  };
  if (idle > 0) {
    u += idle;
    idle = 0;
    consider();
  }
  for (const Stretch& s : second_) {
    u += s.length_s;
    left -= s.length_s * s.w_m2;
    consider();
  }
  return level + most;
}

// Factor that takes the demand to the cap of a single frame.
double Limiter::cap(const PowerDemand& demand) const {
  const double allowed = std::max(0., s_.instant_limit_w_m2 - s_.black_w_m2);
  const double factor = demand.above_black_w_m2 <= allowed ? 1 : allowed / demand.above_black_w_m2;
  return std::min(factor, std::clamp(demand.most_factor, 0., 1.));
}

double Limiter::settled(const PowerDemand& demand) const {
  const double allowed = std::max(0., settle * s_.average_limit_w_m2 - s_.black_w_m2);
  const double factor = demand.above_black_w_m2 <= allowed ? 1 : allowed / demand.above_black_w_m2;
  return limiter_step_below(std::min(factor, cap(demand)));
}

double Limiter::budgeted(const PowerDemand& demand) const {
  const double allowed = std::max(0., highest_start_w_m2() - s_.black_w_m2);
  return demand.above_black_w_m2 <= allowed ? 1 : allowed / demand.above_black_w_m2;
}

double Limiter::step(double now_s, const PowerDemand& demand) {
  now_s = std::max(now_s, now_s_);
  const double dt = started_ ? now_s - now_s_ : 0, step_s = std::min(dt, longest_hold_s);
  remember(now_s);
  started_ = true;
  const double target = settled(demand);
  const auto rises = [&] { return target > light_ * up(rise_steps) || (target == 1 && light_ < 1); };
  calm_s_ = rises() ? calm_s_ + step_s : 0;
  if (target < light_) {
    // The first frame of a brighter picture starts as high as the last second allows; from there it falls.
    const double start = std::max(target, std::min(budgeted(demand), cap(demand)));
    light_ = std::min(start, target + (light_ - target) * std::exp(-dt / s_.attack_s));
    if (light_ < target * up(0.5)) light_ = target;
  } else if (rises() && calm_s_ > hold_s) {
    light_ = target + (light_ - target) * std::exp(-step_s / s_.release_s);
    if (light_ * up(0.5) > target) light_ = target;
  }
  factor_ = limiter_step_below(light_);
  moving_ = target < light_ || rises();
  emitted_w_m2_ = s_.black_w_m2 + factor_ * std::max(0., demand.above_black_w_m2);
  return factor_;
}

void Limiter::note(double now_s, double w_m2) {
  remember(std::max(now_s, now_s_));
  started_ = true;
  moving_ = false;
  emitted_w_m2_ = w_m2;
}

}  // namespace guangmu::led
