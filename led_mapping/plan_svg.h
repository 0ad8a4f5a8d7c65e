// The plan as a drawing for the installer: front view, modules, cards with numbers, ports in colours, chain
// arrows.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "led_mapping/plan_text.h"

namespace guangmu::led {

// sRGB, well apart from each other for neighbours; the same port has the same colour in drawing and pattern.
std::array<std::uint8_t, 3> port_colour(int port);

// One SVG document; 1 user unit is 1 canvas pixel, A3 and screen alike. Cards in remarks.dark are hatched.
std::string plan_svg(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks);

}  // namespace guangmu::led
