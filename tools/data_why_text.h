// What `guangmu data why` prints. Pure.
#pragma once

#include <string>

#include "kpi/values/why.h"

namespace guangmu::tools {

// The figure and, indented below it, each figure in its formula; one that several formulas name is told once, and
// "as above" where it comes again.
std::string why_text(const kpi::Why& why);

// As on the wall, and where that is rounded what it is in its own unit: "4.26 亿元 (42,582.05 万元)".
std::string value_text(double value, const std::string& unit, int decimals);

}  // namespace guangmu::tools
