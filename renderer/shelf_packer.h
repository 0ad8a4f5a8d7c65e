// Places small rectangles in a large one, row by row. GL-free.
#pragma once

#include <optional>
#include <vector>

#include "base/geometry.h"

namespace guangmu::renderer {

class ShelfPacker {
 public:
  explicit ShelfPacker(SizePx size) : size_(size) {}
  std::optional<RectPx> place(int w, int h) {
    Shelf* best = nullptr;
    for (Shelf& s : shelves_)
      if (s.h >= h && s.h <= h + h / 2 + 8 && s.x + w <= size_.w && (!best || s.h < best->h)) best = &s;
    if (!best) {
      if (next_y_ + h > size_.h || w > size_.w) return std::nullopt;
      shelves_.push_back({next_y_, h, 0});
      next_y_ += h;
      best = &shelves_.back();
    }
    const RectPx r{best->x, best->y, w, h};
    best->x += w;
    return r;
  }
  void clear() {
    shelves_.clear();
    next_y_ = 0;
  }

 private:
  struct Shelf {
    int y, h, x;
  };
  SizePx size_;
  std::vector<Shelf> shelves_;
  int next_y_ = 0;
};

}  // namespace guangmu::renderer
