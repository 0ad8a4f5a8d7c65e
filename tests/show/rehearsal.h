// A hall at 50 frames per second: three scenes, three events, a narrated tour of three steps and the same
// without narration.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "show/show.h"

namespace guangmu::show {

inline const Instant opening = *parse_instant("2026-11-20T10:00:00+08:00");

inline NarratedStep narrated(const std::string& id, double length_s) {
  NarratedStep step;
  step.id = id;
  step.audio = "tours/welcome/" + id + ".ogg";
  step.frames = static_cast<std::int64_t>(length_s * narration_rate_hz);
  step.made_from = "x";
  step.captions = {{narration_rate_hz, 2 * narration_rate_hz, {id + "一", id + " one"}},
                   {5 * narration_rate_hz / 2, 4 * narration_rate_hz, {id + "二", id + " two"}}};
  return step;
}

inline show::Setup setup() {
  show::Setup s;
  s.exhibit.id = "hall";
  s.exhibit.title = {"展厅", "Hall"};
  s.exhibit.languages = {Language::zh, Language::en};
  s.exhibit.rotation = {false, Duration{30}};
  for (const char* id : {"overview", "timeline", "flow"}) {
    CueSettings cue;
    cue.scene = id;
    cue.transition = cue.scene == "timeline" ? TransitionKind::push : TransitionKind::dissolve;
    cue.length = Duration{cue.scene == "timeline" ? 1.2 : 1.0};
    cue.stand = Duration{20};
    s.exhibit.scenes.push_back(cue);
    s.scenes[id] = {{id, id}, {"users_total"}};
  }
  s.exhibit.tours = {"welcome", "silent"};
  Tour tour;
  for (const char* id : {"open", "history", "close"}) {
    TourStep step;
    step.id = id;
    step.scene = step.id == "history" ? "timeline" : "overview";
    step.event = step.id == "history" ? "second" : "";
    step.title = {id, id};
    step.sentences = {Sentence{{"共有 {users_total}。", "There are {users_total}."}, {}, {}}};
    tour.steps.push_back(step);
  }
  s.tours["welcome"] = s.tours["silent"] = tour;
  Narration narration;
  narration.figures["users_total"] = {10016, {2022, 12, 31}};
  for (const TourStep& step : tour.steps) narration.steps.push_back(narrated(step.id, 6));
  s.narrations["welcome"] = narration;
  for (const char* id : {"first", "second", "third"}) s.events.push_back({id, {id, id}, "2020"});
  s.metrics = {"users_total"};
  s.patterns = {"cards", "gray"};
  return s;
}

// A hall at 50 frames per second.
class Rehearsal {
 public:
  explicit Rehearsal(show::Setup s = setup(), std::string first = "") : show(std::move(s), std::move(first)) {
    run(0.02);
  }

  // Steps until `s` seconds have passed.
  void run(double s) {
    for (const double end = now_s + s - 1e-9; now_s < end;) frame({});
  }
  // One frame with these commands as one batch.
  Answer send_all(std::vector<std::string> texts, const std::string& by = "console") {
    Batch batch{++ticket, {}, by};
    for (const std::string& text : texts) batch.commands.push_back(*parse_command(text));
    frame({batch});
    return last_answer();
  }
  Answer send(const std::string& text) { return send_all({text}); }
  void frame(std::vector<Batch> batches) {
    now_s += 0.02;
    ShowInput in;
    in.now_s = now_s;
    in.wall_clock = opening + now_s;
    in.frame = ++frames;
    in.batches = std::move(batches);
    in.scenes = readiness;
    in.audio = audio ? &*audio : nullptr;
    in.colour = colour;
    in.figures = figures;
    out = show.step(in);
    cues.insert(cues.end(), out.cues.begin(), out.cues.end());
    events.insert(events.end(), out.events.begin(), out.events.end());
    journal.insert(journal.end(), out.journal.begin(), out.journal.end());
    answers.insert(answers.end(), out.answers.begin(), out.answers.end());
  }
  Answer last_answer() const {
    return answers.empty() || answers.back().ticket != ticket ? Answer{} : answers.back();
  }
  Status status() const {
    Status s;
    show.describe(s);
    return s;
  }
  std::vector<std::string> told(const std::string& kind) const {
    std::vector<std::string> texts;
    for (const Event& event : events)
      if (event.kind == kind) texts.push_back(event.text);
    return texts;
  }
  template <class Cue>
  std::vector<Cue> cues_of() const {
    std::vector<Cue> found;
    for (const audio::SoundCue& cue : cues)
      if (const Cue* c = std::get_if<Cue>(&cue)) found.push_back(*c);
    return found;
  }

  Show show;
  ShowOutput out;
  double now_s = 100;
  std::uint64_t frames = 0, ticket = 0;
  std::map<std::string, Readiness> readiness;
  kpi::SnapshotPtr figures;  // null: nothing is known of them
  std::optional<audio::AudioStatus> audio;
  const ColourJudge* colour = nullptr;
  std::vector<audio::SoundCue> cues;
  std::vector<Event> events;
  std::vector<JournalEntry> journal;
  std::vector<Answer> answers;
};

}  // namespace guangmu::show
