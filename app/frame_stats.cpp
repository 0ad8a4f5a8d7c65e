#include "app/frame_stats.h"

#include <algorithm>

namespace guangmu::app {

void FrameStats::add(double at_s, double work_ms) {
  work_ms_[frames_ % window] = work_ms;
  at_s_[frames_ % window] = at_s;
  ++frames_;
}

void FrameStats::add_stage(const std::string& name, double ms) {
  stage_total_ms_[name] += ms;
}

double FrameStats::fps() const {
  if (frames_ < 2) return 0;
  const std::uint64_t kept = std::min<std::uint64_t>(frames_, window);
  const double newest = at_s_[(frames_ - 1) % window];
  std::uint64_t n = 1;
  double oldest = newest;
  while (n < kept && newest - at_s_[(frames_ - 1 - n) % window] <= 2.0) oldest = at_s_[(frames_ - 1 - n++) % window];
  return newest > oldest ? static_cast<double>(n - 1) / (newest - oldest) : 0;
}

double FrameStats::percentile_ms(double p) const {
  const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(frames_, window));
  if (n == 0) return 0;
  std::vector<double> sorted(work_ms_.begin(), work_ms_.begin() + static_cast<std::ptrdiff_t>(n));
  const auto at = static_cast<std::ptrdiff_t>(p * static_cast<double>(n - 1) + 0.5);
  std::nth_element(sorted.begin(), sorted.begin() + at, sorted.end());
  return sorted[static_cast<std::size_t>(at)];
}

std::map<std::string, double> FrameStats::stage_ms() const {
  std::map<std::string, double> mean;
  for (const auto& [name, total] : stage_total_ms_) mean[name] = total / static_cast<double>(std::max<std::uint64_t>(1, frames_));
  return mean;
}

}  // namespace guangmu::app
