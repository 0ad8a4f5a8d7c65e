// What must hold between figures: two formulas with ==, <=, >=, < or > between them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kpi/formulas/expression.h"
#include "kpi/settings.h"

namespace guangmu::kpi {

class Relation {
 public:
  // The error says at which character and what was expected.
  static Result<Relation> parse(std::string_view text, int decimals);
  // Checks that both sides are of one unit, and sets conversions as Expression::settle(); once, before
  // judging.
  Result<void> settle(const UnitOf& unit_of);

  // Ids of the metrics, or with `table:` the columns, that it speaks of; and the columns that it adds up.
  // Each once.
  const std::vector<std::string>& names() const { return names_; }
  const std::vector<TableColumn>& sums() const { return sums_; }
  const Expression& left() const { return left_; }
  const Expression& right() const { return right_; }

  struct Judgement {
    bool holds = true;
    double left = 0, right = 0;  // rounded to `decimals`
    std::string
        text;  // when it does not hold: "the left side is 1,234 and the right 1,230; expected a == b + c"
  };
  // Nothing when a figure is unknown; an error when a side has no finite result.
  Result<std::optional<Judgement>> judge(const Figures& figures) const;

 private:
  std::string text_, sign_;
  int decimals_ = 6;
  Expression left_, right_;
  std::vector<std::string> names_;
  std::vector<TableColumn> sums_;
};

// The relation as `data` declares it, ready to judge. Over the columns of a table units are not checked: rows
// mix money, scores and ratios.
Result<Relation> relation_of(const RelationSettings& settings, const DataSettings& data);

}  // namespace guangmu::kpi
