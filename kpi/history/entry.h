// One reading as the history keeps it, and its bytes: some 15 of them. Pure.
//
// Bytes: metric id, then milliseconds since the beginning of the minute, outcome and flags, lag, rule, by, poll, each as a
// number of variable length (7 bits a byte, lowest first; signed ones folded), the value as 8 bytes of IEEE 754, lowest
// first, and the reason with its length. The metric id is left out where a row names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "kpi/happened.h"

namespace guangmu::kpi {

struct PastEntry {
  std::int64_t metric = 0;          // id in the names of the history
  std::int64_t at_ms = 0;           // received, since 1970
  Outcome outcome = Outcome::accepted;
  std::optional<double> value;
  std::int64_t lag_ms = 0;          // received minus source time; negative when the source's clock is ahead
  std::int64_t rule = 0, by = 0;    // ids of texts; 0: none
  std::uint64_t poll = 0;
  std::string reason;               // at most longest_reason bytes
  Instant received() const { return {at_ms * 1000}; }
  Instant source_time() const { return {(at_ms - lag_ms) * 1000}; }
  friend bool operator==(const PastEntry&, const PastEntry&) = default;
};

inline constexpr std::size_t longest_reason = 300;

// A reading that stands from then on; a correction by the operator does so too.
constexpr bool stands(Outcome o) {
  return o == Outcome::accepted || o == Outcome::released;
}

constexpr std::int64_t minute_of(std::int64_t ms) {
  return ms >= 0 ? ms / 60000 : -((59999 - ms) / 60000);
}
constexpr std::int64_t hour_of_minute(std::int64_t minute) {
  return minute >= 0 ? minute / 60 : -((59 - minute) / 60);
}
// Days are the hall's: they begin at midnight in hall time.
constexpr std::int64_t day_of_hour(std::int64_t hour) {
  const std::int64_t shifted = hour + hall_utc_offset_s / 3600;
  return shifted >= 0 ? shifted / 24 : -((23 - shifted) / 24);
}
constexpr std::int64_t first_hour_of_day(std::int64_t day) {
  return day * 24 - hall_utc_offset_s / 3600;
}

enum class WithMetric { yes, no };
void append(std::string& bytes, const PastEntry& entry, WithMetric with);

// Reads entries one after the other; `minute` is that of all of them. Bytes that are none end the reading.
class EntryReader {
 public:
  EntryReader(std::string_view bytes, std::int64_t minute, std::int64_t metric_of_all = -1)
      : bytes_(bytes), minute_(minute), metric_(metric_of_all) {}
  // False at the end. With `only` >= 0 the entries of other metrics are passed over.
  bool next(PastEntry& entry, std::int64_t only = -1);

 private:
  std::string_view bytes_;
  std::int64_t minute_, metric_;
  bool take(std::uint64_t& value);
};

}  // namespace guangmu::kpi
