#include "audio/engine.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

#include "audio/decode.h"
#include "base/background.h"

namespace guangmu::audio {

namespace {

std::int64_t delay_in_frames(double delay_ms) {
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(delay_ms * sample_rate_hz / 1000 + 0.5), 0,
                                  max_delay_frames);
}

MixerSetup mixer_setup(const EngineSetup& setup) {
  const Settings& s = setup.settings;
  MixerSetup m;
  m.duck_db = static_cast<float>(s.duck_db);
  m.duck_attack_s = static_cast<float>(s.duck_attack_ms / 1000);
  m.duck_release_s = static_cast<float>(s.duck_release_ms / 1000);
  m.ceiling_db = static_cast<float>(s.ceiling_db);
  for (const auto& [bus, name] : fields_names(Bus{}))
    m.fader_db[index_of(bus)] = static_cast<float>(s.levels.of(bus));
  m.delay_frames = static_cast<int>(delay_in_frames(setup.delay_ms));
  m.speaker = {s.speaker.high_pass_hz, setup.volts_at_full_scale, s.speaker.power_w, s.speaker.ohm};
  return m;
}

constexpr std::size_t most_unsent = 1024;

}  // namespace

Engine::Engine(const EngineSetup& setup)
    : setup_(setup), core_(std::make_shared<Core>(mixer_setup(setup), setup.clock)) {
  using Play = EngineSetup::Play;
  if (setup_.play == Play::offline) return;
  const DeviceWish wish{setup_.settings.device, setup_.settings.latency_ms / 1000};
  output_ = std::make_unique<Output>(core_, setup_.open, wish, setup_.play == Play::silent);
  if (setup_.play == Play::sound) watcher_ = std::thread([this] { watch(); });
}

Engine::~Engine() {
  running_ = false;
  if (loader_.joinable()) loader_.join();
  if (watcher_.joinable()) watcher_.join();
}

