// Everything the output pass needs to turn linear light into the 8-bit codes on the cable, and the pass
// itself on the CPU. The shader does the same with the same tables and agrees within one code.
//
// For a canvas pixel (x, y) of linear BT.709 light l (each channel 0..1, 1 = full white):
//   1. drive d = M * l with M = tile_matrices[tile of (x, y)], row-major; clamped to 0..1; NaN counts as 0
//   2. d == 0 gives code 0: black stays black under every dither
//   3. level = codes[channel][round(sqrt(sqrt(d)) * 4095)], 0..255 with fraction
//   4. code = floor(level + threshold), at most 255; threshold from thresholds[(y % side) * side + x % side],
//      for temporal dither fract(threshold + 0.618033989 * (frame % 4096)); 0.5 everywhere for dither off
// M takes BT.709 to the LEDs' primaries, sets the white point and carries the brightness. It is normalised so
// that white on the canvas drives its strongest channel with exactly 1 at brightness 1; the others are at or
// below it. Light that the LEDs' triangle cannot show is clipped at 0. The fraction of a level is a share in
// light, not in code: between the codes c and c + 1 it is (d - light(c)) / (light(c + 1) - light(c)), so the
// mean light of a dithered area is d itself, also near black.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/colour.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

inline constexpr int code_table_size = 4096;

struct OutputTables {
  SizePx wall;                                      // canvas pixels
  SizePx tile;                                      // one module
  int columns = 0, rows = 0;                        // tiles across and down
  std::vector<std::array<float, 9>> tile_matrices;  // row by row, columns * rows
  std::array<std::vector<float>, 3> codes;          // r, g, b: code_table_size levels each
  Dither dither = Dither::off;
  int threshold_side = 1;  // thresholds are threshold_side squared, in (0, 1)
  std::vector<float> thresholds;

  int tile_at(int x, int y) const { return y / tile.h * columns + x / tile.w; }
};

// Milliseconds of work (blue noise is made here). `brightness` 0..1 scales light, not codes.
OutputTables make_output_tables(const WallSettings& wall, double brightness = 1);

// Only the matrices: for a change of brightness while running. Cheap.
void set_brightness(OutputTables& tables, const WallSettings& wall, double brightness);

// The complete output pass for one pixel. `linear_rgb` points to three floats. x, y inside tables.wall.
std::array<std::uint8_t, 3> grade(const float* linear_rgb, int x, int y, const OutputTables& tables,
                                  std::uint32_t frame = 0);

// The same for a picture: `linear` holds `channels` (3 or 4) floats per pixel, row by row, tables.wall in
// size. Returns 3 bytes per pixel.
std::vector<std::uint8_t> grade_picture(std::span<const float> linear, int channels,
                                        const OutputTables& tables, std::uint32_t frame = 0);

}  // namespace guangmu::led
