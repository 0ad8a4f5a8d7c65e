// Test patterns as plain shapes, and their picture without any graphics card.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "led_mapping/plan.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

using Rgb8 = std::array<std::uint8_t, 3>;

// Filled; with `checker` the pixels whose x + y is odd take `other`.
struct PatternRect {
  RectPx rect;
  Rgb8 colour{};
  bool checker = false;
  Rgb8 other{};
};

// 1 px wide, both ends included.
struct PatternLine {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  Rgb8 colour{};
};

// Centred on (x, y). Digits, capital letters and . , : - + / = % ( ) # can be drawn.
struct PatternLabel {
  std::string text;
  int x = 0, y = 0;
  int height_px = 14;
  Rgb8 colour{};
};

// Painted in the order rectangles, lines, labels, on black. in_codes: colours are the codes on the cable and
// pass no output pass; otherwise they are 8-bit sRGB of the canvas and do.
struct Pattern {
  SizePx size;
  bool in_codes = false;
  std::vector<PatternRect> rects;
  std::vector<PatternLine> lines;
  std::vector<PatternLabel> labels;
};

// Those of pattern_table.h; with a wall also the coded ones of `led locate`.
std::vector<std::string_view> pattern_names();
std::vector<std::string> pattern_names(const WallSettings& wall);

// As it stands at time_s of the show. Fails for an unknown name; the text lists the known ones.
Result<Pattern> make_pattern(std::string_view name, const WallSettings& wall, const Plan& plan,
                             double time_s = 0);
// When it looks different for the first time after time_s; infinite for those that stand.
double next_pattern_change_s(std::string_view name, double time_s);

// Every card outlined in the colour of its port, with "P<port> #<place in the chain>" under its number, and
// the chain as a line with arrows. Cards in `dark` are crossed out: the drawing of `led plan` as pixels. On
// the canvas.
Pattern cards_pattern(const Plan& plan, const std::vector<int>& dark = {});

// Every module with its number, counted row by row from the top left as wall.yaml counts them, over its card
// and connector ("C12.3"), on the colour of its port. On the canvas.
Pattern modules_pattern(const WallSettings& wall, const Plan& plan);

// As the cards get them: 17 steps of white, the 32 lowest codes one by one, and a ramp over all codes for
// white, red, green and blue. Steps must be even, ramps without a colour cast, neighbours near black told
// apart.
Pattern gray_pattern(const WallSettings& wall);

// For white, red, green and blue: fields of a checkerboard of 0 and 255, whose mean light is half, each
// around a plain patch that has half the light if the cards' exponent is the one written under it; the last
// is what wall.yaml says. From afar the patch of the true exponent disappears.
Pattern gamma_pattern(const WallSettings& wall);

// Module seams, card seams brighter, the outermost pixels, diagonals and circles, each 1 px: geometry at a
// glance. On the canvas.
Pattern grid_pattern(const WallSettings& wall, const Plan& plan);

// Three bytes per pixel, row by row.
struct Picture8 {
  SizePx size;
  std::vector<std::uint8_t> rgb;
  Rgb8 at(int x, int y) const {
    const auto i =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x)) * 3;
    return {rgb[i], rgb[i + 1], rgb[i + 2]};
  }
};

Picture8 rasterise(const Pattern& pattern);

}  // namespace guangmu::led
