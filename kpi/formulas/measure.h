// What a number counts: money in 元, 万元 or 亿元, 户, 家 …, their products and quotients, or nothing at all.
// Pure.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace guangmu::kpi {

struct Measure {
  int money = 0;                      // power of money
  double yuan = 1;                    // 元 in one unit of it: 1, 1e4, 1e8 …; 1 without money
  std::map<std::string, int> counts;  // powers of every other unit; none is 0
  bool number = false;                // written as digits: fits whatever it is compared with
  bool unknown = false;               // of a table without unit: fits everything

  bool plain() const { return money == 0 && counts.empty(); }
  // The same up to the factor between 元, 万元, 亿元 ….
  bool same_kind(const Measure& o) const { return money == o.money && counts == o.counts; }
  bool same(const Measure& o) const { return same_kind(o) && (money == 0 || yuan == o.yuan); }
  // How many of `to` one of this is; both of the same kind.
  double in(const Measure& to) const;
};

// "亿元", "亿元/户", "%" and "" (both plain: a percentage is a ratio). Money is what units.h knows as money (百万元, RMB);
// any other word is a unit of its own.
Measure measure_of(std::string_view unit);
// "亿元", "亿元/户", "户·户"; "no unit (a ratio or a plain number)".
std::string in_words(const Measure& m);

Measure product(const Measure& a, const Measure& b);
Measure quotient(const Measure& a, const Measure& b);
// The factor that makes a product or quotient right: where 万元 meets 亿元, both count in 元.
double factor_of_product(const Measure& a, const Measure& b);
double factor_of_quotient(const Measure& a, const Measure& b);

// The unit of what a formula names, as declared; empty: none.
class UnitOf {
 public:
  virtual ~UnitOf() = default;
  virtual std::string metric(const std::string& id) const = 0;
  // Nothing: unknown, fits everything.
  virtual std::optional<std::string> table(const std::string& id) const = 0;
};

}  // namespace guangmu::kpi
