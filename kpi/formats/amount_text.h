// A number in a text as people write it: "12,345", "１．２亿", "3,900万元", "三千九百万", "45.3%", "百分之三十六点七". Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "kpi/formats/decimal.h"

namespace guangmu::kpi {

struct AmountText {
  Decimal number;     // its factors included: 1.2亿 is 120000000
  std::string unit;   // what stands behind number and factor: "", 元, 户, %, ‰ …
  bool bare = true;   // neither factor nor unit
};

// The whole text, or why it is no number. Full-width digits and signs count as the narrow ones; blanks around and
// before the unit are of no meaning; ¥ before it means 元 behind it.
Result<AmountText> read_amount(std::string_view text);

}  // namespace guangmu::kpi
