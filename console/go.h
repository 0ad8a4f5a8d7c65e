// What the large buttons would do now, and why they cannot: one table for buttons, keys and tests. Pure.
#pragma once

#include <string>

#include "base/language.h"
#include "show/values/status.h"

namespace guangmu::console {

// What GO would do and the command for it; the command is empty when there is nothing to do.
struct Go {
  std::string label, command;
};
Go next_go(const show::Status& s, Language language);

// Empty when the preview may be taken, else why not.
std::string why_no_take(const show::Status& s, Language language);

// A new hold, its end, or one minute more.
std::string hold_command(const show::Status& s, bool one_minute_more);
// Steps of 0.05 between 0.05 and 1; steps of 1 dB between -60 and +6.
std::string brightness_command(const show::Status& s, int steps);
std::string volume_command(const show::Status& s, int steps);

// The next of the lengths that FADE offers, from 0.5 to 3 s, then the first again.
double next_fade_s(double now_s);
std::string fade_command(double length_s);

inline constexpr double hold_for_s = 180;

}  // namespace guangmu::console
