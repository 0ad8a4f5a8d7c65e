// A 5 x 7 dot font for labels in test patterns: what an installer reads from the wall before anything else
// works.
#pragma once

#include <array>
#include <cstdint>

namespace guangmu::led {

inline constexpr int glyph_w = 5, glyph_h = 7, glyph_advance = 6;

// Rows from the top, the highest of five bits on the left. Small letters are drawn as capitals; what the font
// lacks is a hollow box.
std::array<std::uint8_t, glyph_h> glyph_5x7(char c);

}  // namespace guangmu::led
