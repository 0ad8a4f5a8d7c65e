// Amounts of a chart in one common unit, so that its unit can stand once beside the title.
#pragma once

#include <string>
#include <string_view>

#include "base/language.h"

namespace guangmu::scenes {

struct CommonUnit {
  double factor = 1;  // times the value as delivered
  std::string unit;
};
// Chinese charts keep the delivered unit; English ones tell money in bn or m CNY.
CommonUnit common_unit(std::string_view delivered, Language language);

}  // namespace guangmu::scenes
