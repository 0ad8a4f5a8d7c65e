// Judges one reading alone: pure functions of declaration, document, what is known already, and the time of receipt.
// No thread, no network, no clock. What becomes of the verdict is entry.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kpi/formats/json.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// When something came, by two clocks of ours: one that people and time servers set, for what is shown, and one that
// only runs, for how long something took. An Instant alone serves as both: for stills, tests and recordings.
struct Moment {
  Instant at;
  double steady_s = 0;
  Moment() = default;
  Moment(Instant instant) : at(instant), steady_s(static_cast<double>(instant.us) * 1e-6) {}  // NOLINT: meant to convert
  Moment(Instant instant, double running_s) : at(instant), steady_s(running_s) {}
};

// How far ahead of our own clock a source's time may be.
inline constexpr double future_tolerance_s = 60;
// A source time that is behind what we hold or ahead of our clock is refused; when it moves on from there for so many
// readings, it is held: the operator may accept it.
inline constexpr int strange_times = 10;

// What is known of a metric before the payload.
struct KnownMetric {
  std::optional<Reading> reading;
  double offset = 0;  // of a counter that began again and is added: value = what is delivered + offset
  // Polls that brought no number since the last accepted reading: each widens the allowed step by one
  // max_step.
  double missed_polls = 0;
  std::optional<Instant> last_heard;     // receipt of the last number, accepted or held …
  std::optional<double> last_heard_s;    // … by the clock that only runs; empty after a start of the program
  std::optional<double> last_new_s;      // the same of the last number that was not said before
  std::optional<Reading> anchor;         // where the stretch of max_step_per begins
  std::optional<Instant> strange_time;   // the last refused source time, and how many moved on from one to the next
  int strange = 0;

  // Seconds since the last number, never negative, 0 when there was none.
  double silent_s(const Moment& now) const;
};

enum class Verdict {
  accepted,
  unchanged,  // the source repeats the reading we hold: its time stands still with the same value
  refused,    // no usable number: nothing there, wrong type, out of range, wrong time
  held,       // a number that steps too far, falls or has a strange time: waits for the operator
};

struct Judged {
  Verdict verdict = Verdict::refused;
  std::string rule;                // of refused and held: "type", "range", "time", "step", "counter"
  std::string reason;              // of refused and held, in plain words
  std::optional<Reading> reading;  // of all but those refused for their type; value: offset included
  double missed_polls = 0;         // to remember for the next payload, with the two below
  std::optional<Instant> strange_time;
  int strange = 0;
  bool begins_again = false;  // of held: a counter that fell near zero
};

// `every_s` is the interval of the metric's source.
Judged judge_metric(const MetricSettings& m, double every_s, const Json& document, const KnownMetric& known,
                    const Moment& received);

// A number that is one already, its time included, against what is known: range, time fallen back, fall, step.
Judged judge_reading(const MetricSettings& m, double every_s, double delivered, Instant source_time,
                     const KnownMetric& known, const Moment& received);

// Differences below this are noise of binary fractions, not steps.
double noise_of(double value);

}  // namespace guangmu::kpi
