// What ArgyllCMS measures and what it loads: .ti3 in, .cal in and out.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "led_mapping/colour_model.h"
#include "led_mapping/colour_settings.h"

namespace guangmu::formats {

// What a wall measured patch by patch says about its LEDs and cards.
struct DisplayMeasurement {
  led::PrimarySettings primaries;
  led::Chromaticity white{};                // of full red, green and blue together, black taken off
  double nearest_white_k = 6500;            // on the daylight locus
  std::optional<double> white_nits;         // where the file names it
  double black_share = 0;                   // luminance of black as a share of white
  std::optional<led::CurveSettings> curve;  // where the file has ramps of the channels, or of gray
};

// Needs RGB and XYZ of black, full red, full green, full blue and white. Curves come from patches with one
// channel alone, else from grays; code / 255 to light with black taken off, three points or more between the
// ends. Refused, with the line: what read_cgats() refuses, no XYZ, values outside 0..100, a patch that is
// missing, a channel or gray that gets darker with a higher code by more than 0.3 % of full (less is the
// instrument's noise and becomes level), primaries that span no triangle.
Result<DisplayMeasurement> read_ti3(std::string_view text, const std::string& name);

// What a video card loads so that the wall follows sRGB: for each gray s = i / 255 in sRGB the codes / 255 to
// send. `codes` holds 256 levels 0..255 for r, g, b.
std::string write_cal(const std::array<std::array<double, 256>, 3>& levels);

// The other way: the cards' curve behind such a calibration: the light of the code that was sent for s is
// sRGB's of s. Refused, with the line: no RGB_I RGB_R RGB_G RGB_B, fewer than 16 rows, values outside 0..1,
// anything that falls, a channel that does not end at 1.
Result<led::CurveSettings> curve_of_cal(std::string_view text, const std::string& name);

}  // namespace guangmu::formats
