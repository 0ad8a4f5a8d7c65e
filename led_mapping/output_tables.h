// Everything the output pass needs to turn linear light into the 8-bit codes on the cable, and the pass
// itself on the CPU. The shader does the same with the same tables, in the same order and single precision,
// and gives the same codes. docs/colour.md has every formula; in short, for a canvas pixel (x, y) of linear
// BT.709 light l (each channel 0..1, 1 = full white):
//   1. drive d = M * l with M = matrix_at(x, y), row-major: native primaries, white point, gains of the
//   profile,
//      the module's correction, seam gains, brightness and limiter in one. Where the profile corrects every
//      pixel, d = C * (M * l) with that pixel's C, and modules are not corrected
//   2. level = level_of(codes[channel], d) with d clamped to 0..1 and NaN as 0: 0..255 codes with a fraction,
//      in whole steps of 2^-22
//   3. code = floor(level + threshold); threshold from thresholds[(y % side) * side + x % side] in the same
//      steps, for temporal dither (threshold + frame * golden_steps) modulo one code; half a code everywhere
//      for dither off. No light has level 0 and thresholds are below 1: black stays black under every dither
// M is normalised so that white on the canvas drives its strongest channel with exactly 1 at brightness 1
// before gains and corrections. The fraction of a level is a share in light, not in code, so the mean light
// of a dithered area is d itself, also near black.
//
// Two halves: join_halves() shows two profiles on one frame, split between two columns of modules. Left of
// the split hold the outer tables, right of it `right`.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/colour.h"
#include "led_mapping/profile.h"
#include "led_mapping/settings.h"
#include "led_mapping/tone_curve.h"

namespace guangmu::led {

// By how much thresholds move from frame to frame under temporal dither: the golden section of a code.
inline constexpr std::uint32_t golden_steps = 2592222;
// What is added to them in `frame`.
inline std::uint32_t threshold_shift(Dither dither, std::uint32_t frame) {
  return dither == Dither::temporal ? frame * golden_steps & (level_one - 1) : 0;
}

struct OutputTables {
  SizePx wall;                // canvas pixels
  SizePx tile;                // one module
  int columns = 0, rows = 0;  // tiles across and down
  // Row by row, columns * rows: now, and at brightness and limiter 1.
  std::vector<std::array<float, 9>> tile_matrices, full_matrices;
  // Gains of the outermost LEDs of each tile, by Edge; empty: all 1. They multiply in corners.
  std::vector<std::array<float, 4>> seams;
  std::array<std::vector<std::uint32_t>, 3> codes;  // r, g, b: level_pieces each, see tone_curve.h
  Dither dither = Dither::off;
  int threshold_side = 1;  // a power of two; thresholds are threshold_side squared, below level_one
  std::vector<std::uint32_t> thresholds;
  std::shared_ptr<const PixelCorrection> pixels;  // null: none

  int split_column = 0;                       // first column of modules of the right half; 0: no halves
  std::shared_ptr<const OutputTables> right;  // of the same wall, without halves of its own

  int tile_at(int x, int y) const { return y / tile.h * columns + x / tile.w; }
  // The tables that hold for a pixel in column x of the canvas.
  const OutputTables& half_at(int x) const { return right && x >= split_column * tile.w ? *right : *this; }
  bool moves() const { return dither == Dither::temporal || (right && right->dither == Dither::temporal); }

  // Parts of a tile whose LEDs share a seam gain: rectangles in canvas pixels, inside apart from edges and
  // corners; one without seams.
  struct Part {
    RectPx rect;
    float gain = 1;
  };
  // Appends the parts of `rect`, which must lie in one tile. Looks at these tables' own half only.
  void append_parts(RectPx rect, std::vector<Part>& out) const;

  // Seam gain of one LED, as these tables' own half has it.
  float gain_at(int x, int y) const;
  // M of one pixel.
  std::array<float, 9> matrix_at(int x, int y) const;
};

// Milliseconds of work. `brightness` 0..1 scales light, not codes.
OutputTables make_output_tables(const WallSettings& wall, double brightness = 1);

// With a profile over the wall's settings; check_for_wall() (profile_rules.h) must have found no error.
// Modules and seams that the wall has not are left out. `pixels` may be null and counts only in the wall's
// size.
OutputTables make_output_tables(const WallSettings& wall, const ProfileSettings& profile,
                                std::shared_ptr<const PixelCorrection> pixels = nullptr,
                                double brightness = 1);

// `left` on the modules left of split_column (counted from 0), `right` on that column and all after it. Both
// of the same wall and at the same brightness; a split outside 1..columns - 1 gives the one or the other
// alone.
OutputTables join_halves(OutputTables left, OutputTables right, int split_column);

// Only the matrices, of both halves: for a change of brightness or of the limiter's factor, both 0..1, while
// running. Cheap.
void set_brightness(OutputTables& tables, double brightness, double limiter = 1);
void set_brightness(OutputTables& tables, const WallSettings& wall, double brightness);

// The complete output pass for one pixel. `linear_rgb` points to three floats. x, y inside tables.wall.
std::array<std::uint8_t, 3> grade(const float* linear_rgb, int x, int y, const OutputTables& tables,
                                  std::uint32_t frame = 0);

// The drive of one pixel, r g b: steps 1 of the above, not yet clamped.
std::array<float, 3> drive_of(const float* linear_rgb, int x, int y, const OutputTables& tables);

// The same as grade() for a picture: `linear` holds `channels` (3 or 4) floats per pixel, row by row,
// tables.wall in size. Returns 3 bytes per pixel.
std::vector<std::uint8_t> grade_picture(std::span<const float> linear, int channels,
                                        const OutputTables& tables, std::uint32_t frame = 0);

}  // namespace guangmu::led
