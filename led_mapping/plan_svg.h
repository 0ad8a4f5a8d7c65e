// The plan as a drawing for the installer, and the colours of its ports.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "led_mapping/plan_text.h"

namespace guangmu::led {

// sRGB; ports 1 to 6 as on the technician's page. The same port has the same colour in drawing, pattern and
// console.
std::array<std::uint8_t, 3> port_colour(int port);

// plan_sheet.h as one SVG document.
std::string plan_svg(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks);

}  // namespace guangmu::led
