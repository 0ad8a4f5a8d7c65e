#include "app/wall.h"

#include <fmt/core.h>

#include <utility>

#include "audio/beep.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/version.h"
#include "show/figures.h"
#include "store/state_folder.h"

namespace guangmu::app {

namespace {

constexpr double fault_look_s = 0.1;  // thousands of figures are looked through

}  // namespace

Wall::Wall(const WallOptions& options) : options_(options) {}

Wall::~Wall() {
  server_.reset();  // first: nobody may ask any more
  if (board_) board_->stop();
}

Result<std::unique_ptr<Wall>> Wall::start(const WallOptions& options) {
  std::unique_ptr<Wall> wall(new Wall(options));
  for (const auto step : {&Wall::open_exhibit, &Wall::open_figures, &Wall::open_picture, &Wall::open_sound_and_control})
    if (const auto done = (wall.get()->*step)(); !done) return done.error();
  return wall;
}

Result<void> Wall::open_exhibit() {
  auto text = draw::TextEngine::create();
  if (!text) return text.error();
  text_.emplace(std::move(*text));
  exhibit_ = tools::read_exhibit(options_.exhibit, &*text_);
  for (const auto& issue : exhibit_.issues)
    if (issue.warning) log::warning("config", issue.line());
  if (!exhibit_.ok()) return Error{exhibit_.first_error() + "\n`guangmu check " + options_.exhibit + "` lists every mistake"};
  if (!options_.first_scene.empty() && options_.first_scene != stage::hold_id && !exhibit_.settings.scenes.contains(options_.first_scene)) {
    std::string known;
    for (const auto& [id, scene] : exhibit_.settings.scenes) known += (known.empty() ? "" : ", ") + id;
    return Error{fmt::format("--scene {}: there is no such scene; expected one of: {}", options_.first_scene, known)};
  }
  if (!options_.state.empty()) {
    if (const auto folder = store::prepare_folder(options_.state); folder) {
      state_usable_ = true;
      log::open_file(options_.state + "/guangmu.log");
      if (options_.replay.empty()) journal_ = std::make_unique<store::Journal>(options_.state);
    } else {
      faults_.tell("state", "store", folder.error().text, "until then the wall keeps nothing", show::Severity::look, now());
    }
  }
  return {};
}

// From the sources, recorded where that was asked for; or from a recording, and then nothing of it is kept as if it were of today.
Result<void> Wall::open_figures() {
  kpi::BoardOptions options;
  if (!options_.replay.empty()) {
    if (!options_.record.empty()) return Error{"--record and --replay: a rehearsal cannot be recorded; leave out one of them"};
    auto rehearsal = Rehearsal::open(options_.replay, options_.speed, exhibit_.settings.data);
    if (!rehearsal) return rehearsal.error();
    rehearsal_.emplace(std::move(*rehearsal));
    options_.live = false;
    options.clock = [this] { return rehearsal_->reached(); };
    board_ = std::make_unique<kpi::Board>(exhibit_.settings.data, std::move(options));
    return {};
  }
  if (!options_.record.empty()) {
    if (!(options_.record_mb >= 1)) return Error{fmt::format("--record-mb {:g}: expected at least 1", options_.record_mb)};
    kpi::RecorderSettings settings;
    settings.path = options_.record;
    settings.head = {exhibit_.exhibit.id, std::string(version)};
    settings.max_bytes = static_cast<std::uint64_t>(options_.record_mb * (1 << 20));
    auto recorder = kpi::Recorder::start(std::move(settings));
    if (!recorder) return recorder.error();
    recorder_ = std::move(*recorder);
    if (!recorder_->notice().empty()) log::warning("kpi", recorder_->notice());
    options.tap = [this](kpi::Record record) { recorder_->add(std::move(record)); };
  }
  options.state_dir = options_.state;
  if (state_usable_ && options_.live) {
    history_ = std::make_shared<kpi::History>(kpi::HistoryOptions{options_.state});
    history_->declare(exhibit_.settings.data);
    shown_.emplace([this](kpi::ShownNow shown) { history_->shown(std::move(shown)); });
    options.happened = [this](kpi::Happened happened) { history_->take(std::move(happened)); };
    options.past = history_;
  }
  board_ = std::make_unique<kpi::Board>(exhibit_.settings.data, std::move(options));
  if (options_.live) {
    board_->start();
    alarms_.emplace(exhibit_.exhibit.id, exhibit_.settings.data);
  }
  return {};
}

Result<void> Wall::open_picture() {
  WindowWish wish = options_.window;
  if (const auto begun = heads_.begin(wish, exhibit_.settings.wall); !begun) return begun.error();
  auto window = WallWindow::open(wish, exhibit_.settings.wall);
  if (!window) return window.error();
  window_.emplace(std::move(*window));
  auto renderer = renderer::Renderer::create(*text_);
  if (!renderer) return renderer.error();
  renderer_.emplace(std::move(*renderer));
  profiles_.emplace(state_usable_ ? options_.state : "", exhibit_.settings.wall);
  stage::StageOptions options;
  options.shelf = profiles_->first_shelf();
  options.profile = profiles_->first_profile();
  if (journal_) {
    verifications_ = std::make_unique<store::Verifications>(options_.state);
    options.why_no_check.clear();
    auto newest = store::newest_verification(options_.state);
    if (!newest)
      verification_fault_ = newest.error().text;
    else if (*newest)
      options.check = std::move(**newest);
  }
  options.first_scene = options_.first_scene;
  options.clock = options_.clock;
  options.backdrop_moves = options_.backdrop_moves;
  options.rehearsal = rehearsal_.has_value();
  auto stage = stage::Stage::create(exhibit_.settings, *text_, options);
  if (!stage) return stage.error();
  stage_ = std::move(*stage);
  log::info("app", fmt::format("guangmu {} shows {} at {}x{} on {}", version, options_.exhibit, stage_->tables().wall.w, stage_->tables().wall.h,
                               renderer_->gl_name()));
  return {};
}

Result<void> Wall::open_sound_and_control() {
  audio::EngineSetup setup;
  setup.settings = exhibit_.settings.audio;
  setup.delay_ms = exhibit_.settings.wall.sound.delay_ms;
  setup.volts_at_full_scale = exhibit_.settings.wall.sound.volts_at_full_scale;
  setup.play = options_.sound ? audio::EngineSetup::Play::sound : audio::EngineSetup::Play::silent;
  sound_ = std::make_unique<audio::Engine>(setup);
  sound_->add(stage::beep_clip, audio::make_beep());
  load_clips();
  watch_processor();
  watcher_.emplace(options_.exhibit);
  if (options_.listen == "none") return {};
  past_.emplace(history_.get(), exhibit_.settings.data);
  control::ServerSettings settings;
  settings.listen = options_.listen.empty() ? exhibit_.exhibit.control.listen : options_.listen;
  for (const auto& token : exhibit_.exhibit.control.tokens)
    settings.tokens.push_back({token.token, static_cast<control::Role>(token.role), token.name});
  auto server = control::Server::start(std::move(settings), inbox_, states_, pictures_, &*past_);
  if (!server) return server.error();
  server_ = std::move(*server);
  log::info("control", "the control API answers at http://" + server_->address());
  return {};
}

// Decoding takes a second: it happens beside the show, and what cannot be read is told by the sound's own faults.
void Wall::load_clips() {
  std::vector<audio::Engine::SoundFile> files;
  for (const std::string& clip : stage_->clips()) files.push_back({clip, options_.exhibit + "/" + clip});
  sound_->load_in_background(std::move(files));
}

// Only a live wall looks at the hall's equipment; a bench does not.
void Wall::watch_processor() {
  const auto& wanted = exhibit_.settings.wall.processor;
  if (watched_ == wanted) return;
  watched_ = wanted;
  processor_.reset();
  if (options_.live && wanted && wanted->watch_s > 0) processor_.emplace(*wanted);
}

// One frame: what came in, one step of the stage, one picture, what goes out.
FrameDone Wall::frame(double now_s, bool late) {
  now_s_ = now_s;
  if (started_s_ < 0) started_s_ = now_s;
  wall_clock_ = rehearsal_ ? rehearsal_->clock(now_s) : now();
  if (rehearsal_) rehearsal_->feed(*board_, wall_clock_);
  ++frame_;
  FrameDone done;
  done.open = window_->pump();
  if (watcher_->poll(now_s)) reload();

  stage::StageInput in;
  in.now_s = now_s;
  in.wall_clock = wall_clock_;
  in.frame = frame_;
  for (control::Batch& batch : inbox_.take()) {
    if (batch.abandoned()) continue;
    in.batches.push_back({next_ticket_, batch.commands(), batch.by()});
    waiting_.emplace(next_ticket_++, std::move(batch));
  }
  if (!own_commands_.empty()) in.batches.push_back({next_ticket_++, std::exchange(own_commands_, {}), "guangmu"});
  in.data = board_->snapshot();
  const audio::AudioStatus sound = sound_->poll();
  in.audio = &sound;
  const stage::StageFrame frame = stage_->step(in);
  carry_out(frame);
  watch_figures(frame.show.picture);
  show_picture(frame, done);
  serve_pictures();
  if (alarms_) alarms_->frame(*in.data, wall_clock_);
  // Whoever reads the state after an answer finds in it what was answered.
  const bool asked = states_.wanted() || !frame.show.answers.empty();
  if (asked || now_s - faults_gathered_s_ >= fault_look_s) gather_faults(in.data, sound);
  if (asked)
    states_.publish(status(sound), [figures = in.data, at = wall_clock_](show::Status& status) { show::describe_figures(*figures, at, status); });
  answer(frame.show);
  stats_.add_late(late);
  return done;
}

// What the show wants done elsewhere.
void Wall::carry_out(const stage::StageFrame& frame) {
  for (const auto& cue : frame.show.cues) sound_->apply(cue);
  for (const auto& event : frame.show.events) states_.tell(event);
  if (journal_) journal_->add(frame.show.journal);
  profiles_->frame(*stage_, frame.show.profile_deeds);
  if (verifications_ && frame.show.check_record) verifications_->keep(*frame.show.check_record);
  for (const auto& effect : frame.show.effects) {
    Result<void> done;
    if (const auto* a = std::get_if<show::Accept>(&effect.command)) done = board_->accept(a->metric, effect.by);
    if (const auto* r = std::get_if<show::Refuse>(&effect.command)) done = board_->refuse(r->metric, effect.by);
    if (const auto* o = std::get_if<show::Override>(&effect.command))
      done = board_->override_value(o->metric, o->value, o->s, effect.by);
    if (!done) log::warning("kpi", show::to_text(effect.command) + ": " + done.error().text);
  }
}

// What stands on the wall goes into the history when it changes.
void Wall::watch_figures(const show::Picture& picture) {
  if (!shown_) return;
  shown_->frame(picture, stage_->program_data(), [this] { return stage_->program_metrics(); }, !stage_->failure(picture.program).empty(), wall_clock_);
}

void Wall::answer(const show::ShowOutput& show) {
  for (const auto& answer : show.answers) {
    const auto batch = waiting_.find(answer.ticket);
    if (batch == waiting_.end()) continue;
    if (answer.applied) {
      batch->second.applied(frame_);
    } else {
      std::vector<wire::CommandError> errors;
      for (const auto& refusal : answer.refused) errors.push_back({refusal.index, refusal.text});
      batch->second.refused(std::move(errors));
    }
    waiting_.erase(batch);
  }
}

void Wall::show_picture(const stage::StageFrame& frame, FrameDone& done) {
  if (renderer_->context_lost()) return rebuild_renderer();
  done.report = renderer_->render(frame.request);
  stage_->note(done.report, now_s_);
  const auto& wall = exhibit_.settings.wall;
  const bool moved = heads_.follow(wall, *window_, now_s_);
  const bool exposed = window_->take_exposed() || moved;
  if (!done.report.changed && !exposed && !options_.frame_strip) return;
  done.drawn = true;
  if (window_->headless()) return;
  if (exposed) renderer_->window_changed();
  const SizePx size = window_->size();
  renderer_->present(heads_.placed(wall, size), size, window_->context().back_buffer_age(), strip());
  window_->swap();
}

std::optional<std::uint64_t> Wall::strip() const {
  return options_.frame_strip ? std::optional(frame_) : std::nullopt;
}

std::vector<std::uint8_t> Wall::capture_heads() {
  const auto& wall = exhibit_.settings.wall;
  const SizePx size = heads_px(wall);
  return renderer_->capture_heads(heads_.placed(wall, size), size, strip());
}

// The driver threw the context away: a new window and every object anew; the show runs on meanwhile.
void Wall::rebuild_renderer() {
  renderer_.reset();
  window_.reset();
  WindowWish wish = options_.window;
  heads_ = WallHeads();
  if (const auto begun = heads_.begin(wish, exhibit_.settings.wall); !begun) throw std::runtime_error(begun.error().text);
  auto window = WallWindow::open(wish, exhibit_.settings.wall);
  if (window) window_.emplace(std::move(*window));
  auto renderer = window ? renderer::Renderer::create(*text_) : Result<renderer::Renderer>(window.error());
  if (!renderer) throw std::runtime_error("the graphics driver lost its context and gives no new one: " + renderer.error().text);
  renderer_.emplace(std::move(*renderer));
  log::warning("renderer", "the graphics driver lost its context; everything was made anew");
}

// Pictures for whoever looks: the program from what is on the wall, scenes painted small.
void Wall::serve_pictures() {
  for (auto& wish : pictures_.take_wishes()) {
    const int width = wish.width_px > 0 ? wish.width_px : stage_->tables().wall.w;
    if (wish.name == "program") {
      if (program_wishes_.empty()) renderer_->request_preview(width);
      program_wishes_.push_back(std::move(wish));
      continue;
    }
    const std::string id = wish.name == "preview" ? stage_->preview_id() : wish.name.substr(wish.name.find('/') + 1);
    const draw::DrawList* list = stage_->settled(id);
    if (!list) {
      pictures_.refuse(wish, "there is no such picture");
      continue;
    }
    renderer::PreviewPicture small = renderer_->draw_small(*list, hash_of(id), width);
    pictures_.deliver(wish, {small.size.w, small.size.h, std::move(small.rgb)});
  }
  if (program_wishes_.empty()) return;
  auto picture = renderer_->take_preview();
  if (!picture) return;
  for (std::size_t i = 0; i < program_wishes_.size(); ++i) {
    const control::PictureWish wish = program_wishes_[i];
    const int width = wish.width_px > 0 ? wish.width_px : stage_->tables().wall.w;
    if (width != picture->size.w) continue;
    pictures_.deliver(wish, {picture->size.w, picture->size.h, picture->rgb});
    program_wishes_.erase(program_wishes_.begin() + static_cast<std::ptrdiff_t>(i--));
  }
  if (!program_wishes_.empty()) renderer_->request_preview(program_wishes_.front().width_px > 0 ? program_wishes_.front().width_px : stage_->tables().wall.w);
}

// A saved change: everything is read anew beside the running exhibit and takes its place only when all of it is right.
void Wall::reload() {
  tools::Exhibit edited = tools::read_exhibit(options_.exhibit, &*text_);
  reload_error_ = edited.first_error();
  if (!edited.ok()) return;
  if (const auto replaced = stage_->replace(edited.settings); !replaced) {
    reload_error_ = replaced.error().text;
    return;
  }
  exhibit_ = std::move(edited);
  board_->reload(exhibit_.settings.data);
  refusals_of_.reset();
  if (history_) history_->declare(exhibit_.settings.data);
  if (past_) past_->declare(exhibit_.settings.data);
  if (alarms_) alarms_->reload(exhibit_.settings.data);
  heads_.settings_changed();
  sound_->set_delay(exhibit_.settings.wall.sound.delay_ms);
  load_clips();
  watch_processor();
  log::info("config", "the changed files of " + options_.exhibit + " stand on the wall");
}

}  // namespace guangmu::app
