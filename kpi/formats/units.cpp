#include "kpi/formats/units.h"

#include <algorithm>
#include <array>
#include <utility>

namespace guangmu::kpi {
namespace {

using Factor = std::pair<std::string_view, int>;
// In the order of their powers.
constexpr std::array small_factors{Factor{"十", 1}, Factor{"百", 2}, Factor{"千", 3},
                                   Factor{"拾", 1}, Factor{"佰", 2}, Factor{"仟", 3}};
constexpr std::array ten_thousand{Factor{"万", 4}, Factor{"萬", 4}};
constexpr std::array hundred_million{Factor{"亿", 8}, Factor{"億", 8}};

constexpr std::array<std::string_view, 58> counters{
    "个", "户", "家", "人", "名",   "位",   "次",   "人次", "条", "件", "项", "份", "笔", "种", "类",
    "款", "张", "台", "套", "座",   "处",   "所",   "场",   "宗", "起", "例", "篇", "册", "本", "部",
    "辆", "只", "株", "头", "颗",   "批",   "期",   "单",   "组", "对", "双", "层", "间", "幢", "栋",
    "根", "片", "块", "户次", "家次", "件次", "笔数", "企业", "卷", "宗次", "封", "架", "艘"};
constexpr std::array<std::string_view, 7> money{"元", "圆", "人民币", "元人民币", "人民币元", "RMB", "CNY"};

template <std::size_t N>
int take_one(std::string_view& text, const std::array<Factor, N>& factors) {
  for (const auto& [word, exponent] : factors)
    if (text.starts_with(word)) {
      text.remove_prefix(word.size());
      return exponent;
    }
  return 0;
}

}  // namespace

int take_factor(std::string_view& text) {
  const int small = take_one(text, small_factors);
  const int middle = take_one(text, ten_thousand);
  return small + middle + take_one(text, hundred_million);
}

Unit unit_of(std::string_view text) {
  if (text == "%") return {-2, "1"};
  if (text == "‰") return {-3, "1"};
  if (text == "‱") return {-4, "1"};
  Unit u;
  u.exponent = take_factor(text);
  u.base = std::find(money.begin(), money.end(), text) != money.end() ? "元" : std::string(text);
  return u;
}

std::string money_unit(int exponent) {
  std::string text;
  if (const int small = exponent % 4; small > 0) text = small_factors[static_cast<std::size_t>(small) - 1].first;
  if (exponent / 4 % 2 == 1) text += ten_thousand[0].first;
  if (exponent >= 8) text += hundred_million[0].first;
  return text + "元";
}

bool is_counter_word(std::string_view base) {
  return std::find(counters.begin(), counters.end(), base) != counters.end();
}

std::optional<int> steps_between(const Unit& stated, std::string_view unit) {
  const Unit target = unit == "%" ? Unit{0, "1"} : unit_of(unit);
  const int steps = stated.exponent - target.exponent;
  if (stated.base == target.base) return steps;
  if (stated.base.empty()) return target.base == "1" ? std::nullopt : std::optional(steps);
  if (is_counter_word(stated.base) && (target.base.empty() || is_counter_word(target.base))) return steps;
  return std::nullopt;
}

}  // namespace guangmu::kpi
