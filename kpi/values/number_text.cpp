#include "kpi/values/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace guangmu::kpi {
namespace {

constexpr std::string_view dash = "—";
constexpr std::string_view minus = "−";

struct Step {
  double factor;  // of the basic unit
  std::string_view unit;
  int decimals;  // where the value was not declared in this unit
};

constexpr std::array<Step, 3> chinese_money{{{1, "元", 0}, {1e4, "万元", 2}, {1e8, "亿元", 2}}};
constexpr std::array<Step, 3> english_money{{{1, "CNY", 0}, {1e6, "m CNY", 1}, {1e9, "bn CNY", 2}}};
constexpr std::array<Step, 3> chinese_count{{{1, "", 0}, {1e4, "万", 2}, {1e8, "亿", 2}}};
constexpr std::array<Step, 4> english_count{{{1, "", 0}, {1e3, "k ", 2}, {1e6, "m ", 2}, {1e9, "bn ", 2}}};

// The magnitude with `decimals` digits behind the point, rounded half up on the shortest decimal text of the
// number, so that 2.675 rounds as it is written and not as its binary neighbour.
std::string rounded(double magnitude, int decimals) {
  std::array<char, 400> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, std::chars_format::fixed);
  std::string text(buffer.data(), end.ptr);
  auto point = text.find('.');
  if (point == std::string::npos) {
    point = text.size();
    text += '.';
  }
  const auto wanted = point + 1 + static_cast<std::size_t>(decimals);
  const bool up = text.size() > wanted && text[wanted] >= '5';
  text.resize(wanted, '0');
  if (up) {
    auto i = text.size();
    while (i > 0) {
      char& c = text[--i];
      if (c == '.') continue;
      if (c != '9') {
        ++c;
        break;
      }
      c = '0';
      if (i == 0) text.insert(text.begin(), '1');
    }
  }
  if (decimals == 0) text.pop_back();
  return text;
}

double as_rounded(double magnitude, int decimals) {
  const std::string text = rounded(magnitude, decimals);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// `decimals`, or as many more as three significant digits need, where fewer would tell another value: 0.85, 0 -> 2.
int telling_decimals(double magnitude, int decimals) {
  if (!(magnitude > 0)) return decimals;
  const int three = std::clamp(2 - static_cast<int>(std::floor(std::log10(magnitude))), 0, 12);
  const double told = as_rounded(magnitude, three);
  while (decimals < three && as_rounded(magnitude, decimals) != told) ++decimals;
  return decimals;
}

// The largest step that the rounded magnitude (in the basic unit) reaches, from `lowest` on; `decimals_in`
// says with how many digits a step is written.
template <std::size_t N, class Decimals>
std::size_t step_for(const std::array<Step, N>& steps, double magnitude, std::size_t lowest,
                     Decimals decimals_in) {
  const auto reaches_next = [&](std::size_t i) {
    const double shown = as_rounded(magnitude / steps[i].factor, decimals_in(i));
    return shown * steps[i].factor >= steps[i + 1].factor * (1 - 1e-12);
  };
  std::size_t i = lowest;
  while (i + 1 < N && reaches_next(i)) ++i;
  return i;
}

std::optional<std::size_t> money_step(std::string_view unit) {
  for (std::size_t i = 0; i < chinese_money.size(); ++i)
    if (chinese_money[i].unit == unit) return i;
  return std::nullopt;
}

NumberText chinese_money_text(double value, std::size_t declared, int decimals) {
  const auto decimals_in = [&](std::size_t i) {
    if (i == declared) return decimals;
    return i > declared ? chinese_money[i].decimals
                        : std::max(0, decimals - 4 * static_cast<int>(declared - i));
  };
  if (value == 0) return {grouped(0, decimals), std::string(chinese_money[declared].unit)};
  const double yuan = value * chinese_money[declared].factor;
  const auto i = step_for(chinese_money, std::abs(yuan), declared == 0 ? 0 : 1, decimals_in);
  // Not through 元 where the unit stays: a product and a quotient could lose the last digit.
  const double shown = i == declared ? value : yuan / chinese_money[i].factor;
  const int digits = i < declared ? telling_decimals(std::abs(shown), decimals_in(i)) : decimals_in(i);
  return {grouped(shown, digits), std::string(chinese_money[i].unit)};
}

NumberText english_money_text(double value, std::size_t declared, int decimals) {
  const auto decimals_in = [&](std::size_t i) {
    return i == 0 && declared == 0 ? decimals : english_money[i].decimals;
  };
  const double yuan = value * chinese_money[declared].factor;
  const auto i = step_for(english_money, std::abs(yuan), 0, decimals_in);
  const int digits = i == 0 && declared > 0 ? telling_decimals(std::abs(yuan), decimals_in(i)) : decimals_in(i);
  return {grouped(yuan / english_money[i].factor, digits), std::string(english_money[i].unit)};
}

template <std::size_t N>
NumberText short_count(const std::array<Step, N>& steps, double value, std::string_view unit) {
  const auto i = step_for(steps, std::abs(value), 0, [&](std::size_t k) { return steps[k].decimals; });
  std::string text(steps[i].unit);
  text += unit;
  if (unit.empty() && !text.empty() && text.back() == ' ') text.pop_back();
  return {grouped(value / steps[i].factor, steps[i].decimals), text};
}

struct Translation {
  std::string_view zh, en;
};
constexpr std::array<Translation, 32> translations{{
    {"户", "enterprises"},
    {"家", "companies"},
    {"种", "products"},
    {"篇", "articles"},
    {"亿元", "100M CNY"},
    {"万元", "10k CNY"},
    {"元", "CNY"},
    {"项", "items"},
    {"个", "items"},
    {"人", "people"},
    {"人次", "visits"},
    {"次", "times"},
    {"笔", "deals"},
    {"件", "cases"},
    {"款", "products"},
    {"吨", "t"},
    {"万吨", "10k t"},
    {"千瓦时", "kWh"},
    {"亩", "mu"},
    {"年", "years"},
    {"月", "months"},
    {"天", "days"},
    {"小时", "h"},
    {"分钟", "min"},
    {"条", "records"},
    {"万条", "×10k"},
    {"亿条", "×100M"},
    {"万项", "×10k"},
    {"万家", "×10k"},
    {"户次", "deals"},
    {"台套", "sets"},
    {"分", "points"},
}};

}  // namespace

