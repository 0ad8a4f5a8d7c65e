#include "tools/narrate_numbers.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>

namespace guangmu::tools {
namespace {

TEST(ChineseNumber, ReadsAsPeopleDo) {
  const struct {
    const char* digits;
    const char* words;
  } cases[] = {{"0", "零"},
               {"2", "二"},
               {"10", "十"},
               {"12", "十二"},
               {"20", "二十"},
               {"100", "一百"},
               {"101", "一百零一"},
               {"110", "一百一十"},
               {"137", "一百三十七"},
               {"194", "一百九十四"},
               {"200", "二百"},
               {"1000", "一千"},
               {"1001", "一千零一"},
               {"1010", "一千零一十"},
               {"1323", "一千三百二十三"},
               {"1443", "一千四百四十三"},
               {"1663", "一千六百六十三"},
               {"2000", "两千"},
               {"3900", "三千九百"},
               {"10000", "一万"},
               {"10016", "一万零一十六"},
               {"20000", "两万"},
               {"22222", "两万两千二百二十二"},
               {"100000", "十万"},
               {"120034", "十二万零三十四"},
               {"1000001", "一百万零一"},
               {"10010000", "一千零一万"},
               {"100000000", "一亿"},
               {"100010000", "一亿零一万"},
               {"200000002", "两亿零二"},
               {"1234567890", "十二亿三千四百五十六万七千八百九十"},
               {"1000000000000", "一万亿"},
               {"1000100000000", "一万零一亿"},
               {"007", "七"}};
  for (const auto& c : cases) EXPECT_EQ(chinese_number(c.digits), c.words) << c.digits;
}

// Reads the words back by their own rules: an independent way to the same number.
std::int64_t read_back(std::string_view words) {
  std::int64_t total = 0, section = 0, digit = 0;
  for (std::size_t i = 0; i < words.size(); i += 3) {
    const std::string_view c = words.substr(i, 3);
    const std::string_view names[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    bool is_digit = c == "两";
    if (is_digit) digit = 2;
    for (std::int64_t d = 0; d < 10; ++d)
      if (names[d] == c) digit = d, is_digit = true;
    if (is_digit) continue;
    if (c == "十") section += (digit == 0 ? 1 : digit) * 10;
    if (c == "百") section += digit * 100;
    if (c == "千") section += digit * 1000;
    if (c == "万") total += (section + digit) * 10000, section = 0;
    if (c == "亿") total = (total + section + digit) * 100000000, section = 0;
    digit = 0;
  }
  return total + section + digit;
}

TEST(ChineseNumber, SaysEveryNumberSoThatItCanBeReadBack) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20000; ++i) {
    const int size = 1 + static_cast<int>(random() % 12);
    std::int64_t limit = 1;
    for (int d = 0; d < size; ++d) limit *= 10;
    std::int64_t n = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
    if (i % 3 == 0) n = n / 10000 * 10000;  // with long gaps
    if (i % 5 == 0) n = n / 1000000 * 1000000 + n % 100;
    const std::string words = chinese_number(std::to_string(n));
    ASSERT_EQ(read_back(words), n) << words;
  }
}

TEST(SpokenChinese, NormalisesTable) {
  const struct {
    const char* written;
    const char* spoken;
  } cases[] = {{"50.56 亿元", "五十点五六亿元"},
               {"36.7 %", "百分之三十六点七"},
               {"36.7%", "百分之三十六点七"},
               {"74.16％", "百分之七十四点一六"},
               {"2021 年", "二零二一年"},
               {"2022年12月31日", "二零二二年十二月三十一日"},
               {"2024 年 9 月", "二零二四年九月"},
               {"10016 户", "一万零一十六户"},
               {"10,016 户", "一万零一十六户"},
               {"1,234,567.89 元", "一百二十三万四千五百六十七点八九元"},
               {"137.87 亿元", "一百三十七点八七亿元"},
               {"381.02亿元", "三百八十一点零二亿元"},
               {"3,900 万元", "三千九百万元"},
               {"100 余篇", "一百余篇"},
               {"70余项", "七十余项"},
               {"从 1443 个案例", "从一千四百四十三个案例"},
               {"2 个", "两个"},
               {"2 亿元", "两亿元"},
               {"2 期", "二期"},
               {"2 月", "二月"},
               {"2.5 亿元", "二点五亿元"},
               {"0.5%", "百分之零点五"},
               {"第9个", "第九个"},
               {"−3.2%", "百分之负三点二"},
               {"-5 度", "负五度"},
               {"１２３ 户", "一百二十三户"},
               {"“绿金通”上线", "绿金通上线"},
               {"《报告》，2022 年。", "报告，二零二二年。"},
               {"没有数字。", "没有数字。"},
               {"甲 乙", "甲乙"},
               {"用户 5 户，产品 3 种", "用户五户，产品三种"},
               {"", ""}};
  for (const auto& c : cases) EXPECT_EQ(spoken_chinese(c.written), c.spoken) << c.written;
}

TEST(SpokenChinese, LeavesNoDigitAndNoPercent) {
  for (const char* text : {"1,5 和 3.", "12,34", "1.2.3", "99999999999999999999 户", "5-7 月", "10:30"}) {
    const std::string spoken = spoken_chinese(text);
    EXPECT_EQ(spoken.find_first_of("0123456789%"), std::string::npos) << spoken;
  }
}

TEST(Pronunciation, PutsPinyinWhereTheVoiceErrs) {
  const std::map<std::string, std::string> words{
      {"银行", "yin2 hang2"}, {"增长", "zeng1 zhang3"}, {"增长率", "zeng1 zhang3 lv4"}};
  EXPECT_EQ(with_pronunciation("人民银行", words), "人民 yin2 hang2");
  EXPECT_EQ(with_pronunciation("年均增长率，增长。", words), "年均 zeng1 zhang3 lv4 ， zeng1 zhang3 。");
  EXPECT_EQ(with_pronunciation("一万零一十六户", {}), "yi2 wan4 零一十六户");
  EXPECT_EQ(with_pronunciation("二零一一年", {}), "二零一一年");
  EXPECT_EQ(with_pronunciation("没有", words), "没有");
}

TEST(Pronunciation, NamesWhatAChineseVoiceCannotSay) {
  EXPECT_EQ(first_latin_word("平台的 KPI 指标"), "KPI");
  EXPECT_EQ(first_latin_word("平台的指标"), "");
}

}  // namespace
}  // namespace guangmu::tools
