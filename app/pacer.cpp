#include "app/pacer.h"

#include <thread>

namespace guangmu::app {

Pacer::Clock::time_point Pacer::wait() {
  const auto now = Clock::now();
  if (due_ == Clock::time_point{}) due_ = now;
  late_ = now > due_ + period_ / 2;
  if (now < due_)
    std::this_thread::sleep_until(due_);
  else if (now > due_ + period_)
    due_ = now;
  const auto started = due_;
  due_ += period_;
  return started;
}

void Pacer::skip_to(Clock::time_point until) {
  if (until <= due_) return;
  due_ += (until - due_) / period_ * period_;
}

}  // namespace guangmu::app
