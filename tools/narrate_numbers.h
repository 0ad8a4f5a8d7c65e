// Written Chinese into what a voice can say: numbers, percent, years and units as words. Pure text in, text
// out.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace guangmu::tools {

// A whole number as a Chinese reader says it: 10016 -> 一万零一十六, 2000 -> 两千, 110 -> 一百一十, 12 ->
// 十二. `digits`: decimal digits only, up to 16 of them; longer ones are read digit by digit.
std::string chinese_number(std::string_view digits);

// 50.56 亿元 -> 五十点五六亿元, 36.7 % -> 百分之三十六点七, 2021 年 -> 二零二一年, 12 月 -> 十二月, 10,016 户
// -> 一万零一十六户, 100 余篇 -> 一百余篇, −3 -> 负三. Full-width digits count as digits; blanks beside
// numbers and quotation marks go away.
std::string spoken_chinese(std::string_view text);

// Puts pinyin with tone numbers in the place of words that the voice would misread: those of `words` (银行:
// yin2 hang2), and 一 with its tone before 万, 百, 年 and the like.
std::string with_pronunciation(std::string_view spoken, const std::map<std::string, std::string>& words);

// The first Latin word of a text, which a Chinese voice would mangle; empty when there is none.
std::string first_latin_word(std::string_view spoken);

}  // namespace guangmu::tools
