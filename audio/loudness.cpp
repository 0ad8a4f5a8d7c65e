#include "audio/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace guangmu::audio {

namespace {
struct Close {
  void operator()(ebur128_state* s) const { ebur128_destroy(&s); }
};
double db(double amplitude) {
  return amplitude <= 1e-6 ? -120.0 : 20 * std::log10(amplitude);
}
}  // namespace

Loudness measure_loudness(std::span<const float> samples, int channels, int rate_hz) {
  Loudness result;
  const auto n = static_cast<unsigned>(channels);
  std::unique_ptr<ebur128_state, Close> state(
      ebur128_init(n, static_cast<unsigned long>(rate_hz), EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK));
  if (!state || samples.empty()) return result;
  if (channels == 1) ebur128_set_channel(state.get(), 0, EBUR128_DUAL_MONO);
  if (ebur128_add_frames_float(state.get(), samples.data(), samples.size() / n) != EBUR128_SUCCESS)
    return result;
  double lufs = 0;
  if (ebur128_loudness_global(state.get(), &lufs) == EBUR128_SUCCESS && std::isfinite(lufs))
    result.integrated_lufs = std::max(-70.0, lufs);
  for (unsigned c = 0; c < n; ++c) {
    double peak = 0;
    if (ebur128_true_peak(state.get(), c, &peak) == EBUR128_SUCCESS)
      result.true_peak_db = std::max(result.true_peak_db, db(peak));
  }
  return result;
}

double gain_to(const Loudness& l, double target_lufs, double ceiling_db) {
  if (l.integrated_lufs <= -70) return 0;
  return std::clamp(std::min(target_lufs - l.integrated_lufs, ceiling_db - l.true_peak_db), -30.0, 30.0);
}

}  // namespace guangmu::audio
