#include "stage/stage.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/log.h"
#include "led_mapping/pattern.h"
#include "led_mapping/planner.h"
#include "stage/check_questions.h"
#include "stage/pointer.h"
#include "stage/spoken.h"
#include "stage/technician.h"

namespace guangmu::stage {
namespace {

renderer::TransitionKind to_renderer(show::TransitionKind kind) {
  switch (kind) {
    case show::TransitionKind::cut: return renderer::TransitionKind::cut;
    case show::TransitionKind::dissolve: return renderer::TransitionKind::dissolve;
    case show::TransitionKind::push: return renderer::TransitionKind::push;
    case show::TransitionKind::wipe: return renderer::TransitionKind::modules;
  }
  return renderer::TransitionKind::cut;
}

// Whether a picture made from `before` can still stand for `now`.
bool same_moment(const scenes::SceneInput& before, const scenes::SceneInput& now) {
  return before.language == now.language && before.data == now.data && before.timeline.from == now.timeline.from &&
         before.timeline.to == now.timeline.to && before.timeline.held == now.timeline.held && before.settled == now.settled &&
         before.figures_frozen == now.figures_frozen && before.figures_date == now.figures_date && now.entered_s >= before.entered_s &&
         now.timeline.moved_s >= before.timeline.moved_s;
}

}  // namespace

Stage::Stage(Settings settings, draw::TextEngine& text, StageOptions options)
    : settings_(std::move(settings)), text_(text), options_(std::move(options)) {}

Result<std::unique_ptr<Stage>> Stage::create(Settings settings, draw::TextEngine& text, StageOptions options) {
  std::unique_ptr<Stage> stage(new Stage(std::move(settings), text, std::move(options)));
  stage->profiles_.fill(std::exchange(stage->options_.shelf, {}));
  if (!stage->options_.profile.empty()) stage->colour_.wish.profile = stage->options_.profile;
  if (const auto built = stage->rebuild(); !built) return built.error();
  stage->show_ = std::make_unique<show::Show>(stage->setup(), stage->options_.first_scene);
  return stage;
}

Result<void> Stage::replace(Settings settings) {
  std::swap(settings_, settings);
  if (const auto built = rebuild(); !built) {
    std::swap(settings_, settings);
    return built;
  }
  show_->replace(setup());
  return {};
}

// Everything that depends on the settings alone. Changes nothing when it fails.
Result<void> Stage::rebuild() {
  auto plan = led::plan_wall(settings_.wall);
  if (!plan) return plan.error();
  plan_ = std::move(*plan);
  profiles_.use(settings_.wall);
  tables_ = led::make_output_tables(settings_.wall, brightness_);  // in case that no profile fits the wall any more
  make_tables(colour_);
  map_ = wall_map(settings_.wall, plan_);
  power_ = led::power_limits(settings_.wall, plan_);
  scenes_ = std::make_unique<SceneSet>(settings_);
  settled_scenes_ = std::make_unique<SceneSet>(settings_);
  const LocalText& name = settings_.show.short_title.empty() ? settings_.show.title : settings_.show.short_title;
  overlay_ = std::make_unique<scenes::Overlay>(scene_context(settings_), name, settings_.show.title);
  program_ = outgoing_ = {};
  settled_.clear();
  pattern_.clear();
  return {};
}

show::Setup Stage::setup() const {
  show::Setup s;
  s.exhibit = settings_.show;
  for (const auto& [id, scene] : settings_.scenes) s.scenes[id] = {scene.title, scenes_->metric_ids(id)};
  s.tours = settings_.tours;
  s.narrations = settings_.narrations;
  for (const auto& event : settings_.timeline.events) s.events.push_back({event.id, event.title, to_string(event.date)});
  s.seconds_per_event_s = settings_.timeline.seconds_per_event.s;
  for (const auto& [id, metric] : settings_.data.metrics) s.metrics.push_back(id);
  s.patterns = led::pattern_names(settings_.wall);
  s.profile = colour_.wish.profile;
  s.trial_s = settings_.wall.profiles.trial_s;
  const SizePx wall = settings_.wall.size_px();
  s.check = {check_questions(), fmt::format("{}x{}", wall.w, wall.h), options_.check, options_.why_no_check};
  s.columns = settings_.wall.columns();
  s.rows = settings_.wall.rows();
  for (const led::Card& card : plan_.cards) s.cards = std::max(s.cards, card.id);
  for (std::size_t bus = 0; bus < s.volume_db.size(); ++bus) s.volume_db[bus] = settings_.audio.levels.of(static_cast<audio::Bus>(bus));
  return s;
}

StageFrame Stage::step(const StageInput& in) {
  show::ShowInput input{in.now_s, in.wall_clock, in.frame, in.batches, {}, in.audio, &profiles_, in.data};
  for (const auto& [id, scene] : settings_.scenes)
    if (const std::string failure = scenes_->failure(id); !failure.empty()) input.scenes[id] = {true, "", failure};
  StageFrame frame;
  frame.show = show_->step(input);
  const show::Picture& picture = picture_ = frame.show.picture;
  for (const auto& deed : frame.show.profile_deeds) profiles_.carry_out(deed, in.wall_clock);
  live_ = in.data;
  wall_clock_ = in.wall_clock;

  scenes::SceneInput scene = scene_input(picture, figures_for(picture, in.data), options_.clock.value_or(in.wall_clock));
  if (!picture.freeze) build(program_, *scenes_, picture.program, scene);
  const bool moving = !picture.outgoing.empty() && picture.progress < 1;
  if (moving) {
    scene.entered_s = picture.outgoing_entered_s;
    build(outgoing_, *scenes_, picture.outgoing, scene);
  }
  build_overlay(picture);
  prepare_output(picture);

  renderer::FrameRequest& request = frame.request;
  request.program = &program_.out.list;
  request.program_key = hash_of(program_.id);
  request.outgoing = moving ? &outgoing_.out.list : nullptr;
  request.outgoing_key = hash_of(outgoing_.id);
  request.transition = to_renderer(picture.transition);
  request.progress = moving ? static_cast<float>(picture.progress) : 1.f;
  const bool black = picture.black >= 1 && picture.emergency.empty();  // no caption stays lit on a black wall
  if (!black) request.overlay = overlay_out_.list.groups;
  request.light = picture.emergency.empty() ? static_cast<float>(1 - picture.black) : 1.f;
  request.freeze = picture.freeze;
  request.tables = &tables_;
  request.tables_version = tables_version_;
  request.dither_frame = tables_.dither == led::Dither::temporal ? static_cast<std::uint32_t>(in.frame) : 0;
  request.power = &power_;
  request.now_s = in.now_s;
  request.limiter_settled = options_.limiter_settled;
  request.pattern = picture.emergency.empty() ? pattern_.picture() : nullptr;
  if (pattern_.flashed()) frame.show.cues.push_back(audio::PlayClip{++beeps_, beep_clip, audio::Bus::interface});
  return frame;
}

scenes::SceneInput Stage::scene_input(const show::Picture& picture, const kpi::SnapshotPtr& data, Instant clock) const {
  scenes::SceneInput in;
  in.time_s = picture.time_s;
  in.entered_s = picture.entered_s;
  in.wall_clock = clock;
  in.language = picture.language;
  in.data = data;
  in.timeline = {picture.timeline.from, picture.timeline.to, picture.timeline.moved_s, picture.timeline.held};
  in.figures_frozen = picture.figures != nullptr;
  in.figures_date = picture.figures_date;
  in.backdrop_moves = options_.backdrop_moves;
  return in;
}

// Builds only when something is due: the picture of a scene at rest stands until its next_change_s.
void Stage::build(Shown& shown, SceneSet& set, const std::string& id, const scenes::SceneInput& in) {
  const bool due = in.time_s >= shown.out.next_change_s || in.time_s < shown.in.time_s;
  if (!shown.known || shown.id != id || due || !same_moment(shown.in, in)) {
    shown.out = set.build(id, in, text_);
    shown.id = id;
    shown.in = in;
    shown.known = true;
  }
  shown.out.list.time_s = in.time_s;
  shown.out.list.backdrop_moves = in.backdrop_moves;
}

void Stage::build_overlay(const show::Picture& picture) {
  scenes::OverlayInput in;
  in.time_s = picture.time_s;
  in.language = picture.language;
  const bool going_black = picture.black > 0 && picture.emergency.empty();
  in.caption = going_black ? "" : picture.caption.in(picture.language);
  in.message = going_black ? "" : picture.message;
  in.emergency = picture.emergency;
  in.logo = picture.logo;
  in.figures_frozen = picture.figures != nullptr;
  in.figures_date = picture.figures_date;
  if ((in.rehearsal = options_.rehearsal)) {
    const CivilTime day = civil(wall_clock_);
    in.recorded_date = {day.year, day.month, day.day};
  }
  overlay_out_.list.groups.clear();
  overlay_->build(in, text_, overlay_out_);
  if (const auto rect = pointed_rect(picture.pointed, settings_.wall, plan_))
    overlay_out_.list.groups.push_back(pointer_group(*rect));
}

void Stage::prepare_output(const show::Picture& picture) {
  if (picture.brightness != brightness_) {
    brightness_ = picture.brightness;
    led::set_brightness(tables_, settings_.wall, brightness_);
    ++tables_version_;
  }
  if (picture.colour != colour_) make_tables(picture.colour);
  pattern_.show(picture.pattern, picture.time_s, pointed_rect(picture.pointed, settings_.wall, plan_), settings_.wall, plan_, power_);
}

// All or nothing: what cannot be made leaves the wall as it is.
void Stage::make_tables(const show::ColourPicture& wanted) {
  colour_ = wanted;
  ++tables_version_;
  auto tables = profiles_.tables(wanted, brightness_);
  colour_fault_ = tables ? "" : tables.error().text;
  if (tables) tables_ = std::move(*tables);
  auto made = profiles_.make(wanted.wish);
  if (!made) made = Profiles::Made{};
  colour_status_ = colour_status(settings_.wall, *made);
  modules_ = module_infos(settings_.wall, made->settings);
}

void Stage::fill_profiles(ProfileShelf shelf) {
  profiles_.fill(std::move(shelf));
  if (!colour_fault_.empty()) make_tables(colour_);  // it may have come meanwhile
}

// During a tour the wall shows what the narration says; the copy is made once per snapshot.
kpi::SnapshotPtr Stage::figures_for(const show::Picture& picture, const kpi::SnapshotPtr& live) {
  if (!picture.figures) return live;
  if (frozen_from_ != live || spoken_ != picture.figures) {
    frozen_ = std::make_shared<const kpi::Snapshot>(with_spoken(settings_.data, *live, *picture.figures, wall_clock_));
    frozen_from_ = live;
    spoken_ = picture.figures;
  }
  return frozen_;
}

const draw::DrawList* Stage::settled(const std::string& id) {
  if (!settled_scenes_->has(id) || !live_) return nullptr;
  scenes::SceneInput in = scene_input(picture_, live_, options_.clock.value_or(wall_clock_));
  in.settled = true;
  in.entered_s = 1e6;
  in.backdrop_moves = false;
  Shown& shown = settled_[id];
  build(shown, *settled_scenes_, id, in);
  return &shown.out.list;
}

void Stage::note(const renderer::FrameReport& report, double now_s) {
  if (report.power) power_watch_.add(now_s, *report.power);
}

void Stage::describe(show::Status& status) const {
  show_->describe(status);
  status.wall_px = {tables_.wall.w, tables_.wall.h};
  status.brightness = brightness_;
  show::TechnicianStatus& technician = status.technician;
  technician.wall = map_;
  technician.colour = colour_status_;
  technician.modules = modules_;
  describe_profiles(profiles_, technician.profiles);
  technician.power = power_watch_.status(power_, plan_);
}

}  // namespace guangmu::stage
