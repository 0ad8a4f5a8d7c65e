// Every LED's own light from photographs that show single LEDs, and a correction LED by LED.
//
// A cell of a laid-out field (field_map.h) holds most of its LED's light and some of its neighbours': how
// much is told by the field itself, since LEDs differ by chance and neighbours that look alike were mixed by
// lens and layout. From the likeness of neighbours follow the shares of a small kernel, which is then taken
// back (van Cittert's iteration). Pure, any thread.
#pragma once

#include <array>
#include <vector>

#include "led_mapping/photo/calibrate.h"

namespace guangmu::led {

struct PixelEstimate {
  SizePx size;
  // r, g, b: light of every LED, 1 is the mean of the wall's living modules; 0 for dead LEDs and modules.
  std::array<std::vector<float>, 3> light;
  std::array<double, 3> spread{};  // sigma of the LEDs inside their modules, relative
};

// Whether the photographs show single LEDs: 3 px for each and little blur.
bool shows_pixels(const std::vector<SeenField>& fields, double blur_leds);

PixelEstimate estimate_pixels(const std::vector<SeenField>& fields, const WallLevels& levels);

// One diagonal matrix for each LED, the weakest `clipped_share` of them left as weak as they are. `level`
// receives the brightness that is left, `clipped` how many LEDs stay weaker. Seam gains above 1 are reckoned
// with.
PixelCorrection correct_pixels(const PixelEstimate& estimate, const std::vector<SeamGain>& seams,
                               SizePx module, double clipped_share, double& level, int& clipped);

}  // namespace guangmu::led