std::string grouped(double value, int decimals) {
  if (!std::isfinite(value)) return std::string(dash);
  std::string text = rounded(std::abs(value), std::max(0, decimals));
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  auto at = std::min(text.find('.'), text.size());
  while (at > 3) {
    at -= 3;
    text.insert(at, ",");
  }
  return value < 0 && !zero ? std::string(minus) + text : text;
}

std::string unit_in(std::string_view unit, Language language) {
  if (language == Language::en)
    for (const auto& t : translations)
      if (t.zh == unit) return std::string(t.en);
  return std::string(unit);
}

NumberText number_text(double value, std::string_view unit, int decimals, Language language, bool is_short) {
  if (!std::isfinite(value)) return {std::string(dash), unit_in(unit, language)};
  if (unit == "%") return {grouped(value * 100, decimals), "%"};
  if (const auto money = money_step(unit))
    return language == Language::zh ? chinese_money_text(value, *money, decimals)
                                    : english_money_text(value, *money, decimals);
  const std::string word = unit_in(unit, language);
  if (is_short && std::abs(value) >= 1e4)
    return language == Language::zh ? short_count(chinese_count, value, word)
                                    : short_count(english_count, value, word);
  return {grouped(value, decimals), word};
}

NumberText number_text(const Metric& m, Language language) {
  const auto value = m.value();
  if (!value) return {std::string(dash), unit_in(m.info->unit, language)};
  NumberText text = number_text(*value, m.info->unit, m.info->decimals, language, m.info->is_short);
  text.more_than = m.info->approx && m.from_report();
  return text;
}

std::string age_text(double age_s, Language language) {
  if (!std::isfinite(age_s)) return std::string(dash);
  const double s = std::floor(std::max(0.0, age_s));
  const bool zh = language == Language::zh;
  const auto text = [](double count, std::string_view word) {
    return grouped(count, 0) + " " + std::string(word);
  };
  if (s < 60) return text(s, zh ? "秒" : "s");
  if (s < 3600) return text(std::floor(s / 60), zh ? "分钟" : "min");
  if (s < 48 * 3600) return text(std::floor(s / 3600), zh ? "小时" : "h");
  return text(std::floor(s / 86400), zh ? "天" : "d");
}

}  // namespace guangmu::kpi
