// The line of time itself: lit up to the present, ticks, pillars and years, brackets of undated years, and
// the whole line in small at the upper right.
#pragma once

#include "scenes/lettering.h"
#include "scenes/timeline_texts.h"

namespace guangmu::scenes {

// front: x up to which the line is drawn (entrance).
draw::GroupPtr timeline_ground(const TimelinePlan& plan, const Palette& p, float front);
draw::GroupPtr timeline_ticks(const TimelinePlan& plan, const Palette& p, double camera, float front);

// Pillar and year text of every year on the wall; the year that began off the wall sticks to the left edge.
draw::GroupPtr timeline_years(const TimelineWords& w, double camera, float front, const Origin& origin);

// Bracket of a year with undated events, around its January: placed by a shift along x.
draw::GroupPtr timeline_bracket(const TimelineWords& w, const TimelineBracket& bracket, const Origin& origin);

// The whole line in small. The map's own rectangle, its still part, and the window that moves along it.
Rect timeline_map_box(const TimelinePlan& plan);
draw::GroupPtr timeline_map(const TimelineWords& w, const Origin& origin);
draw::GroupPtr timeline_window(const TimelineWords& w, const TimelineCamera& camera, const Origin& origin);

}  // namespace guangmu::scenes
