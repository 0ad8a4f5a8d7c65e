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

namespace {

// In tiles: runs along a row, joined with the row above where they span the same columns.
std::vector<RectPx> runs(const TileGrid& grid, const std::vector<bool>& damaged) {
  std::vector<RectPx> rects;
  for (int y = 0; y < grid.rows; ++y) {
    const auto at = [&](int column) {
      return damaged[static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.columns) +
                     static_cast<std::size_t>(column)];
    };
    for (int x = 0; x < grid.columns;) {
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
  }
  return rects;
}

std::vector<RectPx> in_pixels(const TileGrid& grid, std::vector<RectPx> rects) {
  for (RectPx& r : rects)
    r = intersect(RectPx{r.x * grid.tile.w, r.y * grid.tile.h, r.w * grid.tile.w, r.h * grid.tile.h},
                  RectPx{0, 0, grid.canvas.w, grid.canvas.h});
  return rects;
}

constexpr std::size_t too_many = 96;    // to search for pairs among
constexpr std::int64_t free_waste = 2;  // tiles that cost less than a rectangle of their own

}  // namespace

std::vector<RectPx> exact_rects(const TileGrid& grid, const std::vector<bool>& damaged) {
  return in_pixels(grid, runs(grid, damaged));
}

std::vector<RectPx> damage_rects(const TileGrid& grid, const std::vector<bool>& damaged, std::size_t most) {
  std::vector<RectPx> rects = runs(grid, damaged);
  if (rects.size() > too_many) {
    RectPx all;
    for (const RectPx& r : rects) all = unite(all, r);
    return in_pixels(grid, {all});
  }
  const auto overlaps = [&](const RectPx& r, std::size_t a, std::size_t b) {
    for (std::size_t i = 0; i < rects.size(); ++i)
      if (i != a && i != b && !intersect(r, rects[i]).empty()) return true;
    return false;
  };
  // The two whose union wastes least become one, until few are left.
  while (rects.size() > 1) {
    constexpr auto none = std::numeric_limits<std::int64_t>::max();
    std::int64_t least = none;
    std::size_t best_a = 0, best_b = 0;
    for (std::size_t a = 0; a < rects.size(); ++a)
      for (std::size_t b = a + 1; b < rects.size(); ++b) {
        const RectPx u = unite(rects[a], rects[b]);
        const std::int64_t waste = u.area() - rects[a].area() - rects[b].area();
        if (waste < least && !overlaps(u, a, b)) least = waste, best_a = a, best_b = b;
      }
    if (least == none || (least > free_waste && rects.size() <= most)) break;
    rects[best_a] = unite(rects[best_a], rects[best_b]);
    rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(best_b));
  }
  return in_pixels(grid, std::move(rects));
}

}  // namespace guangmu::renderer
