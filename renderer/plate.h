// What lies still under what moves. Where a group changes frame after frame (a rolling number), the ground
// and everything still below it are painted once onto the plate; each frame then copies the plate's tiles and
// paints only what is above.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "renderer/face/draw_list.h"
#include "renderer/kit.h"
#include "renderer/tiles.h"

namespace guangmu::renderer {

class Plate {
 public:
  // A group is restless from its fourth change within half a second of show time until a second without one.
  // Called once per paint.
  void watch(const std::vector<draw::Placed>& groups, double time_s);

  // Per tile the index of the lowest restless group there; groups.size() where nothing is restless.
  std::vector<std::size_t> cuts(const TileGrid& grid, const std::vector<draw::Placed>& groups,
                                float scale) const;

  // Brings the tiles of `damaged` whose cut lies below groups.size() onto the canvas; `below` tells for each
  // tile what the plate must hold there (ground and all items under the cut). Returns the rectangles painted.
  std::vector<RectPx> paint(Kit& kit, const TileGrid& grid, const std::vector<draw::Placed>& groups,
                            float scale, const std::vector<std::size_t>& cuts,
                            const std::vector<std::uint64_t>& below, const std::vector<bool>& damaged,
                            const Target& ground, const Target& canvas, Work& work);
  void release();

 private:
  struct Watched {
    draw::GroupPtr group;
    Vec2 shift;
    float opacity = 1;
    double changed_s[4] = {-1e9, -1e9, -1e9, -1e9};  // the last four changes, newest first
    bool restless = false;
  };
  Target target_;
  std::map<draw::Id, Watched> watched_;
  std::vector<std::uint64_t> holds_;  // per tile, as `below`
  double last_s_ = 0;
};

}  // namespace guangmu::renderer
