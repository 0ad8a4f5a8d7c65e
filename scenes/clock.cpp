#include "scenes/clock.h"

#include <fmt/core.h>

#include <array>

namespace guangmu::scenes {
namespace {
constexpr std::array<const char*, 7> zh_days{"日", "一", "二", "三", "四", "五", "六"};
constexpr std::array<const char*, 7> en_days{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                             "Thursday", "Friday", "Saturday"};
constexpr std::array<const char*, 12> en_months{"January",   "February", "March",    "April",
                                                "May",       "June",     "July",     "August",
                                                "September", "October",  "November", "December"};
}  // namespace

std::string clock_words(Instant t) {
  const CivilTime c = civil(t);
  return fmt::format("{:02}:{:02}:{:02}", c.hour, c.minute, c.second);
}

std::string day_words(Instant t, Language language) {
  const CivilTime c = civil(t);
  const auto weekday = static_cast<std::size_t>(c.weekday);
  if (language == Language::zh)
    return fmt::format("{}年{}月{}日  星期{}", c.year, c.month, c.day, zh_days[weekday]);
  return fmt::format("{}, {} {} {}", en_days[weekday], c.day,
                     en_months[static_cast<std::size_t>(c.month - 1)], c.year);
}

std::string minute_words(Instant t, Language language, Instant now) {
  const CivilTime c = civil(t), today = civil(now);
  const std::string time = fmt::format("{:02}:{:02}", c.hour, c.minute);
  if (c.year == today.year && c.month == today.month && c.day == today.day) return time;
  if (language == Language::zh) return fmt::format("{}年{}月{}日 {}", c.year, c.month, c.day, time);
  return fmt::format("{} {} {}, {}", c.day, en_months[static_cast<std::size_t>(c.month - 1)], c.year, time);
}

double until_next_second(Instant t) {
  const std::int64_t rest = ((t.us % 1000000) + 1000000) % 1000000;
  return static_cast<double>(1000000 - rest) * 1e-6;
}

}  // namespace guangmu::scenes
