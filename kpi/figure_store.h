// The last good figures on disk: figures.db (SQLite, write-ahead log) in the state folder, so that a cold
// start without network shows them with their true age. One writer: the thread that calls save(). SQLite
// stays inside figure_store.cpp.
//
// Never fatal: what cannot be opened, read or written is told in `fault` and the wall goes on without it. A
// file that is no sound database is set aside as figures.db.broken-TIME and a new one begun. A kill at any
// moment leaves the figures of the last finished save.
#pragma once

#include <memory>
#include <string>

#include "base/time.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {

class FigureStore {
 public:
  // Creates `folder` when it is missing. `now` names the file set aside.
  FigureStore(const std::string& folder, Instant now);
  ~FigureStore();
  FigureStore(const FigureStore&) = delete;
  FigureStore& operator=(const FigureStore&) = delete;

  Kept load();                  // empty when there is nothing, or it cannot be read
  bool save(const Kept& kept);  // all in one transaction; rows that did not change are not written again
  // Why figures are not kept; empty while they are. After a failed save: cleared by the next good one.
  const std::string& fault() const { return fault_; }
  // What was found and mended at the start, e.g. the file set aside; empty otherwise.
  const std::string& notice() const { return notice_; }

 private:
  struct Database;
  std::unique_ptr<Database> db_;
  std::string path_, fault_, notice_;
  Kept written_;

  bool open(Instant now);
};

}  // namespace guangmu::kpi
