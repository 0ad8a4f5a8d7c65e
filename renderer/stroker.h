// Lines as segments that share no pixel: each is a quad cut along the bisectors to its neighbours. GL-free.
#pragma once

#include <vector>

#include "base/geometry.h"

namespace guangmu::renderer {

struct StrokeSegment {
  Vec2 begin, end;
  Vec2 begin_left, begin_right, end_left, end_right;
  float length_before = 0;
  std::size_t first_point = 0, last_point = 0;  // indexes into the points given
};

// reach_px: how far from the line something is painted.
std::vector<StrokeSegment> stroke(const std::vector<Vec2>& points, float reach_px);

// Indexes of the points that are needed to stay within tolerance_px of the line (Douglas and Peucker 1973);
// both ends are kept.
std::vector<std::size_t> simplified(const std::vector<Vec2>& points, float tolerance_px);

}  // namespace guangmu::renderer
