// Walls that the tests share.
#pragma once

#include "led_mapping/settings.h"

namespace guangmu::led {

// The defaults are the Lanzhou hall's; heads left and right.
inline WallSettings lanzhou() {
  WallSettings wall;
  wall.heads = {{"HDMI-1", "", {0, 0, 1152, 1440}, 60}, {"DVI-1", "", {1152, 0, 1152, 1440}, 60}};
  return wall;
}

}  // namespace guangmu::led
