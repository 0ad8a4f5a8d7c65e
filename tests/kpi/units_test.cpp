// Money is known in one place: what one part of kpi takes for money, the other does too.
#include "kpi/formats/units.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kpi/formulas/measure.h"

namespace guangmu::kpi {
namespace {

TEST(Units, money_is_money_everywhere) {
  for (const char* word : {"元", "十元", "百元", "千元", "万元", "十万元", "百万元", "千万元", "亿元",
                           "十亿元", "万亿元", "千万亿元", "圆", "RMB", "CNY"}) {
    const Unit unit = unit_of(word);
    const Measure measure = measure_of(word);
    EXPECT_EQ(unit.base, "元") << word;
    EXPECT_EQ(measure.money, 1) << word;
    EXPECT_TRUE(measure.counts.empty()) << word;
    EXPECT_DOUBLE_EQ(measure.yuan, std::pow(10., unit.exponent)) << word;
  }
  for (const char* word : {"", "%", "户", "万", "亿", "万户", "美元", "万吨", "元件"})
    EXPECT_EQ(measure_of(word).money, 0) << word;
}

TEST(Units, money_is_written_as_it_is_read) {
  for (int exponent = 0; exponent < 16; ++exponent) {
    const std::string word = money_unit(exponent);
    EXPECT_EQ(unit_of(word).exponent, exponent) << word;
    EXPECT_EQ(unit_of(word).base, "元") << word;
    EXPECT_EQ(in_words(measure_of(word)), word);
  }
  EXPECT_EQ(money_unit(0) + money_unit(4) + money_unit(6) + money_unit(8) + money_unit(12),
            "元万元百万元亿元万亿元");
}

TEST(Units, of_money_differ_by_their_factor_alone) {
  EXPECT_TRUE(measure_of("百万元").same_kind(measure_of("亿元")));
  EXPECT_FALSE(measure_of("百万元").same(measure_of("亿元"))) << "never added in silence";
  EXPECT_DOUBLE_EQ(measure_of("百万元").in(measure_of("亿元")), 0.01);
  EXPECT_DOUBLE_EQ(measure_of("万元/户").in(measure_of("元/户")), 1e4);
  EXPECT_TRUE(measure_of("RMB").same(measure_of("元")));
}

}  // namespace
}  // namespace guangmu::kpi
