// Keeps the loudspeakers whole: what lies below their range is taken away, and what would heat them for long
// is turned down. In the callback: no allocation, no lock. Peaks are the limiter's business, not power.
//
// Heat: the mean square over 2 s of the louder channel, as volts at the amplifier's output, is held at the
// long-term limit, half of the rated power: V = sqrt(P / 2 * R). In dBFS of a sine's rms scale: 20 log10(V /
// V_at_full_scale), where full scale is the rms voltage of a sine of amplitude 1. It should never act in
// normal use.
#pragma once

#include <array>

namespace guangmu::audio {

struct Speaker {
  double high_pass_hz = 0;         // 4th order Butterworth; 0: none
  double volts_at_full_scale = 0;  // of the amplifier; 0: unknown, heat is not watched
  double power_w = 120, ohm = 8;
};

class Protection {
 public:
  explicit Protection(const Speaker& speaker = {});
  void process(float& left, float& right);
  float gain() const { return static_cast<float>(gain_); }  // taken for heat, 1 or below

 private:
  struct Section {  // biquad, transposed direct form II
    double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
    std::array<double, 2> z1{}, z2{};
    double run(double x, std::size_t channel);
  };
  bool filter_ = false, watch_heat_ = false;
  std::array<Section, 2> sections_;
  std::array<double, 2> square_{};
  double most_square_ = 1, heat_ = 0, recover_ = 0, fall_ = 0;
  double gain_ = 1;  // double: the steps of its slow return are smaller than a float can take
};

}  // namespace guangmu::audio
