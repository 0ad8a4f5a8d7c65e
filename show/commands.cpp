#include "show/commands.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace guangmu::show {
namespace {

Verdict refused(std::string reason) {
  return {Outcome::refused, std::move(reason), {}};
}
Verdict ignored(std::string reason) {
  return {Outcome::ignored, std::move(reason), {}};
}

template <class Names>
std::string listed(const Names& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
  return list.empty() ? "none" : list;
}

template <class Map>
std::string keys(const Map& map) {
  std::vector<std::string> names;
  for (const auto& [name, value] : map) names.push_back(name);
  return listed(names);
}

class Apply {
 public:
  Apply(State& s, const Moment& m, const std::string& by, std::vector<Command>& effects)
      : s_(s), m_(m), w_(m.world), by_(by), effects_(effects) {}

  Verdict operator()(const Take& c) {
    if (c.scene.empty()) return take_preview(preview_transition());
    if (auto verdict = not_possible(c.scene)) return *verdict;
    if (s_.program == c.scene) return keep();
    return take(c.scene, transition_of(w_, c.scene));
  }
  Verdict operator()(const Cut&) { return take_preview({TransitionKind::cut, 0}); }
  Verdict operator()(const Fade& c) { return take_preview({TransitionKind::dissolve, c.s}); }

  Verdict operator()(const Preview& c) {
    if (!w_.knows_scene(c.scene)) return refused(no_scene(c.scene));
    s_.preview = c.scene;
    return {};
  }

  Verdict operator()(const Undo&) {
    if (auto verdict = emergency_rules()) return *verdict;
    while (!s_.undo.empty() && s_.now_s - s_.undo.back().taken_at_now > undo_age_s) s_.undo.pop_back();
    if (s_.undo.empty()) return refused("there is nothing to undo: no take within the last 10 minutes");
    const UndoEntry last = s_.undo.back();
    if (auto verdict = not_possible(last.scene)) return *verdict;
    s_.undo.pop_back();
    overrule(s_, w_, by_);
    change_program(s_, m_, last.scene, {last.kind, last.length_s}, by_);
    return {};
  }

  Verdict operator()(const Hold& c) {
    if (!c.s) {
      if (!s_.operator_rules()) return ignored("no hold runs");
      end_hold(s_, w_);
      return {};
    }
    if (auto verdict = operator_beats_schedule()) return *verdict;
    overrule(s_, w_, by_);
    s_.hold_until_now = s_.now_s + *c.s;
    return {};
  }

  Verdict operator()(const Rotation& c) {
    if (c.on && !s_.rotation) {
      s_.stands_since = s_.show_s;
      s_.quiet_until_now = s_.now_s;
    }
    s_.rotation = c.on;
    return {};
  }

  Verdict operator()(const TourStart& c) {
    if (auto verdict = emergency_rules()) return *verdict;
    if (auto verdict = operator_beats_schedule()) return *verdict;
    const TourPlan* plan = w_.tour(c.tour);
    if (plan == nullptr)
      return refused(fmt::format("there is no tour {}; expected one of: {}", c.tour, keys(w_.tours)));
    if (auto verdict = scene_not_ready(plan->steps.front().scene)) return *verdict;
    s_.hold_until_now.reset();
    s_.timeline.held = false;
    end_tour(s_, w_);
    s_.ruler = by_;
    s_.tour.id = c.tour;
    s_.tour.running = true;
    jump_to_step(s_, w_, 0);
    return {};
  }

