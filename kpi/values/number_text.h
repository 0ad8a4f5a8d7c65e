// How a figure is written on the wall: grouped by thousands, 元/万元/亿元 chosen by size, % from a ratio, 余 for "more than".
#pragma once

#include <string>
#include <string_view>

#include "base/language.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// digits: "10,016" "50.56" "36.7", with U+2212 for minus; unit: "户" "亿元" "%", in the language asked for
// (English: 亿元 -> "100M CNY" is not readable, so money is told as "CNY 5.06bn" would be: digits "5.06", unit "bn CNY").
struct NumberText {
  std::string digits, unit;
  bool more_than = false;  // 余 / "+" behind the digits
  friend bool operator==(const NumberText&, const NumberText&) = default;
};

// Only 元, 万元 and 亿元 are rescaled among themselves: 10,000 元 -> 1 万元; 10,000 万元 -> 1 亿元; a value declared in 万元 below one
// 亿元 stays in 万元 (3,900 万元), one declared in 亿元 of at least 1 stays in 亿元. Counts are never shortened unless is_short.
// Not a finite number: digits "—".
NumberText number_text(double value, std::string_view unit, int decimals, Language language, bool is_short = false);
NumberText number_text(const Metric& m, Language language);  // digits "—" without any value; more_than on report values only

// "12 秒", "3 分钟", "2 小时", "5 天" / "12 s", "3 min", "2 h", "5 d": the age of a figure in words.
std::string age_text(double age_s, Language language);

// Grouped by thousands: 1234567.891, 2 -> "1,234,567.89". Rounds half away from zero.
std::string grouped(double value, int decimals);

// The unit in English: 户 "enterprises", 家 "companies", 种 "products", 篇 "articles", 亿元 "100M CNY"...; unknown units as they are.
std::string unit_in(std::string_view unit, Language language);

}  // namespace guangmu::kpi
