#include "show/show.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "show/commands.h"
#include "show/moves.h"
#include "show/state.h"
#include "show/telling.h"

namespace guangmu::show {
namespace {

constexpr std::size_t records_kept = 20;

// A batch that waits for a scene to be loaded.
struct Waiting {
  Batch batch;
  double since_now = 0;
};

// Outcome of a whole batch.
struct Tried {
  State state;
  std::vector<Verdict> verdicts;  // one per command
  std::vector<Command> effects;
  bool refused = false, may_wait = false;
};

Tried try_batch(const Batch& batch, const State& state, const Moment& m) {
  Tried tried{state, {}, {}, false, true};
  for (const Command& command : batch.commands) {
    // A refused command changes nothing that the ones behind it would see: all mistakes of a batch are told
    // at once.
    State next = tried.state;
    Verdict verdict = apply(command, next, m, batch.by, tried.effects);
    if (verdict.outcome == Outcome::refused) {
      tried.refused = true;
      tried.may_wait = tried.may_wait && !verdict.waits_for.empty();
    } else {
      tried.state = std::move(next);
    }
    tried.verdicts.push_back(std::move(verdict));
  }
  return tried;
}

}  // namespace

struct Show::Impl {
  std::unique_ptr<World> world;
  State state;
  ShowInput last;  // for describe(); batches and audio are not kept
  bool begun = false;
  std::deque<Waiting> waiting;
  std::deque<CommandRecord> records;

  // What the mixer was told.
  std::uint32_t next_serial = 1, sound_started = 0;
  bool sounding = false, narrating = false;
  std::optional<std::array<double, audio::bus_count>> sent_volume_db;
  std::optional<bool> sent_mute;

  std::int64_t schedule_minute = -1;  // the last minute that was looked at

  void begin(const std::string& first) {
    const ShowSettings& exhibit = world->setup.exhibit;
    for (const CueSettings& cue : exhibit.scenes)
      if (world->knows_scene(cue.scene)) {
        if (state.program == hold_scene)
          state.program = cue.scene;
        else if (state.preview.empty())
          state.preview = cue.scene;
      }
    if (world->knows_scene(first)) {
      if (state.preview == first) state.preview = state.program;
      state.program = first;
    }
    state.program_by = "show";
    state.rotation = exhibit.rotation.on;
    if (!exhibit.languages.empty()) state.language = exhibit.languages.front();
    state.volume_db = world->setup.volume_db;
    state.check.record = world->setup.check.newest;
    state.trial.confirmed.profile = state.trial.wish.profile = world->setup.profile;
  }

  // ---- commands

  void record(const Batch& batch, std::size_t i, const Verdict& verdict, ShowOutput& out) {
    const std::string text = to_text(batch.commands[i]);
    out.journal.push_back({last.wall_clock, state.show_s, batch.by, text, verdict.outcome, verdict.reason});
    records.push_back({last.wall_clock, text, batch.by, verdict.outcome, verdict.reason, last.frame});
    if (records.size() > records_kept) records.pop_front();
  }

  // True when it was answered, false when it has to wait.
  bool handle(const Batch& batch, double waited_s, const Moment& m, ShowOutput& out) {
    Tried tried = try_batch(batch, state, m);
    if (tried.refused && tried.may_wait && waited_s < wait_for_scene_s) return false;
    Answer answer{batch.ticket, !tried.refused, {}, {}};
    for (std::size_t i = 0; i < batch.commands.size(); ++i) {
      Verdict& verdict = tried.verdicts[i];
      const int index = static_cast<int>(i);
      if (verdict.outcome == Outcome::refused) answer.refused.push_back({index, verdict.reason});
      if (tried.refused && verdict.outcome != Outcome::refused)
        verdict = {Outcome::refused, "another command of its batch was refused", {}};
      if (verdict.outcome == Outcome::ignored) answer.ignored.push_back({index, verdict.reason});
      record(batch, i, verdict, out);
    }
    if (!tried.refused) {
      state = std::move(tried.state);
      for (Command& effect : tried.effects) out.effects.push_back({std::move(effect), batch.by});
    }
    out.answers.push_back(std::move(answer));
    return true;
  }

  void handle_all(const ShowInput& in, const Moment& m, ShowOutput& out) {
    std::deque<Waiting> still;
    for (Waiting& each : waiting)
      if (!handle(each.batch, in.now_s - each.since_now, m, out)) still.push_back(std::move(each));
    waiting = std::move(still);
    for (const Batch& batch : in.batches)
      if (!handle(batch, 0, m, out)) waiting.push_back({batch, in.now_s});
  }