  Verdict operator()(const TourControl& c) {
    if (!s_.tour.running) return refused("no tour runs; start one by `tour start ID`");
    if (c.action == TourAction::stop) {
      end_tour(s_, w_);
      return {};
    }
    if (c.action == TourAction::pause) {
      if (s_.tour.paused) return ignored("the tour is paused already");
      s_.tour.paused = true;
      return {};
    }
    if (auto verdict = emergency_rules()) return *verdict;
    if (c.action == TourAction::resume) {
      if (!s_.tour.paused && !s_.tour.held) return ignored("the tour runs already");
      go_on();
      return {};
    }
    const TourPlan* plan = w_.tour(s_.tour.id);
    if (c.action == TourAction::back) return to_step(s_.tour.step == 0 ? 0 : s_.tour.step - 1);
    if (auto verdict = pressed_twice()) return *verdict;
    if (s_.tour.step + 1 >= plan->steps.size()) {
      end_tour(s_, w_);
      return {};
    }
    return to_step(s_.tour.step + 1);
  }

  Verdict operator()(const TourGoto& c) {
    if (!s_.tour.running) return refused("no tour runs; start one by `tour start ID`");
    if (auto verdict = emergency_rules()) return *verdict;
    const TourPlan& plan = *w_.tour(s_.tour.id);
    for (std::size_t i = 0; i < plan.steps.size(); ++i)
      if (plan.steps[i].id == c.step) return to_step(i);
    std::size_t number = 0;
    const char* end = c.step.data() + c.step.size();
    const auto [stop, fault] = std::from_chars(c.step.data(), end, number);
    if (fault == std::errc{} && stop == end && number >= 1 && number <= plan.steps.size())
      return to_step(number - 1);
    std::vector<std::string> ids;
    for (const PlannedStep& step : plan.steps) ids.push_back(step.id);
    return refused(fmt::format("the tour {} has no step {}; expected 1 to {} or one of: {}", plan.id, c.step,
                               plan.steps.size(), listed(ids)));
  }

  Verdict operator()(const TimelineControl& c) {
    if (auto verdict = no_events()) return *verdict;
    if (c.action == TimelineAction::hold) {
      s_.timeline.held = !s_.timeline.held;
      if (!s_.timeline.held) s_.timeline.began_at = s_.show_s;
      timeline_taken();
      return {};
    }
    const int to = s_.timeline.to + (c.action == TimelineAction::next ? 1 : -1);
    if (to < 0) return ignored("this is the first event");
    if (to > w_.last_event()) return ignored("this is the last event");
    return to_event(to);
  }

  Verdict operator()(const TimelineGoto& c) {
    if (auto verdict = no_events()) return *verdict;
    if (const auto event = w_.event(c.event)) return to_event(*event);
    std::vector<std::string> ids;
    for (const TimelineEventInfo& event : w_.setup.events) ids.push_back(event.id);
    return refused(fmt::format("the timeline has no event {}; expected one of: {}", c.event, listed(ids)));
  }

  Verdict operator()(const Blackout& c) {
    if (c.on)
      if (auto verdict = emergency_rules()) return *verdict;
    s_.blackout = c.on;
    return {};
  }
  Verdict operator()(const Freeze& c) { return s_.freeze = c.on, Verdict{}; }
  Verdict operator()(const Logo& c) { return s_.logo = c.on, Verdict{}; }
  Verdict operator()(const Message& c) { return s_.message = c.text.value_or(""), Verdict{}; }

  Verdict operator()(const Emergency& c) {
    const bool was = !s_.emergency.empty();
    s_.emergency = c.text.value_or("");
    if (was && !c.text) {
      s_.tour.clock.now_s = s_.now_s;
      s_.stands_since = s_.show_s;
    }
    return {};
  }

  Verdict operator()(const Brightness& c) { return s_.brightness = c.value, Verdict{}; }
  Verdict operator()(const Volume& c) { return s_.volume_db[audio::index_of(c.bus)] = c.db, Verdict{}; }
  Verdict operator()(const Mute& c) { return s_.mute = c.on, Verdict{}; }

