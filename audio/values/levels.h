// What the meters show. Decibels relative to full scale (0 dB: a sine of amplitude 1 has peak 0 dB and rms -3
// dB).
#pragma once

#include <array>

#include "audio/values/bus.h"

namespace guangmu::audio {

inline constexpr float silence_db = -120.f;  // the floor of every meter

struct BusLevel {
  float peak_db = silence_db;  // falls by 20 dB per second from its last peak
  float rms_db = silence_db;   // over about 0.3 s, the louder channel
};

// Each bus after its fader; master after the limiter, i.e. what leaves for the amplifier.
struct AudioLevels {
  std::array<BusLevel, bus_count> bus;
  float limiter_db = 0;  // gain that the limiter takes away now, 0 or below
  float protection_db =
      0;  // gain that keeps the speakers from overheating, 0 or below; below 0 somebody should look
  float duck_db = 0;  // gain that narration takes from music now, 0 or below

  const BusLevel& of(Bus b) const { return bus[index_of(b)]; }
};

}  // namespace guangmu::audio
