// Heights of a mountain range for the backdrop's contour lines: ridged noise of four octaves whose input is
// itself displaced by noise. GL-free, deterministic. Tens of milliseconds for a wall.
#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"

namespace guangmu::renderer {

struct HeightField {
  SizePx texels;
  std::vector<float> height_and_slope;  // two floats a texel: height about 0..1, slope per canvas pixel
};

// One texel is texel_px canvas pixels; scale_px is the size of the largest forms.
HeightField make_height_field(std::uint32_t seed, float scale_px, SizePx texels, float texel_px);

}  // namespace guangmu::renderer
