#include "tools/render.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "audio/engine.h"
#include "kpi/ledger.h"
#include "kpi/recording/player.h"
#include "kpi/still.h"
#include "led_mapping/stages.h"
#include "media/still.h"
#include "tools/clip.h"
#include "tools/exhibit.h"
#include "tools/offscreen.h"
#include "tools/texts.h"

namespace guangmu::tools {
namespace {

// The figures as a recording makes them: judged as on the running wall, without its threads.
struct Replay {
  kpi::Player player;
  std::unique_ptr<kpi::Ledger> ledger;
  std::uint64_t version = 0;

  // The figures at `at`; the same as before where nothing came.
  kpi::SnapshotPtr figures(Instant at, kpi::SnapshotPtr before) {
    bool any = player.advance(at, [&](const kpi::Record& r) {
      if (r.fault)
        ledger->poll_failed(r.source, r.body, r.received);
      else
        (void)ledger->apply(r.source, r.body, r.received, r.content_type);  // what is refused is told in the figures
    });
    any = ledger->expire(at) || any;
    if (before && !any) return before;
    auto next = std::make_shared<kpi::Snapshot>(ledger->snapshot());
    next->version = ++version;
    return next;
  }
};

// What a picture is made from, read and checked before anything is drawn.
struct Job {
  stage::Settings settings;
  Instant clock;
  kpi::SnapshotPtr data;
  std::optional<Replay> replay;      // makes data anew from time to time
  double speed = 1;                  // of the clock
  std::vector<show::Command> first;  // given before the first frame
};

Result<Instant> clock_of(const RenderOptions& o, const stage::Settings& s) {
  if (o.clock.empty()) return s.show.still_clock;
  if (const auto t = parse_instant(o.clock)) return *t;
  return Error{fmt::format("--clock {}: expected ISO 8601 such as 2022-12-31T10:00:00+08:00", o.clock)};
}

Result<kpi::SnapshotPtr> data_of(const RenderOptions& o, const stage::Settings& s, Instant clock) {
  if (o.data.empty()) return std::make_shared<const kpi::Snapshot>(kpi::snapshot_from_reports(s.data, clock));
  std::ifstream in(o.data, std::ios::binary);
  if (!in) return Error{fmt::format("{}: the figures cannot be read; check the name", o.data)};
  auto snapshot = kpi::snapshot_from_file(s.data, std::string(std::istreambuf_iterator<char>(in), {}), o.data, clock);
  if (!snapshot) return snapshot.error();
  return std::make_shared<const kpi::Snapshot>(std::move(*snapshot));
}

Result<Job> prepare(const RenderOptions& o, draw::TextEngine& text) {
  Exhibit exhibit = read_exhibit(o.exhibit, &text, config::Secrets::as_written);
  if (!exhibit.ok()) return Error{exhibit.first_error() + "\n`guangmu check` lists all of them"};
  Job job{std::move(exhibit.settings), {}, nullptr, std::nullopt, 1, {show::Rotation{o.rotation}}};
  const int ways = (o.scene.empty() ? 0 : 1) + (o.tour.empty() ? 0 : 1) + (o.rotation ? 1 : 0);
  if (ways != 1) return Error{"expected one of --scene ID, --tour ID and --rotation"};
  if (o.to_s < 0 && o.scene.empty()) return Error{"a tour or the rotation is drawn as a clip; expected --from S --to S"};
  if (!o.scene.empty() && o.scene != stage::hold_id && !job.settings.scenes.contains(o.scene))
    return Error{fmt::format("there is no scene \"{}\" in {}; `guangmu check` lists what is there", o.scene, o.exhibit)};
  if (!o.tour.empty() && !job.settings.tours.contains(o.tour)) return Error{fmt::format("there is no tour \"{}\" in {}", o.tour, o.exhibit)};
  const auto clock = clock_of(o, job.settings);
  if (!clock) return clock.error();
  job.clock = *clock;
  if (o.replay.empty()) {
    const auto data = data_of(o, job.settings, job.clock);
    if (!data) return data.error();
    job.data = *data;
  } else {
    if (!o.data.empty()) return Error{"--data and --replay: the figures come from one of them; leave out the other"};
    if (!(o.speed > 0 && o.speed <= 10000)) return Error{fmt::format("--speed {:g}: expected a number above 0, at most 10000", o.speed)};
    auto player = kpi::Player::open(o.replay, job.settings.data);
    if (!player) return player.error();
    if (!player->notice().empty()) fmt::print(stderr, "guangmu: {}\n", player->notice());
    if (o.clock.empty()) job.clock = player->begins();
    job.replay.emplace(Replay{std::move(*player), std::make_unique<kpi::Ledger>(job.settings.data)});
    job.speed = o.speed;
  }
  job.settings.show.schedule.clear();  // a picture depends on its options alone
  if (!o.language.empty()) job.first.push_back(show::SetLanguage{o.language == "en" ? Language::en : Language::zh});
  if (!o.tour.empty()) job.first.push_back(show::TourStart{o.tour});
  if (!o.event.empty()) {
    job.first.push_back(show::TimelineGoto{o.event});
    job.first.push_back(show::TimelineControl{show::TimelineAction::hold});
  }
  if (job.settings.wall.colour.dither == led::Dither::temporal) job.settings.wall.colour.dither = led::Dither::blue_noise;
  return job;
}

// The wall of a job, walked through its time.
class Walk {
 public:
  static Result<std::unique_ptr<Walk>> start(const RenderOptions& o, Job job, draw::TextEngine& text) {
    std::unique_ptr<Walk> walk(new Walk(std::move(job)));
    stage::StageOptions options;
    options.first_scene = o.scene;
    options.limiter_settled = o.to_s < 0;
    auto wall = Offscreen::open(walk->job_.settings, text, options);
    if (!wall) return wall.error();
    walk->wall_ = std::move(*wall);
    if (!o.tour.empty())
      if (const auto loaded = walk->load_sound(); !loaded) return loaded.error();
    return walk;
  }

