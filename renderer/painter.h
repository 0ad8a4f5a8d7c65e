// Paints draw lists onto a canvas of linear light that persists from frame to frame: only tiles whose items
// or ground changed are painted again. The same list again costs no GL call at all.
//
// The canvas is RGBA16F, linear BT.709, opaque; row 0 of the texture is the top row.
#pragma once

#include <vector>

#include "renderer/backdrop_layer.h"
#include "renderer/face/draw_list.h"
#include "renderer/kit.h"
#include "renderer/plate.h"
#include "renderer/tiles.h"

namespace guangmu::renderer {

struct PaintOptions {
  float scale = 1;  // target pixels per canvas pixel; below 1 for previews
  BackdropPace pace;
};

class Painter {
 public:
  static Result<Painter> create(Kit& kit);

  // Returns the painted rectangles, whole tiles of grid(). Work is added up.
  std::vector<RectPx> paint(Kit& kit, const draw::DrawList& list, const PaintOptions& options, Work& work);
  // Forgets what was painted: the next paint() does all of it again, over the same ground.
  void damage_all() { known_ = false; }

  // The ground is still on its way to the list's: paint the same list again.
  bool behind() const { return backdrop_.behind(); }
  // Gives the canvases' memory back; the next paint() makes new ones.
  void release();

  const Target& canvas() const { return canvas_; }
  const TileGrid& grid() const { return grid_; }
  // Grows by one for a tile each time it may have changed.
  const std::vector<std::uint64_t>& versions() const { return versions_; }

 private:
  bool same_as_before(const draw::DrawList& list) const;
  Target canvas_;
  BackdropLayer backdrop_;
  Plate plate_;
  TileGrid grid_;
  std::vector<draw::Placed> painted_;      // of the last paint, also keeps its groups alive
  std::vector<std::uint64_t> signatures_;  // per tile: everything that stands on it
  std::vector<std::uint64_t> versions_;
  std::vector<std::uint64_t> ground_;  // per tile: grows with each change of the ground
  bool known_ = false;
};

// Per tile, one number for everything that stands on it; `nothing` where nothing does.
inline constexpr std::uint64_t nothing = 0;
std::vector<std::uint64_t> tile_signatures(const TileGrid& grid, const std::vector<draw::Placed>& groups,
                                           float scale);
// The same of the groups below each tile's cut alone, on top of what `out` already says of the ground.
void add_signatures_below(const TileGrid& grid, const std::vector<draw::Placed>& groups, float scale,
                          const std::vector<std::size_t>& cuts, std::vector<std::uint64_t>& out);

}  // namespace guangmu::renderer
