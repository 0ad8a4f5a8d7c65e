// Colorimetry of the wall: daylight white points and the matrix from BT.709 to the LEDs' primaries.
#pragma once

#include <array>

#include "base/colour.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

using Chromaticity = std::array<double, 2>;  // CIE 1931 x, y

// White of a correlated colour temperature: the CIE daylight locus (CIE 15:2004, 3.1) for 4000..25000 K.
// Below, down to 3000 K, the Planckian locus (cubic fit of Kim et al. 2002) moved by the distance of the two
// at 4000 K, so that nothing jumps there. Outside 3000..25000 K the nearest end.
Chromaticity daylight(double cct_k);

// White on the canvas: white_xy where it is set, else daylight(white_k).
Chromaticity wanted_white(const ColourSettings& colour);

// Columns: XYZ of each primary at full drive, scaled so that all three together give `white` with Y = 1.
Mat3 primaries_to_xyz(Chromaticity r, Chromaticity g, Chromaticity b, Chromaticity white);

Mat3 inverse(const Mat3& m);  // m must not be singular: settings are checked for a real triangle

// The two first stages of the pipeline.
// Linear BT.709 to linear drive of the LEDs: P = M_led^-1 * M_709. The LEDs at full drive show
// native_white_k, M_709 is the standard's with its own white, daylight(6500).
Mat3 native_primaries(const ColourSettings& colour);
// On drive: W = P * diag(w) * P^-1 turns the canvas' white from BT.709's into wanted_white() and keeps the
// chromaticities of BT.709's primaries, as an instrument would find them on a display of that white. Scaled
// so that white drives its strongest channel with exactly 1.
Mat3 white_point(const ColourSettings& colour);

// Both, W * P.
Mat3 bt709_to_drive(const ColourSettings& colour);

}  // namespace guangmu::led
