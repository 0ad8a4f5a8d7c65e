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

// The inverse as straight pieces, drive d to level. A level 0..255 is a code and a share in light: between
// the codes c and c + 1 it is c + (d - light(c)) / (light(c + 1) - light(c)).
//
// Pieces 1..3072 divide each factor of two from 2^-24 to 1 into 128 equal parts, so that the exponent and the
// upper seven bits of the mantissa of d are the number of its piece: no root and no logarithm, and every
// machine finds the same piece. Piece 0 holds what lies below 2^-24, piece 3073 full drive alone. A piece is
// the chord of the exact inverse over its part; from that it strays by less than 0.005 codes for powers, 0.1
// at the knees of measured curves.
struct LevelPiece {
  float at_zero = 0, slope = 0;  // level = at_zero + slope * d
};
inline constexpr int level_pieces = 24 * 128 + 2;
inline int piece_of(float drive) {  // drive 0..1
  constexpr int first = (127 - 24) << 7;
  return std::max(0, static_cast<int>(std::bit_cast<std::uint32_t>(drive) >> 16) - first + 1);
}

std::vector<LevelPiece> inverse_levels(const std::vector<double>& light);

// Drive clamped to 0..1, NaN as 0, to its level. Single precision, as in the shader.
inline float level_of(const std::vector<LevelPiece>& pieces, float drive) {
  const float d = drive > 0 ? std::min(drive, 1.f) : 0.f;
  const LevelPiece& p = pieces[static_cast<std::size_t>(piece_of(d))];
  return p.at_zero + p.slope * d;
}

}  // namespace guangmu::led
