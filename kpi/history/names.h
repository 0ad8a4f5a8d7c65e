// The ids under which the history keeps metrics, sources and texts. Ids are given at once and written with the next
// transaction, so that nobody waits for the disk to name something. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kpi/history/sqlite.h"

namespace guangmu::kpi {

enum class NameKind { metric, source, text };

class HistoryNames {
 public:
  void load(Database& db);
  // 0 for an empty name.
  std::int64_t id(NameKind kind, const std::string& name);
  int write(Database& db) const;  // within a transaction
  void written() { unwritten_.clear(); }
  void all_unwritten();           // for a new file
  std::vector<std::int64_t> metrics() const;

 private:
  using Key = std::pair<int, std::string>;
  std::map<Key, std::int64_t> ids_;
  std::vector<std::pair<Key, std::int64_t>> unwritten_;
  std::int64_t next_ = 1;
};

}  // namespace guangmu::kpi
