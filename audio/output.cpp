#include "audio/output.h"

#include <fmt/core.h>

#include <algorithm>
#include <thread>

#include "base/log.h"

namespace guangmu::audio {

namespace {
constexpr double silence_means_dead_s = 1.0;  // without a call for this long the device is lost
constexpr double fault_takes_s =
    0.25;  // at most, from its begin until tend() sees it, when a device runs wild
constexpr double remembered_s = 2;
constexpr double never_too_fast_s = 1e9;  // the null device paces itself
constexpr double first_wait_s = 1, longest_wait_s = 30;

// A device whose server hangs may block for ever while it is closed: that happens on a thread of its own,
// which nobody waits for. Its render function keeps the core alive and gets silence.
void bury(std::unique_ptr<Device> device) {
  std::thread([dead = std::move(device)]() mutable { dead.reset(); }).detach();
}
}  // namespace

Output::Output(std::shared_ptr<Core> core, OpenDevice open, DeviceWish wish, bool silent)
    : core_(std::move(core)), open_(std::move(open)), wish_(std::move(wish)), silent_(silent) {
  latency_s_ = silent_ ? 0 : wish_.latency_s;
  status_ = {"none", DeviceState::silent, ""};
  play_nothing(0);
}

Output::~Output() {
  if (nothing_) nothing_->stop();
  if (device_ && steady_seconds() - core_->last_call_s() > silence_means_dead_s) bury(std::move(device_));
  if (device_) device_->stop();
}

Render Output::render_for(int device) const {
  return [core = core_, device](float* out, int frames) { core->render(device, out, frames); };
}

void Output::play_nothing(std::int64_t skip) {
  ++number_;
  core_->hand_over(number_, skip, never_too_fast_s);
  nothing_ = make_null_device();
  (void)nothing_->start(render_for(number_));
}

void Output::tell(DeviceState state, std::string name, std::string text) {
  const std::lock_guard lock(mutex_);
  status_ = {std::move(name), state, std::move(text)};
}

// Frames from where the mixer is to where the sound would be now, had the device gone on at its pace from the
// last moment before the fault can have begun.
std::int64_t Output::missing_frames(double now_s) const {
  if (marks_.empty()) return 0;
  Mark healthy = marks_.front();
  for (const Mark& m : marks_)
    if (m.seen_s <= now_s - fault_takes_s) healthy = m;
  const std::int64_t played = core_->mixer().report().frames - healthy.frames;
  const double missing_s = now_s - healthy.counted_at_s - static_cast<double>(played) / sample_rate_hz;
  return static_cast<std::int64_t>(std::clamp(missing_s, -5.0, 5.0) * sample_rate_hz);
}

void Output::lose(double now_s, const std::string& why) {
  const std::string name = device_->name();
  log::warning(
      "audio",
      fmt::format("sound device {} is lost: {}; the show runs on without sound, tried again in {:.0f} s",
                  name, why, first_wait_s));
  tell(DeviceState::lost, name, fmt::format("sound device {} is lost: {}", name, why));
  play_nothing(missing_frames(now_s));
  bury(std::move(device_));
  wait_s_ = first_wait_s;
  retry_at_s_ = now_s + wait_s_;
}

void Output::try_device(double now_s) {
  auto opened = open_(wish_);
  if (opened) {
    const int number = number_ + 1;
    const auto started = (*opened)->start(render_for(number));
    if (!started) opened = started.error();
  }
  if (!opened) {
    if (status().state == DeviceState::silent) {
      log::warning("audio", opened.error().text + "; the show runs without sound and keeps looking");
      tell(DeviceState::missing, "none", opened.error().text);
    }
    wait_s_ = std::clamp(wait_s_ * 2, first_wait_s, longest_wait_s);
    retry_at_s_ = now_s + wait_s_;
    return;
  }
  device_ = std::move(*opened);
  ++number_;
  const double reported = device_->latency_s();
  const double latency = reported > 0 ? reported : wish_.latency_s;
  core_->hand_over(number_, 0, std::max(0.3, 2 * latency));
  nothing_->stop();
  nothing_.reset();
  {
    const std::lock_guard lock(mutex_);
    latency_s_ = latency;
  }
  log::info("audio", fmt::format("sound plays on {}, latency {:.0f} ms", device_->name(), latency * 1000));
  tell(DeviceState::playing, device_->name(), "");
  wait_s_ = 0;
  marks_.clear();
}

void Output::tend(double now_s) {
  if (silent_) return;
  if (!device_) {
    if (now_s >= retry_at_s_) try_device(now_s);
    return;
  }
  if (core_->runaway())
    lose(now_s, "it takes sound faster than it can play it, its server is gone");
  else if (now_s - core_->last_call_s() > silence_means_dead_s)
    lose(now_s, "it has not asked for sound for a second");
  if (!device_) return;
  const MixerReport report = core_->mixer().report();
  marks_.push_back({now_s, report.counted_at_s, report.frames});
  while (marks_.front().seen_s < now_s - remembered_s) marks_.pop_front();
}

DeviceStatus Output::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

double Output::latency_s() const {
  const std::lock_guard lock(mutex_);
  return latency_s_;
}

}  // namespace guangmu::audio
