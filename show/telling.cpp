#include "show/telling.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace guangmu::show {
namespace {

// Where the tour stands in its plan; null plan: no tour.
struct Standing {
  const TourPlan* plan = nullptr;
  const PlannedStep* step = nullptr;
  double in_step_s = 0;
  int sentence = 0;
};

Standing standing(const State& s, const World& w) {
  Standing at;
  if (!s.tour.running) return at;
  at.plan = w.tour(s.tour.id);
  if (at.plan == nullptr) return at;
  at.step = &at.plan->steps[s.tour.step];
  at.in_step_s = std::clamp(s.tour.clock.time_s - at.step->from_s, 0.0, at.step->length_s);
  at.sentence = at.step->sentence_at(at.in_step_s);
  return at;
}

ControlStatus control_of(const State& s, Instant wall_clock) {
  ControlStatus c;
  std::vector<Holder> places;
  if (!s.emergency.empty()) places.push_back(Holder::emergency);
  if (s.operator_rules()) places.push_back(Holder::operator_);
  if (s.tour.running) places.push_back(Holder::tour);
  if (s.rotation) places.push_back(Holder::rotation);
  places.push_back(Holder::idle);
  c.holder = places.front();
  c.waiting.assign(places.begin() + 1, places.end());
  if (!c.waiting.empty()) c.waiting.pop_back();  // idle waits always
  c.by = s.ruler;
  if (c.holder == Holder::operator_) c.until = wall_clock + std::max(0.0, *s.hold_until_now - s.now_s);
  return c;
}

class Teller {
 public:
  Teller(const State& before, const State& after, const World& world, Instant at, ShowOutput& out)
      : before_(before), after_(after), world_(world), at_(at), out_(out), now_(standing(after, world)) {}

  void tell() {
    if (before_.program != after_.program) both("scene", after_.program, after_.program_by);
    tell_tour();
    if (before_.timeline.to != after_.timeline.to && !world_.setup.events.empty())
      event("timeline", world_.setup.events[static_cast<std::size_t>(after_.timeline.to)].id);
    if (before_.operator_rules() != after_.operator_rules())
      both("hold", after_.operator_rules() ? "on" : "off", "show");
    const Holder holder = control_of(after_, at_).holder;
    if (control_of(before_, at_).holder != holder)
      for (const auto& [each, name] : fields_names(Holder{}))
        if (each == holder) event("control", std::string(name));
  }

 private:
  void tell_tour() {
    const TourRun &was = before_.tour, &is = after_.tour;
    const bool anew = is.running && (!was.running || was.id != is.id);
    if (was.running && (!is.running || anew)) both("tour", fmt::format("{} end", was.id), "show");
    if (anew) both("tour", fmt::format("{} start", is.id), "show");
    if (is.running && !anew && was.paused != is.paused)
      both("tour", fmt::format("{} {}", is.id, is.paused ? "pause" : "resume"), "show");
    if (!now_.step) return;
    const bool step = anew || was.step != is.step || was.started != is.started;
    if (step) both("step", fmt::format("{} {} {}", is.id, is.step + 1, now_.step->id), "show");
    if (now_.sentence > 0 && (step || standing(before_, world_).sentence != now_.sentence))
      event("caption",
            now_.step->captions[static_cast<std::size_t>(now_.sentence) - 1].text.in(after_.language));
  }

  void event(std::string kind, std::string text) {
    Event e{at_, std::move(kind), std::move(text), -1, -1};
    if (now_.plan != nullptr) {
      e.tour_position_s = after_.tour.clock.time_s;
      e.tour_frame = std::llround(now_.in_step_s * narration_rate_hz);
    }
    out_.events.push_back(std::move(e));
  }
  void both(const std::string& kind, const std::string& text, const std::string& by) {
    event(kind, text);
    out_.journal.push_back({at_, after_.show_s, by, fmt::format("{} {}", kind, text), Outcome::applied, ""});
  }

