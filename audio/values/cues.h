// What the show asks of the sound: values that travel from show.step to the mixer and take effect within one
// block.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "audio/values/bus.h"

namespace guangmu::audio {

// Starts a clip on a bus. `serial` is chosen by whoever asks, unique while it sounds and never 0; later cues
// and the reported positions name the clip by it. With `after` the clip starts in the very sample after that
// clip's last one (and at once when it is not sounding), so that the steps of a tour follow each other
// without a gap.
struct PlayClip {
  std::uint32_t serial = 0;
  std::string clip;  // name under which it was loaded: the file relative to the exhibit folder
  Bus bus = Bus::narration;
  std::int64_t from_frame = 0;  // at 48 kHz
  std::uint32_t after = 0;
  bool loop = false;
  friend bool operator==(const PlayClip&, const PlayClip&) = default;
};

// Fades out within 10 ms and forgets the clip; serial 0: all clips of the bus.
struct StopClip {
  std::uint32_t serial = 0;
  Bus bus = Bus::narration;
  friend bool operator==(const StopClip&, const StopClip&) = default;
};

// Fades out within 10 ms and holds the position exactly; serial 0: all clips of the bus.
struct PauseClip {
  std::uint32_t serial = 0;
  Bus bus = Bus::narration;
  friend bool operator==(const PauseClip&, const PauseClip&) = default;
};

// Goes on in the sample where it was held.
struct ResumeClip {
  std::uint32_t serial = 0;
  Bus bus = Bus::narration;
  friend bool operator==(const ResumeClip&, const ResumeClip&) = default;
};

struct SetVolume {
  Bus bus = Bus::master;
  float db = 0;  // -60 or below is silence; at most +6
  friend bool operator==(const SetVolume&, const SetVolume&) = default;
};

struct SetMute {
  bool on = false;
  friend bool operator==(const SetMute&, const SetMute&) = default;
};

using SoundCue = std::variant<PlayClip, StopClip, PauseClip, ResumeClip, SetVolume, SetMute>;

}  // namespace guangmu::audio
