// One value for a minute, an hour or a day: what stood at its end, between which bounds it moved, and its mean over time.
// Pure but for the statement that reads a row.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kpi/history/entry.h"
#include "kpi/values/why.h"

namespace guangmu::kpi {

struct Bucket {
  std::int64_t slot = 0;             // minute, hour or day
  double last = 0, low = 0, high = 0, mean = 0;
  std::int64_t at_ms = 0, lag_ms = 0;  // when `last` was received, and how much later than its source time
  std::int64_t count = 0;
};

// When a slot begins, and how long it is.
constexpr std::int64_t slot_begin_ms(Grain grain, std::int64_t slot) {
  switch (grain) {
    case Grain::hour: return slot * 3'600'000;
    case Grain::day: return first_hour_of_day(slot) * 3'600'000;
    default: return slot * 60'000;
  }
}
constexpr std::int64_t slot_length_ms(Grain grain) {
  return grain == Grain::day ? 86'400'000 : grain == Grain::hour ? 3'600'000 : 60'000;
}
constexpr std::int64_t slot_of_ms(Grain grain, std::int64_t ms) {
  const std::int64_t minute = minute_of(ms);
  if (grain == Grain::hour) return hour_of_minute(minute);
  if (grain == Grain::day) return day_of_hour(hour_of_minute(minute));
  return minute;
}

// The readings of one minute that stand, in order of arrival, as one value; `before`: what stood when it began. Nothing when
// none of them stands.
std::optional<Bucket> minute_bucket(const std::vector<PastEntry>& entries, std::int64_t minute, std::optional<double> before);

// Finer values, in order, as coarser ones, in order. `before`: what stood when the first began.
std::vector<Bucket> coarser(const std::vector<Bucket>& fine, Grain of, Grain into, std::optional<double> before);

}  // namespace guangmu::kpi
