#include "renderer/tiles.h"

#include <algorithm>
#include <limits>

namespace guangmu::renderer {

TileGrid::TileGrid(SizePx canvas_px, SizePx tile_px)
    : canvas(canvas_px),
      tile{std::max(tile_px.w, 1), std::max(tile_px.h, 1)},
      columns((canvas_px.w + tile.w - 1) / tile.w),
      rows((canvas_px.h + tile.h - 1) / tile.h) {}

RectPx TileGrid::rect(std::size_t i) const {
  const int x = static_cast<int>(i) % columns, y = static_cast<int>(i) / columns;
  return intersect(RectPx{x * tile.w, y * tile.h, tile.w, tile.h}, RectPx{0, 0, canvas.w, canvas.h});
}

std::vector<RectPx> damage_rects(const TileGrid& grid, const std::vector<bool>& damaged, std::size_t most) {
  // In tiles: runs along a row, joined with the row above where they span the same columns.
  std::vector<RectPx> rects;
  for (int y = 0; y < grid.rows; ++y)
    for (int x = 0; x < grid.columns;) {
      const auto at = [&](int column) {
        return damaged[static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.columns) +
                       static_cast<std::size_t>(column)];
      };
      if (!at(x)) {
        ++x;
        continue;
      }
      int end = x;
      while (end < grid.columns && at(end)) ++end;
      const auto above = std::find_if(rects.begin(), rects.end(), [&](const RectPx& r) {
        return r.x == x && r.w == end - x && r.bottom() == y;
      });
      if (above != rects.end())
        ++above->h;
      else
        rects.push_back({x, y, end - x, 1});
      x = end;
    }
  // Then the two whose union wastes least, until few are left or the waste is worse than the saved work of a
  // rectangle.
  const auto overlaps = [&](const RectPx& r, std::size_t a, std::size_t b) {
    for (std::size_t i = 0; i < rects.size(); ++i)
      if (i != a && i != b && !intersect(r, rects[i]).empty()) return true;
    return false;
  };
  for (;;) {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::size_t best_a = 0, best_b = 0;
    if (rects.size() <= 80) {
      for (std::size_t a = 0; a < rects.size(); ++a)
        for (std::size_t b = a + 1; b < rects.size(); ++b) {
          const RectPx u = unite(rects[a], rects[b]);
          const std::int64_t waste = u.area() - rects[a].area() - rects[b].area();
          if (waste < least && !overlaps(u, a, b)) least = waste, best_a = a, best_b = b;
        }
    }
    const bool worth =
        least <= 2 || (rects.size() > most && least < std::numeric_limits<std::int64_t>::max());
    if (rects.size() > 80) {
      RectPx all;
      for (const RectPx& r : rects) all = unite(all, r);
      rects = {all};
      break;
    }
    if (!worth || rects.size() < 2) break;
    rects[best_a] = unite(rects[best_a], rects[best_b]);
    rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(best_b));
  }
  for (RectPx& r : rects)
    r = intersect(RectPx{r.x * grid.tile.w, r.y * grid.tile.h, r.w * grid.tile.w, r.h * grid.tile.h},
                  RectPx{0, 0, grid.canvas.w, grid.canvas.h});
  return rects;
}

}  // namespace guangmu::renderer
