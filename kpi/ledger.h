// The book of figures: what was declared, what was accepted, what was refused and why. Pure: no thread, no
// network, no clock, no disk; every time is told to it. Board puts it behind a lock, beside the fetcher and
// the store.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kpi/declaration.h"
#include "kpi/entry.h"
#include "kpi/formulas/retrospect.h"
#include "kpi/happened.h"
#include "kpi/judge.h"
#include "kpi/kept.h"
#include "kpi/source_days.h"
#include "kpi/ties.h"
#include "kpi/trends.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// Whether a value is possible at all.
bool in_range(const MetricSettings& m, double value);

class Ledger {
 public:
  explicit Ledger(DataSettings data);
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Readings, curves and tables whose declaration still fits stay; everything else begins anew.
  void reload(DataSettings data);

  // Takes over what an earlier run kept; what no longer fits its declaration (mark, range) is passed over.
  void restore(const Kept& kept);
  Kept kept() const;

  // One payload of a source, received whole; `content_type` as the server sent it, empty: unknown. An error when it
  // cannot be read: then nothing of it counts. Otherwise each
  // metric, series and table of that source is judged alone, and what relations tie together is judged together.
  Result<void> apply(const std::string& source, std::string_view payload, const Moment& received,
                     std::string_view content_type = {});
  // A poll that brought no payload; `fault` in plain words.
  void poll_failed(const std::string& source, const std::string& fault, const Moment& at);

  // The operator's word on a metric. accept: the held value becomes the reading, with all that a relation held beside
  // it; of a figure that stands still: that is right. refuse: the held value is dropped, likewise, and the same value
  // is not brought up again. override_value: `value` stands for the reading for `seconds`, marked as manual; what the
  // source delivers meanwhile is judged and kept, and stands again afterwards. Seconds 0 ends an override. `by` is
  // who said so.
  Result<void> accept(const std::string& id, const std::string& by, Instant now);
  Result<void> refuse(const std::string& id, const std::string& by, Instant now);
  Result<void> override_value(const std::string& id, double value, double seconds, const std::string& by, Instant now);
  // Ends overrides whose time is over, and follows a clock of ours that was set; true when something changed.
  bool expire(const Moment& now);

  // Puts a reading, curve or table straight onto the board, unjudged: for stills. False for an unknown or
  // derived id.
  bool place(const std::string& id, const Reading& reading);
  bool place_series(const std::string& id, std::vector<SeriesPoint> points, Instant received);
  bool place_table(const std::string& id, std::vector<std::vector<Cell>> rows, Instant received);
  void flag(const std::string& id, bool quarantined, bool manual);

  // Computes all derived figures from what stands now. Every member above that changes a reading does so for those that
  // come from it, except place(). A figure with an unknown input, or whose past is unknown, has no value.
  void derive();

  // What formulas and health tables ask the history. questions(): at most `most` that are due. answer(): takes what was
  // found and derives again; true when something may have changed.
  std::vector<Question> questions(Instant now, std::size_t most) const;
  bool answer(const std::vector<LookBack>& answers);
  // The same for curves of the history.
  std::vector<TrendQuestion> trend_questions(Instant now, std::size_t most) const;
  bool answer(const std::vector<TrendAnswer>& answers);
  // The same for how the sources did over the last day.
  std::vector<DayQuestion> day_questions(Instant now, std::size_t most) const;
  bool answer(const std::vector<DayAnswer>& answers);

  // Of a column that formulas or relations add up: over every row that was delivered, shown or not. Nothing before the
  // first table, and where one row has no number.
  std::optional<double> sum(const TableColumn& column) const;

  // What happened since the last call, for the history. With collect(false) nothing is collected.
  Happened take_happened();
  void collect(bool on);

  // Cheap: shares everything with the ledger.
  const Snapshot& snapshot() const { return now_; }
  const Declaration& declaration() const { return declaration_; }

 private:
  // What a source delivers.
  struct Delivery {
    struct Figure {
      std::string id;
      const MetricSettings* settings = nullptr;
      Entry* entry = nullptr;
      const TieGroup* group = nullptr;
    };
    double every_s = 0;
    double silence_s = 0;  // a figure that has said nothing new for longer is no longer judged beside others
    std::vector<Figure> metrics;
    std::vector<std::string> series, tables;
  };
  struct WaitingTable {
    Rows rows;
    Instant received;
  };

  Declaration declaration_;
  Ties ties_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, Delivery> deliveries_;  // by source; points into declaration_, entries_ and ties_
  std::map<std::string, WaitingTable> waiting_tables_;
  std::map<std::string, Rows> all_rows_;  // of tables that are added up and longer than what is shown of them
  TieWaits tie_waits_;
  std::map<std::string, std::vector<std::size_t>> users_;  // formulas by input: a metric's id, or "table ID"
  std::set<std::size_t> to_derive_;
  std::map<std::string, std::string> marks_;  // of metrics read from a source
  mutable std::map<std::string, KeptList> kept_lists_;
  Retrospect retrospect_;
  Trends trends_;
  SourceDays days_;
  Snapshot now_;
  Happened happened_;
  bool collects_ = true;
  std::uint64_t polls_ = 0;
  std::optional<Moment> last_;
  std::vector<double> set_backs_s_;  // by how much our clock was set back and not forward again; the last few

  void index();
  void judge_lists(const Delivery& delivery, const Json& document, Instant received,
                   std::set<const TieGroup*>& groups, std::vector<std::string>& refused);
  void tell_refused(SourceState& state, std::vector<std::string> lines) const;
  const Rows& rows_of(const std::string& id, const Table& t) const;
  void refuse_table(const std::string& id, const std::string& why);
  void settle(const TieGroup& group, const Moment& now, std::uint64_t poll, std::vector<std::string>& refused);
  StandingValues standing(const Moment& now) const;
  void finish(const std::string& id, Entry& e, const Decision& d, const Moment& now);
  std::vector<std::string> tied_with(const std::string& id) const;
  std::string standing_still(const Delivery& delivery, Instant now) const;
  bool watch_clock(const Moment& now);
  bool undoes_set_backs(double jump_s);

  void changed(const std::string& input);
  void derive_changed();
  void derive_one(const Declaration::Formula& f);
  class Shown;
  std::optional<Reading> times_of(const Expression& e) const;
  void tell_health();
  void show(const std::string& id, const Entry& e);
  std::uint64_t tell_poll(const std::string& source, const std::string& fault, std::string_view payload, Instant at);
  void tell(ReadingEvent event);
};

}  // namespace guangmu::kpi
