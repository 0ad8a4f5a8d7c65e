// Time is a value: read once per frame by app, passed down to everybody else.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace guangmu {

// Wall-clock time, microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t us = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
  // Seconds from b to a; negative when a is earlier.
  friend constexpr double operator-(Instant a, Instant b) { return static_cast<double>(a.us - b.us) * 1e-6; }
  friend constexpr Instant operator+(Instant a, double seconds) {
    return {a.us + static_cast<std::int64_t>(seconds * 1e6)};
  }
};

// A length of time in seconds, written in files as 250ms, 5s, 2min, 1h, 30d or a bare number of seconds.
struct Duration {
  double s = 0;
  friend constexpr auto operator<=>(Duration, Duration) = default;
};

// A date as the sources give it: a year, a month or a day. Absent parts are 0.
struct Date {
  int year = 0, month = 0, day = 0;
  friend constexpr auto operator<=>(Date, Date) = default;
};

// Local calendar fields at a fixed offset from UTC.
struct CivilTime {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  int weekday = 4;  // 0 Sunday .. 6 Saturday
};

Instant now();  // the system clock; only app and the threads at the edges call it

// Hall time: China has one zone, UTC+8, without summer time.
inline constexpr int hall_utc_offset_s = 8 * 3600;
CivilTime civil(Instant t, int utc_offset_s = hall_utc_offset_s);
Instant from_civil(const CivilTime& c, int utc_offset_s = hall_utc_offset_s);

// ISO 8601: 2022-12-31T08:00:00+08:00, with Z, with fractions, with a space instead of T; without a zone it is hall time;
// a date alone is its first second in hall time. Nothing else is accepted.
std::optional<Instant> parse_instant(std::string_view text);
std::string iso8601(Instant t, int utc_offset_s = hall_utc_offset_s);  // 2022-12-31T08:00:00+08:00

std::optional<Date> parse_date(std::string_view text);  // 2022, 2022-12, 2022-12-31; the day must exist
std::string to_string(Date d);
Instant start_of(Date d);  // first second in hall time

std::optional<Duration> parse_duration(std::string_view text);
std::string to_string(Duration d);  // the shortest form that parses back to the same value

}  // namespace guangmu
