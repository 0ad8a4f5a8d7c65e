// A photograph as the estimators see it: linear counts of the sensor and nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/geometry.h"

namespace guangmu::led {

// Linear in light, 65535 is where the sensor clips. r g b per pixel, row by row from the top left.
struct Photograph {
  SizePx size;
  std::vector<std::uint16_t> rgb;
  const std::uint16_t* at(int x, int y) const {
    return rgb.data() +
           (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x)) * 3;
  }
};

}  // namespace guangmu::led
