// Patterns that show codes as they are: one-pixel checks, range, chroma, solids, ramps, scan rows, ghosts,
// seams, and what moves. Each says what it looks like when all is well; the table has what they are for.
#pragma once

#include "led_mapping/pattern.h"

namespace guangmu::led {

// Every other LED lit: even gray from afar, single points close by. Scaled pictures show stripes or gray.
Pattern checker_pattern(const WallSettings& wall);
// Module by module, upright and level lines one pixel wide with one pixel between.
Pattern lines_pattern(const WallSettings& wall);
// Above on 255: fields 255, 254, 253, 250, 245, 240, 235; below on 0: 0, 1, 2, 4, 8, 16, 24. A limited range
// swallows 235 to 255 and 0 to 16.
Pattern range_pattern(const WallSettings& wall);
// Left, lines of red and blue one pixel wide, right, what they become where colour is carried for two pixels
// at once; red and blue text below.
Pattern chroma_pattern(const WallSettings& wall);
// One code on every LED.
Pattern solid_pattern(const WallSettings& wall, Rgb8 codes);
// Four bands, white, red, green, blue, of all 256 codes.
Pattern ramps_pattern(const WallSettings& wall);
// Four bands of the codes 0 to 31, each with its number.
Pattern low_gray_pattern(const WallSettings& wall);
// Flat dark fields, a module each: columns from code 12 to 40, rows in turn white, red, green, blue.
Pattern first_row_pattern(const WallSettings& wall);
// Diagonals one pixel wide on black, rising above, falling below.
Pattern ghosting_pattern(const WallSettings& wall);
// Three flat bands over whole rows of modules: codes 255, 176, 96.
Pattern seams_pattern(const WallSettings& wall);

// An upright bar that crosses the wall from left to right and a level one from top to bottom; both jump by
// whole pixels, motion_px_per_s apart in a second, over marks that stand.
inline constexpr int motion_px_per_s = 480;
Pattern motion_pattern(const WallSettings& wall, double time_s);
// A white field in the middle for the first tenth of each second, with the second's number; the beep starts
// with it.
inline constexpr double flash_s = 0.1;
Pattern flash_pattern(const WallSettings& wall, double time_s);

}  // namespace guangmu::led
