#include "show/moves.h"

#include <algorithm>
#include <cmath>

namespace guangmu::show {
namespace {

constexpr double black_ramp_s = 0.4;

// The timeline goes to the event that a step speaks of, and stays there when its scene comes.
void stand_on_event(State& s, const World& w, const PlannedStep& step) {
  if (const auto event = w.event(step.event)) {
    move_timeline(s, *event);
    s.timeline.positioned = true;
  }
}

bool runs_timeline(const State& s, const World& w) {
  return s.program == w.setup.timeline_scene && !w.setup.events.empty();
}

// The timeline has told its last event.
bool timeline_told(const State& s, const World& w) {
  return s.timeline.to >= w.last_event() && s.show_s - s.timeline.began_at >= w.setup.seconds_per_event_s;
}

bool rotation_free(const State& s) {
  return s.rotation && !s.operator_rules() && !s.tour.running && s.emergency.empty() && s.pattern.empty();
}

// The scene after `program` in the order that the rotation shows; empty when there is no other.
std::string next_in_rotation(const State& s, const World& w, const Moment* m) {
  const auto& cues = w.setup.exhibit.scenes;
  std::size_t at = cues.size();
  for (std::size_t i = 0; i < cues.size(); ++i)
    if (cues[i].scene == s.program) at = i;
  for (std::size_t i = 1; i <= cues.size(); ++i) {
    const CueSettings& cue = cues[(at == cues.size() ? i - 1 : at + i) % cues.size()];
    if (!cue.rotate || cue.scene == s.program || !w.knows_scene(cue.scene)) continue;
    if (m == nullptr || m->ready(cue.scene)) return cue.scene;
  }
  return {};
}

void advance_transition(State& s) {
  if (!s.transition || s.show_s - s.transition->began_at < s.transition->length_s) return;
  s.transition.reset();
  s.outgoing.clear();
}

void advance_hold(State& s, const World& w) {
  if (s.hold_until_now && s.now_s >= *s.hold_until_now) end_hold(s, w);
}

// Show time while a tour is active: the tour's clock, steered by the sound. Returns by how much it moved on.
double advance_tour_clock(State& s, const Moment& m, const TourPlan& plan) {
  audio::SoundPosition sound;
  const PlannedStep& step = plan.steps[s.tour.step];
  if (m.in.audio != nullptr && s.tour.clip != 0)
    sound = audio::sound_position(*m.in.audio, s.tour.clip, step.from_s);
  // A clip that was asked for only a moment ago, or that ended, is not held: the clock goes on by itself.
  if (sound.known && !sound.moving && sound.position_s <= step.from_s) sound.known = false;
  const double before = s.tour.clock.time_s;
  s.tour.clock = audio::follow(s.tour.clock, sound, s.now_s);
  return std::max(0.0, s.tour.clock.time_s - before);
}

void advance_tour(State& s, const Moment& m, const TourPlan& plan) {
  if (!s.tour_active()) return;
  if (s.tour.clock.time_s >= plan.length_s) {
    end_tour(s, m.world);
    return;
  }
  const std::size_t step = std::max(plan.step_at(s.tour.clock.time_s), s.tour.step);
  if (step == s.tour.step) return;
  s.tour.step = step;
  s.tour.clip = s.tour.next_clip;
  s.tour.next_clip = 0;
  stand_on_event(s, m.world, plan.steps[step]);
}

void advance_timeline(State& s, const World& w) {
  if (!runs_timeline(s, w) || s.timeline.held || s.tour.running) return;
  if (s.show_s - s.timeline.began_at < w.setup.seconds_per_event_s) return;
  if (s.timeline.to < w.last_event())
    move_timeline(s, s.timeline.to + 1);
  else if (w.last_event() > 0 && !(rotation_free(s) && !next_in_rotation(s, w, nullptr).empty()))
    move_timeline(s, 0);
}

void advance_rotation(State& s, const Moment& m) {
  const auto left = rotation_left_s(s, m.world);
  if (!left || *left > 0 || s.transition) return;
  const std::string next = next_in_rotation(s, m.world, &m);
  if (!next.empty()) change_program(s, m, next, transition_of(m.world, next), "rotation");
}

}  // namespace

World::World(Setup s) : setup(std::move(s)) {
  for (auto& [id, tour] : setup.tours) {
    const auto narration = setup.narrations.find(id);
    auto plan = plan_tour(tour, narration == setup.narrations.end() ? nullptr : &narration->second);
    if (!plan) continue;
    plan->id = id;
    tours.emplace(id, std::move(*plan));
  }
}

const CueSettings* World::cue(const std::string& scene) const {
  for (const CueSettings& each : setup.exhibit.scenes)
    if (each.scene == scene) return &each;
  return nullptr;
}

const TourPlan* World::tour(const std::string& id) const {
  const auto found = tours.find(id);
  return found == tours.end() ? nullptr : &found->second;
}

std::optional<int> World::event(const std::string& id) const {
  for (std::size_t i = 0; i < setup.events.size(); ++i)
    if (setup.events[i].id == id) return static_cast<int>(i);
  return std::nullopt;
}

double World::hold_s() const {
  const double s = setup.exhibit.rotation.resume_after.s;
  return s > 0 ? s : default_hold_s;
}

bool Moment::ready(const std::string& scene) const {
  const auto found = in.scenes.find(scene);
  return found == in.scenes.end() || found->second.ready;
}

std::string Moment::why_not_ready(const std::string& scene) const {
  const auto found = in.scenes.find(scene);
  if (found == in.scenes.end() || found->second.ready) return {};
  return found->second.reason.empty() ? "it is still being loaded" : found->second.reason;
}

TransitionWish transition_of(const World& world, const std::string& scene) {
  if (const CueSettings* cue = world.cue(scene)) return {cue->transition, cue->length.s};
  return {};
}

void change_program(State& s, const Moment& m, const std::string& scene, TransitionWish wish,
                    const std::string& by) {
  if (s.program == scene) return;
  s.outgoing = s.program;
  s.outgoing_entered_at = s.entered_at;
  s.program = scene;
  if (s.preview == scene)
    s.preview = m.world.knows_scene(s.outgoing) ? s.outgoing : std::string{};  // they change places
  s.entered_at = s.stands_since = s.show_s;
  s.transition.reset();
  if (wish.kind != TransitionKind::cut && wish.length_s > 0)
    s.transition = TransitionRun{wish.kind, wish.length_s, s.show_s};
  else
    s.outgoing.clear();
  s.program_since = m.in.wall_clock;
  s.program_by = by;
  if (scene == m.world.setup.timeline_scene && !s.timeline.positioned) s.timeline = {};
  if (scene == m.world.setup.timeline_scene) {
    s.timeline.from = s.timeline.to;  // it enters at rest
    s.timeline.began_at = s.show_s;
  }
  // A choice holds for one entrance.
  s.timeline.positioned = false;
}

void move_timeline(State& s, int event) {
  if (event == s.timeline.to) return;
  s.timeline.from = s.timeline.to;
  s.timeline.to = event;
  s.timeline.began_at = s.show_s;
}

void overrule(State& s, const World& world, const std::string& by) {
  s.ruler = by;
  if (!s.tour.running && !s.rotation) return;
  if (s.tour.running) s.tour.held = true;
  s.hold_until_now = std::max(s.hold_until_now.value_or(0), s.now_s + world.hold_s());
}

void end_hold(State& s, const World& world) {
  s.hold_until_now.reset();
  s.ruler.clear();
  s.stands_since = s.show_s;
  s.timeline.held = false;
  if (!s.tour.running || !s.tour.held) return;
  s.tour.held = false;
  s.tour.clock.now_s = s.now_s;
  if (const TourPlan* plan = world.tour(s.tour.id)) stand_on_event(s, world, plan->steps[s.tour.step]);
}

void jump_to_step(State& s, const World& world, std::size_t step) {
  const TourPlan* plan = world.tour(s.tour.id);
  s.tour.step = step;
  s.tour.clock = audio::clock_at(plan->steps[step].from_s, s.now_s);
  s.tour.clip = s.tour.next_clip = 0;
  ++s.tour.started;
  stand_on_event(s, world, plan->steps[step]);
}

void follow_tour(State& s, const Moment& m) {
  if (!s.tour.running || s.tour.held || !s.emergency.empty()) return;
  const TourPlan* plan = m.world.tour(s.tour.id);
  const std::string& scene = plan->steps[s.tour.step].scene;
  if (s.program == scene || !m.world.knows_scene(scene) || !m.ready(scene)) return;
  change_program(s, m, scene, transition_of(m.world, scene), "tour " + plan->id);
}

void end_tour(State& s, const World& world) {
  const std::uint32_t started = s.tour.started;
  s.tour = {};
  s.tour.started = started;
  s.quiet_until_now = s.now_s + world.setup.exhibit.rotation.resume_after.s;
  s.stands_since = s.show_s;
}

std::optional<double> rotation_left_s(const State& s, const World& w) {
  if (!rotation_free(s) || next_in_rotation(s, w, nullptr).empty()) return std::nullopt;
  const CueSettings* cue = w.cue(s.program);
  double left = s.stands_since + (cue ? cue->stand.s : 0) - s.show_s;
  left = std::max(left, s.quiet_until_now - s.now_s);
  if (runs_timeline(s, w) && !s.timeline.held && !timeline_told(s, w)) {
    const double untold = w.setup.seconds_per_event_s * (w.last_event() - s.timeline.to + 1);
    left = std::max({left, s.timeline.began_at + untold - s.show_s, 1e-6});
  }
  return std::max(0.0, left);
}

void advance(State& s, const Moment& m, double dt) {
  const TourPlan* plan = s.tour.running ? m.world.tour(s.tour.id) : nullptr;
  double show_dt = dt;
  if (plan != nullptr && s.tour_active())
    show_dt = advance_tour_clock(s, m, *plan);
  else if (s.tour.running && s.tour.paused && !s.tour.held && s.emergency.empty() && !s.transition)
    show_dt = 0;  // a pause holds everything, once a transition under way has arrived
  s.show_s += show_dt;

  const double target = s.blackout ? 1 : 0;
  s.black += std::clamp(target - s.black, -dt / black_ramp_s, dt / black_ramp_s);

  advance_transition(s);
  advance_hold(s, m.world);
  if (plan != nullptr && s.tour.running) advance_tour(s, m, *plan);
  follow_tour(s, m);
  advance_timeline(s, m.world);
  advance_rotation(s, m);
}

}  // namespace guangmu::show
