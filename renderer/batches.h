// Instances gathered for drawing: runs of the same program, in painting order. An item joins an earlier run
// of its program when nothing painted since then touches it, so that a screen of alternating shapes still
// takes few draws. GL-free.
#pragma once

#include <optional>
#include <vector>

#include "base/geometry.h"
#include "renderer/programs.h"

namespace guangmu::renderer {

struct BatchKey {
  Brush brush = Brush::fill;
  int variant = plain;
  unsigned texture = 0;        // of unit_image; 0 where none is needed
  std::optional<RectPx> clip;  // scissor beyond the damage
  friend bool operator==(const BatchKey&, const BatchKey&) = default;
};

struct Batch {
  BatchKey key;
  Rect bounds;
  std::vector<float> data;
  int instances = 0;
};

struct Float4 {
  float x = 0, y = 0, z = 0, w = 0;
};

class Batches {
 public:
  void clear() { list_.clear(); }
  // The run that an item with these bounds belongs to; valid until the next call.
  Batch& open(const BatchKey& key, Rect bounds);
  const std::vector<Batch>& list() const { return list_; }

 private:
  std::vector<Batch> list_;
};

inline void put(Batch& b, Float4 v) {
  b.data.insert(b.data.end(), {v.x, v.y, v.z, v.w});
}

}  // namespace guangmu::renderer
