// What was, as formulas and scenes ask for it; answered from the history on disk. Any thread; blocks for at most some
// milliseconds. Nothing, where nothing is known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace guangmu::kpi {

struct PastPoint {
  Instant at;
  double value = 0;
};

class Past {
 public:
  virtual ~Past() = default;
  // The reading that was the newest accepted one at `at`, by source time.
  virtual std::optional<double> value_at(const std::string& metric, Instant at) const = 0;
  // Mean over time of what stood from `from` to `to`, each reading standing until the next.
  virtual std::optional<double> mean(const std::string& metric, Instant from, Instant to) const = 0;
  // At most `most` points from `from` to `to`, in order.
  virtual std::vector<PastPoint> course(const std::string& metric, Instant from, Instant to, int most) const = 0;
  // Share of a source's polls that brought a good document, 0..1.
  virtual std::optional<double> availability(const std::string& source, Instant from, Instant to) const = 0;
  // The same for each hour of the clock from that of `from` to that of `to`; nothing for an hour without a poll.
  virtual std::vector<std::optional<double>> availability_by_hour(const std::string&, Instant, Instant) const { return {}; }
  // Share of the time in which a metric (or any metric of a source) was late or stale, 0..1.
  virtual std::optional<double> lateness(const std::string& id, Instant from, Instant to) const = 0;
  // Readings of a metric (or of all metrics of a source) that were refused or held.
  virtual std::optional<double> refusals(const std::string& id, Instant from, Instant to) const = 0;
};

}  // namespace guangmu::kpi
