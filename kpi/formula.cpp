#include "kpi/formula.h"

#include <fmt/core.h>
#include <muParser.h>

#include <cmath>

namespace guangmu::kpi {
namespace {

Error in_words(const mu::Parser::exception_type& e) {
  std::string text = e.GetMsg();
  while (!text.empty() && (text.back() == '.' || text.back() == '\n')) text.pop_back();
  return {text};
}

}  // namespace

Result<std::set<std::string>> formula_inputs(const std::string& formula) {
  if (formula.find_first_not_of(" \t\r\n") == std::string::npos) return Error{"it is empty"};
  if (formula.find('=') != std::string::npos && formula.find("==") == std::string::npos &&
      formula.find_first_of("<>!") == std::string::npos)
    return Error{"it assigns with =; expected an expression over metric ids"};
  try {
    mu::Parser parser;
    parser.SetExpr(formula);
    std::set<std::string> names;
    for (const auto& [name, pointer] : parser.GetUsedVar()) names.insert(name);
    // GetUsedVar reads names only; a full reading with all of them defined finds the rest.
    std::map<std::string, double> ones;
    for (const auto& name : names) parser.DefineVar(name, &(ones[name] = 1));
    int results = 0;
    parser.Eval(results);
    if (results != 1) return Error{"it has several results; expected one"};
    return names;
  } catch (const mu::Parser::exception_type& e) {
    return in_words(e);
  }
}

Result<double> evaluate(const std::string& formula, const std::map<std::string, double>& inputs) {
  try {
    auto values = inputs;
    mu::Parser parser;
    for (auto& [name, value] : values) parser.DefineVar(name, &value);
    parser.SetExpr(formula);
    const double result = parser.Eval();
    if (!std::isfinite(result))
      return Error{fmt::format("{} has no finite result (division by zero?)", formula)};
    return result;
  } catch (const mu::Parser::exception_type& e) {
    return in_words(e);
  }
}

bool is_formula_word(const std::string& name) {
  const mu::Parser parser;
  return parser.GetFunDef().contains(name) || parser.GetConst().contains(name);
}

}  // namespace guangmu::kpi