  // Commands by time of day: each minute once, also those that a late step skipped (up to ten).
  std::vector<Batch> due_by_schedule(const ShowInput& in, ShowOutput& out) {
    std::vector<Batch> due;
    const auto& schedule = world->setup.exhibit.schedule;
    const std::int64_t minute = (in.wall_clock.us / 1000000 + hall_utc_offset_s) / 60;
    const std::int64_t from = minute - schedule_minute > 10 ? minute : schedule_minute + 1;
    const bool first = schedule_minute < 0;
    if (minute == schedule_minute) return due;
    schedule_minute = minute;
    if (first || schedule.empty()) return due;
    for (std::int64_t each = from; each <= minute; ++each) {
      const int of_day = static_cast<int>(each % (24 * 60));
      const auto weekday = static_cast<Weekday>((each / (24 * 60) + 4) % 7);
      for (const ScheduleEntry& entry : schedule) {
        if (minutes_of_day(entry.at) != of_day) continue;
        if (!entry.days.empty() &&
            std::find(entry.days.begin(), entry.days.end(), weekday) == entry.days.end())
          continue;
        Batch batch{0, {}, schedule_name};
        for (const std::string& text : entry.commands) {
          if (auto command = parse_command(text))
            batch.commands.push_back(*command);
          else
            out.journal.push_back(
                {in.wall_clock, state.show_s, schedule_name, text, Outcome::refused, command.error().text});
        }
        if (batch.commands.size() == entry.commands.size()) due.push_back(std::move(batch));
      }
    }
    return due;
  }

  // What goes back by itself when nobody says anything more.
  void end_what_is_over(ShowOutput& out) {
    if (const std::string text = run_out(state.trial, state.now_s); !text.empty()) {
      out.events.push_back({last.wall_clock, "profile", text, -1, -1});
      out.journal.push_back({last.wall_clock, state.show_s, "show", text, Outcome::applied, ""});
    }
    if (state.now_s >= state.pointed_until_now) state.pointed = {};
  }

  // ---- sound: the mixer is told the difference between what it was told and what the state wants

  std::uint32_t serial() {
    if (next_serial == 0) ++next_serial;
    return next_serial++;
  }

  void play_next(const TourPlan& plan, std::vector<audio::SoundCue>& cues) {
    const std::size_t next = state.tour.step + 1;
    if (state.tour.next_clip != 0 || state.tour.clip == 0 || next >= plan.steps.size() ||
        plan.steps[next].clip.empty())
      return;
    state.tour.next_clip = serial();
    cues.push_back(audio::PlayClip{state.tour.next_clip, plan.steps[next].clip, audio::Bus::narration, 0,
                                   state.tour.clip, false});
  }

  void tell_sound(std::vector<audio::SoundCue>& cues) {
    TourRun& tour = state.tour;
    const TourPlan* plan = tour.running ? world->tour(tour.id) : nullptr;
    const bool anew = plan != nullptr && sound_started != tour.started;
    if (narrating && (plan == nullptr || anew)) {
      cues.push_back(audio::StopClip{0, audio::Bus::narration});
      narrating = sounding = false;
    }
    sound_started = tour.started;
    // A step that begins anew, or a spoken one after a silent one.
    if (plan != nullptr && tour.clip == 0 && !plan->steps[tour.step].clip.empty()) {
      tour.clip = serial();
      const double into_s = std::max(0.0, tour.clock.time_s - plan->steps[tour.step].from_s);
      cues.push_back(audio::PlayClip{tour.clip, plan->steps[tour.step].clip, audio::Bus::narration,
                                     static_cast<std::int64_t>(into_s * audio::sample_rate_hz), 0, false});
      narrating = sounding = true;
    }
    if (plan != nullptr) play_next(*plan, cues);
    const bool should = state.tour_active();
    if (narrating && tour.clip != 0 && sounding != should) {
      if (should)
        cues.push_back(audio::ResumeClip{tour.clip, audio::Bus::narration});
      else
        cues.push_back(audio::PauseClip{tour.clip, audio::Bus::narration});
      sounding = should;
    }
    tell_volumes(cues);
  }

  void tell_volumes(std::vector<audio::SoundCue>& cues) {
    for (int i = 0; i < audio::bus_count; ++i) {
      const auto bus = static_cast<std::size_t>(i);
      if (!sent_volume_db || (*sent_volume_db)[bus] != state.volume_db[bus])
        cues.push_back(
            audio::SetVolume{static_cast<audio::Bus>(i), static_cast<float>(state.volume_db[bus])});
    }
    sent_volume_db = state.volume_db;
    if (sent_mute != state.mute && (sent_mute || state.mute)) cues.push_back(audio::SetMute{state.mute});
    sent_mute = state.mute;
  }

  // ---- picture

