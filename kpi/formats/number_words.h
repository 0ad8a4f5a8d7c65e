// Numbers in Arabic digits or in Chinese words, with their factors, at the beginning of a text. Pure.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "kpi/formats/decimal.h"

namespace guangmu::kpi {

struct LeadingNumber {
  Decimal number;          // factors included
  std::size_t bytes = 0;   // of the text that it takes
  bool factor = false;     // a factor was stated: 万, 亿 …
};

// Digits as 12345, 12,345.6, .5, 1.2e3, with factors (1.2亿, 3900万, 1亿2300万); words as 三千九百万, 两千六百万,
// 十二, 三十六点七, 一点二亿, 二〇二六, 壹仟. Signs and units are not its business. An error where a reader could
// take the text in two ways: 三千九 (3900 or 3009), 1,23.
Result<LeadingNumber> leading_number(std::string_view text);

}  // namespace guangmu::kpi
