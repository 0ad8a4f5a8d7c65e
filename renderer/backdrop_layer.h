// The ground of a scene, painted once and kept; while it moves, some tiles are brought up to date in each
// frame, in scattered order, so that the motion never reads as a sweep.
#pragma once

#include <memory>
#include <vector>

#include "renderer/face/draw_list.h"
#include "renderer/kit.h"
#include "renderer/tiles.h"

namespace guangmu::renderer {

class BackdropLayer {
 public:
  static Result<BackdropLayer> create();

  // Paints what changed and returns the tiles that did. A different backdrop or grid repaints all.
  // `tiles_per_s` of show time are advanced while `moves`.
  std::vector<std::size_t> update(Kit& kit, const TileGrid& grid, const draw::Backdrop* backdrop,
                                  double time_s, bool moves, double tiles_per_s, float scale, Work& work);
  void release() {
    target_ = Target();
    painted_ = false;
  }
  const Target& target() const { return target_; }

 private:
  void set_uniforms(const draw::Backdrop& b, double time_s, float scale);
  void paint(Kit& kit, const draw::Backdrop& b, const std::vector<RectPx>& rects, Work& work, float scale);

  Program program_;
  Target target_;
  TileGrid grid_;
  Texture field_;
  std::uint64_t field_key_ = 0;
  float field_texel_px_ = 4;
  std::uint64_t hash_ = 0;
  bool painted_ = false;
  double last_time_s_ = 0, due_ = 0;
  std::size_t next_ = 0, stride_ = 1;
};

}  // namespace guangmu::renderer