  Picture picture() const {
    const State& s = state;
    Picture p;
    p.time_s = s.show_s;
    p.program = s.program;
    p.preview = s.preview;
    p.entered_s = s.show_s - s.entered_at;
    if (s.transition) {
      p.outgoing = s.outgoing;
      p.outgoing_entered_s = s.show_s - s.outgoing_entered_at;
      p.transition = s.transition->kind;
      p.transition_s = s.transition->length_s;
      p.progress = std::clamp((s.show_s - s.transition->began_at) / s.transition->length_s, 0.0, 1.0);
    }
    p.timeline = {s.timeline.from, s.timeline.to, s.show_s - s.timeline.began_at, s.timeline.held};
    p.language = s.language;
    p.message = s.message;
    p.emergency = s.emergency;
    if (s.emergency.empty()) {  // nothing may stand before an emergency
      p.pattern = s.pattern;
      p.logo = s.logo;
      p.freeze = s.freeze;
      p.black = s.black;
    }
    p.brightness = s.brightness;
    p.colour = s.trial.picture();
    p.pointed = s.pointed;
    if (!s.tour.running || s.tour.held) return p;
    const TourPlan* plan = world->tour(s.tour.id);
    const PlannedStep& step = plan->steps[s.tour.step];
    if (const LocalText* caption = step.caption_at(s.tour.clock.time_s - step.from_s)) p.caption = *caption;
    p.figures = plan->figures;
    p.figures_date = plan->figures_date;
    return p;
  }
};

Show::Show(Setup setup, std::string first) : impl_(std::make_unique<Impl>()) {
  impl_->world = std::make_unique<World>(std::move(setup));
  impl_->begin(first);
}
Show::~Show() = default;
Show::Show(Show&&) noexcept = default;
Show& Show::operator=(Show&&) noexcept = default;

ShowOutput Show::step(const ShowInput& in) {
  Impl& show = *impl_;
  State& s = show.state;
  ShowOutput out;
  const double dt = show.begun ? std::max(0.0, in.now_s - s.now_s) : 0;
  if (!show.begun) s.program_since = in.wall_clock;
  show.begun = true;
  s.now_s = show.begun ? std::max(in.now_s, s.now_s) : in.now_s;
  show.last = {in.now_s, in.wall_clock, in.frame, {}, in.scenes, nullptr, nullptr};

  const Moment m{*show.world, in};
  const State before = s;
  advance(s, m, dt);
  show.end_what_is_over(out);
  for (const Batch& batch : show.due_by_schedule(in, out)) show.handle(batch, wait_for_scene_s, m, out);
  std::erase_if(out.answers,
                [](const Answer& answer) { return answer.ticket == 0; });  // nobody waits for the schedule's
  show.handle_all(in, m, out);
  follow_tour(s, m);
  show.tell_sound(out.cues);
  out.profile_deeds = std::exchange(s.trial.deeds, {});
  if (s.check.record != before.check.record) out.check_record = s.check.record;
  tell_changes(before, s, *show.world, in.wall_clock, out);
  out.picture = show.picture();
  return out;
}

void Show::replace(Setup setup) {
  Impl& show = *impl_;
  State& s = show.state;
  const std::string step_id =
      s.tour.running ? show.world->tour(s.tour.id)->steps[s.tour.step].id : std::string{};
  const std::string event_id = show.world->setup.events.empty()
                                   ? std::string{}
                                   : show.world->setup.events[static_cast<std::size_t>(s.timeline.to)].id;
  show.world = std::make_unique<World>(std::move(setup));
  const World& w = *show.world;
  const auto known = [&](const std::string& scene) { return scene == hold_scene || w.knows_scene(scene); };
  if (!known(s.program)) {
    s.program = hold_scene;
    for (auto cue = w.setup.exhibit.scenes.rbegin(); cue != w.setup.exhibit.scenes.rend(); ++cue)
      if (w.knows_scene(cue->scene)) s.program = cue->scene;
    s.entered_at = s.stands_since = s.show_s;
    s.program_by = "show";
  }
  if (!known(s.outgoing)) {
    s.outgoing.clear();
    s.transition.reset();
  }
  if (!known(s.preview)) s.preview.clear();
  std::erase_if(s.undo, [&](const UndoEntry& entry) { return !known(entry.scene); });
  const int event = w.event(event_id).value_or(0);
  s.timeline.from = s.timeline.to = event;
  const auto& languages = w.setup.exhibit.languages;
  if (!languages.empty() && std::find(languages.begin(), languages.end(), s.language) == languages.end())
    s.language = languages.front();
  if (std::find(w.setup.patterns.begin(), w.setup.patterns.end(), s.pattern) == w.setup.patterns.end())
    s.pattern.clear();
  if (!s.tour.running) return;
  const TourPlan* plan = w.tour(s.tour.id);
  if (plan == nullptr) return end_tour(s, w);
  // The step goes on where it was when it is still the same; its sound is asked for anew, from that place on.
  std::size_t at = plan->steps.size();
  for (std::size_t i = 0; i < plan->steps.size(); ++i)
    if (plan->steps[i].id == step_id) at = i;
  if (at < plan->steps.size() && at == s.tour.step &&
      s.tour.clock.time_s < plan->steps[at].from_s + plan->steps[at].length_s &&
      s.tour.clock.time_s >= plan->steps[at].from_s) {
    return;
  }
  jump_to_step(s, w, at < plan->steps.size() ? at : 0);
}

void Show::describe(Status& status) const {
  const Impl& show = *impl_;
  describe_show(show.state, Moment{*show.world, show.last}, status);
  status.last_commands.assign(show.records.begin(), show.records.end());
}

std::vector<std::string> Show::clips() const {
  std::vector<std::string> clips;
  for (const auto& [id, plan] : impl_->world->tours)
    for (const PlannedStep& step : plan.steps)
      if (!step.clip.empty() && std::find(clips.begin(), clips.end(), step.clip) == clips.end())
        clips.push_back(step.clip);
  return clips;
}

}  // namespace guangmu::show
