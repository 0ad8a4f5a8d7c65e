// The arithmetic of calibration: from measured LEDs to factors and matrices on their drive. Additive model:
// the light of a module is the sum of its channels, each in proportion to its linear drive; black is
// subtracted before. Pure; an "LED" is whatever was measured, a module or one pixel. Formulas and numbers:
// docs/colour.md.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "base/colour.h"
#include "led_mapping/colour_model.h"

namespace guangmu::led {

// One channel at full drive: colour and luminance in any unit that all measurements share.
struct MeasuredPrimary {
  Chromaticity xy{1. / 3, 1. / 3};
  double luminance = 1;
};
using MeasuredLeds = std::array<MeasuredPrimary, 3>;  // r, g, b

// M = [XYZ_R XYZ_G XYZ_B], X = x Y / y, Z = (1 - x - y) Y / y. Singular when the three lie on a line.
Mat3 xyz_of(const MeasuredLeds& leds);

// Shares of red, green, blue in the luminance of `white`; they sum to 1.
std::array<double, 3> luminance_shares(const PrimarySettings& primaries, Chromaticity white);

// C_i = M_i^-1 T. T is what all shall look like: M of the target's primaries, scaled so that T * (1, 1, 1) is
// the target's white at the common luminance.
struct ChromaCorrection {
  std::vector<Mat3> matrices;
  double white_luminance = 0;    // of the target's white, in the unit of the measurements
  std::size_t clipped = 0;       // LEDs that cannot reach it: some row sums to more than 1
  std::size_t out_of_gamut = 0;  // LEDs that would need less than no light somewhere: an entry below 0
};

// `target` has its white at luminance 1, as primaries_to_xyz() makes it. `percentile` (0..100) of the LEDs
// may be too weak for the common white and clip at full drive; 0 takes the weakest as the measure of all.
ChromaCorrection correct_chroma(std::span<const Mat3> measured, const Mat3& target, double percentile);

// k = L_target / L_i for each channel.
struct LuminanceCorrection {
  std::vector<std::array<double, 3>> gains;
  std::array<double, 3> target{};  // L_target
  std::size_t clipped = 0;         // LEDs with a gain above 1 in some channel
};

// The three targets stand in the ratio of the channels' means, so that white stays where it is: the lowest
// ratio of percentile to mean among the channels sets all three. Luminances must be above 0.
LuminanceCorrection correct_luminance(std::span<const std::array<double, 3>> luminances, double percentile);

// Sigma / mean of each channel; 0 for fewer than two.
std::array<double, 3> non_uniformity(std::span<const std::array<double, 3>> luminances);

// Gain of the LEDs on each side of a joint whose gap is wider than the pitch by `gap_mm` (negative:
// narrower): k = 1 + gap / (2 * pitch).
inline double seam_gain(double gap_mm, double pitch_mm) {
  return 1 + gap_mm / (2 * pitch_mm);
}

// Linear between neighbours of the sorted values; 0 is the smallest, 100 the largest. Values must not be
// empty.
double percentile_of(std::vector<double> values, double percentile);

}  // namespace guangmu::led
