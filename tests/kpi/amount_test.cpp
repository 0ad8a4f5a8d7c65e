#include "kpi/formats/amount.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kpi/formats/amount_text.h"
#include "kpi/formats/time_text.h"

namespace guangmu::kpi {
namespace {

AmountForm form(const char* unit, Reads reads = Reads::text, const char* delivered = "", double scale = 1) {
  AmountForm f;
  f.reads = reads;
  f.unit = unit;
  f.delivered = delivered;
  f.scale = scale;
  return f;
}

TEST(Amount, reads_numbers_in_texts_to_the_last_digit) {
  const struct {
    const char *text, *unit;
    double value;
  } cases[] = {
      {"12,345", "户", 12345},
      {"1,234,567.89", "", 1234567.89},
      {"１２，３４５", "户", 12345},
      {"１．２亿", "户", 120000000},
      {" 12 ", "", 12},
      {"-5", "", -5},
      {"－５", "", -5},
      {"−5.5", "", -5.5},
      {"负三百", "", -300},
      {"+7", "", 7},
      {".5", "", 0.5},
      {"007", "", 7},
      {"1.2e3", "", 1200},
      {"1e-400", "", 0},
      {"0", "", 0},
      {"1.2亿", "户", 120000000},
      {"1.2 亿 户", "户", 120000000},
      {"1.2亿户", "万户", 12000},
      {"1.2亿", "万户", 12000},
      {"0.07亿", "", 7000000},
      {"2.3万", "", 23000},
      {"1.1万亿", "", 1100000000000},
      {"3,900万元", "万元", 3900},
      {"3,900万元", "亿元", 0.39},
      {"3,900万元", "元", 39000000},
      {"137.87亿元", "亿元", 137.87},
      {"137.87 亿元", "元", 13787000000},
      {"1.2亿", "亿元", 1.2},
      {"¥1,234.50", "元", 1234.5},
      {"￥ 12", "万元", 0.0012},
      {"-¥12", "元", -12},
      {"12,345", "亿元", 12345},
      {"1亿2300万", "户", 123000000},
      {"1亿2300万5", "户", 123000005},
      {"2千万", "", 20000000},
      {"三千九百万", "元", 39000000},
      {"三千九百万元", "万元", 3900},
      {"两千六百万条", "条", 26000000},
      {"两千六百万条", "户", 26000000},
      {"一亿零五万", "", 100050000},
      {"一万二千亿", "", 1200000000000},
      {"十二", "", 12},
      {"一百零五", "", 105},
      {"三千零五十", "", 3050},
      {"一千零一", "", 1001},
      {"三十六点七", "", 36.7},
      {"一点二亿", "户", 120000000},
      {"二〇二六", "", 2026},
      {"零", "", 0},
      {"零点五", "", 0.5},
      {"壹仟贰佰叁拾肆", "", 1234},
      {"45.3%", "%", 0.453},
      {"４５．３％", "%", 0.453},
      {"5‰", "%", 0.005},
      {"5‰", "‰", 5},
      {"45.3%", "‰", 453},
      {"百分之三十六点七", "%", 0.367},
      {"百分之36.7", "%", 0.367},
      {"负百分之五", "%", -0.05},
      {"百分之负五", "%", -0.05},
      {"千分之五", "%", 0.005},
      {"万分之二", "%", 0.0002},
      {"-3.2%", "%", -0.032},
      {"12.5万千瓦时", "千瓦时", 125000},
      {"5千米", "米", 5000},
      {"3.5个百分点", "百分点", 3.5},
      {"12吨", "吨", 12},
      {"1.2万家", "户", 12000},
      {"12户", "", 12},
      {"300元/亩", "元/亩", 300},
  };
  for (const auto& c : cases) {
    const auto value = amount_from(Json::of(c.text), form(c.unit), "/x");
    ASSERT_TRUE(value) << c.text << " in " << c.unit << ": " << value.error().text;
    EXPECT_EQ(*value, c.value) << c.text << " in " << c.unit;  // exactly: no noise of binary fractions
  }
}

TEST(Amount, refuses_what_may_mean_something_else) {
  const struct {
    const char *text, *unit, *reason;
  } cases[] = {
      {"", "", "no number"},
      {" ", "", "no number"},
      {"abc", "", "expected a number"},
      {"1,23", "", "comma"},
      {"12,34,567", "", "comma"},
      {"1234,567", "", "comma"},
      {"1,2345", "", "comma"},
      {",123", "", "no number"},
      {"1.2.3", "", "no unit"},
      {"1..2", "", "no unit"},
      {"12 345", "", "no unit"},
      {"1e400", "", "no finite number"},
      {"1e99999999999999", "", "no finite number"},
      {"NaN", "", "no number"},
      {"Infinity", "", "no number"},
      {"-inf", "", "no number"},
      {"--5", "", "no number"},
      {"5-", "", "no unit"},
      {"1.2亿~1.5亿", "", "no unit"},
      {"约1.2亿", "", "no number"},
      {"1.2亿余", "", "no unit"},
      {"100多", "", "no unit"},
      {"3/4", "", "no unit"},
      {"12345abc1", "", "no unit"},
      {"三千九", "", "三千九百"},
      {"一亿二", "", "last digit"},
      {"一百一", "", "last digit"},
      {"两三百", "", "go together"},
      {"百", "", "without a digit"},
      {"三百五千", "", "do not get smaller"},
      {"万", "", "does not stand"},
      {"一点", "", "behind 点"},
      {"点五", "", "no number"},
      {"一亿点五", "", "点 stands behind"},
      {"1万2亿", "", "do not get smaller"},
      {"1亿20000万", "", "do not get smaller"},
      {"45.3%", "", "is in %"},
      {"45.3%", "户", "is in %"},
      {"12万元", "户", "is in 元"},
      {"12万元", "", "is in 元"},
      {"12户", "亿元", "is in 户"},
      {"12吨", "千瓦时", "is in 吨"},
      {"1.2亿", "%", "no unit"},
      {"百分之五元", "%", "behind a share"},
      {"¥12户", "元", "behind it"},
      {"2026-11-20", "", "no unit"},
      {"10:40", "", "no unit"},
  };
  for (const auto& c : cases) {
    const auto value = amount_from(Json::of(c.text), form(c.unit), "/data/x");
    ASSERT_FALSE(value) << c.text << " read as " << *value;
    EXPECT_THAT(value.error().text, testing::HasSubstr(c.reason)) << c.text;
    EXPECT_THAT(value.error().text, testing::HasSubstr("/data/x")) << c.text;
  }
}

TEST(Amount, a_bare_number_counts_in_what_is_delivered) {
  const struct {
    double number;
    const char *delivered, *unit;
    double scale, value;
  } cases[] = {
      {13787000000, "元", "亿元", 1, 137.87}, {3900, "万元", "亿元", 1, 0.39},   {1.2, "亿元", "元", 1, 120000000},
      {36.7, "%", "%", 1, 0.367},             {5, "‰", "%", 1, 0.005},           {1.2, "亿", "户", 1, 120000000},
      {1.1, "万", "户", 1, 11000},            {1.2, "万", "万户", 1, 1.2},       {12, "万户", "户", 1, 120000},
      {36.7, "%", "", 1, 0.367},              {0.07, "", "", 1000, 70},          {1378.7, "", "亿元", 0.1, 137.87},
      {2, "", "", 3, 6},                      {4.35, "", "", 100, 435},          {-1.1, "千", "", 1, -1100},
  };
  for (const auto& c : cases) {
    for (const Json& j : {Json::of(c.number), Json::of(std::string_view(number_as_text(c.number)))}) {
      const auto value = amount_from(j, form(c.unit, Reads::text, c.delivered, c.scale), "/x");
      ASSERT_TRUE(value) << value.error().text;
      EXPECT_EQ(*value, c.value) << c.number << " " << c.delivered << " in " << c.unit;
    }
  }
  EXPECT_EQ(*amount_from(Json::of("3亿元"), form("亿元", Reads::text, "万元"), "/x"), 3) << "a stated unit goes before";
}

TEST(Amount, what_is_delivered_must_be_able_to_become_the_unit) {
  for (const auto& [delivered, unit] : {std::pair{"元", "户"}, {"%", "户"}, {"元", ""}, {"吨", "元"}, {"万", "%"}})
    EXPECT_NE(wrong_delivered(delivered, unit), "") << delivered << " in " << unit;
  for (const auto& [delivered, unit] : {std::pair{"", ""}, {"元", "亿元"}, {"%", "%"}, {"%", ""}, {"万", "户"}, {"家", "户"}})
    EXPECT_EQ(wrong_delivered(delivered, unit), "") << delivered << " in " << unit;
}

TEST(Amount, words_are_numbers_where_they_are_listed) {
  const std::map<std::string, double> words{{"正常", 1}, {"故障", 0}, {"true", 1}};
  AmountForm f = form("", Reads::number);
  f.words = &words;
  EXPECT_EQ(*amount_from(Json::of("正常"), f, "/x"), 1);
  EXPECT_EQ(*amount_from(Json::of(" 故障 "), f, "/x"), 0);
  EXPECT_EQ(*amount_from(Json::of(7.0), f, "/x"), 7);
  Json yes;
  yes.type = Json::Type::boolean;
  yes.boolean = true;
  EXPECT_EQ(*amount_from(yes, f, "/x"), 1);
  const auto unknown = amount_from(Json::of("停机"), f, "/x");
  ASSERT_FALSE(unknown);
  EXPECT_THAT(unknown.error().text, testing::HasSubstr("正常"));
}

TEST(Amount, a_number_in_a_text_is_none_unless_that_is_said) {
  const auto value = amount_from(Json::of("12,345"), form("户", Reads::number), "/x");
  ASSERT_FALSE(value);
  EXPECT_THAT(value.error().text, testing::HasSubstr("reads: text"));
  for (const char* bad : {"null", "[1]", "{}", "true"})
    EXPECT_FALSE(amount_from(*parse_json(bad), form("户"), "/x")) << bad;
}

TEST(Times, are_read_as_platforms_write_them) {
  const struct {
    const char *text, *zone, *iso;
  } cases[] = {
      {"2026-11-20T10:40:47+08:00", "", "2026-11-20T10:40:47+08:00"},
      {"2026-11-20T02:40:47Z", "", "2026-11-20T10:40:47+08:00"},
      {"2026-11-20T02:40:47.250Z", "", "2026-11-20T10:40:47.250000+08:00"},
      {"2026-11-20 10:40:47", "", "2026-11-20T10:40:47+08:00"},
      {"2026-11-20 10:40", "", "2026-11-20T10:40:00+08:00"},
      {"2026-11-20 02:40:47", "UTC", "2026-11-20T10:40:47+08:00"},
      {"2026-11-20 11:40:47", "+09:00", "2026-11-20T10:40:47+08:00"},
      {"2026-11-20 10:40:47", "Asia/Shanghai", "2026-11-20T10:40:47+08:00"},
      {"2026-11-20T10:40:47 +0800", "UTC", "2026-11-20T10:40:47+08:00"},
      {"2026-11-20", "", "2026-11-20T00:00:00+08:00"},
      {"2026年11月20日 10时40分", "", "2026-11-20T10:40:00+08:00"},
      {"2026年11月20日10时40分47秒", "", "2026-11-20T10:40:47+08:00"},
      {"2026年1月2日 3:04", "", "2026-01-02T03:04:00+08:00"},
      {"2026年11月20日", "", "2026-11-20T00:00:00+08:00"},
      {"2026年11月20日 下午3点5分", "", "2026-11-20T15:05:00+08:00"},
      {"2026年11月20日 上午12时", "", "2026-11-20T00:00:00+08:00"},
      {"2026/11/20 10:40:47", "", "2026-11-20T10:40:47+08:00"},
      {"2026/1/2", "", "2026-01-02T00:00:00+08:00"},
      {"2026.11.20 10:40:47", "", "2026-11-20T10:40:47+08:00"},
      {"20261120104047", "", "2026-11-20T10:40:47+08:00"},
      {"202611201040", "", "2026-11-20T10:40:00+08:00"},
      {"20261120", "", "2026-11-20T00:00:00+08:00"},
      {"20261120104047", "UTC", "2026-11-20T18:40:47+08:00"},
      {"1795142447", "", "2026-11-20T10:40:47+08:00"},
      {"1795142447000", "UTC", "2026-11-20T10:40:47+08:00"},
  };
  for (const auto& c : cases) {
    const auto time = instant_from(Json::of(c.text), c.zone);
    ASSERT_TRUE(time) << c.text;
    EXPECT_EQ(*time, *parse_instant(c.iso)) << c.text << " read as " << iso8601(*time);
  }
  EXPECT_EQ(instant_from(Json::of(1795142447.0)), parse_instant("2026-11-20T10:40:47+08:00"));
  EXPECT_EQ(instant_from(Json::of(1795142447000.0)), parse_instant("2026-11-20T10:40:47+08:00"));
  EXPECT_EQ(instant_from(Json::of(20261120104047.0)), parse_instant("2026-11-20T10:40:47+08:00"));
  EXPECT_EQ(instant_from(Json::of(20261120.0), "UTC"), parse_instant("2026-11-20T08:00:00+08:00"));
}

TEST(Times, that_are_none_are_not_guessed) {
  for (const char* text : {"", "yesterday", "10:40", "2026-13-01", "2026-02-30", "2026-11-20T25:00", "2026-11-20 10:60",
                           "11/20/2026", "2026-11-20T10:40:47 CST", "2026-11-20x", "2026年11月", "99999999", "20261320",
                           "2026-11/20", "1e9", "2026-11-20T", "12345", "2026-11-20 10:40:47 +99:00", "2026年11月20日 下午15点"})
    EXPECT_FALSE(instant_from(Json::of(text))) << text;
  for (const double number : {0.0, -1.0, 1e18, 5e9 * 1000}) EXPECT_FALSE(instant_from(Json::of(number))) << number;
  EXPECT_FALSE(instant_from(*parse_json("null")));
  EXPECT_FALSE(instant_from(Json::of("2026-11-20"), "Mars/Olympus"));
}

TEST(Times, zones_are_known_or_told) {
  for (const char* zone : {"", "+08:00", "+8", "-0330", "Z", "UTC", "UTC+8", "GMT-5", "Asia/Shanghai", "Asia/Urumqi"})
    EXPECT_EQ(wrong_zone(zone), "") << zone;
  for (const char* zone : {"CST", "8", "+25:00", "Shanghai", "Europe/Berlin", "+08:0", "+"})
    EXPECT_NE(wrong_zone(zone), "") << zone;
}

TEST(Times, months_and_quarters_have_their_order) {
  const char* const ordered[] = {"2025年", "2025-09", "2025Q4", "2025/11", "2025年12月", "2026-01-15", "2026年2季度", "2026年第三季度"};
  for (std::size_t i = 1; i < std::size(ordered); ++i) {
    ASSERT_TRUE(moment_in_text(ordered[i])) << ordered[i];
    EXPECT_LT(*moment_in_text(ordered[i - 1]), *moment_in_text(ordered[i])) << ordered[i];
  }
  for (const char* none : {"", "9月", "2026年13月", "2026Q5", "2026-00", "12345", "第三季度"})
    EXPECT_FALSE(moment_in_text(none)) << none;
}

}  // namespace
}  // namespace guangmu::kpi
