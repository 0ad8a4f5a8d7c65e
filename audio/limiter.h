// Peak limiter with look-ahead: no sample leaves above the ceiling, and the gain moves smoothly so that
// nothing clicks. In the callback: no allocation, no lock. Both channels get the same gain, so that the
// picture in the room stays.
//
// gain needed at each sample: min(1, ceiling / |x|); of the last `look_ahead` samples the smallest; rising
// slowly (release); averaged over `look_ahead` samples. The average at the moment a peak leaves covers only
// values at or below what the peak needs, hence the ceiling holds exactly (up to rounding, caught by a
// clamp).
#pragma once

#include <array>
#include <cstdint>

namespace guangmu::audio {

class Limiter {
 public:
  static constexpr int look_ahead = 64;  // frames, 1.3 ms
  static constexpr int delay = look_ahead - 1;

  // ceiling: amplitude, e.g. 0.891 for -1 dBFS. release_frames: time constant of the gain's return.
  explicit Limiter(float ceiling = 0.8912509f, float release_frames = 0.15f * 48000.f);

  void process(float& left, float& right);
  float gain() const { return gain_; }  // of the last sample, 1 or below

 private:
  float window_min();

  float ceiling_, release_;
  float gain_ = 1, held_ = 1;
  double sum_ = look_ahead;
  std::int64_t at_ = 0;
  std::array<float, look_ahead> left_{}, right_{};
  std::array<float, look_ahead> needed_{};  // by sample, for the sliding minimum
  std::array<float, look_ahead> smooth_{};  // for the average
};

}  // namespace guangmu::audio
