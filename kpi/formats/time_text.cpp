#include "kpi/formats/time_text.h"

#include <fmt/core.h>

#include <array>
#include <cmath>
#include <utility>

#include "kpi/formats/amount.h"
#include "kpi/settings.h"

namespace guangmu::kpi {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool take_any(std::string_view& text, std::initializer_list<std::string_view> words) {
  for (const auto word : words)
    if (take(text, word)) return true;
  return false;
}

void skip_blanks(std::string_view& text) {
  while (take_any(text, {" ", "\t", "　", "\xc2\xa0"})) {
  }
}

// From `least` to `most` digits, and no further digit behind them.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t n = 0;
  int value = 0;
  while (n < text.size() && n < most && is_digit(text[n])) value = value * 10 + (text[n++] - '0');
  if (n < least || (n < text.size() && is_digit(text[n]))) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

std::optional<int> two(std::string_view digits) {
  return (digits[0] - '0') * 10 + (digits[1] - '0');
}

bool exists(int year, int month, int day) {
  return year >= 1900 && year <= 2999 && parse_date(to_string(Date{year, month, day})).has_value() && month > 0 && day > 0;
}

struct Moment {
  CivilTime civil;
  std::int64_t fraction_us = 0;
  std::optional<int> offset_s;
};

// 8 to 17 digits: date, hour and minute, second, milliseconds.
std::optional<Moment> digits_alone(std::string_view d) {
  if (d.size() != 8 && d.size() != 12 && d.size() != 14 && d.size() != 17) return std::nullopt;
  Moment m;
  m.civil = {*two(d) * 100 + *two(d.substr(2)), *two(d.substr(4)), *two(d.substr(6)), 0, 0, 0, 0};
  if (d.size() >= 12) {
    m.civil.hour = *two(d.substr(8));
    m.civil.minute = *two(d.substr(10));
  }
  if (d.size() >= 14) m.civil.second = *two(d.substr(12));
  if (d.size() == 17) m.fraction_us = 1000 * ((d[14] - '0') * 100 + (d[15] - '0') * 10 + (d[16] - '0'));
  return m;
}

// The seconds' fraction and what stands behind it, up to the zone.
bool take_fraction(std::string_view& text, Moment& m) {
  if (!take(text, ".") && !take(text, ",")) return true;
  std::int64_t place = 100'000;
  std::size_t n = 0;
  for (; n < text.size() && is_digit(text[n]); ++n, place /= 10) m.fraction_us += place * (text[n] - '0');
  text.remove_prefix(n);
  return n > 0 && n <= 12;
}

bool take_clock(std::string_view& text, Moment& m) {
  const bool morning = take(text, "上午"), afternoon = !morning && take(text, "下午");
  skip_blanks(text);
  const auto hour = take_number(text, 1, 2);
  if (!hour) return false;
  m.civil.hour = *hour;
  if (morning || afternoon) {
    if (*hour < 1 || *hour > 12) return false;
    m.civil.hour = *hour % 12 + (afternoon ? 12 : 0);
  }
  const bool chinese = take_any(text, {"时", "点"});
  if (!chinese && !take_any(text, {":", "："})) return false;
  if (chinese && (text.empty() || take(text, "整"))) return true;
  const auto minute = take_number(text, chinese ? 1 : 2, 2);
  if (!minute) return false;
  m.civil.minute = *minute;
  const bool minute_word = take(text, "分");
  if (chinese && !minute_word) return text.empty();
  if (minute_word ? text.empty() || !is_digit(text.front()) : !take_any(text, {":", "："})) return true;
  const auto second = take_number(text, 1, 2);
  if (!second) return false;
  m.civil.second = *second;
  if (!take_fraction(text, m)) return false;
  if (minute_word) take(text, "秒");
  return true;
}

// Year, month, day with any of the separators; `rest` begins behind the day.
std::optional<Moment> take_date(std::string_view& rest) {
  Moment m;
  const auto year = take_number(rest, 4, 4);
  if (!year) return std::nullopt;
  const bool chinese = take(rest, "年");
  const char mark = rest.empty() ? ' ' : rest.front();
  if (!chinese) {
    if (mark != '-' && mark != '/' && mark != '.') return std::nullopt;
    rest.remove_prefix(1);
  }
  const auto month = take_number(rest, 1, 2);
  if (!month || !(chinese ? take(rest, "月") : take(rest, std::string_view(&mark, 1)))) return std::nullopt;
  const auto day = take_number(rest, 1, 2);
  if (!day) return std::nullopt;
  if (chinese && !take_any(rest, {"日", "号"})) return std::nullopt;
  m.civil = {*year, *month, *day, 0, 0, 0, 0};
  return m;
}

std::optional<Moment> with_marks(std::string_view text) {
  auto m = take_date(text);
  if (!m) return std::nullopt;
  if (text.empty()) return m;
  if (!take_any(text, {"T", "t"})) skip_blanks(text);
  if (!take_clock(text, *m)) return std::nullopt;
  skip_blanks(text);
  if (text.empty()) return m;
  m->offset_s = zone_offset_s(text);
  if (!m->offset_s) return std::nullopt;
  return m;
}

std::optional<Instant> instant_of(const Moment& m, std::string_view zone) {
  const CivilTime& c = m.civil;
  if (!exists(c.year, c.month, c.day) || c.hour > 23 || c.minute > 59 || c.second > 60) return std::nullopt;
  int offset = m.offset_s.value_or(hall_utc_offset_s);
  if (!m.offset_s && !zone.empty()) {
    const auto named = zone_offset_s(zone);
    if (!named) return std::nullopt;
    offset = *named;
  }
  return Instant{from_civil(c, offset).us + m.fraction_us};
}

std::string_view trimmed(std::string_view text) {
  skip_blanks(text);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<int> zone_offset_s(std::string_view zone) {
  using Name = std::pair<std::string_view, int>;  // minutes
  static constexpr std::array names{
      Name{"Z", 0},         Name{"z", 0},          Name{"UTC", 0},           Name{"GMT", 0},        Name{"Etc/UTC", 0},
      Name{"Asia/Shanghai", 480}, Name{"Asia/Chongqing", 480}, Name{"Asia/Harbin", 480}, Name{"Asia/Hong_Kong", 480},
      Name{"Asia/Macau", 480},    Name{"Asia/Taipei", 480},    Name{"PRC", 480},         Name{"Asia/Singapore", 480},
      Name{"Asia/Urumqi", 360},   Name{"Asia/Tokyo", 540},     Name{"Asia/Seoul", 540},  Name{"Asia/Bangkok", 420},
      Name{"Asia/Kolkata", 330},  Name{"Asia/Dubai", 240},     Name{"北京时间", 480}};
  for (const auto& [name, minutes] : names)
    if (zone == name) return minutes * 60;
  if (!take(zone, "UTC")) take(zone, "GMT");
  if (zone.empty() || (zone.front() != '+' && zone.front() != '-')) return std::nullopt;
  const int sign = zone.front() == '-' ? -1 : 1;
  zone.remove_prefix(1);
  std::size_t digits = 0;
  while (digits < zone.size() && is_digit(zone[digits])) ++digits;
  int hours = 0, minutes = 0;
  if (digits == 4 && zone.size() == 4) {
    hours = *two(zone);
    minutes = *two(zone.substr(2));
  } else if (digits == 1 || digits == 2) {
    hours = digits == 1 ? zone[0] - '0' : *two(zone);
    zone.remove_prefix(digits);
    if (!zone.empty()) {
      if (zone.size() != 3 || zone[0] != ':' || !is_digit(zone[1]) || !is_digit(zone[2])) return std::nullopt;
      minutes = *two(zone.substr(1));
    }
  } else {
    return std::nullopt;
  }
  if (hours > 14 || minutes > 59) return std::nullopt;
  return sign * (hours * 3600 + minutes * 60);
}

std::string wrong_zone(std::string_view zone) {
  if (zone.empty() || zone_offset_s(zone)) return "";
  return fmt::format("\"{}\" is no zone known here; expected +08:00, Z, UTC or Asia/Shanghai", zone);
}

std::optional<Instant> instant_in_number(double number, std::string_view zone) {
  if (!(number > 0)) return std::nullopt;
  // 19000101 to 29991231 and 19000101000000 to 29991231235959 would be 1970 and the year 2572 onwards as seconds and
  // milliseconds: digits of a date.
  const bool date = number >= 19000101 && number <= 29991231, time = number >= 1.9e13 && number < 3e13;
  if ((date || time) && number == std::floor(number)) return instant_in_text(fmt::format("{:.0f}", number), zone);
  const double seconds = number >= 1e11 ? number / 1000 : number;
  if (seconds > 4e9) return std::nullopt;  // beyond the year 2096
  return Instant{static_cast<std::int64_t>(std::llround(seconds * 1e6))};
}

std::optional<Instant> instant_in_text(std::string_view text, std::string_view zone) {
  text = trimmed(text);
  if (text.empty() || text.size() > 64) return std::nullopt;
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == text.size()) {
    if (digits == 10 || digits == 13) {
      double value = 0;
      for (const char c : text) value = value * 10 + (c - '0');
      return instant_in_number(value, zone);
    }
    const auto m = digits_alone(text);
    return m ? instant_of(*m, zone) : std::nullopt;
  }
  const auto m = with_marks(text);
  return m ? instant_of(*m, zone) : std::nullopt;
}

std::optional<Instant> moment_in_text(std::string_view text) {
  text = trimmed(text);
  if (const auto t = instant_in_text(text)) return t;
  const auto year = take_number(text, 4, 4);
  if (!year || *year < 1900 || *year > 2999) return std::nullopt;
  const auto begins = [&](int month) { return start_of({*year, month, 1}); };
  const bool chinese = take(text, "年");
  if (text.empty()) return begins(1);
  if (take_any(text, {"Q", "-Q", "q"}) || take(text, "第")) {
    using Quarter = std::pair<std::string_view, int>;
    for (const auto& [word, n] : {Quarter{"1", 1}, Quarter{"2", 2}, Quarter{"3", 3}, Quarter{"4", 4}, Quarter{"一", 1},
                                  Quarter{"二", 2}, Quarter{"三", 3}, Quarter{"四", 4}})
      if (take(text, word)) {
        if (!text.empty() && text != "季度" && text != "季") return std::nullopt;
        return begins(3 * n - 2);
      }
    return std::nullopt;
  }
  if (!chinese && !take_any(text, {"-", "/", "."})) return std::nullopt;
  const auto number = take_number(text, 1, 2);
  if (!number || *number < 1) return std::nullopt;
  if (chinese && text == "季度") return *number <= 4 ? std::optional(begins(3 * *number - 2)) : std::nullopt;
  if (*number > 12 || (chinese ? text != "月" : !text.empty())) return std::nullopt;
  return begins(*number);
}

std::optional<Instant> instant_from(const Json& j, std::string_view zone) {
  if (j.is(Json::Type::text)) return instant_in_text(j.text, zone);
  if (j.is(Json::Type::number)) return instant_in_number(j.number, zone);
  return std::nullopt;
}

}  // namespace guangmu::kpi
