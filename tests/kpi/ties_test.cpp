// Relations: what is tied together is accepted together or not at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

using test::t0;
using testing::HasSubstr;

DataSettings parts_and_total() {
  DataSettings d;
  d.sources["platform"].url = "http://127.0.0.1:1/kpi";
  for (const char* id : {"a", "b", "total"}) d.metrics[id] = test::metric(std::string("/") + id);
  d.metrics["free"] = test::metric("/free");
  d.relations["sum"].holds = "a + b == total";
  return d;
}

std::string sent(double a, double b, double total, double free = 1) {
  return R"({"a":)" + number_as_text(a) + R"(,"b":)" + number_as_text(b) + R"(,"total":)" + number_as_text(total) +
         R"(,"free":)" + number_as_text(free) + "}";
}

double value(const Ledger& l, const std::string& id) {
  return l.snapshot().metric(id)->value().value_or(-1);
}

TEST(Ties, hold_what_breaks_a_relation_and_let_everything_else_stand) {
  Ledger l(parts_and_total());
  ASSERT_TRUE(l.apply("platform", sent(2, 3, 5), t0));
  ASSERT_TRUE(l.apply("platform", sent(3, 3, 7, 2), t0 + 5));
  for (const char* id : {"a", "total"}) {
    const Metric m = *l.snapshot().metric(id);
    EXPECT_TRUE(m.quarantined) << id;
    EXPECT_EQ(m.refused_rule, "relation:sum");
    EXPECT_THAT(m.refused, HasSubstr("the left side is 6 and the right 7"));
  }
  EXPECT_EQ(value(l, "a"), 2);
  EXPECT_EQ(value(l, "total"), 5);
  EXPECT_EQ(value(l, "free"), 2) << "not tied";
  EXPECT_FALSE(l.snapshot().metric("b")->quarantined) << "it says nothing new";
  ASSERT_TRUE(l.apply("platform", sent(4, 4, 8), t0 + 10));
  for (const auto& [id, m] : l.snapshot().metrics) EXPECT_EQ(m.refused, "") << id;
  EXPECT_EQ(value(l, "total"), 8);
}

TEST(Ties, are_judged_on_what_would_stand) {
  Ledger l(parts_and_total());
  ASSERT_TRUE(l.apply("platform", sent(2, 3, 5), t0));
  // One part has no usable number: the others are judged beside the one that stands.
  ASSERT_TRUE(l.apply("platform", R"({"a":3,"b":"none","total":6,"free":1})", t0 + 5));
  EXPECT_EQ(value(l, "a"), 3);
  EXPECT_EQ(value(l, "total"), 6);
  ASSERT_TRUE(l.apply("platform", R"({"a":3,"b":"none","total":7,"free":1})", t0 + 10));
  EXPECT_EQ(value(l, "total"), 6);
}

TEST(Ties, are_accepted_and_refused_together) {
  Ledger l(parts_and_total());
  ASSERT_TRUE(l.apply("platform", sent(2, 3, 5), t0));
  ASSERT_TRUE(l.apply("platform", sent(3, 3, 7), t0 + 5));
  ASSERT_TRUE(l.refuse("a", "guide", t0 + 6));
  EXPECT_FALSE(l.snapshot().metric("total")->quarantined);
  ASSERT_TRUE(l.apply("platform", sent(3, 3, 7), t0 + 10));
  EXPECT_FALSE(l.snapshot().metric("a")->quarantined) << "the same values are not brought up again";
  EXPECT_EQ(value(l, "a"), 2);
  ASSERT_TRUE(l.apply("platform", sent(4, 3, 9), t0 + 15));
  ASSERT_TRUE(l.snapshot().metric("total")->quarantined);
  ASSERT_TRUE(l.accept("total", "guide", t0 + 16));
  EXPECT_EQ(value(l, "a"), 4);
  EXPECT_EQ(value(l, "total"), 9);
}

TEST(Ties, between_sources_wait_for_each_other_and_are_told_when_they_never_fit) {
  auto d = parts_and_total();
  d.sources["other"].url = "http://127.0.0.1:1/other";
  d.metrics["total"].source = "other";
  Ledger l(d);
  Instant now = t0;
  const auto parts = [&](double a, double b) {
    ASSERT_TRUE(l.apply("platform", sent(a, b, 0), now));
  };
  const auto total = [&](double t) {
    ASSERT_TRUE(l.apply("other", sent(0, 0, t), now + 2));
  };
  parts(2, 3);
  total(5);
  for (int i = 1; i < 500; ++i) {
    now = now + 5;
    parts(2 + i, 3);
    total(5 + i);
    ASSERT_EQ(value(l, "total"), 5 + i);
    for (const auto& [id, m] : l.snapshot().metrics) ASSERT_FALSE(m.quarantined) << id << i;
  }
  for (int i = 0; i < 10; ++i) {
    now = now + 5;
    parts(600, 3);
    total(700);
  }
  EXPECT_TRUE(l.snapshot().metric("a")->quarantined);
  EXPECT_TRUE(l.snapshot().metric("total")->quarantined);
  EXPECT_EQ(value(l, "a") + value(l, "b"), value(l, "total")) << "what stands fits";
}

