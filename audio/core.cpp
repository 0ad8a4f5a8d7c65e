#include "audio/core.h"

#include <algorithm>
#include <chrono>

namespace guangmu::audio {

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void Core::hand_over(int device, std::int64_t skip, double allowance_s) {
  device_.store(0);
  last_call_s_.store(clock_());
  allowance_s_.store(allowance_s);
  skip_.store(skip);
  runaway_.store(false);
  fresh_.store(true);
  device_.store(device);
}

// A window of one second: more than its length plus the allowance was asked for. Slow drift between the
// device's clock and ours never adds up, a server that died (frames are swallowed as fast as they come) is
// seen within some 0.3 s of sound.
bool Core::too_fast(double now_s, int frames) {
  if (fresh_.exchange(false) || now_s - window_start_s_ > 1.0) {
    window_start_s_ = now_s;
    window_frames_ = 0;
  }
  window_frames_ += frames;
  return static_cast<double>(window_frames_) / sample_rate_hz > now_s - window_start_s_ + allowance_s_.load();
}

void Core::render(int device, float* out, int frames) {
  std::fill_n(out, 2 * frames, 0.f);
  if (device_.load() != device || busy_.exchange(true)) return;
  const double now_s = clock_();
  last_call_s_.store(now_s);
  if (device_.load() != device) {
    // Replaced in this very moment.
  } else if (runaway_.load() || too_fast(now_s, frames)) {
    runaway_.store(true);
  } else {
    std::int64_t skip = skip_.exchange(0);
    while (skip > 0) {
      const int n = static_cast<int>(std::min<std::int64_t>(skip, 256));
      mixer_.render(waste_.data(), n, now_s);
      skip -= n;
    }
    if (skip < 0) {
      skip_.store(std::min<std::int64_t>(0, skip + frames));
    } else {
      mixer_.render(out, frames, now_s);
    }
  }
  busy_.store(false);
}

}  // namespace guangmu::audio
