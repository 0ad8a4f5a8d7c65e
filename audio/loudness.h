// How loud a sound is to the ear: EBU R128 / ITU-R BS.1770, by libebur128.
#pragma once

#include <span>

namespace guangmu::audio {

struct Loudness {
  double integrated_lufs = -70;  // -70 or below: silence, nothing passed the gate
  double true_peak_db = -120;    // dBTP, four times oversampled
};

// `samples` interleaved. One channel is measured as it will sound: the same on both loudspeakers.
Loudness measure_loudness(std::span<const float> samples, int channels, int rate_hz);

// Gain in dB that brings `l` to `target_lufs` without its true peak passing `ceiling_db`; 0 for silence;
// within +-30 dB.
double gain_to(const Loudness& l, double target_lufs, double ceiling_db);

}  // namespace guangmu::audio
