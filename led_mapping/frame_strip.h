// The number of a frame as black and white cells along a head's bottom edge, so that a photograph or a
// capture tells which frame each screen shows. Thirty-six cells from the left: white, black, 24 bits of the
// frame's number in Gray code (highest first; between two frames one cell changes), 8 bits of checksum over
// the plain number (CRC-8, polynomial x^8 + x^2 + x + 1, from 0xFF), black, white.
#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"

namespace guangmu::led {

constexpr int strip_cells = 36;
constexpr std::uint32_t strip_modulus = 1u << 24;  // numbers count round

struct StripCell {
  RectPx rect;
  bool white = false;
};

// For a head at `head`, in the pixels of whatever holds it. Empty where the head is narrower than two pixels
// a cell.
std::vector<StripCell> frame_strip(RectPx head, std::uint64_t frame);

// The number in a picture (3 bytes a pixel, rows from the top), modulo strip_modulus. The error says what
// does not hold: no strip there, or cells of two frames (a torn picture).
Result<std::uint32_t> read_frame_strip(const std::vector<std::uint8_t>& rgb, SizePx size, RectPx head);

}  // namespace guangmu::led
