// Gains that move without a click. Used in the callback: no allocation, no lock.
#pragma once

#include <algorithm>
#include <cmath>

namespace guangmu::audio {

inline constexpr float lowest_fader_db = -60.f;  // at and below this a fader is closed

inline float gain_of_db(float db) {
  return std::pow(10.f, db / 20.f);
}
inline float fader_gain(float db) {
  return db <= lowest_fader_db ? 0.f : gain_of_db(std::min(db, 6.f));
}

// Moves in a straight line to its target within a set number of frames.
class Ramp {
 public:
  explicit Ramp(float value = 1) : value_(value), target_(value) {}
  void go(float target, int frames) {
    target_ = target;
    left_ = std::max(frames, 1);
    step_ = (target - value_) / static_cast<float>(left_);
  }
  void set(float value) {
    value_ = target_ = value;
    left_ = 0;
  }
  float next() {
    if (left_ > 0) value_ = --left_ == 0 ? target_ : value_ + step_;
    return value_;
  }
  float value() const { return value_; }
  float target() const { return target_; }
  bool moving() const { return left_ > 0; }

 private:
  float value_, target_, step_ = 0;
  int left_ = 0;
};

// Music gives way under speech: a gain that falls and rises evenly in decibels.
class Duck {
 public:
  Duck() = default;
  Duck(float depth_db, float attack_frames, float release_frames)
      : depth_db_(depth_db),
        down_(depth_db / std::max(attack_frames, 1.f)),
        up_(depth_db / std::max(release_frames, 1.f)) {}
  float next(bool speech) {
    const float target = speech ? depth_db_ : 0.f;
    if (now_db_ == target) return gain_;
    now_db_ = target > now_db_ ? std::min(target, now_db_ + down_) : std::max(target, now_db_ - up_);
    gain_ = gain_of_db(-now_db_);
    return gain_;
  }
  float db() const { return -now_db_; }

 private:
  float depth_db_ = 20, down_ = 1, up_ = 1, now_db_ = 0, gain_ = 1;
};

}  // namespace guangmu::audio
