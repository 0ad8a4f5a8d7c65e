#include "kpi/formulas/relation.h"

#include <fmt/core.h>

#include <algorithm>

#include "kpi/formats/json.h"
#include "kpi/formulas/declared_units.h"
#include "kpi/formulas/expression_parser.h"

namespace guangmu::kpi {
namespace {

template <class T>
void add_new(std::vector<T>& all, const std::vector<T>& more) {
  for (const T& x : more)
    if (std::ranges::find(all, x) == all.end()) all.push_back(x);
}

bool stands(double left, const std::string& sign, double right) {
  if (sign == "==") return left == right;
  if (sign == "<=") return left <= right;
  if (sign == ">=") return left >= right;
  if (sign == "<") return left < right;
  return left > right;
}

}  // namespace

Result<Relation> Relation::parse(std::string_view text, int decimals) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return Error{"it is empty"};
  Relation r;
  r.text_ = text;
  r.decimals_ = decimals;
  ExpressionParser parser(text);
  auto left = parser.read();
  if (!left) return left.error();
  r.left_ = std::move(*left);
  r.sign_ = parser.comparison();
  if (r.sign_.empty()) {
    const auto rest = parser.end("==, <=, >=, < or >");
    return rest ? Error{"it compares nothing; expected two sides with ==, <=, >=, < or > between them"}
                : rest.error();
  }
  if (r.sign_ == "!=") return Error{"!= says nothing that could be checked; expected ==, <=, >=, < or >"};
  auto right = parser.read();
  if (!right) return right.error();
  r.right_ = std::move(*right);
  if (const auto rest = parser.end("an operator (+ - * / ^) or the end"); !rest) return rest.error();
  add_new(r.names_, r.left_.metrics());
  add_new(r.names_, r.right_.metrics());
  add_new(r.sums_, r.left_.sums());
  add_new(r.sums_, r.right_.sums());
  if (r.names_.empty() && r.sums_.empty())
    return Error{"it names no figure; expected the id of at least one"};
  return r;
}

Result<void> Relation::settle(const UnitOf& unit_of) {
  const auto left = left_.settle(unit_of);
  if (!left) return left.error();
  const auto right = right_.settle(unit_of);
  if (!right) return right.error();
  if (left->same(*right) || left->number || right->number || left->unknown || right->unknown) return {};
  return Error{misfit(*left, *right, "compared with")};
}

Result<std::optional<Relation::Judgement>> Relation::judge(const Figures& figures) const {
  const auto left = left_.evaluate(figures);
  if (!left) return Error{fmt::format("the left side of {}: {}", text_, left.error().text)};
  const auto right = right_.evaluate(figures);
  if (!right) return Error{fmt::format("the right side of {}: {}", text_, right.error().text)};
  if (!*left || !*right) return std::optional<Judgement>{};
  Judgement j;
  j.left = rounded(**left, decimals_);
  j.right = rounded(**right, decimals_);
  j.holds = stands(j.left, sign_, j.right);
  if (!j.holds)
    j.text = fmt::format("the left side is {} and the right {}; expected {}", number_as_text(j.left),
                         number_as_text(j.right), text_);
  return std::optional<Judgement>{std::move(j)};
}

Result<Relation> relation_of(const RelationSettings& settings, const DataSettings& data) {
  auto r = Relation::parse(settings.holds, settings.decimals);
  if (!r || !settings.table.empty()) return r;
  if (const auto units = r->settle(DeclaredUnits(data)); !units) return units.error();
  return r;
}

}  // namespace guangmu::kpi
