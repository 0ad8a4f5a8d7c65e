// A decoded still as a plain value.
#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"

namespace guangmu::media {

// 8-bit sRGB with straight alpha, rows from the top, 4 bytes a pixel, no padding: rgba.size() == 4 * w * h.
struct Picture {
  SizePx size;
  std::vector<std::uint8_t> rgba;
};

// 8-bit without alpha, 3 bytes a pixel; sRGB or raw output codes, as the maker says.
struct PictureRgb {
  SizePx size;
  std::vector<std::uint8_t> rgb;
};

// In proportion to light, 65535 is full; r g b per pixel without padding.
struct PictureLinear {
  SizePx size;
  std::vector<std::uint16_t> rgb;
};

}  // namespace guangmu::media
