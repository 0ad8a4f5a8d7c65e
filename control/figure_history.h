// What the API answers about the past of a figure. The wall gives it (app); used by all server threads at the same time, and
// never by the frame thread: it reads the disk, some milliseconds.
#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "kpi/values/why.h"

namespace guangmu::control {

class FigureHistory {
 public:
  virtual ~FigureHistory() = default;
  // Why it was what it was at that time; without one, now. Nothing for an unknown id.
  virtual std::optional<kpi::Why> why(const std::string& metric, std::optional<Instant> at) const = 0;
  // Its course over the last so many hours.
  virtual std::optional<kpi::Course> course(const std::string& metric, double hours) const = 0;
};

}  // namespace guangmu::control
