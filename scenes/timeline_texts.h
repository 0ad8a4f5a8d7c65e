// Where the words of the timeline stand while the wall rests on one event: the card, the neighbours at their
// masts, the titles in the brackets of undated events, the posts of the other totals. Nothing here overlaps
// anything else; what finds no place is left out. Pure, computed once for each event and language.
#pragma once

#include <string>
#include <vector>

#include "kpi/values/number_text.h"
#include "renderer/face/text.h"
#include "scenes/timeline_plan.h"

namespace guangmu::scenes {

// One event's date and title. x counts from the event's place on the line, so that texts travel with it; y
// are baselines.
struct TimelinePose {
  bool shown = false;           // its words stand on the wall
  bool near = false;            // first neighbour: brighter than the others
  bool bracket = false;         // an undated event in its year's bracket: no mast, no date of its own
  float anchor = 0, align = 0;  // line starts at place + anchor - align * its width
  float date_px = 0, date_y = 0;
  float title_px = 0, title_y = 0, title_step = 0;
  std::vector<std::string> lines;
  float mast_top = 0;        // upper end of its mast, where the ring or the words' end is
  bool has_figure = false;   // a neighbour's figure with its label, under the title
  bool label_below = false;  // the label on a line of its own
  std::string label;
  float label_px = 0, figure_px = 0, unit_px = 0, figure_y = 0;
  Rect box;  // of all its words, on the wall at rest
};

struct TimelinePost {
  int total = 0, point = 0;
  bool shown = false;
  float label_y = 0, figure_y = 0, anchor = 0;
  Rect box;
};

struct TimelineBracket {
  int year = 0;
  double from = 0, to = 0;  // months
  bool label = false;
};

struct TimelineRest {
  std::vector<TimelinePose> poses;  // one for each event; the present's is that in its card
  Rect card;
  float knot_y = 0;
  float card_body_y = 0;          // first baseline of text or label under the title
  std::vector<std::string> body;  // the text's lines, without a figure
  float body_px = 36, body_step = 56;
  std::vector<TimelinePost> posts;
};

struct TimelineWords {
  draw::TextEngine& text;
  const Layout& layout;
  const TimelineSettings& timeline;
  const TimelinePlan& plan;
  Language language;
};

std::string timeline_date_words(Date d, Language language);
kpi::NumberText timeline_number(const TimelineFigure& f, Language language);
// Years with undated events.
std::vector<TimelineBracket> timeline_brackets(const TimelineSettings& timeline);
inline float timeline_bracket_y(const TimelinePlan& plan) {
  return plan.ground_y() - plan.px(60);
}

TimelineRest timeline_rest(const TimelineWords& words, int event, const std::vector<Rect>& taken);

}  // namespace guangmu::scenes
