#include "kpi/judge.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "kpi/amount.h"
#include "kpi/select.h"

namespace guangmu::kpi {
namespace {

// Differences below this share of the value are noise of binary fractions, not steps.
double noise(double value) {
  return 1e-9 * std::max(1.0, std::abs(value));
}

Judged refused(const char* rule, std::string reason, const KnownMetric& known, std::optional<Reading> reading = {}) {
  return {Verdict::refused, std::move(reason), rule, reading, known.missed_polls};
}

// Source time of the reading, or why there is none.
Result<Instant> time_of(const MetricSettings& m, const Json& document, Instant received) {
  if (m.time.empty()) return received;
  const auto j = at_path(document, m.time);
  if (!j) return Error{fmt::format("no time at {}", m.time)};
  const auto time = instant_from(**j, m.zone);
  if (!time)
    return Error{
        fmt::format("{} at {} is no time; expected ISO 8601 or seconds since 1970", described(**j), m.time)};
  const double ahead_s = *time - received;
  if (ahead_s > future_tolerance_s)
    return Error{fmt::format("its time {} is {:.0f} s in the future; one of the two clocks is wrong",
                             iso8601(*time), ahead_s)};
  return *time;
}

}  // namespace

Judged judge_metric(const MetricSettings& m, double every_s, const Json& document, const KnownMetric& known,
                    Instant received) {
  const auto j = at_path(document, m.at);
  if (!j) return refused("type", j.error().text, known);
  const auto amount = amount_from(**j, amount_form(m), m.at);
  if (!amount) return refused("type", amount.error().text, known);
  const double value = *amount;
  if (m.range && (value < (*m.range)[0] || value > (*m.range)[1]))
    return refused("range",
                   fmt::format("{} is outside the range {} to {}", number_as_text(value),
                               number_as_text((*m.range)[0]), number_as_text((*m.range)[1])),
                   known, Reading{value, received, received});
  const auto time = time_of(m, document, received);
  if (!time) return refused("time", time.error().text, known, Reading{value, received, received});

  const Reading reading{value, *time, received};
  double missed = known.missed_polls;
  if (known.last_heard && every_s > 0)
    missed += std::clamp(std::round((received - *known.last_heard) / every_s - 1), 0.0, 1e9);
  if (!known.reading) return {Verdict::accepted, "", "", reading, 0};
  const Reading& old = *known.reading;
  if (!m.time.empty() && *time < old.source_time)
    return {Verdict::refused,
            fmt::format("its time {} is older than the {} of the figure we hold", iso8601(*time),
                        iso8601(old.source_time)),
            "time", reading, missed};
  const double change = value - old.value;
  if (!m.time.empty() && *time == old.source_time && change == 0) return {Verdict::unchanged, "", "", old, 0};
  if (m.kind == MetricKind::counter && change < -noise(old.value))
    return {Verdict::held,
            fmt::format("a counter fell from {} to {}; accept it if that is right", number_as_text(old.value),
                        number_as_text(value)),
            "counter", reading, missed};
  const double allowed = m.max_step ? *m.max_step * (1 + missed) : 0;
  if (m.max_step && std::abs(change) > allowed + noise(old.value))
    return {Verdict::held,
            fmt::format("{} is {} away from {}, more than the allowed {}; accept it if that is right",
                        number_as_text(value), number_as_text(std::abs(change)), number_as_text(old.value),
                        number_as_text(allowed)),
            "step", reading, missed};
  return {Verdict::accepted, "", "", reading, 0};
}

}  // namespace guangmu::kpi
