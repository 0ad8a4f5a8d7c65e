// Why a figure is what it is, and how it came there: the answer to "is that right?" at one moment, and the course of a
// figure over time. Plain values, made from the history on disk (kpi/explain.h); safe to share between threads.
//
// Values are in the metric's declared unit; a ratio is 0.36672 for 36.7 %.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// What stood as the figure.
enum class Stood { nothing, report, reading, derived, manual };
constexpr auto fields_names(Stood) {
  using Name = std::pair<Stood, std::string_view>;
  return std::array{Name{Stood::nothing, "nothing"}, Name{Stood::report, "report"}, Name{Stood::reading, "reading"},
                    Name{Stood::derived, "derived"}, Name{Stood::manual, "manual"}};
}

// How fine the history still is there: every reading, or one value for each minute, hour or day.
enum class Grain { reading, minute, hour, day };
constexpr auto fields_names(Grain) {
  using Name = std::pair<Grain, std::string_view>;
  return std::array{Name{Grain::reading, "reading"}, Name{Grain::minute, "minute"}, Name{Grain::hour, "hour"},
                    Name{Grain::day, "day"}};
}

// One check of data.yaml on the newest value that had been delivered then.
struct WhyCheck {
  std::string name;    // "type", "range", "time", "step", "counter", "frozen", "relation:ID", "fresh"
  bool passed = true;
  std::string text;    // what it wants and what came, e.g. "0 to 100,000,000" or the reason of the refusal
  friend bool operator==(const WhyCheck&, const WhyCheck&) = default;
};

// Something that was decided about the figure, newest last.
struct WhyEvent {
  Instant at;
  std::string outcome;  // "accepted", "refused", "held", "released", "dismissed", "manual", "manual_end"
  std::optional<double> value;
  std::string rule, reason, by;
  friend bool operator==(const WhyEvent&, const WhyEvent&) = default;
};

// The payload around the value, as received.
struct WhyExcerpt {
  std::vector<std::string> lines;  // long lines are cut and end in "…"
  int first_line = 1;              // number of lines[0] in the payload, laid out with one member a line
  int marked = -1;                 // index into lines of the line that holds the value; -1: not found
  Instant received;                // of this payload
  bool newer = false;              // not the payload that brought the value: a later one
  friend bool operator==(const WhyExcerpt&, const WhyExcerpt&) = default;
};

// The figure stood so on the wall, without a break.
struct ShownRun {
  Instant from, to;
  std::string scene;
  std::string digits, unit;  // as written on the wall: "10,016" "户"
  std::string form;          // "live", "late", "stale", "report", then "quarantined" and "manual" where they were marked
  std::uint64_t version = 0; // of the data that stood at its beginning
  friend bool operator==(const ShownRun&, const ShownRun&) = default;
};

struct Why {
  std::string metric, unit;
  LocalText label;
  int decimals = 0;
  Instant at;                                 // the moment that is asked about
  Stood stood = Stood::nothing;
  std::optional<double> value;
  Grain grain = Grain::reading;               // coarser: the value is the last one of its minute, hour or day
  Freshness freshness = Freshness::never;     // then
  std::optional<double> age_s;                // then
  std::optional<Instant> source_time, received;
  std::string by;                             // who accepted or set it; empty: the checks alone
  std::string source, url, pointer;           // url without name, password and query
  std::string formula;                        // of a derived figure …
  std::vector<Why> inputs;                    // … and each figure in it, at most 8 deep
  std::string report_date;                    // of the report's value, where one is declared
  LocalText report_source;
  std::optional<WhyExcerpt> excerpt;
  std::vector<WhyCheck> checks;
  std::vector<WhyEvent> events;               // at most 20, those before `at` that matter for it
  std::vector<ShownRun> shown;                // at most 20, around `at`
  std::string note;                           // what could not be told and why; empty: nothing is missing
};

struct CoursePoint {
  Instant at;
  double value = 0, low = 0, high = 0;        // last, lowest and highest of the time until the next point
  friend bool operator==(const CoursePoint&, const CoursePoint&) = default;
};

// A refused or held reading, for the mark in the curve.
struct CourseMark {
  Instant at;
  std::optional<double> value;
  std::string rule;
  friend bool operator==(const CourseMark&, const CourseMark&) = default;
};

struct Course {
  std::string metric, unit;
  int decimals = 0;
  Instant from, to;
  Grain grain = Grain::reading;
  std::vector<CoursePoint> points;  // in order, at most 500
  std::vector<CourseMark> marks;    // in order, at most 100, the newest
};

}  // namespace guangmu::kpi
