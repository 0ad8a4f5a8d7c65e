// The book of figures: what was declared, what was accepted, what was refused and why. Pure: no thread, no
// network, no clock, no disk; every time is told to it. Board puts it behind a lock, beside the fetcher and
// the store.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kpi/declaration.h"
#include "kpi/judge.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// What is kept on disk between two runs. `mark` tells whether the declaration is still the same.
struct KeptReading {
  std::string id, mark;
  Reading reading;
  friend bool operator==(const KeptReading& a, const KeptReading& b) {
    return a.id == b.id && a.mark == b.mark && a.reading.value == b.reading.value &&
           a.reading.source_time == b.reading.source_time && a.reading.received == b.reading.received;
  }
};
enum class ListKind { series, table };
struct KeptList {
  ListKind kind = ListKind::series;
  std::string id, mark;
  std::string body;  // JSON: [["2022-09", 24.3], …]
  Instant received;
  friend bool operator==(const KeptList&, const KeptList&) = default;
};
struct Kept {
  std::vector<KeptReading> readings;
  std::vector<KeptList> lists;
};

class Ledger {
 public:
  explicit Ledger(DataSettings data);

  // Readings, curves and tables whose declaration still fits stay; everything else begins anew.
  void reload(DataSettings data);

  // Takes over what an earlier run kept; what no longer fits its declaration (mark, range) is passed over.
  void restore(const Kept& kept);
  Kept kept() const;

  // One payload of a source, received whole; `content_type` as the server sent it, empty: unknown. An error when it is no acceptable JSON: then nothing of it
  // counts. Otherwise each metric, series and table of that source is judged alone.
  Result<void> apply(const std::string& source, std::string_view payload, Instant received,
                     std::string_view content_type = {});
  // A poll that brought no payload; `fault` in plain words.
  void poll_failed(const std::string& source, const std::string& fault, Instant at);

  // The operator's word on a metric. accept: the held value becomes the reading. refuse: the held value is
  // dropped, and the same value is not brought up again. override_value: `value` stands for the reading for
  // `seconds`, marked as manual; what the source delivers meanwhile is judged and kept, and stands again
  // afterwards. Seconds 0 ends an override.
  Result<void> accept(const std::string& id);
  Result<void> refuse(const std::string& id);
  Result<void> override_value(const std::string& id, double value, double seconds, Instant now);
  // Ends overrides whose time is over; true when one ended.
  bool expire(Instant now);

  // Puts a reading, curve or table straight onto the board, unjudged: for stills. False for an unknown or
  // derived id.
  bool place(const std::string& id, const Reading& reading);
  bool place_series(const std::string& id, std::vector<SeriesPoint> points, Instant received);
  bool place_table(const std::string& id, std::vector<std::vector<Cell>> rows, Instant received);
  void flag(const std::string& id, bool quarantined, bool manual);

  // Computes the derived figures from what stands now. Called by every member above that changes a reading,
  // except place().
  void derive();

  Snapshot snapshot() const;
  const Declaration& declaration() const { return declaration_; }

 private:
  struct Override {
    Reading reading;
    Instant until;
  };
  struct Entry {
    KnownMetric known;
    std::string refused;
    std::optional<Reading> held;
    std::optional<double> dismissed;  // a held value that the operator refused
    std::optional<Override> manual;
    bool flagged_quarantined = false, flagged_manual = false;  // stills only
    bool derived_manual = false;
  };
  Declaration declaration_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, Series> series_;
  std::map<std::string, Table> tables_;
  std::map<std::string, SourceState> sources_;

  const Reading* shown(const Entry& e) const;
  void judge_one(const std::string& id, const MetricSettings& m, const Json& document, Instant received,
                 std::vector<std::string>& refused);
  void judge_lists(const std::string& source, const Json& document, Instant received,
                   std::vector<std::string>& refused);
  std::string standing_still(const std::string& source, Instant now) const;
};

}  // namespace guangmu::kpi
