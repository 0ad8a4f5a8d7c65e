// The power of pictures that pass no output pass: codes on the cable, as test patterns are.
#pragma once

#include <vector>

#include "led_mapping/pattern.h"
#include "led_mapping/power_limits.h"
#include "led_mapping/power_meter.h"

namespace guangmu::led {

// What the cards make of the codes: mean drive of each module. Some milliseconds for a wall.
std::vector<AreaDuty> drive_of_codes(const Picture8& codes, const WallSettings& wall);

// The same where only some modules changed: those that touch `changed` are measured again. `drive` is that of
// the picture before.
void follow_drive(const Picture8& codes, const WallSettings& wall, const std::vector<RectPx>& changed,
                  std::vector<AreaDuty>& drive);

// Modules in which two pictures of one size differ, as rectangles.
std::vector<RectPx> differing_modules(const Picture8& a, const Picture8& b, const WallSettings& wall);

// Factor on light that takes a picture to the instant cap, of the wall and of each card; 1 below it.
double cap_factor(const std::vector<AreaDuty>& drive, SizePx size, const PowerLimits& limits);

// A picture above the instant cap (of the wall or of a card) is dimmed in light, all channels alike, each
// code to the next that does not give more; below the cap not a code is touched. The average limit is not
// looked at: whoever shows a pattern wants its codes. Returns the factor, and leaves the drive of the
// picture as it is now in `drive`.
double cap_codes(Picture8& codes, const WallSettings& wall, const PowerLimits& limits, std::vector<AreaDuty>& drive);

}  // namespace guangmu::led
