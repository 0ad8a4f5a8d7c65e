// Decimal numbers as they are written, so that 1.2亿 is 120000000 and nothing beside it: units move the exponent of the
// text, and only the end is rounded to a double, once. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guangmu::kpi {

// (-1 if negative) * digits * 10^exponent.
struct Decimal {
  bool negative = false;
  std::string digits = "0";  // at least one of 0-9
  int exponent = 0;
};

// The nearest double; nothing when it lies beyond the largest one.
std::optional<double> value_of(const Decimal& d);
// The shortest decimal that reads back as this finite number.
Decimal decimal_of(double value);
// The exponent of a positive power of ten (0.001 -> -3); nothing for any other number.
std::optional<int> power_of_ten(double value);

}  // namespace guangmu::kpi