// Figures that rise with every poll never fit to the digit between two moments: that is honest. Figures that rise side
// by side and miss by a tenth are not.
TEST(Ties, between_sources_know_two_moments_from_two_truths) {
  const struct {
    const char *name, *holds;
    double lag_s, factor;  // the second source: how old what it says is, and what it makes of it
    bool broken;
  } cases[] = {
      {"equal, polled a moment apart", "a == total", 0, 1, false},
      {"equal, the other one lags by a poll", "a == total", 5, 1, false},
      {"part of a whole that lags by two polls", "a <= total", 10, 1, false},
      {"part of a whole that is ahead", "total <= a", -2, 1, false},
      {"equal, a tenth too much", "a == total", 0, 1.1, true},
      {"part that is above its whole", "a <= total", 0, 0.9, true},
      {"part that is above its whole and lags", "a <= total", 10, 0.9, true},
  };
  for (const auto& c : cases) {
    auto d = parts_and_total();
    d.sources["other"].url = "http://127.0.0.1:1/other";
    d.metrics["total"].source = "other";
    d.relations["sum"].holds = c.holds;
    Ledger l(d);
    const auto truth = [](double s) { return 10000 + s; };
    bool told = false;
    for (double s = 0; s < 1000; s += 5) {
      ASSERT_TRUE(l.apply("platform", sent(truth(s), 1, 0), t0 + s));
      ASSERT_TRUE(l.apply("other", sent(0, 0, c.factor * truth(s + 2 - c.lag_s)), t0 + s + 2));
      told = told || l.snapshot().metric("a")->quarantined || l.snapshot().metric("total")->quarantined;
    }
    EXPECT_EQ(told, c.broken) << c.name;
    if (c.broken) continue;
    EXPECT_GT(value(l, "a"), truth(970)) << c.name << ": it stands, it does not wait";
    EXPECT_GT(value(l, "total"), truth(970 - c.lag_s)) << c.name;
  }
}

TEST(Ties, take_sums_of_tables_and_judge_their_rows) {
  auto d = parts_and_total();
  d.relations.clear();
  auto& t = d.tables["projects"];
  t.source = "platform";
  t.at = "/rows";
  t.columns = {"name", "x", "y", "z"};
  d.relations["money"].holds = "sum(projects.z) == total";
  d.relations["money"].decimals = 2;
  d.relations["row"].holds = "x + y == z";
  d.relations["row"].table = "projects";
  Ledger l(d);
  const auto doc = [](const char* rows, double total) {
    return std::string(R"({"a":1,"b":1,"free":1,"total":)") + number_as_text(total) + R"(,"rows":)" + rows + "}";
  };
  ASSERT_TRUE(l.apply("platform", doc(R"([{"name":"P","x":1,"y":2,"z":3},{"name":"Q","x":0.1,"y":0.2,"z":0.3}])", 3.3), t0));
  EXPECT_EQ(l.snapshot().find_table("projects")->refused, "");
  EXPECT_EQ(value(l, "total"), 3.3);
  // A row that does not add up.
  ASSERT_TRUE(l.apply("platform", doc(R"([{"name":"P","x":1,"y":2,"z":3},{"name":"Q","x":1,"y":2,"z":4}])", 7), t0 + 5));
  EXPECT_THAT(l.snapshot().find_table("projects")->refused, HasSubstr("row 2 (Q)"));
  EXPECT_EQ(l.snapshot().find_table("projects")->rows.size(), 2u);
  EXPECT_EQ(value(l, "total"), 3.3) << "the total fits the table that stands only as it was";
  // Rows that add up, but not to the total.
  ASSERT_TRUE(l.apply("platform", doc(R"([{"name":"P","x":1,"y":2,"z":3}])", 4), t0 + 10));
  EXPECT_THAT(l.snapshot().find_table("projects")->refused, HasSubstr("the left side is 3 and the right 4"));
  EXPECT_TRUE(l.snapshot().metric("total")->quarantined);
  ASSERT_TRUE(l.apply("platform", doc(R"([{"name":"P","x":1,"y":2,"z":3}])", 3), t0 + 15));
  EXPECT_EQ(l.snapshot().find_table("projects")->rows.size(), 1u);
  EXPECT_EQ(value(l, "total"), 3);
  EXPECT_FALSE(l.snapshot().metric("total")->quarantined);
}

TEST(Ties, count_the_rows_that_come_together) {
  auto d = parts_and_total();
  d.relations.clear();
  auto& t = d.tables["projects"];
  t.source = "platform";
  t.at = "/rows";
  t.columns = {"name"};
  t.limit = 1;
  d.relations["rows"].holds = "count(projects) == total";
  d.metrics["total"].unit.clear();
  Ledger l(d);
  ASSERT_TRUE(l.apply("platform", R"({"a":1,"b":1,"free":1,"total":2,"rows":[{"name":"P"},{"name":"Q"}]})", t0));
  EXPECT_EQ(value(l, "total"), 2);
  ASSERT_TRUE(l.apply("platform", R"({"a":1,"b":1,"free":1,"total":3,"rows":[{"name":"P"},{"name":"Q"}]})", t0 + 5));
  EXPECT_EQ(value(l, "total"), 2);
  EXPECT_TRUE(l.snapshot().metric("total")->quarantined);
}

TEST(Ties, are_not_judged_before_every_figure_has_a_reading) {
  Ledger l(parts_and_total());
  ASSERT_TRUE(l.apply("platform", R"({"a":3,"b":4})", t0));
  EXPECT_EQ(value(l, "a"), 3);
  EXPECT_FALSE(l.snapshot().metric("a")->quarantined);
}

}  // namespace
}  // namespace guangmu::kpi
