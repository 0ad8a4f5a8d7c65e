#include "show/tour_plan.h"

#include <algorithm>

namespace guangmu::show {
namespace {

constexpr double caption_stays_s =
    0.8;  // a caption bridges the pause to the next one, so that it does not blink
constexpr double seconds_per_character = 0.25;  // Chinese, spoken calmly
constexpr double shortest_sentence_s = 1;

// Characters of UTF-8 text.
std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Without narration nobody has filled the figures in: {id} becomes a dash.
std::string without_figures(const std::string& text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    out += text.substr(at, open - at) + "—";
    at = close + 1;
  }
  return out + text.substr(at);
}

LocalText without_figures(const LocalText& text) {
  return {without_figures(text.zh), without_figures(text.en)};
}

void time_by_words(const Tour& tour, const TourStep& step, PlannedStep& planned) {
  double at = tour.lead.s;
  for (const Sentence& sentence : step.sentences) {
    const double length = std::max(shortest_sentence_s,
                                   seconds_per_character * static_cast<double>(characters(sentence.text.zh)));
    planned.captions.push_back({at, at + length, without_figures(sentence.text)});
    at += length + tour.sentence_pause.s + sentence.pause.s;
  }
  planned.length_s = std::max(at + tour.tail.s, 1.0);
}

void time_by_audio(const NarratedStep& narrated, PlannedStep& planned) {
  constexpr double rate = narration_rate_hz;
  planned.clip = narrated.audio;
  planned.length_s = static_cast<double>(narrated.frames) / rate;
  for (const Caption& caption : narrated.captions)
    planned.captions.push_back(
        {static_cast<double>(caption.from) / rate, static_cast<double>(caption.to) / rate, caption.text});
}

const NarratedStep* narrated(const Narration* narration, const std::string& id) {
  if (narration == nullptr) return nullptr;
  for (const NarratedStep& step : narration->steps)
    if (step.id == id && step.frames > 0) return &step;
  return nullptr;
}

}  // namespace

int PlannedStep::sentence_at(double s) const {
  int number = 0;
  for (const PlannedCaption& caption : captions)
    if (s >= caption.from_s) ++number;
  return number;
}

const LocalText* PlannedStep::caption_at(double s) const {
  const int number = sentence_at(s);
  if (number == 0) return nullptr;
  const PlannedCaption& caption = captions[static_cast<std::size_t>(number) - 1];
  return s < caption.to_s + caption_stays_s ? &caption.text : nullptr;
}

std::size_t TourPlan::step_at(double position_s) const {
  std::size_t found = 0;
  for (std::size_t i = 1; i < steps.size(); ++i)
    if (position_s >= steps[i].from_s) found = i;
  return found;
}

std::optional<TourPlan> plan_tour(const Tour& tour, const Narration* narration) {
  if (tour.steps.empty()) return std::nullopt;
  TourPlan plan;
  plan.id = tour.id;
  plan.title = tour.title;
  for (const TourStep& step : tour.steps) {
    PlannedStep planned{step.id, step.scene, step.event, step.title, plan.length_s, 0, "", {}};
    if (const NarratedStep* audio = narrated(narration, step.id))
      time_by_audio(*audio, planned);
    else
      time_by_words(tour, step, planned);
    plan.length_s += planned.length_s;
    plan.steps.push_back(std::move(planned));
  }
  if (narration != nullptr && !narration->figures.empty()) {
    plan.figures = std::make_shared<const std::map<std::string, SpokenFigure>>(narration->figures);
    for (const auto& [id, figure] : narration->figures)
      plan.figures_date = std::max(plan.figures_date, figure.as_of);
  }
  return plan;
}

}  // namespace guangmu::show
