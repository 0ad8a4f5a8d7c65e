// How the frames went: times of the last ten seconds and of the whole run. Frame thread only.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace guangmu::app {

class FrameStats {
 public:
  // One frame: when it began (monotonic seconds) and how long its work took. A frame in which nothing had to be done counts with its
  // true, tiny time.
  void add(double at_s, double work_ms);
  void add_late(bool late) { late_ += late ? 1 : 0; }
  void add_stage(const std::string& name, double ms);

  std::uint64_t frames() const { return frames_; }
  std::uint64_t late() const { return late_; }
  double fps() const;                 // over the last two seconds
  double percentile_ms(double p) const;  // of the last 600 frames, p in 0..1
  std::map<std::string, double> stage_ms() const;  // mean per frame over the run

 private:
  static constexpr std::size_t window = 600;
  std::array<double, window> work_ms_{}, at_s_{};
  std::uint64_t frames_ = 0, late_ = 0;
  std::map<std::string, double> stage_total_ms_;
};

}  // namespace guangmu::app
