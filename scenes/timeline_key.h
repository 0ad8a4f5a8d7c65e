// The lowest line of the timeline: on the left what points and strands mean, on the right who says what
// stands on the wall.
#pragma once

#include <string>

#include "scenes/lettering.h"
#include "scenes/timeline_texts.h"

namespace guangmu::scenes {

struct TimelineKey {
  draw::GroupPtr group;
  float end_x = 0;  // where the sources may begin
};
TimelineKey timeline_key(const TimelineWords& w, const std::string& reported, const std::string& unknown,
                         const Origin& origin);

draw::GroupPtr timeline_source(const TimelineWords& w, const TimelineRest& rest, int event, float from_x,
                               const Origin& origin);

}  // namespace guangmu::scenes
