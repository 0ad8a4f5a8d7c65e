// The memory of the wall: history.db in the state folder. Every reading with what was decided about it, coarser with age and
// bounded in size; payloads; what stood on the wall from when to when; and the answers to "what was", for formulas, scenes,
// console and command line.
//
//   History history({.folder = state_dir});      // opens the file on its own thread; never waits for the disk
//   history.declare(settings);                    // which figures there are, how long what is kept
//   history.take(ledger.take_happened());         // from the thread that judges: some microseconds
//   history.shown({...});                         // from the frame thread, when something changed: the same
//   history.value_at("users", yesterday);         // any thread; reads through connections of its own
//
// What was taken is on disk half a second later, and survives a kill or a power cut from then on. Nothing is fatal: a full
// disk, a folder that cannot be written, a file of a newer version are told in fault(), and readings wait in memory (400,000
// at most) until they can be written; a broken file is set aside as history.db.broken-TIME and a new one begun; a clock that
// jumps is told in the log, and nothing is thinned for ten minutes.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kpi/happened.h"
#include "kpi/formulas/past.h"
#include "kpi/history/shown_now.h"
#include "kpi/settings.h"
#include "kpi/values/why.h"

namespace guangmu::kpi {

class HistoryReader;

struct HistoryOptions {
  std::string folder;
  std::function<Instant()> clock{};  // default: the system clock. Called from the history's thread
  std::string vfs{};                 // another way to the disk, for tests
  double every_s = 0.4;              // from commit to commit
};

class History : public Past {
 public:
  explicit History(HistoryOptions options);
  ~History() override;  // writes what waits; blocks for it
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  // Any thread; waits for no disk.
  void declare(const DataSettings& data);
  void take(Happened happened);
  void shown(ShownNow shown);
  std::string fault() const;  // why nothing is kept; empty while all is well
  // Waits until everything taken before is on disk, or cannot be written; false then. For tests and ends.
  bool flush();

  // Any thread; some milliseconds of reading.
  std::optional<double> value_at(const std::string& metric, Instant at) const override;
  std::optional<double> mean(const std::string& metric, Instant from, Instant to) const override;
  std::vector<PastPoint> course(const std::string& metric, Instant from, Instant to, int most) const override;
  std::optional<double> availability(const std::string& source, Instant from, Instant to) const override;
  std::vector<std::optional<double>> availability_by_hour(const std::string& source, Instant from, Instant to) const override;
  std::optional<double> lateness(const std::string& id, Instant from, Instant to) const override;
  std::optional<double> refusals(const std::string& id, Instant from, Instant to) const override;
  // Calls `ask` with a reader of its own; not while there is no file.
  void read(const std::function<void(HistoryReader&)>& ask) const;

  // Copies the file while it is written. Blocks; empty: done, else why not.
  std::string backup(const std::string& to) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::kpi
