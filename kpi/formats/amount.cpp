#include "kpi/formats/amount.h"

#include <fmt/core.h>

#include <cmath>

#include "kpi/formats/amount_text.h"
#include "kpi/formats/decimal.h"
#include "kpi/formats/units.h"

namespace guangmu::kpi {
namespace {

std::string words_of(const std::map<std::string, double>& words) {
  std::string list;
  for (const auto& [word, value] : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

std::string named(const std::string& unit) {
  return unit.empty() ? "no unit" : unit == "%" ? "%" : "unit " + unit;
}

std::string_view blanks_off(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The number in `form.unit` times scale, rounded once.
Result<double> scaled(Decimal number, int steps, const AmountForm& form, const Json& j, std::string_view where) {
  number.exponent += steps;
  const auto power = power_of_ten(form.scale);
  if (power) number.exponent += *power;
  const auto value = value_of(number);
  const double product = value ? *value * (power ? 1 : form.scale) : 0;
  if (value && std::isfinite(product)) return product;
  return Error{fmt::format("{} at {} times scale {} is no finite number", described(j), where, form.scale)};
}

// A bare number counts in `delivered`, where that is said, else in `unit`.
Result<int> bare_steps(const AmountForm& form, const Json& j, std::string_view where) {
  if (form.delivered.empty()) return 0;
  if (const auto steps = delivered_steps(form.delivered, form.unit)) return *steps;
  return Error{fmt::format("{} at {}: {}", described(j), where, wrong_delivered(form.delivered, form.unit))};
}

}  // namespace

AmountForm amount_form(const MetricSettings& m) {
  return {m.reads, m.unit, m.delivered, m.scale, &m.words};
}

AmountForm amount_form(const SeriesSettings& s) {
  return {s.reads, s.unit, s.delivered, s.scale, nullptr};
}

std::optional<int> delivered_steps(std::string_view delivered, std::string_view unit) {
  const Unit stated = unit_of(delivered);
  if (stated.base == "1" && unit.empty()) return stated.exponent;
  return steps_between(stated, unit);
}

std::string wrong_delivered(std::string_view delivered, std::string_view unit) {
  if (delivered.empty() || delivered_steps(delivered, unit)) return "";
  return fmt::format("delivered {} cannot become {}; expected 元, 万元 or 亿元 for money, % or ‰ for shares, 万 or 亿 "
                     "for counts, or the unit itself",
                     delivered, named(std::string(unit)));
}

Result<double> amount_from(const Json& j, const AmountForm& form, std::string_view where) {
  const bool has_words = form.words && !form.words->empty();
  if (has_words && (j.is(Json::Type::text) || j.is(Json::Type::boolean))) {
    const std::string word(j.is(Json::Type::text) ? blanks_off(j.text) : j.boolean ? "true" : "false");
    if (const auto found = form.words->find(word); found != form.words->end()) return found->second;
    if (form.reads == Reads::number || j.is(Json::Type::boolean))
      return Error{fmt::format("{} at {} is none of the words; expected one of: {}", described(j), where,
                               words_of(*form.words))};
  }
  if (j.is(Json::Type::number)) {
    const auto steps = bare_steps(form, j, where);
    if (!steps) return steps.error();
    return scaled(decimal_of(j.number), *steps, form, j, where);
  }
  if (!j.is(Json::Type::text) || form.reads == Reads::number) {
    const bool would_do = j.is(Json::Type::text) && read_amount(j.text).ok();
    return Error{fmt::format("{} at {}; expected a number{}", described(j), where,
                             would_do ? " (set reads: text for numbers in texts)" : "")};
  }
  auto amount = read_amount(j.text);
  if (!amount)
    return Error{fmt::format("{} at {}: {}; expected a number such as 12,345 or 1.2亿", described(j), where,
                             amount.error().text)};
  if (amount->bare) {
    const auto steps = bare_steps(form, j, where);
    if (!steps) return steps.error();
    return scaled(std::move(amount->number), *steps, form, j, where);
  }
  std::string_view stated = amount->unit;
  const auto steps = steps_between(unit_of(stated), form.unit);
  const auto counted = !steps && stated.starts_with("个") ? steps_between(unit_of(stated.substr(3)), form.unit) : steps;
  if (!counted)
    return Error{fmt::format("{} at {} is in {}; expected {}", described(j), where,
                             stated.empty() ? "no unit" : std::string(stated), named(form.unit))};
  return scaled(std::move(amount->number), *counted, form, j, where);
}

}  // namespace guangmu::kpi
