// A colour as it is written in a theme file: "#RRGGBB" or "#RRGGBB 62%", sRGB.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/colour.h"

namespace guangmu {

struct Colour {
  std::uint32_t rgb = 0;
  float alpha = 1;
  Linear linear() const { return srgb(rgb, alpha); }
  friend bool operator==(const Colour&, const Colour&) = default;
};

std::optional<Colour> parse_colour(std::string_view text);
std::string to_string(Colour c);

}  // namespace guangmu
