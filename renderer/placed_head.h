// Parts of the canvas and where they lie in the window. Values only.
#pragma once

#include <vector>

#include "base/geometry.h"

namespace guangmu::renderer {

struct HeadRect {
  RectPx rect_px;  // of the canvas; heads stand side by side in the window in the order given
};

struct PlacedHead {
  RectPx rect_px;  // of the canvas
  RectPx at_px;    // of the window; of another size: scaled
  bool one_to_one() const { return rect_px.w == at_px.w && rect_px.h == at_px.h; }
};

// Heads 1:1 side by side, or, where `window` differs from their sum, the whole canvas scaled to fit with
// black bars.
std::vector<PlacedHead> placed_in_window(const std::vector<HeadRect>& heads, SizePx window, SizePx canvas);

}  // namespace guangmu::renderer
