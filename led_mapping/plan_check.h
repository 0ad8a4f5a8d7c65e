// Judges a plan, computed or given, against the limits of the wall's hardware.
#pragma once

#include <string>
#include <vector>

#include "led_mapping/plan.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

// One broken rule as a sentence with the numbers that break it. card and port are 0 where none is meant.
struct PlanFault {
  std::string text;
  int card = 0, port = 0;
};

// Empty when every pixel is lit by exactly one card and no limit is broken. Any plan is accepted, however
// wrong.
std::vector<PlanFault> check_plan(const Plan& plan, const WallSettings& wall);

// The limits one card of this size breaks, as sentences that start with `who`.
std::vector<std::string> broken_card_limits(const WallSettings& wall, SizePx card_px, int modules,
                                            const std::string& who);

}  // namespace guangmu::led
