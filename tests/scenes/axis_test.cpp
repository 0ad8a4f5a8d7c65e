// Curves and months: the arithmetic under the ridges.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "scenes/amounts.h"
#include "scenes/curve.h"
#include "scenes/months.h"

namespace guangmu::scenes {
namespace {

TEST(MonotoneCurve, PassesThroughItsPointsAndNeverOvershoots) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> step(0.5, 3), value(0, 100);
  for (int round = 0; round < 100; ++round) {
    std::vector<double> x{0}, y{value(random)};
    for (int i = 0; i < 12; ++i) {
      x.push_back(x.back() + step(random));
      y.push_back(value(random));
    }
    const MonotoneCurve curve(x, y);
    for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(curve.at(x[i]), y[i], 1e-9);
    for (std::size_t i = 0; i + 1 < x.size(); ++i)
      for (double t = 0; t <= 1; t += 0.05) {
        const double v = curve.at(x[i] + (x[i + 1] - x[i]) * t);
        EXPECT_GE(v, std::min(y[i], y[i + 1]) - 1e-9);
        EXPECT_LE(v, std::max(y[i], y[i + 1]) + 1e-9);
      }
  }
}

TEST(MonotoneCurve, OnePointIsALevel) {
  const MonotoneCurve curve({4}, {7});
  EXPECT_EQ(curve.at(0), 7);
  EXPECT_EQ(curve.at(9), 7);
}

std::vector<std::string> months(int from, int count) {
  std::vector<std::string> x;
  for (int i = from; i < from + count; ++i)
    x.push_back(std::to_string(2021 + i / 12) + (i % 12 < 9 ? "-0" : "-") + std::to_string(i % 12 + 1));
  return x;
}

std::string joined(const std::vector<AxisLabel>& labels) {
  std::string all;
  for (const AxisLabel& l : labels) all += (all.empty() ? "" : " ") + l.words + (l.strong ? "!" : "");
  return all;
}

TEST(MonthLabels, TellQuartersAndYears) {
  EXPECT_EQ(joined(month_labels(months(0, 24), 96, 140, Language::zh)),
            "2021年! 4月 7月 10月 2022年! 4月 7月 10月");
  EXPECT_EQ(joined(month_labels(months(0, 24), 96, 140, Language::en)),
            "2021! Apr Jul Oct 2022! Apr Jul Oct");
  EXPECT_EQ(joined(month_labels(months(0, 6), 440, 140, Language::zh)), "2021年! 2月 3月 4月 5月 6月");
}

TEST(MonthLabels, AlwaysTellTheYearAndKeepApart) {
  for (int from = 0; from < 12; ++from)
    for (int count = 2; count <= 60; ++count) {
      const double pitch = 2208. / (count - 1);
      const auto labels = month_labels(months(from, count), pitch, 140, Language::zh);
      ASSERT_FALSE(labels.empty());
      EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const AxisLabel& l) { return l.strong; }))
          << from << " " << count;
      for (std::size_t i = 0; i + 1 < labels.size(); ++i)
        EXPECT_GE(static_cast<double>(labels[i + 1].index - labels[i].index) * pitch, 139.9)
            << joined(labels);
    }
}

TEST(MonthLabels, OtherPositionsStandAsTheyAre) {
  EXPECT_EQ(joined(month_labels({"一区", "二区", "三区"}, 700, 140, Language::zh)), "一区 二区 三区");
}

TEST(CommonUnit, KeepsChineseUnitsAndRescalesForEnglish) {
  EXPECT_EQ(common_unit("亿元", Language::zh).factor, 1);
  EXPECT_EQ(common_unit("亿元", Language::zh).unit, "亿元");
  EXPECT_EQ(common_unit("亿元", Language::en).unit, "bn CNY");
  EXPECT_DOUBLE_EQ(common_unit("亿元", Language::en).factor, 0.1);
  EXPECT_DOUBLE_EQ(common_unit("万元", Language::en).factor, 0.01);
}

}  // namespace
}  // namespace guangmu::scenes
