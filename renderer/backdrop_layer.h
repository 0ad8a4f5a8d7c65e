// The ground of a scene, painted once and kept; while it moves, some tiles are brought up to date in each
// frame, in scattered order, so that the motion never reads as a sweep.
#pragma once

#include <memory>
#include <vector>

#include "renderer/face/draw_list.h"
#include "renderer/kit.h"
#include "renderer/tiles.h"

namespace guangmu::renderer {

struct BackdropPace {
  double tiles_per_s = 360;  // of show time, while it moves
  double fade_share = 1;     // share of all tiles that follow a change of `amount` in one frame
};

class BackdropLayer {
 public:
  static Result<BackdropLayer> create(Kit& kit);

  // Paints what changed and returns the tiles that did. A different backdrop or grid repaints all.
  std::vector<std::size_t> update(Kit& kit, const TileGrid& grid, const draw::Backdrop* backdrop,
                                  double time_s, bool moves, const BackdropPace& pace, float scale,
                                  Work& work);
  // Some tiles do not have the latest amount yet: they follow in the next frames.
  bool behind() const { return behind_ > 0; }
  void release() {
    target_ = Target();
    painted_ = false;
  }
  const Target& target() const { return target_; }

 private:
  std::vector<std::size_t> next_tiles(std::size_t count);
  void paint(Kit& kit, const draw::Backdrop& b, const std::vector<RectPx>& rects, double time_s, float scale,
             Work& work);
  void paint_contours(Kit& kit, const draw::Backdrop& b, const std::vector<RectPx>& rects, double time_s,
                      float scale, Work& work);
  void paint_aurora(Kit& kit, const draw::Backdrop& b, const std::vector<RectPx>& rects, double time_s,
                    float scale, Work& work);

  Program contours_, aurora_;
  Target target_;
  TileGrid grid_;
  Texture field_, columns_;
  std::uint64_t field_key_ = 0, hash_ = 0;
  float amount_ = 1;
  bool painted_ = false;
  double last_time_s_ = 0, due_ = 0;
  std::size_t next_ = 0, stride_ = 1, behind_ = 0;
};

}  // namespace guangmu::renderer
