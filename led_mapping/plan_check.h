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

// What hangs on one card.
struct CardLoad {
  SizePx px;
  int modules = 0;
  int connectors = 0;  // in use
  int longest = 1;     // most modules on one connector's ribbon
};

// A full card of across x down modules: ribbons run along the rows.
CardLoad card_load(const WallSettings& wall, int across, int down);

// The limits one card with this load breaks, as sentences with the numbers that start with `who`.
std::vector<std::string> broken_card_limits(const WallSettings& wall, const CardLoad& load,
                                            const std::string& who);
// The same with one module on each connector.
std::vector<std::string> broken_card_limits(const WallSettings& wall, SizePx card_px, int modules,
                                            const std::string& who);

}  // namespace guangmu::led
