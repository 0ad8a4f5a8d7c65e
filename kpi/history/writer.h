// Writes history.db: readings, payloads, health and what stood on the wall; makes minutes, hours and days of the readings.
// One thread (History's). What could not be written stays here and is written with the next good commit; beyond
// most_waiting readings the oldest are dropped and counted.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "kpi/happened.h"
#include "kpi/history/bucket.h"
#include "kpi/history/entry.h"
#include "kpi/history/names.h"
#include "kpi/history/payloads.h"
#include "kpi/history/shown.h"
#include "kpi/history/sqlite.h"

namespace guangmu::kpi {

// What the history must know of a figure beside its readings.
struct KnownFigure {
  std::string source;       // empty: derived
  double late_after_s = 0;  // 0: never late
};

class HistoryWriter {
 public:
  static constexpr std::size_t most_waiting = 400'000;

  // Takes over the file; readings of minutes that an earlier run did not finish are taken up.
  void attach(std::unique_ptr<Database> db);
  std::unique_ptr<Database> detach();  // e.g. because it is broken; what waits stays
  bool attached() const { return db_ != nullptr; }
  Database& db() { return *db_; }

  void declare(std::map<std::string, KnownFigure> figures);
  void add(Happened happened);
  void add(const ShownNow& shown) { shown_.add(shown, names_); }
  bool waiting() const { return !new_entries_.empty(); }

  // Everything that waits, in one transaction; then minutes that are over. 0 or what failed. `now_ms`: the wall's clock.
  int commit(std::int64_t now_ms);
  // A step of making hours and days, some milliseconds; true when there is more to do.
  bool make_hours(std::int64_t now_ms, int metrics);
  // Ends runs of what is shown; before the end.
  int close(std::int64_t now_ms);

  std::uint64_t dropped() const { return dropped_; }
  const HistoryNames& names() const { return names_; }
  std::int64_t hours_done() const { return hours_done_; }

 private:
  struct Source {
    std::int64_t id = 0;
    std::int64_t good = 0, bad = 0;  // polls since the last minute
  };
  struct Last {
    double value = 0;
    std::int64_t at_ms = 0, source_ms = 0;  // of the last minute that is over
    std::int64_t newest_source_ms = 0;       // of all that came
  };
  std::unique_ptr<Database> db_;
  HistoryNames names_;
  HistoryPayloads payloads_;
  HistoryShown shown_;
  std::map<std::string, KnownFigure> declared_;
  std::map<std::string, Source> sources_;
  std::map<std::int64_t, Last> last_;
  std::vector<PastEntry> new_entries_;                         // not yet in the log
  std::map<std::int64_t, std::vector<PastEntry>> open_;        // in the log, by minute
  std::optional<std::int64_t> running_minute_;
  std::int64_t running_since_ms_ = 0;
  std::int64_t hours_done_ = 0, job_to_ = 0;               // hours before hours_done_ are made
  std::vector<std::int64_t> job_;                          // metrics whose hours up to job_to_ are not made yet
  std::map<std::int64_t, std::int64_t> source_of_;          // ids
  bool had_file_ = false;
  std::uint64_t dropped_ = 0;

  int write_log();
  std::int64_t source_id_of(std::int64_t metric) const;
  int close_minutes(std::int64_t now_ms);
  int write_minute(std::int64_t minute, const std::vector<PastEntry>& entries);
  int write_health(std::int64_t now_ms);
  int make_hours_of(std::int64_t metric);
  void load_last(std::int64_t metric);
};

// Reads the rows of a grain: minutes, hours or days of one metric, slots from..to.
std::vector<Bucket> read_buckets(Database& db, Grain grain, std::int64_t metric, std::int64_t from, std::int64_t to);
int write_bucket(Database& db, Grain grain, std::int64_t metric, const Bucket& bucket);
// A row of a statement that selects slot, last, off, lag, lo, hi, mean, n.
Bucket bucket_of(const Statement& row, Grain grain);

}  // namespace guangmu::kpi
