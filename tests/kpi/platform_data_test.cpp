#include "tools/platform_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include "fixture.h"
#include "kpi/formats/json.h"
#include "kpi/ledger.h"

namespace guangmu::tools {
namespace {

using kpi::test::t0;
using testing::HasSubstr;

std::string text_of(const std::string& file) {
  std::ifstream in(std::string(GUANGMU_SOURCE_DIR) + "/" + file);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

Demonstration lanzhou() {
  auto d = read_demonstration(text_of("config/exhibits/lanzhou/demonstration.json"), "demonstration.json");
  if (!d) throw std::runtime_error(d.error().text);
  return *d;
}

// The declaration of an exhibit with the figures of Lanzhou, read at pointers of our own.
kpi::DataSettings figures() {
  kpi::DataSettings d;
  d.sources["platform"].url = "http://127.0.0.1:1/api/v1/kpi";
  const struct {
    const char *id, *at, *unit;
    double value;
    int decimals;
    bool counter;
  } metrics[] = {{"users_total", "/data/users/total", "户", 10016, 0, true},
                 {"enterprises_registered", "/data/users/registered", "家", 1323, 0, true},
                 {"products_listed", "/data/products", "种", 194, 0, false},
                 {"financing_applied", "/data/financing/applied", "亿元", 381.02, 2, true},
                 {"financing_granted", "/data/financing/granted", "亿元", 137.87, 2, true},
                 {"green_loans_total", "/data/financing/green", "亿元", 50.56, 2, true},
                 {"rewards_paid", "/data/rewards", "万元", 3900, 0, true},
                 {"articles_published", "/data/list/0/count", "篇", 100, 0, true}};
  for (const auto& m : metrics) {
    auto& s = d.metrics[m.id] = kpi::test::metric(m.at, m.unit);
    s.time = "/data/time";
    s.decimals = m.decimals;
    s.kind = m.counter ? kpi::MetricKind::counter : kpi::MetricKind::gauge;
    s.range = {{0, 1e8}};
    s.max_step = m.unit == std::string("亿元") ? 5 : 500;
    s.report = kpi::test::report(m.value);
  }
  d.metrics["green_share"].formula = "green_loans_total / financing_granted";
  auto& trend = d.series["financing_trend"];
  trend.source = "platform";
  trend.at = "/data/trend";
  trend.x = "month";
  trend.y = {"applied", "granted", "green"};
  auto& categories = d.tables["loan_categories"];
  categories.source = "platform";
  categories.at = "/data/categories";
  categories.columns = {"name", "amount"};
  return d;
}

StandIn stand_in(const kpi::DataSettings& d = figures()) {
  auto s = StandIn::from(d, lanzhou(), 7);
  if (!s) throw std::runtime_error(s.error().text);
  return *s;
}

TEST(StandIn, starts_at_the_report_values) {
  const auto s = stand_in();
  for (const auto& [id, m] : s.data().metrics)
    if (m.report) {
      EXPECT_EQ(s.metric_value(id, 0), m.report->value) << id;
    }
}

TEST(StandIn, moves_as_the_board_believes) {
  const auto s = stand_in();
  kpi::Ledger ledger(figures());
  std::set<double> users;
  std::map<std::string, double> first;
  for (int i = 0; i < 17280 / 4; ++i) {  // six hours, a poll each 5 s
    const double elapsed = 5.0 * i;
    ASSERT_TRUE(ledger.apply("platform", s.payload("platform", elapsed, t0 + elapsed), t0 + elapsed + 0.1));
    const auto snapshot = ledger.snapshot();
    for (const auto& [id, m] : snapshot.metrics) ASSERT_EQ(m.refused, "") << id << " after " << elapsed;
    const auto value = [&](const char* id) { return *snapshot.metric(id)->value(); };
    ASSERT_LE(value("green_loans_total"), value("financing_granted"));
    ASSERT_LE(value("financing_granted"), value("financing_applied"));
    users.insert(value("users_total"));
    double sum = 0;
    for (const auto& row : snapshot.find_table("loan_categories")->rows) sum += *row[1].number;
    ASSERT_NEAR(sum, value("green_loans_total"), 0.0051);
  }
  EXPECT_GT(users.size(), 500u) << "the figure moves in small steps";
  EXPECT_NEAR(*users.rbegin() - 10016, 180 * 6, 60);
}

TEST(StandIn, says_the_same_for_the_same_times) {
  const auto a = stand_in(), b = stand_in();
  EXPECT_EQ(a.payload("platform", 1234.5, t0), b.payload("platform", 1234.5, t0));
  auto other = StandIn::from(figures(), lanzhou(), 8);
  ASSERT_TRUE(other);
  EXPECT_NE(a.payload("platform", 1234.5, t0), other->payload("platform", 1234.5, t0));
}

TEST(StandIn, keeps_the_pace_of_a_bench) {
  const auto s = stand_in();
  for (const auto& [id, m] : s.data().metrics) {
    if (!m.formula.empty()) continue;
    for (int second = 0; second < 20; ++second)
      EXPECT_NE(s.metric_value(id, second, Pace::all_each_second),
                s.metric_value(id, second + 1, Pace::all_each_second))
          << id;
  }
  for (int second = 0; second < 20; ++second) {
    int changed = 0;
    for (const auto& [id, m] : s.data().metrics)
      if (m.formula.empty() && s.metric_value(id, second, Pace::one_each_second) !=
                                   s.metric_value(id, second + 1, Pace::one_each_second))
        ++changed;
    EXPECT_LE(changed, 1);
  }
}

TEST(StandIn, serves_whatever_pointers_are_declared) {
  auto d = figures();
  d.metrics["users_total"].at = "/result/rows/2/值~1total";
  d.metrics["users_total"].time = "/result/at";
  d.metrics["financing_granted"].at = "/sum";
  d.metrics["financing_granted"].scale = 1e-8;
  d.series.clear();
  d.tables.clear();
  kpi::Ledger ledger(d);
  ASSERT_TRUE(ledger.apply("platform", stand_in(d).payload("platform", 0, t0), t0));
  const auto snapshot = ledger.snapshot();
  EXPECT_EQ(*snapshot.metric("users_total")->value(), 10016);
  EXPECT_NEAR(*snapshot.metric("financing_granted")->value(), 137.87, 1e-9);
  EXPECT_EQ(*snapshot.metric("articles_published")->value(), 100);
}

TEST(StandIn, refuses_pointers_that_lead_into_each_other) {
  auto d = figures();
  d.metrics["rewards_paid"].at = "/data/users";
  const auto s = StandIn::from(d, lanzhou());
  ASSERT_FALSE(s);
  EXPECT_THAT(s.error().text, HasSubstr("leads into another"));
}

TEST(Demonstration, of_lanzhou_is_what_the_wall_is_designed_for) {
  const auto d = lanzhou();
  const auto& trend = d.series.at("financing_trend");
  ASSERT_EQ(trend.texts.size(), 24u);
  EXPECT_EQ(trend.texts.front()[0], "2021-01");
  EXPECT_EQ(trend.texts.back()[0], "2022-12");
  std::array<double, 4> sum{}, highest{};
  for (std::size_t i = 0; i < 24; ++i)
    for (std::size_t k = 1; k < 4; ++k) {
      sum[k] += trend.numbers[i][k];
      highest[k] = std::max(highest[k], trend.numbers[i][k]);
      if (k > 1) {
        EXPECT_LT(trend.numbers[i][k], trend.numbers[i][k - 1]);
      }
    }
  EXPECT_EQ(trend.texts[20][0], "2022-09");
  for (std::size_t k = 1; k < 4; ++k) EXPECT_EQ(trend.numbers[20][k], highest[k]);
  EXPECT_EQ(highest[1], 24.3);
  EXPECT_EQ(highest[2], 9.3);
  EXPECT_EQ(highest[3], 3.6);
  EXPECT_LE(sum[1], 381.02);
  EXPECT_LE(sum[2], 137.87);
  EXPECT_LE(sum[3], 50.56);
  double categories = 0;
  for (const auto& row : d.tables.at("loan_categories").numbers) categories += row[1];
  EXPECT_NEAR(categories, 50.56, 1e-9);
}

TEST(Demonstration, names_what_it_does_not_understand) {
  const struct {
    const char *text, *reason;
  } cases[] = {{"{", "acceptable JSON"},
               {R"({"metrics":{"a":{"per_day":1}}})", "/metrics/a/per_day"},
               {R"({"tables":{"t":{"rows":[]}}})", "columns and rows"},
               {R"({"tables":{"t":{"columns":["a"],"rows":[["x",1]]}}})", "a cell for each column"}};
  for (const auto& c : cases) {
    const auto d = read_demonstration(c.text, "d.json");
    ASSERT_FALSE(d) << c.text;
    EXPECT_THAT(d.error().text, HasSubstr(c.reason));
    EXPECT_THAT(d.error().text, HasSubstr("d.json: "));
  }
}

}  // namespace
}  // namespace guangmu::tools
