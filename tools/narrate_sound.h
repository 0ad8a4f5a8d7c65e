// The sound of one step: sentences put one after the other with their pauses, brought to loudness, written as
// Ogg Vorbis.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"

namespace guangmu::tools {

// One sentence as mono floats at 48 kHz.
struct Take {
  std::vector<float> samples;
  double pause_s = 0;  // after it
};

struct Joined {
  std::vector<float> samples;  // mono, 48 kHz
  struct Span {
    std::int64_t from = 0, to = 0;  // frames in which the sentence sounds
  };
  std::vector<Span> sentences;
};

// Cuts away what is silent before the first and after the last sound (40 dB below the loudest part, in
// windows of 5 ms; 10 ms of the silence stay, faded).
std::vector<float> trimmed(std::vector<float> samples);

Joined join(const std::vector<Take>& takes, double lead_s, double tail_s);

// Integrated loudness as heard from both loudspeakers, true peak at most -1 dBTP.
void bring_to(std::vector<float>& samples, double target_lufs);

// Both channels alike, so that any player shows the loudness that the hall hears.
Result<void> write_ogg(const std::filesystem::path& file, const std::vector<float>& mono);

}  // namespace guangmu::tools
