// A sheet as one SVG document of its size in mm.
#pragma once

#include <string>

#include "led_mapping/sheet.h"

namespace guangmu::led {

std::string sheet_svg(const Sheet& sheet);

}  // namespace guangmu::led
