#include "kpi/still.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace guangmu::kpi {
namespace {

using test::declaration;
using test::t0;
using testing::HasSubstr;

TEST(Still, takes_the_report_values_as_live_at_the_given_clock) {
  auto d = declaration();
  d.metrics["unreported"] = test::metric("/x");
  const auto s = snapshot_from_reports(d, t0);
  EXPECT_EQ(s.metric("users")->value(), 10016);
  EXPECT_EQ(freshness_of(*s.metric("users"), t0), Freshness::live);
  EXPECT_NEAR(s.metric("share")->reading->value, 50.56 / 137.87, 1e-12);
  EXPECT_FALSE(s.metric("unreported")->value());
  EXPECT_TRUE(s.find_series("trend")->points.empty());
  EXPECT_FALSE(s.find_series("trend")->received);
}

TEST(Still, reads_figures_curves_and_tables_from_a_file) {
  const auto s = snapshot_from_file(declaration(), R"({
    "at": "2022-12-31T08:00:00+08:00",
    "metrics": {"users": {"value": 12345, "time": "2022-12-31T07:59:00+08:00"},
                "granted": {"value": 100, "manual": true},
                "green": {"value": null}},
    "series": {"trend": [{"month": "2022-11", "amount": 3}, {"month": "2022-12", "amount": 4}]},
    "tables": {"banks": {"time": "2022-12-30", "rows": [{"name": "A", "amount": 1}]}}})",
                                    "figures.json", t0 + 1e6);
  ASSERT_TRUE(s) << s.error().text;
  EXPECT_EQ(s->metric("users")->value(), 12345);
  EXPECT_EQ(*age_s(*s->metric("users"), t0), 60);
  EXPECT_EQ(s->metric("granted")->reading->source_time, t0);
  EXPECT_TRUE(s->metric("granted")->manual);
  EXPECT_TRUE(s->metric("green")->from_report());
  EXPECT_TRUE(s->metric("share")->from_report()) << "an input is missing";
  EXPECT_EQ(s->find_series("trend")->points.at(1).y.at(0), 4);
  EXPECT_EQ(s->find_table("banks")->rows.size(), 1u);
  EXPECT_EQ(s->find_table("banks")->received, parse_instant("2022-12-30"));
}

TEST(Still, computes_derived_figures_unless_they_are_given) {
  const auto computed = snapshot_from_file(
      declaration(), R"({"metrics":{"green":{"value":50},"granted":{"value":100}}})", "f", t0);
  ASSERT_TRUE(computed);
  EXPECT_DOUBLE_EQ(*computed->metric("share")->value(), 0.5);
  const auto given = snapshot_from_file(
      declaration(), R"({"metrics":{"green":{"value":50},"granted":{"value":100},"share":{"value":0.4}}})",
      "f", t0);
  ASSERT_TRUE(given);
  EXPECT_DOUBLE_EQ(*given->metric("share")->value(), 0.4);
}

TEST(Still, names_the_file_and_the_place_of_each_mistake) {
  const struct {
    const char *text, *reason;
  } cases[] = {
      {"", "acceptable JSON"},
      {"[]", "a list at /"},
      {R"({"metric":{}})", "/metric is not known"},
      {R"({"at":"noon"})", "/at"},
      {R"({"metrics":[]})", "a list at /metrics"},
      {R"({"metrics":{"user":{"value":1}}})", "/metrics/user is no metric"},
      {R"({"metrics":{"users":{"value":"1"}}})", "/metrics/users/value"},
      {R"({"metrics":{"users":{"value":-1}}})", "range"},
      {R"({"metrics":{"users":{"value":1,"time":"x"}}})", "/metrics/users/time"},
      {R"({"metrics":{"users":{"value":1,"unit":"x"}}})", "/metrics/users/unit is not known"},
      {R"({"series":{"trend":[{"month":"x"}]}})", "nothing at /series/trend/0/amount"},
      {R"({"series":{"nothing":[]}})", "no series"},
      {R"({"tables":{"banks":[{"name":"x","amount":null}]}})", "/tables/banks/0/amount"},
      {R"({"tables":{"banks":{"time":"2022-12-31"}}})", "/tables/banks/rows"},
  };
  for (const auto& c : cases) {
    const auto s = snapshot_from_file(declaration(), c.text, "figures.json", t0);
    ASSERT_FALSE(s) << c.text;
    EXPECT_THAT(s.error().text, HasSubstr("figures.json: ")) << c.text;
    EXPECT_THAT(s.error().text, HasSubstr(c.reason)) << c.text;
  }
}

}  // namespace
}  // namespace guangmu::kpi
