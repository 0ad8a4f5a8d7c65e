// What the wall knows about the platform at one moment: an immutable value, swapped by pointer, held for a
// whole frame. Made by kpi's own thread; read by everybody; safe to share between threads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "kpi/values/shared_map.h"

namespace guangmu::kpi {

// How much a figure may claim. Computed by freshness_of() from the times of the reading, never stored.
enum class Freshness { never, live, late, stale };
std::string_view to_string(Freshness f);  // "never", "live", "late", "stale"

// One accepted value. `value` is in the metric's declared unit; a ratio (unit "%") is 0.36672 for 36.7 %.
struct Reading {
  double value = 0;
  Instant source_time;  // when the platform says it was true; the time of receipt when it says nothing
  Instant received;
};

// The report's figure: stands in before the first reading ever, as "report of DATE", never as live.
struct ReportValue {
  double value = 0;
  Date as_of;
  LocalText source;
};

enum class MetricKind { gauge, counter };

// What does not change while the wall runs.
struct MetricInfo {
  std::string id, unit, source;  // source: id in data.yaml's sources; empty for derived metrics
  LocalText label;
  MetricKind kind = MetricKind::gauge;
  int decimals = 0;
  bool derived = false, is_short = false, approx = false;
  std::optional<ReportValue> report;
  double late_after_s = 0, stale_after_s = 0;  // ages at which live ends and stale begins
};

struct Metric {
  std::shared_ptr<const MetricInfo> info;
  std::optional<Reading> reading{};  // the last good one
  std::string refused{};             // why the newest reading was refused; empty when it was accepted
  std::string refused_zh{};          // the same in Chinese
  std::string refused_rule{};        // the check that refused it: "range", "step", "relation:ID" …, as in happened.h
  std::optional<double> held{};      // the value that waits for accept or refuse; set while quarantined
  std::optional<Instant> held_since{};
  // quarantined: a newer value waits for the operator (step, fall, relation, time), or the value that stands has not
  // moved for too long (frozen).
  // manual: the value is an operator's, or computed from one.
  bool quarantined = false, manual = false;
  std::string manual_by{};                // who set it; of a computed figure: who set its input
  std::optional<Instant> manual_until{};  // when that ends
  // The value to show: the last good reading, else the report's; empty when there is neither.
  std::optional<double> value() const;
  bool from_report() const { return !reading && info->report.has_value(); }
};

// A curve or ranking. Demonstration data is marked on the wall; the mark comes from here and cannot be turned
// off.
struct SeriesPoint {
  std::string x;          // as delivered, e.g. "2022-09"; of a curve of the history ISO 8601, with the hall's zone
  std::vector<double> y;  // one value per declared column
};
struct SeriesInfo {
  std::string id, unit, source;
  LocalText label;
  std::vector<std::string> columns;  // y keys as declared
  bool demonstration = false;
  double over_s = 0;  // of a curve of the history: how far back it is asked; 0: a source delivers it
  double late_after_s = 0, stale_after_s = 0;
};
struct Series {
  std::shared_ptr<const SeriesInfo> info;
  std::vector<SeriesPoint> points;  // empty until the first good payload
  std::optional<Instant> received{};
  std::string refused{};
};

struct Cell {
  std::string text;              // as delivered when it was a string, else the number as text
  std::optional<double> number;  // set when it was a number
  friend bool operator==(const Cell&, const Cell&) = default;
};
struct TableInfo {
  std::string id, unit, source;
  LocalText label;
  std::vector<std::string> columns;
  bool demonstration = false;
  double late_after_s = 0, stale_after_s = 0;
};
struct Table {
  std::shared_ptr<const TableInfo> info;
  std::vector<std::vector<Cell>> rows;  // rows[i].size() == info->columns.size()
  std::optional<Instant> received{};
  std::string refused{};
};

// How a source did over the last 24 hours, as the history knows it.
struct SourceDay {
  static constexpr std::size_t hours = 24;
  // Share of its polls that brought a good document, 0..1; nothing where it was not asked.
  std::optional<double> available{};
  std::array<std::optional<double>, hours> by_hour{};  // the hours of the clock, oldest first; the last one is under way …
  std::optional<Instant> begins{};                     // … and the first one begins here; nothing: no history knows of it
  friend bool operator==(const SourceDay&, const SourceDay&) = default;
};

// How one source is doing.
struct SourceState {
  std::string id, url;
  std::string fault;  // empty when the last poll was good, else what went wrong in plain words
  std::optional<Instant> fault_since, last_good;
  std::uint64_t polls = 0, errors = 0;
  // What of the newest payload was refused: "users_total: …", one line for each metric, series or table.
  std::vector<std::string> refused;
  std::string fault_zh{};                 // the fault in Chinese
  std::vector<std::string> refused_zh{};  // of the first lines of `refused`, at most most_told
  static constexpr std::size_t most_told = 5;
  LocalText label{};  // its name for people; empty: its id
  SourceDay day{};
};

struct Snapshot {
  std::uint64_t version = 0;  // grows with every change
  SharedMap<Metric> metrics;
  SharedMap<Series> series;
  SharedMap<Table> tables;
  SharedMap<SourceState> sources;
  bool history_kept = true;   // false: the wall has no state folder, so there never will be a history
  std::string history_fault;  // why readings are not kept on disk; empty when they are, or need not be
  const Metric* metric(const std::string& id) const;
  const Series* find_series(const std::string& id) const;
  const Table* find_table(const std::string& id) const;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

// The one function that decides freshness: age counts from source_time; a time in the future counts as age 0. No
// figure is younger than its receipt, whatever the clock of its source says.
Freshness freshness_of(std::optional<Instant> source_time, double late_after_s, double stale_after_s,
                       Instant now);
Freshness freshness_of(const Metric& m, Instant now);
Freshness freshness_of(const Series& s, Instant now);
Freshness freshness_of(const Table& t, Instant now);
// Seconds since the reading's source time (or its receipt, when the source's clock is ahead), never negative; empty
// without a reading.
std::optional<double> age_s(const Metric& m, Instant now);

}  // namespace guangmu::kpi
