// The land behind the timeline: dust, and five layers of mountains with contour lines. Drawn without overlap,
// each layer only as far as no nearer one covers it, because all of it is painted again in every frame of a
// travel.
#pragma once

#include <array>
#include <vector>

#include "scenes/timeline_plan.h"

namespace guangmu::scenes {

inline constexpr int timeline_mountains = 5;  // 0 is the farthest

draw::GroupPtr timeline_dust(const TimelinePlan& plan, const Palette& p);

class TimelineLand {
 public:
  explicit TimelineLand(const TimelinePlan& plan);
  draw::GroupPtr mountain(const TimelinePlan& plan, const Palette& p, int layer, double camera) const;

 private:
  static constexpr int lines = 4;  // the crest and three contours
  // y in canvas pixels of a line of a layer at x, when the layer has gone by `gone` px of the picture.
  float y_of(const TimelinePlan& plan, int layer, int line, float x, double gone) const;
  std::array<std::array<std::vector<float>, lines>, timeline_mountains>
      heights_;  // every 6 px of the picture
};

}  // namespace guangmu::scenes
