// Judges one payload, each figure alone: pure functions of declaration, document, what is known already, and
// the time of receipt. No thread, no network, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kpi/json.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// How far ahead of our own clock a source's time may be.
inline constexpr double future_tolerance_s = 60;

// What is known of a metric before the payload.
struct KnownMetric {
  std::optional<Reading> reading;
  // Polls that brought no number since the last accepted reading: each widens the allowed step by one
  // max_step.
  double missed_polls = 0;
  std::optional<Instant> last_heard;  // receipt of the last number, accepted or held
};

enum class Verdict {
  accepted,
  unchanged,  // the source repeats the reading we hold, or its time stands still with the same value
  refused,    // no usable number: nothing there, wrong type, out of range, wrong time
  held,       // a number that steps too far or falls: waits for the operator
};

struct Judged {
  Verdict verdict = Verdict::refused;
  std::string reason;              // of refused and held, in plain words
  std::string rule;                // the check that decided: "type", "range", "time", "step", "counter"
  std::optional<Reading> reading;  // of accepted, unchanged and held; of refused where there was a number
  double missed_polls = 0;         // to remember for the next payload
};

// `every_s` is the interval of the metric's source.
Judged judge_metric(const MetricSettings& m, double every_s, const Json& document, const KnownMetric& known,
                    Instant received);

}  // namespace guangmu::kpi
