// Colorimetry of the wall: daylight white points and the matrix from BT.709 to the LEDs' primaries.
#pragma once

#include <array>

#include "base/colour.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

using Chromaticity = std::array<double, 2>;  // CIE 1931 x, y

// CIE daylight locus (CIE 15:2004, 3.1), 4000..25000 K; outside it the nearest end.
Chromaticity daylight(double cct_k);

// Columns: XYZ of each primary at full drive, scaled so that all three together give `white` with Y = 1.
Mat3 primaries_to_xyz(Chromaticity r, Chromaticity g, Chromaticity b, Chromaticity white);

Mat3 inverse(const Mat3& m);  // m must not be singular: settings are checked for a real triangle

// Linear BT.709 to linear LED drive at brightness 1: M_led^-1 * M_709, both whites placed, the largest row
// sum made 1.
Mat3 bt709_to_drive(const ColourSettings& colour);

}  // namespace guangmu::led