  // Goes to `at_s`; draws there only when somebody looks.
  Result<void> go(double at_s, bool draw) {
    stage::StageInput in;
    in.now_s = time_s_ = at_s;
    in.wall_clock = job_.clock + at_s * job_.speed;
    in.frame = ++frame_;
    if (job_.replay) job_.data = job_.replay->figures(in.wall_clock, std::move(job_.data));
    in.data = job_.data;
    audio::AudioStatus sound;
    if (sound_) in.audio = &(sound = sound_->poll());
    if (frame_ == 1) in.batches.push_back({1, job_.first, "render"});
    wall_->step(in);
    if (draw) wall_->draw();
    for (const auto& answer : wall_->last().show.answers)
      if (!answer.applied) return Error{answer.refused.empty() ? std::string("the wall refused") : answer.refused.front().text};
    if (sound_)
      for (const auto& cue : wall_->last().show.cues) sound_->apply(cue);
    return {};
  }

  // The sound from where the last call ended up to `until_s`.
  void hear(double until_s, std::vector<float>& into) {
    if (!sound_) return;
    const auto frames = static_cast<std::int64_t>(std::llround(until_s * audio::sample_rate_hz)) - heard_frames_;
    if (frames <= 0) return;
    const auto block = sound_->render_offline(static_cast<int>(frames));
    into.insert(into.end(), block.begin(), block.end());
    heard_frames_ += frames;
  }

  Offscreen& wall() { return *wall_; }

 private:
  explicit Walk(Job job) : job_(std::move(job)) {}

  Result<void> load_sound() {
    audio::EngineSetup setup;
    setup.settings = job_.settings.audio;
    setup.play = audio::EngineSetup::Play::offline;
    setup.clock = [this] { return time_s_; };
    sound_ = std::make_unique<audio::Engine>(setup);
    for (const std::string& clip : wall_->stage().clips())
      if (const auto loaded = sound_->load(clip, job_.settings.folder + "/" + clip); !loaded) return loaded;
    return {};
  }

  Job job_;
  std::unique_ptr<Offscreen> wall_;
  std::unique_ptr<audio::Engine> sound_;
  double time_s_ = 0;
  std::uint64_t frame_ = 0;
  std::int64_t heard_frames_ = 0;
};

// The picture as the stage asks for it.
Result<media::PictureRgb> picture(const RenderOptions& o, Offscreen& wall) {
  const stage::Stage& stage = wall.stage();
  const led::WallSettings& settings = stage.settings().wall;
  if (o.stage == "canvas") return media::PictureRgb{settings.size_px(), wall.renderer().capture_canvas()};
  const led::Picture8 codes{settings.size_px(), wall.renderer().capture_output()};
  auto picked = o.stage == "output" ? led::output_stage(settings, stage.plan(), codes, o.head > 0 ? std::optional<int>(o.head) : std::nullopt)
                                    : led::wall_stage(settings, stage.plan(), codes);
  if (!picked) return picked.error();
  return media::PictureRgb{picked->size, std::move(picked->rgb)};
}

Result<void> still(const RenderOptions& o, Walk& walk) {
  constexpr double step_s = 0.25;  // motion is a function of time: a few steps are enough to get there
  for (double t = 0; t < o.at_s; t += step_s)
    if (const auto gone = walk.go(t, false); !gone) return gone;
  if (const auto gone = walk.go(o.at_s, true); !gone) return gone;
  if (!o.texts.empty())
    if (const auto wrote = write_texts(walk.wall().last().request, o.texts); !wrote) return wrote;
  auto drawn = picture(o, walk.wall());
  if (!drawn) return drawn.error();
  return media::write_png(*drawn, o.output);
}

Result<void> clip(const RenderOptions& o, Walk& walk) {
  if (o.to_s <= o.from_s || o.fps < 1 || o.fps > 240) return Error{"expected --from below --to, and --fps from 1 to 240"};
  std::unique_ptr<ClipWriter> writer;
  std::vector<float> before, audio;
  const auto frames = static_cast<std::int64_t>(std::ceil(o.to_s * o.fps));
  for (std::int64_t i = 0; i < frames; ++i) {
    const double at_s = static_cast<double>(i) / o.fps;
    if (const auto gone = walk.go(at_s, at_s >= o.from_s); !gone) return gone;
    walk.hear(at_s + 1 / o.fps, at_s < o.from_s ? before : audio);
    if (at_s < o.from_s) continue;
    const auto drawn = picture(o, walk.wall());
    if (!drawn) return drawn.error();
    if (!writer) {
      auto opened = ClipWriter::open(o.output, drawn->size, o.fps);
      if (!opened) return opened.error();
      writer = std::move(*opened);
    }
    if (!writer->write(drawn->rgb)) break;
  }
  return writer ? writer->finish(audio) : Error{"nothing was drawn"};
}

Result<void> render(const RenderOptions& o) {
  auto text = draw::TextEngine::create();
  if (!text) return text.error();
  auto job = prepare(o, *text);
  if (!job) return job.error();
  auto walk = Walk::start(o, std::move(*job), *text);
  if (!walk) return walk.error();
  return o.to_s < 0 ? still(o, **walk) : clip(o, **walk);
}

}  // namespace

int run_render(const RenderOptions& options) {
  const auto done = render(options);
  return done ? 0 : tell(done.error());
}

}  // namespace guangmu::tools
