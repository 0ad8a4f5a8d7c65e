#include "kpi/formulas/measure.h"

#include <cmath>

#include "kpi/formats/units.h"

namespace guangmu::kpi {
namespace {

// 0: the word is no money.
double yuan_in(std::string_view word) {
  const Unit unit = unit_of(word);
  return unit.base == "元" ? std::pow(10., unit.exponent) : 0;
}

void count(Measure& m, const std::string& word, int power) {
  if (word.empty() || word == "%" || word == "1") return;
  if (const double yuan = yuan_in(word); yuan != 0) {
    // Where 万元 meets 亿元 in one unit, the later counts; nobody writes that.
    m.yuan = yuan;
    m.money += power;
    if (m.money == 0) m.yuan = 1;
    return;
  }
  if ((m.counts[word] += power) == 0) m.counts.erase(word);
}

std::string money_word(double yuan) {
  return money_unit(static_cast<int>(std::lround(std::log10(yuan))));
}

Measure joined(const Measure& a, const Measure& b, int sign) {
  Measure m = a;
  m.number = a.number && b.number;
  m.unknown = a.unknown || b.unknown;
  m.money += sign * b.money;
  if (a.money == 0) m.yuan = b.yuan;
  if (a.money != 0 && b.money != 0 && a.yuan != b.yuan) m.yuan = 1;
  if (m.money == 0) m.yuan = 1;
  for (const auto& [word, power] : b.counts) count(m, word, sign * power);
  return m;
}

double factor(const Measure& a, const Measure& b, int sign) {
  if (a.money == 0 || b.money == 0 || a.yuan == b.yuan) return 1;
  return std::pow(a.yuan, a.money) * std::pow(b.yuan, sign * b.money);
}

}  // namespace

double Measure::in(const Measure& to) const {
  return money == 0 ? 1 : std::pow(yuan / to.yuan, money);
}

Measure measure_of(std::string_view unit) {
  Measure m;
  int power = 1;
  std::string word;
  const auto put = [&] {
    while (word.ends_with(' ')) word.pop_back();
    count(m, word, power);
    word.clear();
  };
  for (std::size_t i = 0; i < unit.size(); ++i) {
    if (unit[i] == '/') {
      put();
      power = -1;
    } else if (unit.substr(i).starts_with("·")) {
      put();
      i += std::string_view("·").size() - 1;
    } else if (unit[i] != ' ' || !word.empty()) {
      word += unit[i];
    }
  }
  put();
  return m;
}

std::string in_words(const Measure& m) {
  std::string above, below;
  const auto put = [&](const std::string& word, int power) {
    std::string& side = power > 0 ? above : below;
    for (int k = 0; k < std::abs(power); ++k) side += (side.empty() ? "" : "·") + word;
  };
  if (m.money != 0) put(money_word(m.yuan), m.money);
  for (const auto& [word, power] : m.counts) put(word, power);
  if (above.empty() && below.empty()) return "no unit (a ratio or a plain number)";
  return (above.empty() ? "1" : above) + (below.empty() ? "" : "/" + below);
}

Measure product(const Measure& a, const Measure& b) {
  return joined(a, b, 1);
}
Measure quotient(const Measure& a, const Measure& b) {
  return joined(a, b, -1);
}
double factor_of_product(const Measure& a, const Measure& b) {
  return factor(a, b, 1);
}
double factor_of_quotient(const Measure& a, const Measure& b) {
  return factor(a, b, -1);
}

}  // namespace guangmu::kpi
