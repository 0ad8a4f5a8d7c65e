// The lit wall in a photograph, roughly: the largest lit area and its four sides as straight lines. The start
// of wall_view.h. Pure, any thread.
#pragma once

#include <array>
#include <string>

#include "base/result.h"
#include "led_mapping/photo/wall_view.h"

namespace guangmu::led {

struct Outline {
  std::array<Place, 4> corners;  // px: top left, top right, bottom right, bottom left
  double lit = 0;                // light of the wall, dark parts left out
};

Result<Outline> find_outline(const Plane& plane, const std::string& name);

}  // namespace guangmu::led
