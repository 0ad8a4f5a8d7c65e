// The file history.db: its tables, how it is opened, and what is done when it cannot be. One thread.
//
//   names     every id that the other tables use: metrics, sources, texts
//   log       the readings of the running minute, one row for each commit: what a kill or a power cut must not take
//   fine      every reading of a minute and metric, packed (history_entry.h)
//   minutes, hours, days   one value each: last, lowest, highest, mean over time
//   events    what was not simply accepted: refused, held, released, dismissed, manual; n of one kind in a minute are one row
//   health    for each hour, metric and source: time late, readings refused, polls good and bad; id 0: time the wall ran
//   payloads  answers of sources as received, compressed
//   shown     what stood on the wall, as runs
//   meta      how far hours and days are made
//
// Write-ahead log, synchronous=FULL: what was committed survives a power cut.
#pragma once

#include <memory>
#include <string>

#include "base/time.h"
#include "kpi/history/sqlite.h"

namespace guangmu::kpi {

struct OpenedHistory {
  std::unique_ptr<Database> db;  // null: `fault` says why
  std::string fault;
  std::string notice;            // what was found and mended, e.g. a broken file set aside
};

// Creates folder and file when they are missing. A broken file is renamed to history.db.broken-TIME and a new one begun; one
// of a newer version is left alone. `vfs`: another way to the disk, for tests.
OpenedHistory open_history(const std::string& folder, Instant now, const std::string& vfs = {});

// Renames a broken file out of the way. Empty: done, the new name in `aside`.
std::string set_history_aside(const std::string& path, Instant now, std::string& aside);

std::string history_path(const std::string& folder);

inline constexpr int history_layout = 1;  // user_version of the file

}  // namespace guangmu::kpi