  Verdict operator()(const Pattern& c) {
    const auto& names = w_.setup.patterns;
    if (!c.name.empty() && std::find(names.begin(), names.end(), c.name) == names.end())
      return refused(
          fmt::format("there is no pattern {}; expected off or one of: {}", c.name, listed(names)));
    if (!c.name.empty())
      if (auto verdict = emergency_rules()) return *verdict;
    s_.pattern = c.name;
    if (c.name.empty()) s_.stands_since = s_.show_s;
    return {};
  }

  Verdict operator()(const SetLanguage& c) {
    const auto& known = w_.setup.exhibit.languages;
    if (std::find(known.begin(), known.end(), c.language) == known.end())
      return refused(fmt::format("the exhibit does not speak {}; add it to `languages` of exhibit.yaml",
                                 c.language == Language::zh ? "zh" : "en"));
    s_.language = c.language;
    return {};
  }

  Verdict operator()(const Accept& c) { return on_held(c.metric, c, "accept"); }
  Verdict operator()(const Refuse& c) { return on_held(c.metric, c, "refuse"); }
  Verdict operator()(const Override& c) { return for_metric(c.metric, c); }

  Verdict operator()(const Profile& c) { return on_trial(c); }
  Verdict operator()(const ProfileSave& c) { return on_trial(c); }
  Verdict operator()(const ProfileSplit& c) { return on_trial(c); }
  Verdict operator()(const ProfileSwap& c) { return on_trial(c); }
  Verdict operator()(const Adjust& c) { return on_trial(c); }
  Verdict operator()(const AdjustUndo& c) { return on_trial(c); }

  Verdict operator()(const Point& c) {
    const Setup& wall = w_.setup;
    if (c.at == PointAt::module && (c.column > wall.columns || c.row > wall.rows))
      return refused(fmt::format("there is no module {}-{}; the wall has {} columns and {} rows", c.column,
                                 c.row, wall.columns, wall.rows));
    if (c.at == PointAt::card && c.card > wall.cards)
      return refused(fmt::format("there is no card {}; the wall has {}", c.card, wall.cards));
    s_.pointed = {c.column, c.row, c.card};
    s_.pointed_until_now = s_.now_s + point_s;
    return {};
  }
  Verdict operator()(const Note&) { return {}; }  // its record is all it is for
  Verdict operator()(const VerifyControl& c) { return apply_check(s_, w_, c, by_, iso8601(m_.in.wall_clock)); }
  Verdict operator()(const VerifyAnswer& c) { return apply_check(s_, w_, c, iso8601(m_.in.wall_clock)); }
  Verdict operator()(const Hall& c) {
    if (!w_.setup.has_hall) return refused("the hall's equipment is not connected; see hall.yaml");
    effects_.push_back(c);
    return {};
  }

 private:
  using Maybe = std::optional<Verdict>;

  std::string no_scene(const std::string& scene) const {
    return fmt::format("there is no scene {}; expected one of: {}", scene, keys(w_.setup.scenes));
  }
  template <class C>
  Verdict on_trial(const C& command) {
    return apply_trial(s_.trial, command, {s_.now_s, w_.setup.trial_s, m_.in.colour, by_});
  }
  Maybe emergency_rules() const {
    if (s_.emergency.empty()) return std::nullopt;
    return refused("an emergency text stands on the wall; end it by `emergency off`");
  }
  Maybe operator_beats_schedule() const {
    if (by_ != schedule_name || (!s_.operator_rules() && !s_.tour.running)) return std::nullopt;
    return refused(s_.operator_rules() ? "an operator holds the wall" : "a tour runs");
  }
  Maybe scene_not_ready(const std::string& scene) const {
    if (m_.ready(scene)) return std::nullopt;
    return Verdict{Outcome::refused,
                   fmt::format("the scene {} is not ready: {}", scene, m_.why_not_ready(scene)), scene};
  }
  Maybe not_possible(const std::string& scene) const {
    if (scene != hold_scene && !w_.knows_scene(scene)) return refused(no_scene(scene));
    if (auto verdict = emergency_rules()) return verdict;
    if (auto verdict = operator_beats_schedule()) return verdict;
    return scene_not_ready(scene);
  }
  Maybe no_events() const {
    if (auto verdict = emergency_rules()) return verdict;
    if (w_.setup.events.empty()) return refused("the timeline has no events; see timeline.yaml");
    return std::nullopt;
  }
  // GO, TAKE and CUT share one guard: two hands or two devices press at the same moment.
  Maybe pressed_twice() {
    if (s_.now_s - s_.last_go_now < go_guard_s) return ignored("pressed twice within 300 ms");
    s_.last_go_now = s_.now_s;
    return std::nullopt;
  }

