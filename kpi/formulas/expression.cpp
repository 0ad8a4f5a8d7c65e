#include "kpi/formulas/expression.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kpi/formulas/expression_parser.h"

namespace guangmu::kpi {
namespace {

using Op = Expression::Op;
using Node = Expression::Node;

// One evaluation. An unknown value makes the whole unknown, unless it stands in the branch of an if that is
// not taken.
class Run {
 public:
  Run(const Expression& e, const Figures& figures) : e_(e), figures_(figures) {}

  double of(std::size_t i) {
    const Node& n = e_.nodes()[i];
    switch (n.op) {
      case Op::number:
        return n.number;
      case Op::metric:
        return known(figures_.value(e_.metrics()[n.index]));
      case Op::sum:
        return known(figures_.sum(e_.sums()[n.index]));
      case Op::past:
        return known(figures_.past(e_.past()[n.index]));
      case Op::negate:
        return -argument(n, 0);
      case Op::add:
        return argument(n, 0) + argument(n, 1);
      case Op::subtract:
        return argument(n, 0) - argument(n, 1);
      case Op::multiply:
        return argument(n, 0) * argument(n, 1) * n.number;
      case Op::divide:
        return argument(n, 0) / argument(n, 1) * n.number;
      case Op::power:
        return std::pow(argument(n, 0), argument(n, 1));
      case Op::minimum:
        return extreme(n, -1);
      case Op::maximum:
        return extreme(n, 1);
      case Op::absolute:
        return std::abs(argument(n, 0));
      case Op::round:
        return rounded(argument(n, 0), n.arguments.size() > 1 ? argument(n, 1) : 0);
      case Op::root:
        return std::sqrt(argument(n, 0));
      case Op::convert:
        return argument(n, 0) * n.number;
      case Op::choose:
        return argument(n, argument(n, 0) != 0 ? 1 : 2);
      case Op::equal:
        return argument(n, 0) == argument(n, 1);
      case Op::unequal:
        return argument(n, 0) != argument(n, 1);
      case Op::less:
        return argument(n, 0) < argument(n, 1);
      case Op::less_equal:
        return argument(n, 0) <= argument(n, 1);
      case Op::greater:
        return argument(n, 0) > argument(n, 1);
      case Op::greater_equal:
        return argument(n, 0) >= argument(n, 1);
    }
    return std::numeric_limits<double>::quiet_NaN();
  }
  bool unknown() const { return unknown_; }

 private:
  double argument(const Node& n, std::size_t k) { return of(n.arguments[k]); }
  double known(std::optional<double> v) {
    if (v && std::isfinite(*v)) return *v;
    unknown_ = true;
    return std::numeric_limits<double>::quiet_NaN();
  }
  double extreme(const Node& n, int direction) {
    double best = argument(n, 0);
    for (std::size_t k = 1; k < n.arguments.size(); ++k) {
      const double x = argument(n, k);
      if (std::isnan(x) || (x - best) * direction > 0) best = x;
    }
    return best;
  }

  const Expression& e_;
  const Figures& figures_;
  bool unknown_ = false;
};

}  // namespace

double rounded(double x, double digits) {
  const double scale = std::pow(10.0, digits);
  const double shifted = x * scale;
  return std::round(shifted + std::copysign(std::abs(shifted) * 1e-12, shifted)) / scale;
}

Result<Expression> Expression::parse(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return Error{"it is empty"};
  ExpressionParser parser(text);
  auto tree = parser.read();
  if (!tree) return tree;
  if (const auto rest = parser.end("an operator (+ - * / ^) or the end"); !rest) return rest.error();
  return tree;
}

Result<std::optional<double>> Expression::evaluate(const Figures& figures) const {
  Run run(*this, figures);
  const double value = run.of(nodes_.size() - 1);
  if (run.unknown()) return std::optional<double>{};
  if (!std::isfinite(value)) return Error{"it has no finite result (division by zero?)"};
  return std::optional<double>{value};
}

}  // namespace guangmu::kpi
