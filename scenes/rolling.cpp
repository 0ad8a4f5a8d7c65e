#include "scenes/rolling.h"

#include <algorithm>
#include <cmath>

#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {
bool digit(char c) {
  return c >= '0' && c <= '9';
}
}  // namespace

std::vector<std::size_t> rolling_places(std::string_view from, std::string_view to) {
  std::vector<std::size_t> places;
  if (from.size() != to.size()) return places;
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (from[i] == to[i]) continue;
    if (!digit(from[i]) || !digit(to[i])) return {};
    places.push_back(i);
  }
  return places;
}

void RollingNumber::start(double time_s, bool dissolve) {
  from_ = to_;
  to_ = latest_;
  rising_ = latest_value_ >= to_value_;
  to_value_ = latest_value_;
  moving_ = true;
  dissolve_ = dissolve || from_.unit != to_.unit || rolling_places(from_.digits, to_.digits).empty();
  start_s_ = time_s;
  length_s_ = dissolve_ ? motion::dissolve_s : motion::roll_s;
}

void RollingNumber::advance(double time_s) {
  while (moving_ && time_s >= start_s_ + length_s_) {
    moving_ = false;
    if (!(latest_ == to_)) start(start_s_ + length_s_, true);
  }
}

void RollingNumber::see(const ShownNumber& shown, double value, double time_s, bool animate) {
  if (!seen_ || !animate || time_s < last_s_) {
    seen_ = true;
    moving_ = false;
    from_ = to_ = latest_ = shown;
    to_value_ = latest_value_ = value;
    changed_s_ = -1e9;
    last_s_ = time_s;
    return;
  }
  last_s_ = time_s;
  advance(time_s);
  if (shown == latest_) return;
  latest_ = shown;
  latest_value_ = value;
  if (!moving_ || time_s - changed_s_ >= motion::sweep_s) changed_s_ = time_s;
  if (!moving_) start(time_s, false);
}

RollingNumber::State RollingNumber::at(double time_s) const {
  RollingNumber now = *this;
  now.advance(time_s);
  State s{now.from_, now.to_, 1, now.dissolve_, now.rising_, now.moving_};
  if (s.moving) s.progress = motion::progress(time_s - now.start_s_, now.length_s_);
  return s;
}

EntranceRoll entrance_roll(char target, float progress) {
  const float position = 3 * motion::out_cubic(std::clamp(progress, 0.f, 1.f));
  const int whole = std::min(2, static_cast<int>(position));
  const auto glyph = [&](int before) { return static_cast<char>('0' + (target - '0' + 10 - before) % 10); };
  return {glyph(3 - whole), glyph(2 - whole), position - static_cast<float>(whole)};
}

}  // namespace guangmu::scenes
