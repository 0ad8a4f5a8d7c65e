#include "kpi/values/snapshot.h"

#include <algorithm>

namespace guangmu::kpi {
namespace {

std::optional<Instant> time_of(const Metric& m) {
  if (!m.reading) return std::nullopt;
  return std::min(m.reading->source_time, m.reading->received);
}

}  // namespace

std::string_view to_string(Freshness f) {
  switch (f) {
    case Freshness::never:
      return "never";
    case Freshness::live:
      return "live";
    case Freshness::late:
      return "late";
    case Freshness::stale:
      break;
  }
  return "stale";
}

std::optional<double> Metric::value() const {
  if (reading) return reading->value;
  if (info->report) return info->report->value;
  return std::nullopt;
}

const Metric* Snapshot::metric(const std::string& id) const {
  return metrics.get(id);
}
const Series* Snapshot::find_series(const std::string& id) const {
  return series.get(id);
}
const Table* Snapshot::find_table(const std::string& id) const {
  return tables.get(id);
}

Freshness freshness_of(std::optional<Instant> source_time, double late_after_s, double stale_after_s,
                       Instant now) {
  if (!source_time) return Freshness::never;
  const double age = std::max(0.0, now - *source_time);
  if (age > stale_after_s) return Freshness::stale;
  return age > late_after_s ? Freshness::late : Freshness::live;
}

Freshness freshness_of(const Metric& m, Instant now) {
  return freshness_of(time_of(m), m.info->late_after_s, m.info->stale_after_s, now);
}

Freshness freshness_of(const Series& s, Instant now) {
  return freshness_of(s.received, s.info->late_after_s, s.info->stale_after_s, now);
}

Freshness freshness_of(const Table& t, Instant now) {
  return freshness_of(t.received, t.info->late_after_s, t.info->stale_after_s, now);
}

std::optional<double> age_s(const Metric& m, Instant now) {
  const auto time = time_of(m);
  if (!time) return std::nullopt;
  return std::max(0.0, now - *time);
}

}  // namespace guangmu::kpi
