// What a technician may turn while the wall runs, by name, laid over a profile. Pure.
//   white_k K, white_xy.x, white_xy.y              white; white_k takes the place of white_xy
//   gain.r|g|b, toe_lift.r|g|b                     each channel
//   gamma.r|g|b                                    also where a measured curve ruled that channel
//   curve.r|g|b.N                                  light of the N-th point of curve_points(), from 1
//   dither                                         off, ordered, blue_noise, temporal
//   module.C-R, module.C-R.r|g|b                   gain of one module, all channels or one
//   seam.C-R.left|top|right|bottom                 light of the LEDs along one of its edges
#pragma once

#include <array>
#include <string>

#include "base/result.h"
#include "led_mapping/profile.h"
#include "led_mapping/settings.h"
#include "show/colour.h"

namespace guangmu::stage {

// The card's curve of one channel (0 r, 1 g, 2 b) as points from [0, 0] to [1, 1], at least 16 of them: the
// measured ones, or every 16th code of what rules there. What `adjust curve.…` moves and the technician's
// page draws.
led::CurvePoints curve_points(const led::ColourSettings& colour, int channel);

// Fails in words: no such key, no number, out of range. Whether the whole then still fits together is for
// led::check_for_wall().
Result<void> adjust(led::ProfileSettings& profile, const led::WallSettings& wall,
                    const show::Adjustment& adjustment);

// Sum of a matrix's row: what the channel does on white.
double row_sum(const std::array<double, 9>& matrix, std::size_t row);

}  // namespace guangmu::stage
