#include "kpi/formats/decimal.h"

#include <array>
#include <charconv>
#include <cmath>

namespace guangmu::kpi {
namespace {

constexpr std::size_t most_digits = 400;  // more cannot change the nearest double of anything a wall shows

}  // namespace

std::optional<double> value_of(const Decimal& d) {
  std::string digits = d.digits;
  int exponent = d.exponent;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits.size() > most_digits) {
    exponent += static_cast<int>(digits.size() - most_digits);
    digits.resize(most_digits);
  }
  if (digits == "0") return 0.0;
  const std::string text = (d.negative ? "-" : "") + digits + "e" + std::to_string(exponent);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec == std::errc::result_out_of_range)
    return static_cast<int>(digits.size()) + exponent < 0 ? std::optional(0.0) : std::nullopt;
  if (read.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Decimal decimal_of(double value) {
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  Decimal d;
  d.digits.clear();
  if (text.front() == '-') {
    d.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t e = text.find('e');
  std::string_view written = text.substr(e + 1);
  if (written.front() == '+') written.remove_prefix(1);
  std::from_chars(written.data(), written.data() + written.size(), d.exponent);
  for (std::size_t i = 0; i < e; ++i) {
    if (text[i] == '.') continue;
    d.digits += text[i];
    if (i > 0) --d.exponent;
  }
  return d;
}

std::optional<int> power_of_ten(double value) {
  if (!(value > 0) || !std::isfinite(value)) return std::nullopt;
  const Decimal d = decimal_of(value);
  if (d.digits != "1") return std::nullopt;
  return d.exponent;
}

}  // namespace guangmu::kpi
