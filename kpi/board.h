// The live figures of one exhibit: polls the sources, judges what comes, keeps the last good figures on disk,
// and publishes an immutable snapshot. The one face of this room for the running wall.
//
//   Board board(settings, {.state_dir = dir});   // reads what was kept; snapshot() is valid from here on
//   board.start();                                // from here on a thread of its own polls
//   const SnapshotPtr s = board.snapshot();       // once per frame; held for the whole frame
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "kpi/happened.h"
#include "kpi/formulas/past.h"
#include "kpi/recording/recording.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

struct BoardOptions {
  std::string state_dir{};  // folder for figures.db; empty: nothing is kept
  std::function<Instant()>
      clock{};             // default: the system clock. Called from the board's thread and its callers'
  std::uint64_t seed = 0;  // of start and back-off jitter; 0: from the clock
  // Sees every answer and every failed poll before it is judged: for recordings. On the board's thread; must not wait.
  std::function<void(Record)> tap{};
  // Gets what happened to the figures, for the history: at least once a second while the board runs, at its stop, and
  // within judge_payload(). Called one at a time, from the board's thread or the caller's, and not under the board's
  // lock: it may ask for a snapshot. What it does not take is gone. Without it nothing is collected.
  std::function<void(Happened)> happened{};
  // What formulas look back at; asked by the board's thread, outside its lock, a few questions a second.
  std::shared_ptr<const Past> past{};
};

// Every member may be called from any thread. None waits for the network; snapshot() waits at most for the
// copy of a pointer, the others for the judging of one payload. Nothing throws.
class Board {
 public:
  // Settings are taken as checked (DataSettings::check). A state folder that cannot be used is told in
  // Snapshot::history_fault and in the log, and the board works without it.
  Board(DataSettings data, BoardOptions options);
  ~Board();  // stop()
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;

  void start();
  void stop();  // writes what is not yet on disk; polls under way are dropped

  SnapshotPtr snapshot() const;

  // Takes over changed settings. Figures whose declaration still fits keep their readings; unchanged sources
  // their rhythm.
  void reload(DataSettings data);

  // The operator's commands, as Ledger describes them; errors are for the operator. `by`: who gave them.
  Result<void> accept(const std::string& id, const std::string& by);
  Result<void> refuse(const std::string& id, const std::string& by);
  Result<void> override_value(const std::string& id, double value, double seconds, const std::string& by);

  // As if `payload` had just come from that source: judged and published before this returns. For in-process
  // sources (the bench) and tests. An error when nothing of it counts.
  Result<void> judge_payload(const std::string& source, std::string_view payload, Instant received);
  // The same with an answer or a failed poll of a recording.
  Result<void> judge_record(const Record& record);
  // What ends by itself (an operator's value) ends at `at`; the board's own thread does this, as long as it runs.
  void pass_time(Instant at);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::kpi