void Engine::watch() {
  while (running_) {
    output_->tend(setup_.clock());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

Result<void> Engine::load(const std::string& name, const std::filesystem::path& file, Bus bus) {
  DecodeOptions options;
  if (bus == Bus::narration) options.target_lufs = setup_.settings.narration_lufs;
  options.ceiling_db = setup_.settings.ceiling_db;
  auto clip = decode_file(file, options);
  if (!clip) return clip.error();
  add(name, std::move(*clip));
  return {};
}

void Engine::load_in_background(std::vector<SoundFile> files) {
  {
    const std::lock_guard lock(clips_mutex_);
    for (SoundFile& f : files) to_load_.push_back(std::move(f));
    if (loading_ || to_load_.empty()) return;
    loading_ = true;
  }
  if (loader_.joinable()) loader_.join();  // it has nothing left to do
  loader_ = std::thread([this] { load_waiting(); });
}

void Engine::load_waiting() {
  enter_background("audio:load");
  for (;;) {
    SoundFile next;
    {
      const std::lock_guard lock(clips_mutex_);
      if (to_load_.empty() || !running_) {
        loading_ = false;
        return;
      }
      next = std::move(to_load_.front());
      to_load_.erase(to_load_.begin());
    }
    const auto loaded = load(next.name, next.file, next.bus);
    if (loaded) continue;
    const std::lock_guard lock(clips_mutex_);
    load_faults_.push_back(loaded.error().text);
  }
}

void Engine::add(const std::string& name, ClipPtr clip) {
  const std::lock_guard lock(clips_mutex_);
  clips_[name] = std::move(clip);
}

bool Engine::has(const std::string& name) const {
  const std::lock_guard lock(clips_mutex_);
  return clips_.contains(name);
}

std::int64_t Engine::frames_of(const std::string& name) const {
  const std::lock_guard lock(clips_mutex_);
  const auto found = clips_.find(name);
  return found == clips_.end() ? 0 : found->second->frames;
}

void Engine::post(MixerCommand command) {
  // In order, always: what waits goes first.
  if (unsent_.empty() && core_->mixer().post(std::move(command))) return;
  if (unsent_.size() < most_unsent)
    unsent_.push_back(std::move(command));
  else
    faults_.push_back("a sound cue was dropped: the sound device does not take any");
}

void Engine::apply(const SoundCue& cue) {
  using Kind = MixerCommand::Kind;
  MixerCommand c;
  if (const auto* play = std::get_if<PlayClip>(&cue)) {
    c.kind = Kind::play;
    c.serial = play->serial;
    c.after = play->after;
    c.bus = play->bus;
    c.loop = play->loop;
    c.frame = play->from_frame;
    {
      const std::lock_guard lock(clips_mutex_);
      const auto found = clips_.find(play->clip);
      if (found != clips_.end()) c.clip = found->second;
    }
    if (!c.clip) {
      faults_.push_back(fmt::format("sound {} is not loaded; the show goes on without it", play->clip));
      return;
    }
  } else if (const auto* stop = std::get_if<StopClip>(&cue)) {
    c.kind = Kind::stop;
    c.serial = stop->serial;
    c.bus = stop->bus;
  } else if (const auto* pause = std::get_if<PauseClip>(&cue)) {
    c.kind = Kind::pause;
    c.serial = pause->serial;
    c.bus = pause->bus;
  } else if (const auto* resume = std::get_if<ResumeClip>(&cue)) {
    c.kind = Kind::resume;
    c.serial = resume->serial;
    c.bus = resume->bus;
  } else if (const auto* volume = std::get_if<SetVolume>(&cue)) {
    c.kind = Kind::volume;
    c.bus = volume->bus;
    c.db = volume->db;
  } else if (const auto* mute = std::get_if<SetMute>(&cue)) {
    c.kind = Kind::mute;
    c.on = mute->on;
  }
  post(std::move(c));
}

void Engine::set_delay(double delay_ms) {
  MixerCommand c;
  c.kind = MixerCommand::Kind::delay;
  c.frame = delay_in_frames(delay_ms);
  post(std::move(c));
}

AudioStatus Engine::poll() {
  std::size_t sent = 0;
  while (sent < unsent_.size() && core_->mixer().post(std::move(unsent_[sent]))) ++sent;
  unsent_.erase(unsent_.begin(), unsent_.begin() + static_cast<std::ptrdiff_t>(sent));

  AudioStatus status;
  FinishedClip finished;
  while (core_->mixer().take_finished(finished)) {
    status.ended.push_back(finished.serial);
    if (finished.refused)
      faults_.push_back(fmt::format("more than {} sounds at once: one was left out", max_voices));
    finished.clip.reset();
  }
  const MixerReport report = core_->mixer().report();
  status.clips = report.clips;
  status.levels = report.levels;
  // Told once each time it begins to act: it never should.
  const bool protecting = report.levels.protection_db < (protecting_ ? -0.1f : -0.5f);
  if (protecting && !protecting_)
    faults_.push_back("the loudspeakers would overheat: the sound is turned down; lower the volume");
  protecting_ = protecting;
  status.clock = {report.frames, sample_rate_hz, static_cast<double>(Limiter::delay) / sample_rate_hz,
                  report.counted_at_s};
  if (output_) {
    status.device = output_->status();
    status.clock.latency_s += output_->latency_s();
  } else {
    status.device = {"offline", DeviceState::silent, ""};
  }
  status.faults = std::move(faults_);
  faults_.clear();
  const std::lock_guard lock(clips_mutex_);
  for (std::string& fault : load_faults_) status.faults.push_back(std::move(fault));
  load_faults_.clear();
  return status;
}

std::vector<float> Engine::render_offline(int frames) {
  std::vector<float> out(2 * static_cast<std::size_t>(frames));
  if (!output_) core_->mixer().render(out.data(), frames, setup_.clock());
  return out;
}

}  // namespace guangmu::audio