  TransitionWish preview_transition() const { return transition_of(w_, s_.preview); }

  Verdict take_preview(TransitionWish wish) {
    // The guard comes first: the second press must do nothing at all, not even be refused.
    if (s_.now_s - s_.last_go_now < go_guard_s) return ignored("pressed twice within 300 ms");
    if (s_.preview.empty()) return refused("nothing stands in preview; choose a scene by `preview ID`");
    if (auto verdict = not_possible(s_.preview)) return *verdict;
    const std::string chosen = s_.preview;
    if (chosen == s_.program) return keep();
    return take(chosen, wish);
  }

  // A take of what stands there already: the operator wants it to stay.
  Verdict keep() {
    if (!s_.tour.running && !s_.rotation)
      return ignored(fmt::format("{} stands on the wall already", s_.program));
    overrule(s_, w_, by_);
    return {};
  }

  Verdict take(const std::string& scene, TransitionWish wish) {
    s_.last_go_now = s_.now_s;
    if (s_.undo.size() == undo_depth) s_.undo.erase(s_.undo.begin());
    s_.undo.push_back({s_.program, wish.kind, wish.length_s, s_.now_s});
    overrule(s_, w_, by_);
    change_program(s_, m_, scene, wish, by_);
    return {};
  }

  // The tour has the wall again.
  void go_on() {
    s_.tour.paused = false;
    if (s_.operator_rules()) end_hold(s_, w_);
    s_.tour.held = false;
    s_.tour.clock.now_s = s_.now_s;
  }

  Verdict to_step(std::size_t step) {
    if (auto verdict = scene_not_ready(w_.tour(s_.tour.id)->steps[step].scene)) return *verdict;
    if (s_.operator_rules()) end_hold(s_, w_);
    s_.tour.held = false;
    jump_to_step(s_, w_, step);
    return {};
  }

  Verdict to_event(int event) {
    move_timeline(s_, event);
    timeline_taken();
    return {};
  }
  void timeline_taken() {
    s_.timeline.positioned = s_.program != w_.setup.timeline_scene;
    if (s_.program == w_.setup.timeline_scene || s_.tour_active()) overrule(s_, w_, by_);
  }

  template <class C>
  Verdict on_held(const std::string& metric, const C& command, const char* deed) {
    const kpi::Metric* m = m_.in.figures ? m_.in.figures->metric(metric) : nullptr;
    if (m && !m->quarantined)
      return refused(fmt::format("{} has no value that waits; there is nothing to {}", metric, deed));
    return for_metric(metric, command);
  }

  template <class C>
  Verdict for_metric(const std::string& metric, const C& command) {
    const auto& known = w_.setup.metrics;
    if (std::find(known.begin(), known.end(), metric) == known.end())
      return refused(fmt::format("there is no figure {}; expected one of: {}", metric, listed(known)));
    effects_.push_back(command);
    return {};
  }

  State& s_;
  const Moment& m_;
  const World& w_;
  const std::string& by_;
  std::vector<Command>& effects_;
};

}  // namespace

Verdict apply(const Command& command, State& s, const Moment& m, const std::string& by,
              std::vector<Command>& effects) {
  return std::visit(Apply(s, m, by, effects), command);
}

}  // namespace guangmu::show
