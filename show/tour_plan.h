// A tour laid out on one time line: where each step begins, which clip it plays, when each caption stands.
// Made once from the tour and its narration. A step that has no narration gets its time from its words, and
// stays silent. Pure.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "show/tour_settings.h"

namespace guangmu::show {

struct PlannedCaption {
  double from_s = 0, to_s = 0;  // from the start of the step
  LocalText text;
};

struct PlannedStep {
  std::string id, scene, event;
  LocalText title;
  double from_s = 0, length_s = 0;  // from the start of the tour
  std::string clip;                 // empty: silent
  std::vector<PlannedCaption> captions;

  // The sentence that is said at `s` seconds into the step: its number from 1, 0 before the first. It stands
  // on until the next begins when that is near.
  int sentence_at(double s) const;
  const LocalText* caption_at(double s) const;  // null: nothing is said
};

struct TourPlan {
  std::string id;
  LocalText title;
  double length_s = 0;
  std::vector<PlannedStep> steps;                                      // never empty
  std::shared_ptr<const std::map<std::string, SpokenFigure>> figures;  // null: live figures
  Date figures_date;                                                   // the latest of them

  std::size_t step_at(double position_s) const;
};

// `narration` may be null. Empty when the tour has no steps.
std::optional<TourPlan> plan_tour(const Tour& tour, const Narration* narration);

}  // namespace guangmu::show
