// Units of figures, as far as one can be turned into another: counting factors (万, 亿 …) before the same unit, money
// in 元, and shares in % and ‰. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guangmu::kpi {

// 10^exponent of `base`: 万元 is 10^4 元, 千米 10^3 米, % 10^-2 of "1", 户 is 户. Names of money become 元.
struct Unit {
  int exponent = 0;
  std::string base;
};
Unit unit_of(std::string_view text);

// The factor a text begins with, taken off: at most one of 十 百 千, then 万, then 亿. 0 when there is none.
int take_factor(std::string_view& text);

// How money is written: 元, 万元, 百万元, 亿元 … for 10^exponent 元.
std::string money_unit(int exponent);

// What things are counted in: 个, 户, 家, 条, 人次 …
bool is_counter_word(std::string_view base);

// By how many powers of ten a number stated in `stated` is moved to be one in `unit` (where "%" means the ratio
// itself); nothing when one cannot become the other. `stated` "" counts in nothing: a bare factor fits any unit but %.
std::optional<int> steps_between(const Unit& stated, std::string_view unit);

}  // namespace guangmu::kpi
