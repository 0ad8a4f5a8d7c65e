#include "kpi/history/names.h"

#include <algorithm>

namespace guangmu::kpi {

void HistoryNames::load(Database& db) {
  ids_.clear();
  unwritten_.clear();
  next_ = 1;
  Statement s = db.prepare("SELECT id, kind, name FROM names");
  while (s.row()) {
    ids_[{static_cast<int>(s.whole(1)), s.text(2)}] = s.whole(0);
    next_ = std::max(next_, s.whole(0) + 1);
  }
}

std::int64_t HistoryNames::id(NameKind kind, const std::string& name) {
  if (name.empty()) return 0;
  const auto [it, is_new] = ids_.try_emplace({static_cast<int>(kind), name}, next_);
  if (is_new) {
    ++next_;
    unwritten_.push_back(*it);
  }
  return it->second;
}

int HistoryNames::write(Database& db) const {
  if (unwritten_.empty()) return 0;
  Statement s = db.prepare("INSERT OR REPLACE INTO names VALUES(?,?,?)");
  for (const auto& [key, id] : unwritten_)
    if (const int code = s.with(id, key.first, key.second).run(); code != 0) return code;
  return 0;
}

void HistoryNames::all_unwritten() {
  unwritten_.assign(ids_.begin(), ids_.end());
}

std::vector<std::int64_t> HistoryNames::metrics() const {
  std::vector<std::int64_t> ids;
  for (const auto& [key, id] : ids_)
    if (key.first == static_cast<int>(NameKind::metric)) ids.push_back(id);
  return ids;
}

}  // namespace guangmu::kpi
