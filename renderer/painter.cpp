#include "renderer/painter.h"

#include "base/hash.h"
#include "renderer/brushwork.h"

namespace guangmu::renderer {
namespace {

// Damage is kept in parts of a module, half its width and height where these are not too small: no tile
// reaches over a seam, so that each has one matrix in the output pass.
SizePx damage_tile(const draw::DrawList& list, float scale) {
  constexpr int least = 16;
  const auto part = [&](int module) {
    if (scale != 1) return std::max(least, static_cast<int>(static_cast<float>(module) * scale) / 2);
    return module % 2 == 0 && module / 2 >= least ? module / 2 : std::max(1, module);
  };
  return {part(list.tile.w), part(list.tile.h)};
}

SizePx scaled(SizePx size, float scale) {
  return {std::max(1, static_cast<int>(std::lround(static_cast<float>(size.w) * scale))),
          std::max(1, static_cast<int>(std::lround(static_cast<float>(size.h) * scale)))};
}

}  // namespace

Result<Painter> Painter::create(Kit& kit) {
  Painter p;
  auto backdrop = BackdropLayer::create(kit);
  if (!backdrop) return backdrop.error();
  p.backdrop_ = std::move(*backdrop);
  return p;
}

bool Painter::same_as_before(const draw::DrawList& list) const {
  if (!known_ || painted_.size() != list.groups.size()) return false;
  for (std::size_t i = 0; i < painted_.size(); ++i) {
    const draw::Placed &a = painted_[i], &b = list.groups[i];
    if (a.group != b.group || !(a.shift == b.shift) || a.opacity != b.opacity) return false;
  }
  return true;
}

void Painter::release() {
  canvas_ = Target();
  backdrop_.release();
  plate_.release();
  painted_.clear();
  known_ = false;
}

namespace {

// Calls f(tile, index of the group, number for the item and its place) for each item on each tile it touches.
template <class F>
void each_item(const TileGrid& grid, const std::vector<draw::Placed>& groups, float scale, F f) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const draw::Placed& placed = groups[i];
    if (!placed.group || placed.opacity <= 0) continue;
    const std::uint64_t where = Hash().add(placed.shift.x).add(placed.shift.y).add(placed.opacity).value();
    const Placement at{placed.shift, placed.opacity, scale};
    for (const draw::Item& item : placed.group->items) {
      const std::uint64_t what = item.hash ^ where;
      grid.each(covering(at(item.bounds)), [&](std::size_t tile) { f(tile, i, what); });
    }
  }
}

}  // namespace

std::vector<std::uint64_t> tile_signatures(const TileGrid& grid, const std::vector<draw::Placed>& groups,
                                           float scale) {
  std::vector<std::uint64_t> out(grid.count(), nothing);
  each_item(grid, groups, scale, [&](std::size_t tile, std::size_t, std::uint64_t what) {
    out[tile] = Hash(out[tile]).word(what).value();
  });
  return out;
}

void add_signatures_below(const TileGrid& grid, const std::vector<draw::Placed>& groups, float scale,
                          const std::vector<std::size_t>& cuts, std::vector<std::uint64_t>& out) {
  each_item(grid, groups, scale, [&](std::size_t tile, std::size_t group, std::uint64_t what) {
    if (group < cuts[tile]) out[tile] = Hash(out[tile]).word(what).value();
  });
}

std::vector<RectPx> Painter::paint(Kit& kit, const draw::DrawList& list, const PaintOptions& options,
                                   Work& work) {
  const TileGrid grid(scaled(list.canvas, options.scale), damage_tile(list, options.scale));
  if (!canvas_ || !(grid == grid_)) {
    grid_ = grid;
    if (!canvas_ || canvas_.size() != grid.canvas) canvas_ = Target(grid.canvas, PixelFormat::rgba16f);
    ground_.assign(grid.count(), 1);
    plate_.release();
    versions_.resize(grid.count(), 0);  // numbers go on: an old one never means a new picture
    known_ = false;
  }
  const auto ground = backdrop_.update(kit, grid_, list.backdrop.get(), list.time_s, list.backdrop_moves,
                                       options.pace, options.scale, work);
  if (ground.empty() && same_as_before(list)) return {};

  std::vector<std::uint64_t> now = tile_signatures(grid_, list.groups, options.scale);
  std::vector<bool> damaged(grid_.count(), !known_);
  if (known_)
    for (std::size_t i = 0; i < damaged.size(); ++i) damaged[i] = now[i] != signatures_[i];
  for (const std::size_t i : ground) {
    damaged[i] = true;
    ++ground_[i];
  }
  signatures_ = std::move(now);
  painted_ = list.groups;
  known_ = true;

  for (std::size_t i = 0; i < damaged.size(); ++i)
    if (damaged[i]) ++versions_[i];

  // Where something moves frame after frame the plate serves; everywhere else the tile is painted from the
  // ground up.
  plate_.watch(list.groups, list.time_s);
  const std::vector<std::size_t> cuts = plate_.cuts(grid_, list.groups, options.scale);
  std::vector<bool> from_ground = damaged;
  bool plated = false;
  for (std::size_t i = 0; i < damaged.size(); ++i) {
    from_ground[i] = damaged[i] && cuts[i] == list.groups.size();
    plated = plated || (damaged[i] && !from_ground[i]);
  }
  std::vector<RectPx> rects = damage_rects(grid_, from_ground);
  double area = 0;
  for (const RectPx& r : rects) {
    copy_pixels(backdrop_.target(), r, canvas_, r.x, r.y);
    paint_groups(kit, list.groups, options.scale, canvas_, r, work);
  }
  if (plated) {
    std::vector<std::uint64_t> below = ground_;
    add_signatures_below(grid_, list.groups, options.scale, cuts, below);
    const auto over = plate_.paint(kit, grid_, list.groups, options.scale, cuts, below, damaged,
                                   backdrop_.target(), canvas_, work);
    rects.insert(rects.end(), over.begin(), over.end());
  }
  for (const RectPx& r : rects) area += static_cast<double>(r.area());
  if (!rects.empty()) work.passes += 2;
  work.pixels += area;
  work.bytes_touched += 16 * area;
  return rects;
}

}  // namespace guangmu::renderer
