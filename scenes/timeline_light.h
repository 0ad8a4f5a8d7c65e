// What shines on the timeline: curtain, strands, dotted join, beam, knots, motes. Each function gives one
// group in canvas pixels; those that say "around the origin" are placed by a shift.
#pragma once

#include "scenes/timeline_plan.h"

namespace guangmu::scenes {

// What the light along the curve depends on. Two equal values give equal groups.
struct TimelineShine {
  double camera = 0;                              // month of the present
  float past_front = -1e9f, future_front = 1e9f;  // entrance: x up to which past and future are drawn
  std::uint64_t key() const;
};

// Bars of light under the curve, in columns of one module so that folds can move without touching the whole
// wall.
int timeline_curtain_columns(const TimelinePlan& plan);
draw::GroupPtr timeline_curtain(const TimelinePlan& plan, const Palette& p, const TimelineShine& shine,
                                int column, double fold_s);

draw::GroupPtr timeline_strands(const TimelinePlan& plan, const Palette& p, const TimelineShine& shine);
draw::GroupPtr timeline_join(const TimelinePlan& plan, const TimelineShine& shine);

// From the card's lower edge to the ground, through the knot. top_y: where it has climbed to (or sunk from);
// gold: 0..1.
draw::GroupPtr timeline_beam(const TimelinePlan& plan, const Palette& p, float top_y, float gold,
                             float strength);

// Around the origin. reported: a figure was stated here; warm: 0 a point on the line, 1 the present; glow: 1
// at rest.
draw::GroupPtr timeline_knot(const TimelinePlan& plan, const Palette& p, draw::Id id, bool reported,
                             float warm);
// The light round it in two parts: the wide one rests, the close one breathes.
draw::GroupPtr timeline_aura(const TimelinePlan& plan, const Palette& p, float warm, float strength);
draw::GroupPtr timeline_glow(const TimelinePlan& plan, const Palette& p, bool reported, float warm,
                             float glow);

draw::GroupPtr timeline_motes(const TimelinePlan& plan, const Palette& p, float knot_y, double time_s);

// The light that runs along the curve when the figure changed; p: 0..1.
draw::GroupPtr timeline_runner(const TimelinePlan& plan, const Palette& palette, double camera, float p);

}  // namespace guangmu::scenes
