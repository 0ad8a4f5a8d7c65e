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
#include "kpi/kept.h"

namespace guangmu::kpi {

class FigureStore {
 public:
  // Creates `folder` when it is missing. `now` names a file that is set aside.
  FigureStore(const std::string& folder, Instant now);
  ~FigureStore();
  FigureStore(const FigureStore&) = delete;
  FigureStore& operator=(const FigureStore&) = delete;

  // Empty when there is nothing, or it cannot be read. A file that can be read but not written is read.
  Kept load();
  // All in one transaction; rows that did not change are not written again. Where the file could not be
  // opened, that is tried again first.
  bool save(const Kept& kept, Instant now);
  // Why figures are not kept; empty while they are. After a failed save: cleared by the next good one.
  const std::string& fault() const { return fault_; }
  // What was found and mended at the start, e.g. the file set aside; empty otherwise.
  const std::string& notice() const { return notice_; }

 private:
  struct Database;
  std::unique_ptr<Database> db_;
  std::string folder_, path_, fault_, notice_;
  bool read_only_ = false;
  Kept written_;

  void open(Instant now);
  int open_for_writing();
  bool open_for_reading();
  bool set_aside(const std::string& why, Instant now);
};

}  // namespace guangmu::kpi
