// Derived figures: a muParser expression over the ids of other metrics. The library stays inside formula.cpp.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/result.h"

namespace guangmu::kpi {

// The names that a formula uses; an error in plain words when it cannot be read.
Result<std::set<std::string>> formula_inputs(const std::string& formula);

// The value for these inputs; an error when one is missing or the result is not a finite number (division by
// zero).
Result<double> evaluate(const std::string& formula, const std::map<std::string, double>& inputs);

// True for a name that means something else in a formula: a function or a constant of the language.
bool is_formula_word(const std::string& name);

}  // namespace guangmu::kpi
