// How a figure is written on the wall: grouped by thousands, 元/万元/亿元 chosen by size, % from a ratio, 余
// for "more than".
#pragma once

#include <string>
#include <string_view>

#include "base/language.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// digits: "10,016" "50.56" "36.7", with U+2212 for minus; unit: "户" "亿元" "%", in the language asked for.
struct NumberText {
  std::string digits, unit;
  bool more_than = false;  // 余 / "+" behind the digits
  friend bool operator==(const NumberText&, const NumberText&) = default;
};

// Which digits and unit stand for `value`, declared in `unit` with `decimals`:
// - "%": the value is a ratio, shown times 100 with `decimals`: 0.36672, 1 -> 36.7 %.
// - Money in Chinese: 万元 from 1 万元, 亿元 from 1 亿元; 元 only where it was declared in 元; zero as
// declared.
//   In the declared unit `decimals` hold, in a larger one 2 (13787000000 元 -> 137.87 亿元), in a smaller one
//   4 fewer than declared (0.39 亿元 -> 3,900 万元), but three significant digits at least where the value has them
//   (0.000085 亿元 -> 0.85 万元). So do CNY of what was not declared in 元.
// - Money in English: CNY below one million, without decimals unless declared in 元 with some; then "m CNY"
//   with 1 decimal, from 1,000 million "bn CNY" with 2: 3,900 万元 -> 39.0 m CNY, 50.56 亿元 -> 5.06 bn CNY.
// - Anything else: `decimals`, never shortened; with is_short, from 10,000, 2 decimals in 万 or 亿 before the
//   unit (12.35 万户), in English k, m or bn (123.46 k enterprises).
// A figure that rounding lifts to the next unit is told in that one: 9999.6 万元, 0 -> 1.00 亿元.
// Not a finite number: digits "—", the unit as declared.
NumberText number_text(double value, std::string_view unit, int decimals, Language language,
                       bool is_short = false);
// The value of the metric, or digits "—" without any; more_than on report values only.
NumberText number_text(const Metric& m, Language language);

// "12 秒", "3 分钟", "2 小时", "5 天" / "12 s", "3 min", "2 h", "5 d": the age of a figure in words.
std::string age_text(double age_s, Language language);

// Grouped by thousands: 1234567.891, 2 -> "1,234,567.89". Rounds half away from zero.
std::string grouped(double value, int decimals);

// The unit in English: 户 "enterprises", 家 "companies", 种 "products", 篇 "articles", 亿元 "100M CNY"...;
// unknown units as they are.
std::string unit_in(std::string_view unit, Language language);

}  // namespace guangmu::kpi
