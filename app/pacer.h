// Keeps a steady frame rate where no swap interval does (virtual displays, offscreen). One thread.
#pragma once

#include <chrono>

namespace guangmu::app {

// Absolute schedule: a late frame does not move the ones after it, unless it is late by more than a period.
class Pacer {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Pacer(double rate_hz) : period_(std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / rate_hz))) {}

  // Blocks until the next frame is due and returns that moment.
  Clock::time_point wait();
  // True when the last wait() found its moment already gone by more than half a period.
  bool late() const { return late_; }
  // Sleeps through whole periods up to `until`, so that the schedule stays on its grid.
  void skip_to(Clock::time_point until);

 private:
  Clock::duration period_;
  Clock::time_point due_{};
  bool late_ = false;
};

}  // namespace guangmu::app
