#include "kpi/values/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace guangmu::kpi {
namespace {

struct Case {
  double value;
  const char* unit;
  int decimals;
  const char* zh_digits;
  const char* zh_unit;
  const char* en_digits;
  const char* en_unit;
};

TEST(NumberText, tells_each_kind_of_figure_in_both_languages) {
  const Case cases[] = {
      {10016, "户", 0, "10,016", "户", "10,016", "enterprises"},
      {1323, "家", 0, "1,323", "家", "1,323", "companies"},
      {50.56, "亿元", 2, "50.56", "亿元", "5.06", "bn CNY"},
      {381.02, "亿元", 2, "381.02", "亿元", "38.10", "bn CNY"},
      {3900, "万元", 0, "3,900", "万元", "39.0", "m CNY"},
      {13787000000, "元", 0, "137.87", "亿元", "13.79", "bn CNY"},
      {0.39, "亿元", 2, "3,900", "万元", "39.0", "m CNY"},
      {1, "亿元", 2, "1.00", "亿元", "100.0", "m CNY"},
      {10000, "元", 0, "1.00", "万元", "10,000", "CNY"},
      {9999, "元", 0, "9,999", "元", "9,999", "CNY"},
      {12.5, "元", 2, "12.50", "元", "12.50", "CNY"},
      {0.5, "万元", 1, "0.5", "万元", "5,000", "CNY"},
      {9999.4, "万元", 0, "9,999", "万元", "100.0", "m CNY"},
      {9999.6, "万元", 0, "1.00", "亿元", "100.0", "m CNY"},
      {0.999999, "亿元", 2, "1.00", "亿元", "100.0", "m CNY"},
      {9.9999, "亿元", 2, "10.00", "亿元", "1.00", "bn CNY"},
      {0.000085, "亿元", 4, "0.85", "万元", "8,500", "CNY"},
      {-0.000085, "亿元", 4, "−0.85", "万元", "−8,500", "CNY"},
      {0.00123456, "亿元", 4, "12.3", "万元", "123,456", "CNY"},
      {0.0012, "亿元", 2, "12", "万元", "120,000", "CNY"},
      {0.0123456, "亿元", 2, "123", "万元", "1.2", "m CNY"},
      {0.00099996, "亿元", 4, "10", "万元", "99,996", "CNY"},
      {0.00085, "万元", 2, "0.00", "万元", "8.5", "CNY"},
      {0.00000001, "亿元", 2, "0.0001", "万元", "1", "CNY"},
      {-50.56, "亿元", 2, "−50.56", "亿元", "−5.06", "bn CNY"},
      {-13787000000, "元", 0, "−137.87", "亿元", "−13.79", "bn CNY"},
      {0, "亿元", 2, "0.00", "亿元", "0", "CNY"},
      {0.36672, "%", 1, "36.7", "%", "36.7", "%"},
      {-0.0004, "%", 1, "0.0", "%", "0.0", "%"},
      {123456, "户", 0, "123,456", "户", "123,456", "enterprises"},
      {12.25, "t CO2", 1, "12.3", "t CO2", "12.3", "t CO2"},
      {std::numeric_limits<double>::quiet_NaN(), "户", 0, "—", "户", "—", "enterprises"},
      {70, "万家", 0, "70", "万家", "70", "×10k"},
      {1.67, "亿条", 2, "1.67", "亿条", "1.67", "×100M"},
      {std::numeric_limits<double>::infinity(), "亿元", 2, "—", "亿元", "—", "100M CNY"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::to_string(c.value) + " " + c.unit);
    const auto zh = number_text(c.value, c.unit, c.decimals, Language::zh);
    EXPECT_EQ(zh.digits, c.zh_digits);
    EXPECT_EQ(zh.unit, c.zh_unit);
    const auto en = number_text(c.value, c.unit, c.decimals, Language::en);
    EXPECT_EQ(en.digits, c.en_digits);
    EXPECT_EQ(en.unit, c.en_unit);
  }
}

TEST(NumberText, shortens_counts_only_where_asked_to) {
  const NumberText zh{"12.35", "万户"}, en{"123.46", "k enterprises"};
  EXPECT_EQ(number_text(123456, "户", 0, Language::zh, true), zh);
  EXPECT_EQ(number_text(123456, "户", 0, Language::en, true), en);
  EXPECT_EQ(number_text(9999, "户", 0, Language::zh, true), (NumberText{"9,999", "户"}));
  EXPECT_EQ(number_text(99999999, "户", 0, Language::zh, true), (NumberText{"1.00", "亿户"}));
  EXPECT_EQ(number_text(1234567, "", 0, Language::en, true), (NumberText{"1.23", "m"}));
}

TEST(NumberText, says_more_than_on_report_values_only) {
  auto info = std::make_shared<MetricInfo>();
  info->unit = "篇";
  info->approx = true;
  info->report = ReportValue{100, {2022, 12, 31}, {}};
  Metric m{.info = info};
  EXPECT_EQ(number_text(m, Language::zh), (NumberText{"100", "篇", true}));
  m.reading = Reading{103, {}, {}};
  EXPECT_EQ(number_text(m, Language::zh), (NumberText{"103", "篇", false}));
  auto unknown = std::make_shared<MetricInfo>();
  unknown->unit = "篇";
  EXPECT_EQ(number_text(Metric{.info = unknown}, Language::en), (NumberText{"—", "articles", false}));
}

TEST(Grouped, rounds_half_away_from_zero_as_written) {
  EXPECT_EQ(grouped(1234567.891, 2), "1,234,567.89");
  EXPECT_EQ(grouped(2.675, 2), "2.68");
  EXPECT_EQ(grouped(-2.5, 0), "−3");
  EXPECT_EQ(grouped(999.995, 2), "1,000.00");
  EXPECT_EQ(grouped(999999.5, 0), "1,000,000");
  EXPECT_EQ(grouped(-0.001, 2), "0.00");
  EXPECT_EQ(grouped(0, 0), "0");
  EXPECT_EQ(grouped(100, 0), "100");
  EXPECT_EQ(grouped(1e15, 0), "1,000,000,000,000,000");
  EXPECT_EQ(grouped(1e-12, 1), "0.0");
}

TEST(AgeText, tells_the_age_in_words) {
  const struct {
    double age_s;
    const char *zh, *en;
  } cases[] = {{0, "0 秒", "0 s"},         {-5, "0 秒", "0 s"},
               {12.9, "12 秒", "12 s"},    {59.99, "59 秒", "59 s"},
               {60, "1 分钟", "1 min"},    {3599, "59 分钟", "59 min"},
               {7200, "2 小时", "2 h"},    {47.5 * 3600, "47 小时", "47 h"},
               {48 * 3600, "2 天", "2 d"}, {5.5 * 86400, "5 天", "5 d"}};
  for (const auto& c : cases) {
    EXPECT_EQ(age_text(c.age_s, Language::zh), c.zh);
    EXPECT_EQ(age_text(c.age_s, Language::en), c.en);
  }
}

TEST(Freshness, is_decided_by_the_age_alone) {
  const Instant t{1'000'000'000'000'000};
  EXPECT_EQ(freshness_of(std::nullopt, 13, 50, t), Freshness::never);
  const struct {
    double age_s;
    Freshness expected;
  } cases[] = {{-100, Freshness::live}, {0, Freshness::live},  {13, Freshness::live},
               {13.1, Freshness::late}, {50, Freshness::late}, {50.1, Freshness::stale},
               {1e7, Freshness::stale}};
  for (const auto& c : cases) EXPECT_EQ(freshness_of(t + -c.age_s, 13, 50, t), c.expected) << c.age_s;
}

TEST(Freshness, of_a_metric_counts_from_the_source_time) {
  auto info = std::make_shared<MetricInfo>();
  info->late_after_s = 13;
  info->stale_after_s = 50;
  const Instant t{1'000'000'000'000'000};
  Metric m{.info = info};
  EXPECT_EQ(freshness_of(m, t), Freshness::never);
  EXPECT_FALSE(age_s(m, t));
  m.reading = Reading{1, t + -20, t};
  EXPECT_EQ(freshness_of(m, t), Freshness::late);
  EXPECT_DOUBLE_EQ(*age_s(m, t), 20);
  EXPECT_EQ(*age_s(m, t + -30), 0);
}

}  // namespace
}  // namespace guangmu::kpi
