// The curve of a receiving card, code to light, and its inverse for the output pass. Formulas:
// docs/colour.md.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "led_mapping/settings.h"

namespace guangmu::led {

// Channel 0 red, 1 green, 2 blue. Light 0..1 of each code 0..255, never falling: the power law or the
// measured points, then the lifted toe, then rounded to the cards' gray scale where gray_bits is set.
std::vector<double> card_light(const ColourSettings& colour, int channel);

// The inverse as straight pieces, drive d to level. A level is a code and a share in light: between the codes
// c and c + 1 it is c + (d - light(c)) / (light(c + 1) - light(c)). It is counted in steps of 2^-22 of a
// code, in whole numbers, so that every machine finds the same.
//
// Pieces 1..3072 divide each factor of two from 2^-24 to 1 into 128 equal parts: the exponent and the upper
// seven bits of the mantissa of d are the number of its piece, the next twelve bits the place in it. Below
// 2^-24 (piece 0) there is no light; piece 3073 is full drive alone. A piece is the chord of the exact
// inverse over its part, its ends rounded to 1/1024 of a code; from that it strays by less than 0.01 codes
// for powers, 0.1 at the knees of measured curves.
//
// A piece is one number: its level at the lower end in 1/1024 of a code, times 2^14, plus how much the level
// rises to the upper end, in the same unit, at most 16383.
inline constexpr int level_pieces = 24 * 128 + 2;
inline constexpr std::uint32_t level_one = 1u << 22;  // one code

std::vector<std::uint32_t> inverse_levels(const std::vector<double>& light);

// Of a drive; below 0 and NaN count as 0, above 1 as 1.
inline std::uint32_t level_of(const std::vector<std::uint32_t>& pieces, float drive) {
  constexpr int first = (127 - 24) << 7;
  const auto bits = std::bit_cast<std::uint32_t>(drive > 0 ? std::min(drive, 1.f) : 0.f);
  const std::uint32_t piece =
      pieces[static_cast<std::size_t>(std::max(0, static_cast<int>(bits >> 16) - first + 1))];
  return (piece >> 14 << 12) + (piece & 0x3FFFu) * (bits >> 4 & 0xFFFu);
}

}  // namespace guangmu::led
