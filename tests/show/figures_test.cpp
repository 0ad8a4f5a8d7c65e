// The figures of the state.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "show/figures.h"
#include "tests/show/rehearsal.h"

namespace guangmu::show {
namespace {

TEST(Figures, TheStateTellsEachFigureAsTheWallWritesIt) {
  auto info = std::make_shared<kpi::MetricInfo>();
  info->id = "users_total";
  info->unit = "户";
  info->source = "platform";
  info->label = {"累计企业用户", "Enterprise users"};
  info->late_after_s = 10;
  info->stale_after_s = 60;
  info->report = kpi::ReportValue{10016, {2022, 12, 31}, {"报告", "Report"}};
  kpi::Snapshot snapshot;
  snapshot.metrics["users_total"].info = info;
  kpi::SourceState source;
  source.id = "platform";
  source.fault = "connection refused";
  source.fault_zh = "连不上";
  source.label = {"平台", "Platform"};
  source.refused = {"a: x", "b: y", "c: z"};
  source.refused_zh = {"甲：x", "乙：y"};
  source.day.available = 0.5;
  snapshot.sources["platform"] = source;
  Status status;
  describe_figures(snapshot, opening, status);
  const MetricStatus before = status.metrics.at("users_total");
  EXPECT_EQ(before.value, 10016);
  EXPECT_TRUE(before.from_report);
  EXPECT_EQ(before.freshness, kpi::Freshness::never);
  EXPECT_FALSE(before.age_s.has_value());
  EXPECT_EQ(before.digits.zh, "10,016");
  EXPECT_EQ(before.report_date, "2022-12-31");
  const SourceStatus& platform = status.sources.at(0);
  EXPECT_EQ(platform.fault, "connection refused");
  EXPECT_EQ(platform.fault_zh, "连不上");
  EXPECT_EQ(platform.label.en, "Platform");
  EXPECT_EQ(platform.refused, (std::vector<LocalText>{{"甲：x", "a: x"}, {"乙：y", "b: y"}}));
  EXPECT_EQ(platform.refused_count, 3u);
  EXPECT_EQ(platform.day.available, 0.5);
  snapshot.metrics["users_total"].reading = kpi::Reading{10020, opening + -20.0, opening};
  describe_figures(snapshot, opening, status);
  const MetricStatus live = status.metrics.at("users_total");
  EXPECT_EQ(live.value, 10020);
  EXPECT_EQ(live.age_s, 20);
  EXPECT_EQ(live.freshness, kpi::Freshness::late);
  EXPECT_FALSE(live.from_report);
}

}  // namespace
}  // namespace guangmu::show
