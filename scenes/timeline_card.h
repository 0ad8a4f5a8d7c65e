// The card of the present, and the words of an event as they pass from their mast into the card and back.
#pragma once

#include "scenes/lettering.h"
#include "scenes/timeline_texts.h"

namespace guangmu::scenes {

// Panel of the card; and what stands in it but date, title and the gold figure. Around the event's place on
// the line (x 0).
draw::GroupPtr timeline_card(const TimelineWords& w, const TimelineRest& rest, int event);
draw::GroupPtr timeline_card_body(const TimelineWords& w, const TimelineRest& rest, int event,
                                  const Origin& origin);

// Where the gold figure stands on the wall at rest: middle of its baseline.
struct TimelineGold {
  Vec2 at;
  float size_px = 168, width_px = 0;
};
TimelineGold timeline_gold(const TimelineWords& w, const TimelineRest& rest, int event);

// Words between two poses: 0 is `a`, 1 is `b`. Around the event's place on the line (x 0).
struct TimelineWordsAt {
  const TimelinePose* a = nullptr;
  const TimelinePose* b = nullptr;
  float part = 1;                // eased
  float a_card = 0, b_card = 0;  // 1: that pose is the card's
  float alpha = 1;
};
draw::GroupPtr timeline_event_words(const TimelineWords& w, int event, const TimelineWordsAt& at,
                                    const Origin& origin);

// Mast from the ground to top_y. Around the event's place on the line (x 0).
draw::GroupPtr timeline_mast(const TimelinePlan& plan, const Palette& p, int event, float top_y);

draw::GroupPtr timeline_post(const TimelineWords& w, const TimelinePost& post, bool words,
                             const Origin& origin);

}  // namespace guangmu::scenes
