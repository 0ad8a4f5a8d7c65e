// Makes the history coarser with age and keeps it within its size: a little at each step, so that a step takes some
// milliseconds. Where max_bytes is near, the horizons shrink: first of every reading, then of minutes, then of hours and of
// what was shown. On the writer's thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "kpi/history/names.h"
#include "kpi/history/sqlite.h"
#include "kpi/settings.h"

namespace guangmu::kpi {

class HistoryThinning {
 public:
  explicit HistoryThinning(HistorySettings settings) : settings_(settings) {}
  void change(HistorySettings settings) { settings_ = settings; }

  // Thins the next figure, and after the last one what is kept of all of them. `hours_done`: hours before it are made;
  // minutes from it on are kept. 0 or what failed.
  int step(Database& db, const HistoryNames& names, std::int64_t now_ms, std::int64_t hours_done);
  // The file is nearly full: steps should come faster.
  bool pressed() const { return pressed_; }
  // As if max_bytes were reached: SQLite had no more page to give.
  void press() { pressure_ = std::min(pressure_ + 1, most_pressure); }

 private:
  static constexpr int most_pressure = 24;
  HistorySettings settings_;
  std::vector<std::int64_t> metrics_;
  std::size_t next_ = 0;
  int pressure_ = 0;
  bool pressed_ = false;

  struct Horizons {
    std::int64_t fine_ms, minutes_ms, hours_ms, shown_ms;
  };
  Horizons horizons(std::int64_t now_ms) const;
  int thin_metric(Database& db, std::int64_t metric, std::int64_t now_ms, std::int64_t hours_done) const;
  int thin_rest(Database& db, std::int64_t now_ms);
};

}  // namespace guangmu::kpi
