// From measured levels to gains. Calibration can only dim: the weakest LED that still counts sets the level,
// and what is weaker by more than the allowed share of LEDs permits stays as it is. Pure, any thread.
#pragma once

#include "led_mapping/photo/calibrate.h"

namespace guangmu::led {

// Fills gains, seam_gains, level, clipped_leds, dead, before, after and corrects from levels and seams.
// A measured difference is trusted as far as it stands above the measurement's own error:
// light = 1 + (measured - 1) * (spread^2 - error^2) / spread^2 (James and Stein), so a wall that is already
// even is left alone. One level for all three colours, a share of each colour's mean, so white stays where
// it is.
void choose_gains(Calibration& calibration, double clipped_share);

}  // namespace guangmu::led
