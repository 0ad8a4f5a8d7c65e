// The units of a formula, from its leaves to its root.
#include <fmt/core.h>

#include <cmath>

#include "kpi/formulas/expression.h"

namespace guangmu::kpi {
namespace {

using Op = Expression::Op;
using Node = Expression::Node;

constexpr Op signs[] = {Op::add,  Op::subtract,   Op::equal,   Op::unequal,
                        Op::less, Op::less_equal, Op::greater, Op::greater_equal};
constexpr std::string_view what_signs_do[] = {"added to",      "subtracted from", "compared with",
                                              "compared with", "compared with",   "compared with",
                                              "compared with", "compared with"};

std::string_view deed(Op op) {
  for (std::size_t i = 0; i < std::size(signs); ++i)
    if (signs[i] == op) return what_signs_do[i];
  return "chosen beside";
}

Measure written() {
  Measure m;
  m.number = true;
  return m;
}
Measure unknown() {
  Measure m;
  m.unknown = true;
  return m;
}

}  // namespace

std::string misfit(const Measure& a, const Measure& b, std::string_view deed) {
  std::string text = fmt::format("{} cannot be {} {}", in_words(b), deed, in_words(a));
  if (a.money != 0 && a.same_kind(b))
    return text + fmt::format("; declare both figures in one unit, or write in(…, {}) around one of them",
                              in_words(a));
  return text + "; expected figures of one unit";
}

namespace {

// Both as one: a written number fits beside anything where nothing is added up.
Result<Measure> side_by_side(const Measure& a, const Measure& b, Op op) {
  if (a.unknown || b.unknown) return unknown();
  if (a.same(b)) {
    Measure m = a;
    m.number = a.number && b.number;
    return m;
  }
  if (op != Op::add && op != Op::subtract) {
    if (a.number) return b;
    if (b.number) return a;
  }
  return Error{misfit(a, b, deed(op))};
}

class Settling {
 public:
  Settling(const Expression& e, const UnitOf& unit_of) : e_(e), unit_of_(unit_of) {}

  // The unit of one node out of those of its arguments; sets the factor of a conversion.
  Result<Measure> of(Node& n, const std::vector<Measure>& m) const {
    const auto argument = [&](std::size_t k) -> const Measure& { return m[n.arguments[k]]; };
    switch (n.op) {
      case Op::number:
        return written();
      case Op::metric:
        return measure_of(unit_of_.metric(e_.metrics()[n.index]));
      case Op::sum: {
        if (e_.sums()[n.index].counts_rows()) return Measure{};
        const auto unit = unit_of_.table(e_.sums()[n.index].table);
        return unit && !unit->empty() ? measure_of(*unit) : unknown();
      }
      case Op::past: {
        const PastCall& call = e_.past()[n.index];
        if (call.what == PastCall::What::refusals) return unknown();
        if (call.what == PastCall::What::availability || call.what == PastCall::What::lateness)
          return Measure{};
        return measure_of(unit_of_.metric(call.id));
      }
      case Op::negate:
      case Op::absolute:
      case Op::round:
        return argument(0);
      case Op::add:
      case Op::subtract:
        return side_by_side(argument(0), argument(1), n.op);
      case Op::equal:
      case Op::unequal:
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal: {
        const auto both = side_by_side(argument(0), argument(1), n.op);
        return both ? Result<Measure>(Measure{}) : both;
      }
      case Op::minimum:
      case Op::maximum:
        return all_as_one(n, m, 0);
      case Op::choose:
        return all_as_one(n, m, 1);
      case Op::multiply:
        n.number = factor_of_product(argument(0), argument(1));
        return product(argument(0), argument(1));
      case Op::divide:
        n.number = factor_of_quotient(argument(0), argument(1));
        return quotient(argument(0), argument(1));
      case Op::power:
        return power(n, argument(0), argument(1));
      case Op::root:
        return root(argument(0));
      case Op::convert:
        return convert(n, argument(0));
    }
    return Measure{};
  }

 private:
  static Result<Measure> all_as_one(const Node& n, const std::vector<Measure>& m, std::size_t first) {
    Measure one = m[n.arguments[first]];
    for (std::size_t k = first + 1; k < n.arguments.size(); ++k) {
      const auto both = side_by_side(one, m[n.arguments[k]], n.op);
      if (!both) return both;
      one = *both;
    }
    return one;
  }

  Result<Measure> power(const Node& n, const Measure& base, const Measure& exponent) const {
    if (!exponent.plain())
      return Error{
          fmt::format("an exponent has no unit; expected a plain number, not {}", in_words(exponent))};
    if (base.unknown || base.plain()) return base;
    const Node& e = e_.nodes()[n.arguments[1]];
    if (e.op != Op::number || e.number != std::floor(e.number) || e.number < 1 || e.number > 4)
      return Error{fmt::format("{} can only be raised to 1, 2, 3 or 4", in_words(base))};
    Measure m = base;
    for (int k = 1; k < static_cast<int>(e.number); ++k) m = product(m, base);
    return m;
  }

  static Result<Measure> root(const Measure& x) {
    if (x.unknown) return x;
    Measure m = x;
    bool even = m.money % 2 == 0;
    m.money /= 2;
    for (auto& [word, p] : m.counts) {
      even = even && p % 2 == 0;
      p /= 2;
    }
    if (!even) return Error{fmt::format("{} has no square root that is a unit", in_words(x))};
    return m;
  }

  static Result<Measure> convert(Node& n, const Measure& x) {
    const Measure to = measure_of(n.unit);
    if (x.unknown || x.plain()) return to;  // in(5, 亿元), in(100 * ratio, 分): a number gets its unit
    if (!x.same_kind(to))
      return Error{
          fmt::format("{} cannot be told in {}; expected a unit of the same kind", in_words(x), n.unit)};
    n.number = x.in(to);
    return to;
  }

  const Expression& e_;
  const UnitOf& unit_of_;
};

}  // namespace

Result<Measure> Expression::settle(const UnitOf& unit_of) {
  const Settling settling(*this, unit_of);
  std::vector<Measure> measures;
  measures.reserve(nodes_.size());
  for (Node& n : nodes_) {
    auto m = settling.of(n, measures);
    if (!m) return Error{fmt::format("at character {}: {}", n.from, m.error().text)};
    measures.push_back(std::move(*m));
  }
  return measures.back();
}

}  // namespace guangmu::kpi
