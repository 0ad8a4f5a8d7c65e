// Reads history.db, beside the wall that writes it or alone. Times are those of receipt unless said otherwise; each question
// sees the file as it was at one moment. One thread at a time; some milliseconds on a year of readings.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kpi/history/bucket.h"
#include "kpi/history/entry.h"
#include "kpi/history/names.h"
#include "kpi/formulas/past.h"
#include "kpi/history/sqlite.h"
#include "kpi/values/why.h"

namespace guangmu::kpi {

// The reading that stood.
struct PastReading {
  double value = 0;
  std::int64_t at_ms = 0, lag_ms = 0;
  Grain grain = Grain::reading;  // coarser: which readings there were in between is no longer known
  Outcome outcome = Outcome::accepted;
  std::string by, rule;
  std::uint64_t poll = 0;
  std::int64_t source_ms() const { return at_ms - lag_ms; }
};

struct PastPayload {
  Instant at;
  std::string bytes;
};

class HistoryReader {
 public:
  // Null without a file of this layout that can be read; `why`, when given, says so.
  static std::unique_ptr<HistoryReader> open(const std::string& folder, std::string* why = nullptr);

  // As Past.
  std::optional<double> value_at(const std::string& metric, Instant at);  // by source time
  std::optional<double> mean(const std::string& metric, Instant from, Instant to);
  std::vector<PastPoint> course(const std::string& metric, Instant from, Instant to, int most);
  std::optional<double> availability(const std::string& source, Instant from, Instant to);
  std::vector<std::optional<double>> availability_by_hour(const std::string& source, Instant from, Instant to);
  std::optional<double> lateness(const std::string& id, Instant from, Instant to);
  std::optional<double> refusals(const std::string& id, Instant from, Instant to);

  // What had been received and stood at `at`, an operator's value aside.
  std::optional<PastReading> standing(const std::string& metric, Instant at);
  // The operator's value that stood at `at`.
  std::optional<WhyEvent> manual(const std::string& metric, Instant at);
  // What was not simply accepted, up to `at`, oldest first, the newest `most`.
  std::vector<WhyEvent> events(const std::string& metric, Instant from, Instant at, int most);
  // The newest payload of a source received up to `at`, and not before `from`; else the first after it.
  std::optional<PastPayload> payload(const std::string& source, Instant from, Instant at);
  // Runs that touch from..to, in order, at most `most`, the newest.
  std::vector<ShownRun> shown(const std::string& metric, Instant from, Instant to, int most);
  // Points with bounds, and refusals as marks.
  Course curve(const std::string& metric, Instant from, Instant to, int most);

  std::vector<std::string> metrics();
  // Every reading still known from..to, then of what is older one value for each minute, hour or day; in order of time.
  struct Row {
    Grain grain = Grain::reading;
    Outcome outcome = Outcome::accepted;
    Instant received, source_time;
    std::optional<double> value;
    double low = 0, high = 0, mean = 0;  // with a coarser grain
    std::int64_t count = 1;
    std::string rule, reason, by;
  };
  void rows(const std::string& metric, Instant from, Instant to, const std::function<void(const Row&)>& each);

 private:
  std::unique_ptr<Database> db_;
  std::map<std::string, std::int64_t> metric_ids_, source_ids_;
  std::map<std::int64_t, std::string> texts_;
  int depth_ = 0;

  class Moment;  // one view of the file
  std::int64_t id_of(NameKind kind, const std::string& name);
  std::string text_of(std::int64_t id);
  std::vector<PastEntry> log_entries(std::int64_t metric, std::int64_t from_ms, std::int64_t to_ms);
  std::vector<PastEntry> entries(std::int64_t metric, std::int64_t from_ms, std::int64_t to_ms);
  std::vector<Bucket> buckets(Grain grain, std::int64_t metric, std::int64_t from_ms, std::int64_t to_ms);
  std::optional<std::int64_t> first_ms(Grain grain, std::int64_t metric);
  Grain grain_for(std::int64_t metric, std::int64_t from_ms, std::int64_t to_ms, int most);
  std::optional<PastReading> standing_id(std::int64_t metric, std::int64_t at_ms);
  std::optional<PastReading> read_of(const PastEntry& e);
  struct Health {
    double late = 0, refused = 0, good = 0, bad = 0, ran = 0;
  };
  Health health(std::int64_t id, Instant from, Instant to);
};

}  // namespace guangmu::kpi
