#include "led_mapping/plan_svg.h"

#include <algorithm>
#include <cmath>

#include "led_mapping/plan_sheet.h"
#include "led_mapping/sheet_svg.h"

namespace guangmu::led {

std::array<std::uint8_t, 3> port_colour(int port) {
  constexpr std::array<std::array<std::uint8_t, 3>, 6> palette{{{0x57, 0xB7, 0xC9},
                                                                {0x7C, 0xC0, 0x8A},
                                                                {0xBD, 0xB9, 0xA8},
                                                                {0xBE, 0x97, 0xCF},
                                                                {0x8A, 0xA9, 0xDA},
                                                                {0xCF, 0x9A, 0xA5}}};
  // Later rounds are darker, then lighter; the number is always beside the colour.
  constexpr std::array<double, 3> rounds{1, 0.74, 1.18};
  const int index = std::max(0, port - 1);
  const double factor = rounds[static_cast<std::size_t>(index / 6 % 3)];
  std::array<std::uint8_t, 3> out = palette[static_cast<std::size_t>(index % 6)];
  for (std::uint8_t& v : out) v = static_cast<std::uint8_t>(std::lround(std::min(255., v * factor)));
  return out;
}

std::string plan_svg(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks) {
  return sheet_svg(plan_sheet(plan, wall, remarks));
}

}  // namespace guangmu::led
