#include "audio/protection.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "audio/values/status.h"

namespace guangmu::audio {

namespace {
constexpr double heat_s = 2.0;     // time constant of the mean square
constexpr double recover_s = 5.0;  // time constant of the gain's return
constexpr double follow_s = 0.25;  // time constant of the gain's fall: no pumping on syllables
double step_of(double time_s) {
  return 1 - std::exp(-1 / (time_s * sample_rate_hz));
}
}  // namespace

double Protection::Section::run(double x, std::size_t c) {
  const double y = b0 * x + z1[c];
  z1[c] = b1 * x - a1 * y + z2[c];
  z2[c] = b2 * x - a2 * y;
  // Values this small are slow to compute with and silent.
  if (std::abs(z1[c]) < 1e-25) z1[c] = 0;
  if (std::abs(z2[c]) < 1e-25) z2[c] = 0;
  return y;
}

Protection::Protection(const Speaker& speaker) {
  if (speaker.high_pass_hz > 0) {
    filter_ = true;
    // Two second-order high-passes by the bilinear transform; Q of a 4th order Butterworth: 1 / (2 cos(pi /
    // 8)) and 1 / (2 cos(3 pi / 8)).
    const double w = 2 * std::numbers::pi * speaker.high_pass_hz / sample_rate_hz;
    const std::array<double, 2> q{1 / (2 * std::cos(std::numbers::pi / 8)),
                                  1 / (2 * std::cos(3 * std::numbers::pi / 8))};
    for (std::size_t i = 0; i < 2; ++i) {
      const double alpha = std::sin(w) / (2 * q[i]), a0 = 1 + alpha;
      Section& s = sections_[i];
      s.b0 = s.b2 = (1 + std::cos(w)) / 2 / a0;
      s.b1 = -(1 + std::cos(w)) / a0;
      s.a1 = -2 * std::cos(w) / a0;
      s.a2 = (1 - alpha) / a0;
    }
  }
  if (speaker.volts_at_full_scale > 0) {
    watch_heat_ = true;
    heat_ = step_of(heat_s);
    recover_ = step_of(recover_s);
    fall_ = step_of(follow_s);
    const double volts = std::sqrt(speaker.power_w / 2 * speaker.ohm);
    const double relative = volts / speaker.volts_at_full_scale;
    most_square_ = relative * relative / 2;  // a sine of amplitude 1 has a mean square of one half
  }
}

void Protection::process(float& left, float& right) {
  std::array<double, 2> x{static_cast<double>(left), static_cast<double>(right)};
  if (filter_)
    for (std::size_t c = 0; c < 2; ++c) x[c] = sections_[1].run(sections_[0].run(x[c], c), c);
  if (watch_heat_) {
    for (std::size_t c = 0; c < 2; ++c) square_[c] += (x[c] * x[c] - square_[c]) * heat_;
    const double square = std::max(square_[0], square_[1]);
    const double wanted = square > most_square_ ? std::sqrt(most_square_ / square) : 1;
    gain_ += (wanted - gain_) * (wanted < gain_ ? fall_ : recover_);
    for (double& v : x) v *= gain_;
  }
  left = static_cast<float>(x[0]);
  right = static_cast<float>(x[1]);
}

}  // namespace guangmu::audio