  const State &before_, &after_;
  const World& world_;
  Instant at_;
  ShowOutput& out_;
  Standing now_;
};

void describe_tour(const State& s, const World& w, TourStatus& t) {
  const Standing at = standing(s, w);
  if (at.plan == nullptr) return;
  t.id = at.plan->id;
  t.title = at.plan->title;
  t.running = true;
  t.paused = s.tour.paused;
  t.held = s.tour.held;
  t.step = static_cast<int>(s.tour.step) + 1;
  t.step_id = at.step->id;
  t.position_s = std::min(s.tour.clock.time_s, at.plan->length_s);
  t.length_s = at.plan->length_s;
  t.step_position_s = at.in_step_s;
  t.step_length_s = at.step->length_s;
  t.sentence = at.sentence;
  if (const LocalText* caption = at.step->caption_at(at.in_step_s)) t.caption = *caption;
  if (at.plan->figures) t.figures_date = to_string(at.plan->figures_date);
  t.sound = !at.step->clip.empty();
  for (const PlannedStep& step : at.plan->steps) {
    TourStepInfo info{step.id, step.scene, step.event, step.title, step.from_s, step.length_s, {}};
    for (const PlannedCaption& caption : step.captions) info.sentences.push_back(caption.text);
    t.steps.push_back(std::move(info));
  }
}

void describe_scenes(const State& s, const Moment& m, Status& status) {
  const World& w = m.world;
  SceneStatus& scene = status.scene;
  scene.program = s.program;
  scene.preview = s.preview;
  scene.ready = !s.preview.empty() && m.ready(s.preview);
  scene.reason = s.preview.empty() ? "nothing is chosen" : m.why_not_ready(s.preview);
  scene.program_since = s.program_since;
  scene.undo_depth = static_cast<int>(s.undo.size());
  if (s.transition)
    scene.transition =
        TransitionStatus{s.outgoing, s.program, s.transition->kind, s.transition->length_s,
                         std::clamp((s.show_s - s.transition->began_at) / s.transition->length_s, 0.0, 1.0)};
  if (const auto found = m.in.scenes.find(s.program);
      found != m.in.scenes.end() && !found->second.failed.empty()) {
    scene.failed = s.program;
    scene.failed_reason = found->second.failed;
  }
  const auto add = [&](const std::string& id, const SceneNames& names) {
    status.scenes.push_back({id, names.title, m.ready(id), m.why_not_ready(id), names.metrics});
  };
  for (const CueSettings& cue : w.setup.exhibit.scenes)
    if (const auto found = w.setup.scenes.find(cue.scene); found != w.setup.scenes.end())
      add(found->first, found->second);
  for (const auto& [id, names] : w.setup.scenes)
    if (w.cue(id) == nullptr) add(id, names);
}

}  // namespace

void tell_changes(const State& before, const State& after, const World& world, Instant at, ShowOutput& out) {
  Teller(before, after, world, at, out).tell();
}

void describe_show(const State& s, const Moment& m, Status& status) {
  const World& w = m.world;
  const ShowSettings& exhibit = w.setup.exhibit;
  status.wall_clock = m.in.wall_clock;
  status.exhibit = {exhibit.id, exhibit.title, exhibit.short_title, exhibit.languages};
  status.scene = {};
  status.scenes.clear();
  describe_scenes(s, m, status);
  status.tour = {};
  describe_tour(s, w, status.tour);
  status.tours.clear();
  for (const std::string& id : exhibit.tours)
    if (const TourPlan* plan = w.tour(id))
      status.tours.push_back({id, plan->title, plan->length_s, static_cast<int>(plan->steps.size())});
  status.timeline = {};
  status.timeline.events = w.setup.events;
  if (!w.setup.events.empty()) {
    status.timeline.event = s.timeline.to + 1;
    status.timeline.event_id = w.setup.events[static_cast<std::size_t>(s.timeline.to)].id;
    status.timeline.held = s.timeline.held;
  }
  status.control = control_of(s, m.in.wall_clock);
  status.hold_left_s.reset();
  if (s.hold_until_now) status.hold_left_s = std::max(0.0, *s.hold_until_now - s.now_s);
  status.rotation = s.rotation;
  status.rotation_next_s = rotation_left_s(s, w);
  status.blackout = s.blackout;
  status.freeze = s.freeze;
  status.logo = s.logo;
  status.brightness = s.brightness;
  status.language = s.language;
  status.message = s.message;
  status.emergency = s.emergency;
  status.pattern = s.pattern;
  status.patterns = w.setup.patterns;
  status.sound.mute = s.mute;
  status.sound.volume_db = s.volume_db;
  describe_trial(s.trial, s.now_s, w.setup.trial_s, status.technician.profiles);
  describe_check(s, w, status.technician.check);
  std::string& pointed = status.technician.pointed;
  pointed.clear();
  if (s.pointed.card > 0) pointed = fmt::format("card {}", s.pointed.card);
  if (s.pointed.column > 0) pointed = fmt::format("module {}-{}", s.pointed.column, s.pointed.row);
}

}  // namespace guangmu::show
