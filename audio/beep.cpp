#include "audio/beep.h"

#include <algorithm>
#include <cmath>

namespace guangmu::audio {

ClipPtr make_beep() {
  constexpr double rate = 48000, hz = 1000, length_s = 0.1, edge_s = 0.001, peak = 0.251;
  auto clip = std::make_shared<Clip>();
  clip->frames = static_cast<std::int64_t>(rate * length_s);
  for (std::int64_t i = 0; i < clip->frames; ++i) {
    const double t = static_cast<double>(i) / rate;
    const double edge = std::clamp(std::min(t, length_s - t) / edge_s, 0., 1.);
    clip->samples.push_back(
        static_cast<std::int16_t>(std::lround(32767 * peak * edge * std::sin(2 * 3.14159265358979323846 * hz * t))));
  }
  return clip;
}

}  // namespace guangmu::audio
