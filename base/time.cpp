#include "base/time.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace guangmu {
namespace {

// Days since 1970-01-01 of a proleptic Gregorian date (H. Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<unsigned>(y - era * 400);
  const auto doy = static_cast<unsigned>((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1);
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + static_cast<std::int64_t>(doe) - 719468;
}

int days_in_month(int y, int m) {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  return m == 2 && leap ? 29 : days[static_cast<std::size_t>(m - 1)];
}

// Takes exactly n digits off the front.
std::optional<int> take_digits(std::string_view& s, std::size_t n) {
  if (s.size() < n) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (s[i] < '0' || s[i] > '9') return std::nullopt;
    value = value * 10 + (s[i] - '0');
  }
  s.remove_prefix(n);
  return value;
}

bool take(std::string_view& s, char c) {
  if (s.empty() || s.front() != c) return false;
  s.remove_prefix(1);
  return true;
}

}  // namespace

Instant now() {
  using namespace std::chrono;
  return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

CivilTime civil(Instant t, int utc_offset_s) {
  const std::int64_t seconds = (t.us >= 0 ? t.us / 1000000 : (t.us - 999999) / 1000000) + utc_offset_s;
  const std::int64_t days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400;
  const std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  CivilTime c;
  c.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  c.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  c.year = static_cast<int>(static_cast<std::int64_t>(yoe) + era * 400 + (c.month <= 2 ? 1 : 0));
  const auto rest = static_cast<int>(seconds - days * 86400);
  c.hour = rest / 3600;
  c.minute = rest / 60 % 60;
  c.second = rest % 60;
  c.weekday = static_cast<int>(((days % 7) + 11) % 7);
  return c;
}

Instant from_civil(const CivilTime& c, int utc_offset_s) {
  const std::int64_t s = days_from_civil(c.year, c.month, c.day) * 86400 + c.hour * 3600 + c.minute * 60 + c.second;
  return {(s - utc_offset_s) * 1000000};
}

std::optional<Date> parse_date(std::string_view s) {
  Date d;
  const auto y = take_digits(s, 4);
  if (!y || *y < 1) return std::nullopt;
  d.year = *y;
  if (s.empty()) return d;
  if (!take(s, '-')) return std::nullopt;
  const auto m = take_digits(s, 2);
  if (!m || *m < 1 || *m > 12) return std::nullopt;
  d.month = *m;
  if (s.empty()) return d;
  if (!take(s, '-')) return std::nullopt;
  const auto day = take_digits(s, 2);
  if (!day || *day < 1 || *day > days_in_month(d.year, d.month) || !s.empty()) return std::nullopt;
  d.day = *day;
  return d;
}

std::string to_string(Date d) {
  if (d.month == 0) return fmt::format("{:04}", d.year);
  if (d.day == 0) return fmt::format("{:04}-{:02}", d.year, d.month);
  return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
}

Instant start_of(Date d) {
  CivilTime c;
  c.year = d.year;
  c.month = d.month ? d.month : 1;
  c.day = d.day ? d.day : 1;
  return from_civil(c);
}

std::optional<Instant> parse_instant(std::string_view s) {
  if (s.size() < 10) return std::nullopt;
  const auto date = parse_date(s.substr(0, 10));
  if (!date) return std::nullopt;
  s.remove_prefix(10);
  if (s.empty()) return start_of(*date);
  if (!take(s, 'T') && !take(s, ' ')) return std::nullopt;
  CivilTime c{date->year, date->month, date->day, 0, 0, 0, 0};
  const auto hour = take_digits(s, 2);
  if (!hour || *hour > 23 || !take(s, ':')) return std::nullopt;
  const auto minute = take_digits(s, 2);
  if (!minute || *minute > 59) return std::nullopt;
  c.hour = *hour;
  c.minute = *minute;
  std::int64_t fraction_us = 0;
  if (take(s, ':')) {
    const auto second = take_digits(s, 2);
    if (!second || *second > 60) return std::nullopt;
    c.second = *second;
    if (take(s, '.')) {
      std::int64_t unit = 100000;
      std::size_t digits = 0;
      for (; !s.empty() && s.front() >= '0' && s.front() <= '9'; s.remove_prefix(1), ++digits, unit /= 10)
        fraction_us += unit * (s.front() - '0');
      if (digits == 0) return std::nullopt;
    }
  }
  int offset_s = hall_utc_offset_s;
  if (take(s, 'Z')) {
    offset_s = 0;
  } else if (!s.empty()) {
    const int sign = s.front() == '-' ? -1 : 1;
    if (!take(s, '+') && !take(s, '-')) return std::nullopt;
    const auto h = take_digits(s, 2);
    if (!h || *h > 14) return std::nullopt;
    take(s, ':');
    const auto m = take_digits(s, 2);
    if (!m || *m > 59) return std::nullopt;
    offset_s = sign * (*h * 3600 + *m * 60);
  }
  if (!s.empty()) return std::nullopt;
  return Instant{from_civil(c, offset_s).us + fraction_us};
}

std::string iso8601(Instant t, int utc_offset_s) {
  const CivilTime c = civil(t, utc_offset_s);
  const std::string local =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute, c.second);
  if (utc_offset_s == 0) return local + "Z";
  const int a = std::abs(utc_offset_s);
  return fmt::format("{}{}{:02}:{:02}", local, utc_offset_s < 0 ? '-' : '+', a / 3600, a / 60 % 60);
}

namespace {
struct UnitName {
  std::string_view name;
  double seconds;
};
constexpr std::array<UnitName, 5> duration_units{{{"ms", 1e-3}, {"min", 60}, {"s", 1}, {"h", 3600}, {"d", 86400}}};
}  // namespace

std::optional<Duration> parse_duration(std::string_view s) {
  double value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (error != std::errc() || !std::isfinite(value) || value < 0) return std::nullopt;
  s.remove_prefix(static_cast<std::size_t>(end - s.data()));
  while (take(s, ' ')) {
  }
  if (s.empty()) return Duration{value};
  for (const auto& unit : duration_units)
    if (s == unit.name) return Duration{value * unit.seconds};
  return std::nullopt;
}

std::string to_string(Duration d) {
  for (const double unit : {86400., 3600., 60.})
    if (d.s >= unit && std::fmod(d.s, unit) == 0)
      return fmt::format("{}{}", d.s / unit, unit == 60 ? "min" : unit == 3600 ? "h" : "d");
  const double ms = d.s * 1e3;
  if (d.s > 0 && d.s < 1 && ms == std::floor(ms)) return fmt::format("{}ms", ms);
  return fmt::format("{}s", d.s);
}

}  // namespace guangmu
