#include "renderer/plate.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "renderer/brushwork.h"

namespace guangmu::renderer {
namespace {

constexpr double restless_within_s = 0.5, calm_after_s = 1;

}  // namespace

void Plate::watch(const std::vector<draw::Placed>& groups, double time_s) {
  if (time_s < last_s_) watched_.clear();  // time was set back: nothing is known
  last_s_ = time_s;
  std::map<draw::Id, Watched> now;
  for (const draw::Placed& placed : groups) {
    if (!placed.group) continue;
    const auto known = watched_.find(placed.group->id);
    Watched w = known == watched_.end()
                    ? Watched{placed.group, placed.shift, placed.opacity, {-1e9, -1e9, -1e9, -1e9}, false}
                    : known->second;
    if (w.group != placed.group || !(w.shift == placed.shift) || w.opacity != placed.opacity) {
      std::move_backward(std::begin(w.changed_s), std::end(w.changed_s) - 1, std::end(w.changed_s));
      w.changed_s[0] = time_s;
      w.group = placed.group;
      w.shift = placed.shift;
      w.opacity = placed.opacity;
    }
    if (time_s - w.changed_s[3] < restless_within_s) w.restless = true;
    if (time_s - w.changed_s[0] > calm_after_s) w.restless = false;
    now.insert_or_assign(placed.group->id, std::move(w));
  }
  watched_ = std::move(now);
}

std::vector<std::size_t> Plate::cuts(const TileGrid& grid, const std::vector<draw::Placed>& groups,
                                     float scale) const {
  std::vector<std::size_t> out(grid.count(), groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const draw::Placed& placed = groups[i];
    if (!placed.group) continue;
    const auto known = watched_.find(placed.group->id);
    if (known == watched_.end() || !known->second.restless) continue;
    // The group's whole bounds, not its items': they stay while the items inside them roll.
    const Placement at{placed.shift, placed.opacity, scale};
    grid.each(covering(at(placed.group->bounds)),
              [&](std::size_t tile) { out[tile] = std::min(out[tile], i); });
  }
  return out;
}

std::vector<RectPx> Plate::paint(Kit& kit, const TileGrid& grid, const std::vector<draw::Placed>& groups,
                                 float scale, const std::vector<std::size_t>& cuts,
                                 const std::vector<std::uint64_t>& below, const std::vector<bool>& damaged,
                                 const Target& ground, const Target& canvas, Work& work) {
  if (!target_ || target_.size() != grid.canvas || holds_.size() != grid.count()) {
    target_ = Target(grid.canvas, PixelFormat::rgba16f);
    holds_.assign(grid.count(), 0);
  }
  const std::span<const draw::Placed> all(groups);
  std::set<std::size_t> levels;
  for (std::size_t i = 0; i < cuts.size(); ++i)
    if (damaged[i] && cuts[i] < groups.size()) levels.insert(cuts[i]);
  std::vector<RectPx> painted;
  for (const std::size_t cut : levels) {
    std::vector<bool> here(grid.count()), stale(grid.count());
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      here[i] = damaged[i] && cuts[i] == cut;
      stale[i] = here[i] && holds_[i] != below[i];
      if (stale[i]) holds_[i] = below[i];
    }
    for (const RectPx& r : exact_rects(grid, stale)) {
      copy_pixels(ground, r, target_, r.x, r.y);
      work.bytes_touched += 16. * static_cast<double>(r.area());
      paint_groups(kit, all.first(cut), scale, target_, r, work);
    }
    for (const RectPx& r : exact_rects(grid, here)) {
      copy_pixels(target_, r, canvas, r.x, r.y);
      paint_groups(kit, all.subspan(cut), scale, canvas, r, work);
      painted.push_back(r);
    }
  }
  return painted;
}

void Plate::release() {
  target_ = Target();
  holds_.clear();
}

}  // namespace guangmu::renderer
