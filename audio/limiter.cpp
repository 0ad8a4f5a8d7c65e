#include "audio/limiter.h"

#include <algorithm>
#include <cmath>

namespace guangmu::audio {

Limiter::Limiter(float ceiling, float release_frames)
    : ceiling_(ceiling), release_(1.f - std::exp(-1.f / std::max(release_frames, 1.f))) {
  needed_.fill(1);
  smooth_.fill(1);
}

float Limiter::window_min() {
  return *std::min_element(needed_.begin(), needed_.end());
}

void Limiter::process(float& left, float& right) {
  const std::size_t slot = static_cast<std::size_t>(at_ % look_ahead);
  const float peak = std::max(std::abs(left), std::abs(right));
  left_[slot] = left;
  right_[slot] = right;
  const std::size_t oldest = static_cast<std::size_t>((at_ + 1) % look_ahead);
  const float out_left = left_[oldest], out_right = right_[oldest];

  const float dropped = needed_[slot];
  needed_[slot] = peak > ceiling_ ? ceiling_ / peak : 1.f;
  // The minimum only has to be searched when something below 1 is in the window.
  if (needed_[slot] < held_)
    held_ = needed_[slot];
  else if (held_ < 1 || dropped < 1) {
    const float lowest = window_min();
    if (lowest <= held_)
      held_ = lowest;
    else
      held_ = std::min(lowest, held_ + (1.f - held_) * release_ + 1e-7f);
  }
  sum_ += static_cast<double>(held_) - static_cast<double>(smooth_[slot]);
  smooth_[slot] = held_;
  if (held_ >= 1 && sum_ > look_ahead - 1e-6) sum_ = look_ahead;  // no rounding is carried along in silence
  gain_ = static_cast<float>(std::min(1.0, sum_ / look_ahead));

  left = std::clamp(out_left * gain_, -ceiling_, ceiling_);
  right = std::clamp(out_right * gain_, -ceiling_, ceiling_);
  ++at_;
}

}  // namespace guangmu::audio
