// Gradients as rows of one texture: premultiplied linear light, so that any gradient costs a fragment one
// fetch. Rows are kept while their gradient is in use, the longest unused goes first.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "renderer/face/draw_list.h"
#include "renderer/gl_objects.h"

namespace guangmu::renderer {

class Ramps {
 public:
  static constexpr int texels = 512, rows = 512;
  static Ramps create();
  void begin_frame() { ++frame_; }
  // Row of this gradient's colours; -1 when every row is in use in this very frame.
  int row(const draw::Paint& paint);
  const Texture& texture() const { return texture_; }

 private:
  struct Row {
    std::uint64_t key = 0, used_frame = 0;
  };
  Texture texture_;
  std::vector<Row> rows_;
  std::unordered_map<std::uint64_t, int> by_key_;
  std::uint64_t frame_ = 1;
};

// The gradient's colour at t, premultiplied.
Linear ramp_colour(const draw::Paint& paint, float t);

}  // namespace guangmu::renderer
