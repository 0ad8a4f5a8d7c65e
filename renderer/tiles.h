// The canvas in tiles, and damage on them. GL-free.
#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"

namespace guangmu::renderer {

struct TileGrid {
  SizePx canvas, tile;
  int columns = 0, rows = 0;

  TileGrid() = default;
  TileGrid(SizePx canvas_px, SizePx tile_px);
  std::size_t count() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
  RectPx rect(std::size_t i) const;  // cut at the canvas' edge
  // Calls f(index) for each tile that r touches.
  template <class F>
  void each(RectPx r, F f) const {
    r = intersect(r, RectPx{0, 0, canvas.w, canvas.h});
    if (r.empty()) return;
    for (int y = r.y / tile.h; y <= (r.bottom() - 1) / tile.h; ++y)
      for (int x = r.x / tile.w; x <= (r.right() - 1) / tile.w; ++x)
        f(static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x));
  }
  friend bool operator==(const TileGrid&, const TileGrid&) = default;
};

// Rectangles of whole tiles that hold every damaged tile, never overlapping: about `most` of them, with few
// undamaged tiles inside.
std::vector<RectPx> damage_rects(const TileGrid& grid, const std::vector<bool>& damaged,
                                 std::size_t most = 10);

// The same with not a single other tile inside, however many rectangles that takes.
std::vector<RectPx> exact_rects(const TileGrid& grid, const std::vector<bool>& damaged);

}  // namespace guangmu::renderer
