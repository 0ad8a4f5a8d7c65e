// What the sound reports back, read once per frame: how far it is, how loud it is, and whether it can be
// heard at all.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "audio/values/bus.h"
#include "audio/values/levels.h"

namespace guangmu::audio {

inline constexpr int sample_rate_hz = 48000;

// The stepping truth. `frames` counts what the mixer has handed over; it grows by a block at a time, at
// `counted_at_s`. Times are monotonic seconds as given by monotonic_s() of the program, not hall time.
struct AudioClock {
  std::int64_t frames = 0;
  int rate_hz = sample_rate_hz;
  double latency_s = 0;     // from handing over to the loudspeaker
  double counted_at_s = 0;  // when `frames` was counted
};

// Where one clip is: the frame that will be handed over next. Valid together with the AudioClock of the same
// status.
struct ClipPosition {
  std::uint32_t serial = 0;
  Bus bus = Bus::narration;
  bool moving = false;  // false: paused, or waiting for the clip it follows
  std::int64_t frame = 0;
  std::int64_t frames = 0;  // length of the clip
};

inline constexpr int max_voices = 8;  // clips that can sound, wait or be held at the same time

enum class DeviceState {
  playing,  // a sound device plays
  silent,   // asked for: --no-audio or offline
  missing,  // no sound device could be opened; runs in time without sound, tries again
  lost,     // the device died while playing; runs in time without sound, tries again
};

constexpr auto fields_names(DeviceState) -> std::array<std::pair<DeviceState, std::string_view>, 4> {
  return {{{DeviceState::playing, "playing"},
           {DeviceState::silent, "silent"},
           {DeviceState::missing, "missing"},
           {DeviceState::lost, "lost"}}};
}

struct DeviceStatus {
  std::string name;
  DeviceState state = DeviceState::silent;
  std::string text;  // in words for the operator; empty while all is well

  bool fault() const { return state == DeviceState::missing || state == DeviceState::lost; }
};

struct AudioStatus {
  AudioClock clock;
  AudioLevels levels;
  DeviceStatus device;
  std::array<ClipPosition, max_voices> clips;  // entries with serial 0 are free
  std::vector<std::uint32_t> ended;  // clips that came to their end or were stopped since the last status
  std::vector<std::string> faults;   // cues that could not be followed since the last status, in words

  const ClipPosition* clip(std::uint32_t serial) const {
    for (const ClipPosition& c : clips)
      if (serial != 0 && c.serial == serial) return &c;
    return nullptr;
  }
};

}  // namespace guangmu::audio
