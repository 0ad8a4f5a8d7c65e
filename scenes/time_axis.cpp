#include "scenes/time_axis.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "scenes/claim.h"

namespace guangmu::scenes {
namespace {

constexpr double hour_s = 3600, day_s = 86400;
constexpr double one_day_s = 26 * hour_s;  // up to here a stretch is told in hours alone

enum class Unit { hour, day, month, year };
struct Step {
  Unit unit;
  int count;
  double least_s;  // between two of its ticks
};
// Days stand where a calendar has them: the 1st, 5th, 10th … of each month; or weeks, on Mondays.
constexpr std::array steps{Step{Unit::hour, 1, hour_s},         Step{Unit::hour, 2, 2 * hour_s},
                           Step{Unit::hour, 3, 3 * hour_s},     Step{Unit::hour, 6, 6 * hour_s},
                           Step{Unit::hour, 12, 12 * hour_s},   Step{Unit::day, 1, day_s},
                           Step{Unit::day, 2, 2 * day_s},       Step{Unit::day, 5, 4 * day_s},
                           Step{Unit::day, 7, 7 * day_s}, Step{Unit::day, 10, 9 * day_s},      Step{Unit::day, 15, 14 * day_s},
                           Step{Unit::month, 1, 28 * day_s},    Step{Unit::month, 3, 89 * day_s},
                           Step{Unit::month, 6, 181 * day_s},   Step{Unit::year, 1, 365 * day_s},
                           Step{Unit::year, 2, 730 * day_s},    Step{Unit::year, 5, 1826 * day_s},
                           Step{Unit::year, 10, 3652 * day_s}};

bool stands(const Step& step, const CivilTime& c) {
  switch (step.unit) {
    case Unit::hour:
      return c.hour % step.count == 0;
    case Unit::day:
      if (step.count == 1) return true;
      if (step.count == 7) return c.weekday == 1;
      if (step.count == 2) return c.day % 2 == 1 && c.day < 30;
      return c.day == 1 || (c.day % step.count == 0 && c.day <= 30 - step.count);
    case Unit::month:
      return c.day == 1 && (c.month - 1) % step.count == 0;
    case Unit::year:
      return c.day == 1 && c.month == 1 && c.year % step.count == 0;
  }
  return false;
}

std::string day_words(const CivilTime& c, Language language) {
  if (language == Language::zh) return fmt::format("{}月{}日", c.month, c.day);
  const std::string whole = date_words({c.year, c.month, c.day}, language);  // 25 Nov 2026
  return whole.substr(0, whole.rfind(' '));
}

TimeTick tick_at(Instant at, const CivilTime& c, const Step& step, double span_s, Language language) {
  switch (step.unit) {
    case Unit::hour:
      if (c.hour == 0 && span_s > one_day_s) return {at, day_words(c, language), true};
      return {at, fmt::format("{:02}:00", c.hour), c.hour == 0};
    case Unit::day:
      return {at, day_words(c, language), c.day == 1};
    case Unit::month: {
      if (c.month == 1) break;
      if (language == Language::zh) return {at, fmt::format("{}月", c.month), false};
      const std::string month = date_words({c.year, c.month, 0}, language);  // Nov 2026
      return {at, month.substr(0, month.rfind(' ')), false};
    }
    case Unit::year:
      break;
  }
  return {at, date_words({c.year, 0, 0}, language), step.unit == Unit::month};
}

std::vector<TimeTick> ticks_of(const Step& step, Instant from, Instant to, Language language) {
  std::vector<TimeTick> ticks;
  CivilTime c = civil(from);
  c.minute = c.second = 0;
  if (step.unit != Unit::hour) c.hour = 0;
  const double stride = step.unit == Unit::hour ? hour_s : day_s;
  for (Instant at = from_civil(c); at <= to; at = at + stride) {
    const CivilTime here = civil(at);
    if (at >= from && stands(step, here)) ticks.push_back(tick_at(at, here, step, to - from, language));
  }
  return ticks;
}

}  // namespace

std::vector<TimeTick> time_ticks(Instant from, Instant to, double room_px, double gap_px, Language language,
                                 const std::function<double(const std::string&)>& width_of) {
  const double span_s = to - from;
  if (span_s <= 0 || room_px <= 0) return {};
  for (const Step& step : steps) {
    // Hours are for days, not for weeks.
    if (step.unit == Unit::hour && span_s > 3 * day_s) continue;
    if (room_px * step.least_s / span_s < gap_px) continue;
    std::vector<TimeTick> ticks = ticks_of(step, from, to, language);
    bool fits = true;
    for (std::size_t i = 1; i < ticks.size() && fits; ++i) {
      const double apart_px = (ticks[i].at - ticks[i - 1].at) / span_s * room_px;
      fits = (width_of(ticks[i - 1].words) + width_of(ticks[i].words)) / 2 + gap_px <= apart_px;
    }
    if (fits) return ticks;
  }
  return {};
}

std::string moment_words(Instant at, double over_s, Language language) {
  const CivilTime c = civil(at);
  const std::string clock = fmt::format("{:02}:{:02}", c.hour, c.minute);
  if (over_s <= one_day_s) return clock;
  if (over_s <= 14 * day_s) return day_words(c, language) + " " + clock;
  if (over_s <= 366 * day_s) return day_words(c, language);
  return date_words({c.year, c.month, c.day}, language);
}

}  // namespace guangmu::scenes
