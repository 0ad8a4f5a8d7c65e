// A decoded sound: immutable, shared, read by the callback.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace guangmu::audio {

// 48 kHz, one or two channels, interleaved, 16 bit; `gain` brings it to its target loudness when it is
// played.
struct Clip {
  int channels = 1;
  std::int64_t frames = 0;
  std::vector<std::int16_t> samples;
  float gain = 1;

  // Of the frame as it sounds; a mono clip gives the same on both sides. `frame` must lie inside.
  float left(std::int64_t frame) const { return sample(frame * channels); }
  float right(std::int64_t frame) const { return sample(frame * channels + channels - 1); }

 private:
  float sample(std::int64_t i) const {
    return static_cast<float>(samples[static_cast<std::size_t>(i)]) * (gain / 32768.f);
  }
};

using ClipPtr = std::shared_ptr<const Clip>;

}  // namespace guangmu::audio
