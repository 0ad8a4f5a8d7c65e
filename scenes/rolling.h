// How a number passes from one value to the next: the digits that changed roll, the rest stand still. A
// change that comes while an earlier one still rolls waits for its end and then dissolves, so that a place
// passes at most three glyphs a second and no mixture of two values is ever left standing. Pure; a function
// of the sequence of see() calls.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guangmu::scenes {

struct ShownNumber {
  std::string digits, unit;
  friend bool operator==(const ShownNumber&, const ShownNumber&) = default;
};

class RollingNumber {
 public:
  // The number in the input at this show time. animate false, or a time before the last one: stands at once.
  void see(const ShownNumber& shown, double value, double time_s, bool animate);

  struct State {
    ShownNumber from, to;
    float progress = 1;     // 0 shows `from`, 1 shows `to`; linear in time
    bool dissolve = false;  // cross-fade instead of rolling
    bool rising = true;
    bool moving = false;
  };
  State at(double time_s) const;

  // Show time of the last change; far in the past when there was none.
  double changed_s() const { return changed_s_; }

 private:
  void advance(double time_s);
  void start(double time_s, bool dissolve);

  bool seen_ = false, moving_ = false, dissolve_ = false, rising_ = true;
  ShownNumber from_, to_, latest_;
  double to_value_ = 0, latest_value_ = 0;
  double start_s_ = 0, length_s_ = 0, last_s_ = 0, changed_s_ = -1e9;
};

// Byte positions at which `to` differs from `from`, when only digits in their places differ; empty otherwise.
std::vector<std::size_t> rolling_places(std::string_view from, std::string_view to);

// The digit that stands in a place that rolls up to `target` as the figure enters: three glyphs pass,
// decelerating. `position` counts glyphs: 0 shows the target's third predecessor, 3 the target; the fraction
// is the way to the next one.
struct EntranceRoll {
  char upper = '0', lower = '0';  // glyph that leaves and glyph that comes
  float fraction = 0;             // 0: upper stands, 1: lower stands
};
EntranceRoll entrance_roll(char target, float progress);

}  // namespace guangmu::scenes
