// The land behind the timeline: dust, and five layers of mountains with contour lines.
#pragma once

#include "scenes/timeline_plan.h"

namespace guangmu::scenes {

inline constexpr int timeline_mountains = 5;  // 0 is the farthest

draw::GroupPtr timeline_dust(const TimelinePlan& plan, const Palette& p);
draw::GroupPtr timeline_mountain(const TimelinePlan& plan, const Palette& p, int layer, double camera);

}  // namespace guangmu::scenes
