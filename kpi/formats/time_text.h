// Dates and times as platforms write them. Pure.
//
//   2026-11-20T10:40:47.5+08:00   ISO 8601, with a space for T, with or without zone
//   2026年11月20日 10时40分47秒      also without seconds, with 10:40 or 10点40分, and with 上午 or 下午 before the hour
//   2026/11/20 10:40:47, 2026.11.20   one- or two-digit months and days
//   20261120104047, 202611201040, 20261120   digits alone
//   1795142447, 1795142447000     seconds or milliseconds since 1970
// A date alone is its first second. Text without a zone is in the zone given, else in hall time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace guangmu::kpi {

// Seconds east of UTC: Z, UTC, GMT, +08:00, +0800, +8, UTC+8, Asia/Shanghai and other zones that have no summer time.
std::optional<int> zone_offset_s(std::string_view zone);

std::optional<Instant> instant_in_text(std::string_view text, std::string_view zone = {});
std::optional<Instant> instant_in_number(double number, std::string_view zone = {});

// A place in time for putting rows in order: a time as above, or a month (2026-09, 2026年9月), a quarter (2026Q3,
// 2026年第三季度, 2026年3季度) or a year (2026, 2026年), each by its beginning.
std::optional<Instant> moment_in_text(std::string_view text);

}  // namespace guangmu::kpi
