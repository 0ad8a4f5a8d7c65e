// The mixer behind the callbacks of devices that come and go. Exactly one device feeds the mixer at a time; a
// device that has been replaced, or that runs wild because its server died, gets silence.
//
// Shared by the engine and every device's render function: a device whose thread hangs may outlive the
// engine.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>

#include "audio/mixer.h"

namespace guangmu::audio {

using MonotonicClock = std::function<double()>;  // seconds; may be called from the callback
double steady_seconds();

class Core {
 public:
  Core(const MixerSetup& setup, MonotonicClock clock) : mixer_(setup), clock_(std::move(clock)) {}

  Mixer& mixer() { return mixer_; }
  const Mixer& mixer() const { return mixer_; }

  // Devices are told apart by numbers; only the one whose turn it is moves the mixer.
  // `skip` frames are first rendered and thrown away (negative: silence is given instead), so that the new
  // device goes on where the sound would be had the old one not died. Supervising thread.
  void hand_over(int device, std::int64_t skip, double allowance_s);

  // Callback of `device`. No lock, no allocation.
  void render(int device, float* out, int frames);

  bool runaway() const {
    return runaway_.load();
  }  // the present device asked for far more than time has passed
  double last_call_s() const { return last_call_s_.load(); }

 private:
  bool too_fast(double now_s, int frames);

  Mixer mixer_;
  MonotonicClock clock_;
  std::atomic<int> device_{0};
  std::atomic<bool> busy_{false}, runaway_{false};
  std::atomic<std::int64_t> skip_{0};
  std::atomic<double> last_call_s_{0}, allowance_s_{0.3};
  std::atomic<bool> fresh_{true};

  // Callback only.
  double window_start_s_ = 0;
  std::int64_t window_frames_ = 0;
  std::array<float, 2 * 256> waste_{};
};

}  // namespace guangmu::audio
