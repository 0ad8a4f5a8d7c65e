// The payloads that the history keeps, compressed: the newest good one of each source, one good one an hour, and those whose
// readings were refused or held, at most one a minute and source, with the one before them that brought what still stands. One
// thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kpi/happened.h"
#include "kpi/history/names.h"
#include "kpi/history/sqlite.h"

namespace guangmu::kpi {

class HistoryPayloads {
 public:
  static constexpr std::size_t longest_payload = std::size_t{4} << 20;  // longer ones are not kept

  // What came together: keep() knows the polls of the newest batch alone.
  void next_batch() { batch_.clear(); }
  void add(const PollEvent& poll, std::int64_t source);
  // A reading of this poll was refused or held.
  void keep(std::uint64_t poll);
  int write(Database& db);  // within a transaction; of the newest ones some each time
  void written();

 private:
  struct Waiting {
    std::int64_t source = 0, at_ms = 0;
    std::uint64_t poll = 0;
    std::shared_ptr<const std::string> bytes;
  };
  struct Newest {
    Waiting waiting, before;      // before: the one before `waiting`, unless a reading of it was refused
    bool waiting_refused = false;
    std::int64_t kept_at_ms = 0, hourly = 0;
    bool is_new = false;
  };
  std::map<std::int64_t, Newest> newest_;  // by source
  std::vector<Waiting> batch_, refused_;
  std::int64_t turn_ = 0;  // source that is written next, so that each has its turn
  std::vector<std::int64_t> in_transaction_;
};

// zlib's format; empty when it cannot be done.
std::string compressed(std::string_view bytes);
std::optional<std::string> uncompressed(std::string_view bytes, std::size_t size);

}  // namespace guangmu::kpi
