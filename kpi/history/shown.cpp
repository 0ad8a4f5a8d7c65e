#include "kpi/history/shown.h"

#include <algorithm>
#include <set>

namespace guangmu::kpi {
namespace {

constexpr std::size_t most_waiting = 100'000;

}  // namespace

void HistoryShown::add(const ShownNow& shown, HistoryNames& names) {
  const std::int64_t at_ms = shown.at.us / 1000;
  std::set<std::int64_t> stands;
  for (const ShownFigure& figure : shown.figures) {
    Run run{names.id(NameKind::metric, figure.metric), at_ms, at_ms, names.id(NameKind::text, shown.scene),
            names.id(NameKind::text, figure.unit), names.id(NameKind::text, figure.form), figure.digits,
            static_cast<std::int64_t>(shown.version)};
    stands.insert(run.metric);
    const auto it = open_.find(run.metric);
    if (it != open_.end()) {
      Run& before = it->second;
      before.until_ms = std::max(before.until_ms, at_ms);
      if (before.scene == run.scene && before.unit == run.unit && before.form == run.form && before.digits == run.digits) continue;
      ended_.push_back(std::move(before));
      it->second = std::move(run);
    } else {
      open_.emplace(run.metric, std::move(run));
    }
  }
  for (auto it = open_.begin(); it != open_.end();) {
    if (stands.contains(it->first)) {
      ++it;
      continue;
    }
    it->second.until_ms = std::max(it->second.until_ms, at_ms);
    ended_.push_back(std::move(it->second));
    it = open_.erase(it);
  }
  if (ended_.size() > most_waiting) ended_.erase(ended_.begin(), ended_.end() - most_waiting);
}

void HistoryShown::extend(std::int64_t now_ms) {
  for (auto& [metric, run] : open_) {
    run.until_ms = std::max(run.until_ms, now_ms);
    ended_.push_back(run);  // replaced under the same start when it really ends
  }
}

void HistoryShown::end(std::int64_t now_ms) {
  extend(now_ms);
  open_.clear();
}

int HistoryShown::write(Database& db, std::int64_t) {
  if (ended_.empty()) return 0;
  Statement s = db.prepare("INSERT OR REPLACE INTO shown VALUES(?,?,?,?,?,?,?,?)");
  for (const Run& r : ended_)
    if (const int code = s.with(r.metric, r.start_ms, r.until_ms, r.scene, r.digits, r.unit, r.form, r.version).run(); code != 0)
      return code;
  return 0;
}

void HistoryShown::written() {
  ended_.clear();
}

}  // namespace guangmu::kpi
