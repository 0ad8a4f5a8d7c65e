// What stood on the wall from when to when, as runs: one for each figure and look, ended when another comes or nothing stands.
// A run that goes on is written once a minute with the time up to which it is known. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "kpi/history/names.h"
#include "kpi/history/shown_now.h"
#include "kpi/history/sqlite.h"

namespace guangmu::kpi {

class HistoryShown {
 public:
  void add(const ShownNow& shown, HistoryNames& names);
  int write(Database& db, std::int64_t now_ms);  // within a transaction
  void written();
  // Runs that go on are written up to now_ms with the next write.
  void extend(std::int64_t now_ms);
  void end(std::int64_t now_ms);  // nothing stands any more

 private:
  struct Run {
    std::int64_t metric = 0, start_ms = 0, until_ms = 0, scene = 0, unit = 0, form = 0;
    std::string digits;
    std::int64_t version = 0;
  };
  std::map<std::int64_t, Run> open_;  // by metric
  std::vector<Run> ended_;
};

}  // namespace guangmu::kpi
