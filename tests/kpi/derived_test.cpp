// Derived figures: units that fit, what was, and how well sources did.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "fixture.h"
#include "kpi/formulas/declared_units.h"
#include "kpi/formulas/relation.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// --- units

DataSettings money() {
  DataSettings d;
  d.sources["platform"].url = "http://127.0.0.1:1/kpi";
  const struct {
    const char *id, *unit;
  } metrics[] = {{"wan", "万元"}, {"yi", "亿元"}, {"yi2", "亿元"}, {"yuan", "元"}, {"users", "户"},
                 {"firms", "家"}, {"share", "%"}, {"score", "分"}, {"bare", ""},   {"per_user", "元/户"}};
  for (const auto& [id, unit] : metrics) d.metrics[id] = test::metric(std::string("/") + id, unit);
  auto& t = d.tables["projects"];
  t.source = "platform";
  t.columns = {"name", "amount"};
  t.unit = "万元";
  d.tables["mixed"] = t;
  d.tables["mixed"].unit = "";
  return d;
}

class Known : public Figures {
 public:
  std::optional<double> value(const std::string& id) const override {
    static constexpr std::pair<std::string_view, double> values[] = {
        {"wan", 100}, {"yi", 1},      {"yi2", 3},    {"yuan", 5000}, {"users", 50},
        {"firms", 4}, {"share", 0.5}, {"score", 80}, {"bare", 2},    {"per_user", 10}};
    for (const auto& [name, v] : values)
      if (name == id) return v;
    return std::nullopt;
  }
  std::optional<double> sum(const TableColumn&) const override { return 200; }
};

TEST(Units, fit_or_are_converted_so_that_the_result_is_right) {
  const auto d = money();
  const struct {
    const char *formula, *unit;
    double value;
  } cases[] = {
      {"yi + yi2", "亿元", 4},
      {"wan / yi", "", 0.01},  // 100 万元 of 1 亿元
      {"yi / wan", "", 100},
      {"yi / yi2", "", 1.0 / 3},
      {"wan / users", "万元/户", 2},
      {"in(wan / users, 元/户)", "元/户", 20000},
      {"in(wan, 亿元) + yi", "亿元", 1.01},
      {"in(yi, 万元) + wan", "万元", 10100},
      {"in(wan, 元)", "元", 1e6},
      {"per_user * users", "元", 500},
      {"yi * share", "亿元", 0.5},
      {"2 * yi", "亿元", 2},
      {"yi * 2 / 4", "亿元", 0.5},
      {"share + 0.1", "", 0.6},
      {"1 - share", "", 0.5},
      {"bare + 1", "", 3},
      {"max(yi, 0)", "亿元", 1},
      {"min(yi, yi2)", "亿元", 1},
      {"if(yi > 0.5, yi, 0)", "亿元", 1},
      {"yi * yi / yi2", "亿元", 1.0 / 3},
      {"sqrt(yi * yi)", "亿元", 1},
      {"yi ^ 2 / yi", "亿元", 1},
      {"wan * yi / yi", "元", 1e6},  // where units met, it counts in 元
      {"in(100 * share, 分) + score", "分", 130},
      {"in(count(projects), 户) + users", "户", 250},
      {"sum(projects.amount) / count(projects)", "万元", 1},
      {"in(5, 亿元) + yi", "亿元", 6},
      {"sum(projects.amount) + wan", "万元", 300},
      {"round(yi / users, 3)", "亿元/户", 0.02},
      {"-abs(yi)", "亿元", -1},
  };
  for (const auto& c : cases) {
    auto e = Expression::parse(c.formula);
    ASSERT_TRUE(e) << c.formula << e.error().text;
    const auto unit = e->settle(DeclaredUnits(d));
    ASSERT_TRUE(unit) << c.formula << ": " << unit.error().text;
    EXPECT_TRUE(unit->same(measure_of(c.unit))) << c.formula << " is in " << in_words(*unit);
    const auto v = e->evaluate(Known());
    ASSERT_TRUE(v && *v) << c.formula;
    EXPECT_NEAR(**v, c.value, 1e-9 * std::abs(c.value)) << c.formula;
  }
  EXPECT_TRUE(
      Expression::parse("sum(mixed.amount) + users")->settle(DeclaredUnits(d)));  // nothing is known of it
}

TEST(Units, that_do_not_fit_are_named_with_what_to_do) {
  const auto d = money();
  const struct {
    const char *formula, *what;
  } cases[] = {
      {"yi + wan",
       "at character 4: 万元 cannot be added to 亿元; declare both figures in one unit, or write in(…, "
       "亿元)"},
      {"wan - yi", "亿元 cannot be subtracted from 万元"},
      {"users + firms", "家 cannot be added to 户; expected figures of one unit"},
      {"yi + users", "户 cannot be added to 亿元"},
      {"yi + 1", "no unit (a ratio or a plain number) cannot be added to 亿元"},
      {"share + users", "户 cannot be added"},
      {"max(yi, wan)", "万元 cannot be chosen beside 亿元"},
      {"if(yi > wan, 1, 2)", "万元 cannot be compared with 亿元"},
      {"if(yi > 1, yi, users)", "户 cannot be chosen beside 亿元"},
      {"in(yi, 户)", "亿元 cannot be told in 户"},
      {"2 ^ yi", "an exponent has no unit"},
      {"yi ^ 0.5", "can only be raised"},
      {"sqrt(yi)", "no square root"},
      {"sum(projects.amount) + yi", "亿元 cannot be added to 万元"},
      {"yi / users + wan / users", "万元/户 cannot be added to 亿元/户"},
  };
  for (const auto& c : cases) {
    auto e = Expression::parse(c.formula);
    ASSERT_TRUE(e) << c.formula;
    const auto unit = e->settle(DeclaredUnits(d));
    ASSERT_FALSE(unit) << c.formula << " gives " << in_words(*unit);
    EXPECT_THAT(unit.error().text, HasSubstr(c.what)) << c.formula;
  }
}

std::vector<fields::Complaints::Complaint> complaints(const DataSettings& d) {
  fields::Complaints c;
  d.check(c);
  return c.list();
}

TEST(Units, of_a_derived_figure_are_those_of_its_formula) {
  const struct {
    const char *formula, *unit, *key, *what;  // key: of the complaint; empty: none
  } cases[] = {
      {"yi / users", "亿元/户", "", ""},
      {"yi / yi2", "%", "", ""},
      {"yi / yi2", "", "", ""},
      {"sum(mixed.amount)", "万元", "", ""},
      {"refusals(platform, day)", "次", "", ""},
      {"availability(platform, day)", "%", "", ""},
      {"growth(users, month)", "%", "", ""},
      {"change(users, month)", "户", "", ""},
      {"rate(yi, 7d)", "亿元", "", ""},
      {"yi / users", "元/户", "metrics.x.unit", "expected unit: 亿元/户, or in(…, 元/户) around the formula"},
      {"yi + yi2", "万元", "metrics.x.unit", "the formula gives 亿元, not 万元"},
      {"yi + yi2", "户", "metrics.x.unit", "expected unit: 亿元"},
      {"yi + yi2", "%", "metrics.x.unit", "expected unit: 亿元"},
      {"yi + yi2", "", "metrics.x.formula", "no unit is declared; expected unit: 亿元"},
      {"yi / yi2", "分", "metrics.x.unit", "in(…, 分)"},
      {"yi + wan", "亿元", "metrics.x.formula", "declare both figures in one unit"},
      {"100 * yi / wan * 100", "%", "metrics.x.formula", "remove * 100"},
      {"1 + 2", "", "metrics.x.formula", "names no figure"},
      {"availability(nobody, day)", "%", "metrics.x.formula", "no source and no metric"},
      {"count(projects)", "", "", ""},
      {"count(projects)", "户", "metrics.x.unit", "in(…, 户)"},
      {"count(nothing)", "", "metrics.x.formula", "no table"},
      {"sum(nothing.amount)", "", "metrics.x.formula", "no table"},
      {"sum(projects.nothing)", "", "metrics.x.formula", "no column of projects"},
      {"previous(nobody, day)", "", "metrics.x.formula", "no metric"},
      {"previous(x, day)", "", "metrics.x.formula", "no circle"},
  };
  for (const auto& c : cases) {
    auto d = money();
    d.metrics["x"].formula = c.formula;
    d.metrics["x"].unit = c.unit;
    const auto all = complaints(d);
    const auto found = std::ranges::find_if(
        all, [&](const auto& k) { return k.key == c.key && k.text.find(c.what) != std::string::npos; });
    if (std::string(c.key).empty())
      EXPECT_TRUE(all.empty()) << c.formula << " in " << c.unit << ": " << all.front().text;
    else
      EXPECT_TRUE(found != all.end())
          << c.formula << " in " << c.unit << ": "
          << (all.empty() ? "nothing" : all.front().key + ": " + all.front().text);
  }
}

TEST(Relations, are_checked_before_the_wall_starts) {
  const struct {
    const char *holds, *table, *what;
  } cases[] = {
      {"yi + yi2 >= yi", "", ""},
      {"yi <= 100", "", ""},
      {"users >= 0", "", ""},
      {"sum(projects.amount) == wan", "", ""},
      {"wan == yi", "", "亿元 cannot be compared with 万元"},
      {"in(wan, 亿元) <= yi", "", ""},
      {"yi + users == yi2", "", "cannot be added"},
      {"yi = yi2", "", "nothing is assigned"},
      {"yi == other", "", "no metric"},
      {"growth(yi, day) < 1", "", "no history"},
      {"amount >= 0", "projects", ""},
      {"\"amount\" >= 0 * \"合计(条)\"", "projects", "the relation names \"合计(条)\", which is no column of projects"},
      {"sum(projects.\"合计(条)\") == \"wan\"", "", "adds up \"合计(条)\", which is no column"},
      {"amounts >= 0", "projects", "no column of projects"},
      {"amount >= 0", "nothing", "no table"},
  };
  for (const auto& c : cases) {
    auto d = money();
    d.relations["r"].holds = c.holds;
    d.relations["r"].table = c.table;
    const auto all = complaints(d);
    if (std::string(c.what).empty()) {
      EXPECT_TRUE(all.empty()) << c.holds << ": " << all.front().text;
      EXPECT_TRUE(relation_of(d.relations["r"], d)) << c.holds;
    } else {
      ASSERT_EQ(all.size(), 1u) << c.holds;
      EXPECT_THAT(all[0].text, HasSubstr(c.what));
      EXPECT_THAT(all[0].key, HasSubstr("relations.r."));
    }
  }
}

// --- what was

constexpr Instant noon{1672459200'000'000};  // 2022-12-31T12:00:00+08:00, a Saturday

TEST(Retrospect, periods_end_in_hall_time) {
  using Name = Period::Name;
  const struct {
    Name name;
    double s;
    const char* end;
  } cases[] = {
      {Name::hour, 3600, "2022-12-31T11:59:59.999999+08:00"},
      {Name::day, 86400, "2022-12-30T23:59:59.999999+08:00"},
      {Name::week, 604800, "2022-12-25T23:59:59.999999+08:00"},
      {Name::month, 2592000, "2022-11-30T23:59:59.999999+08:00"},
      {Name::year, 31536000, "2021-12-31T23:59:59.999999+08:00"},
      {Name::length, 3600, "2022-12-31T11:00:00+08:00"},
  };
  for (const auto& c : cases) EXPECT_EQ(end_of_previous({c.name, c.s}, noon), *parse_instant(c.end)) << c.end;
  // On a Monday morning the last week has just ended.
  EXPECT_EQ(end_of_previous({Name::week, 604800}, *parse_instant("2023-01-02T00:00:00+08:00")),
            *parse_instant("2023-01-01T23:59:59.999999+08:00"));
}

// A past that tests write themselves.
class Written : public Past {
 public:
  std::map<std::string, double> values, means, availabilities, latenesses, refused;
  mutable std::vector<Instant> asked;
  mutable int questions = 0;

  std::optional<double> value_at(const std::string& id, Instant at) const override {
    asked.push_back(at);
    return find(values, id);
  }
  std::optional<double> mean(const std::string& id, Instant, Instant) const override {
    return find(means, id);
  }
  std::vector<PastPoint> course(const std::string&, Instant, Instant, int) const override { return {}; }
  std::optional<double> availability(const std::string& id, Instant, Instant) const override {
    return find(availabilities, id);
  }
  std::optional<double> lateness(const std::string& id, Instant, Instant) const override {
    return find(latenesses, id);
  }
  std::optional<double> refusals(const std::string& id, Instant, Instant) const override {
    return find(refused, id);
  }

 private:
  std::optional<double> find(const std::map<std::string, double>& m, const std::string& id) const {
    ++questions;
    const auto it = m.find(id);
    return it == m.end() ? std::nullopt : std::optional(it->second);
  }
};

int look_back(Ledger& ledger, const Past& past, Instant now, std::size_t most = 1000) {
  std::vector<LookBack> answers;
  for (const auto& q : ledger.questions(now, most)) answers.push_back(ask(past, q));
  if (!answers.empty()) ledger.answer(answers);
  return static_cast<int>(answers.size());
}

DataSettings with(const std::string& formula, const std::string& unit = "") {
  auto d = test::declaration();
  d.metrics["x"].formula = formula;
  d.metrics["x"].unit = unit;
  return d;
}

TEST(Derived, looks_back_and_is_as_fresh_as_its_input) {
  Ledger ledger(with("growth(users, month)", "%"));
  Written past;
  ASSERT_TRUE(ledger.apply("platform", test::document(10500, noon), noon + 2));
  EXPECT_FALSE(ledger.snapshot().metric("x")->reading) << "nobody has asked the history yet";
  look_back(ledger, past, noon + 3);
  EXPECT_FALSE(ledger.snapshot().metric("x")->reading) << "the history knows nothing: no figure, and no zero";
  past.values["users"] = 10000;
  look_back(ledger, past, noon + 70);
  const auto x = ledger.snapshot().metrics.at("x");
  ASSERT_TRUE(x.reading);
  EXPECT_NEAR(x.reading->value, 0.05, 1e-12);
  EXPECT_EQ(x.reading->source_time, noon);
  EXPECT_EQ(past.asked.back(), *parse_instant("2022-11-30T23:59:59.999999+08:00"));
  // The next payload computes from the answer that is there.
  const int before = past.questions;
  ASSERT_TRUE(ledger.apply("platform", test::document(10600, noon + 75), noon + 76));
  EXPECT_NEAR(ledger.snapshot().metric("x")->reading->value, 0.06, 1e-12);
  EXPECT_EQ(past.questions, before);
}

TEST(Derived, asks_the_history_only_when_it_may_know_something_new) {
  Ledger ledger(with("previous(users, day)", "户"));
  Written past;
  past.values["users"] = 10000;
  ASSERT_TRUE(ledger.apply("platform", test::document(10500, noon), noon));
  EXPECT_EQ(look_back(ledger, past, noon), 1);
  EXPECT_EQ(look_back(ledger, past, noon + 60), 0);
  EXPECT_EQ(look_back(ledger, past, noon + 3600), 1) << "each hour: a held reading may have been accepted";
  EXPECT_EQ(look_back(ledger, past, noon + 11.5 * 3600), 1);
  EXPECT_EQ(look_back(ledger, past, noon + 12 * 3600 + 1), 1) << "the day has ended";
  EXPECT_EQ(look_back(ledger, past, noon + 3), 1) << "the clock went back: what it then said counts";
}

TEST(Derived, figure_goes_when_its_past_is_no_longer_known) {
  Ledger ledger(with("average(users, 7d)", "户"));
  Written past;
  past.means["users"] = 10000;
  ASSERT_TRUE(ledger.apply("platform", test::document(10500, noon), noon));
  look_back(ledger, past, noon);
  ASSERT_TRUE(ledger.snapshot().metric("x")->reading);
  past.means.clear();
  look_back(ledger, past, noon + 4000);
  EXPECT_FALSE(ledger.snapshot().metric("x")->reading);
}

TEST(Derived, spreads_its_questions) {
  auto d = test::declaration();
  for (int i = 0; i < 100; ++i) {
    auto& m = d.metrics["x" + std::to_string(i)];
    m.formula = "average(users, " + std::to_string(i + 1) + "h)";
    m.unit = "户";
  }
  Ledger ledger(d);
  Written past;
  past.means["users"] = 1;
  for (int k = 0; k < 4; ++k) EXPECT_EQ(look_back(ledger, past, noon + k, 25), 25);
  EXPECT_EQ(look_back(ledger, past, noon + 4, 25), 0);
}

TEST(Derived, adds_up_a_table_and_is_as_old_as_it) {
  Ledger ledger(with("sum(banks.amount)"));
  EXPECT_FALSE(ledger.snapshot().metric("x")->reading);
  ASSERT_TRUE(ledger.apply("platform", test::document(10500, noon), noon + 2));
  ASSERT_TRUE(ledger.snapshot().metric("x")->reading);
  EXPECT_EQ(ledger.snapshot().metric("x")->reading->value, 6);
  EXPECT_EQ(ledger.snapshot().metric("x")->reading->source_time, noon + 2);
}

TEST(Derived, computes_five_hundred_formulas_from_trees_read_once) {
  auto d = test::declaration();
  for (int i = 0; i < 500; ++i) {
    auto& m = d.metrics["x" + std::to_string(i)];
    m.formula = "max(green, 0) / granted + " + std::to_string(i) + " * round(green / granted, 3)";
    m.unit = "%";
  }
  Ledger ledger(d);
  ASSERT_TRUE(ledger.apply("platform", test::document(10500, noon), noon));
  ASSERT_TRUE(ledger.snapshot().metric("x499")->reading);
  const auto begin = std::chrono::steady_clock::now();
  for (int k = 0; k < 20; ++k) ledger.derive();
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
  RecordProperty("us_each", std::to_string(took.count() / 20 / 501));
  EXPECT_NEAR(ledger.snapshot().metric("x2")->reading->value, 3 * 50.56 / 137.87, 0.002);
}

// --- health

TEST(Health, figures_are_metrics_like_any_other) {
  Ledger ledger(with("availability(users, day)", "%"));
  Written past;
  EXPECT_FALSE(ledger.snapshot().metric("x")->reading);
  past.availabilities["platform"] = 0.75;  // a metric is as available as its source
  look_back(ledger, past, noon);
  const auto x = ledger.snapshot().metrics.at("x");
  ASSERT_TRUE(x.reading) << "it needs no figure to stand";
  EXPECT_EQ(x.reading->value, 0.75);
  EXPECT_EQ(x.reading->source_time, noon);
  EXPECT_EQ(freshness_of(x, noon + 600), Freshness::live);
}

TEST(Health, table_tells_of_each_source_and_metric_worst_first) {
  auto d = test::declaration();
  d.tables["health"].health = HealthOver::day;
  Ledger ledger(d);
  Written past;
  look_back(ledger, past, noon);
  EXPECT_FALSE(ledger.snapshot().find_table("health")->received) << "without history it is empty";
  past.availabilities["platform"] = 0.99;
  for (const char* id : {"platform", "users", "granted"}) {
    past.latenesses[id] = std::string(id) == "users" ? 0.25 : 0.0;
    past.refused[id] = 3;
  }
  ASSERT_TRUE(ledger.apply("platform", test::document(10500, noon), noon));
  look_back(ledger, past, noon + 100);
  const auto s = ledger.snapshot();
  const Table* t = s.find_table("health");
  ASSERT_TRUE(t->received);
  EXPECT_THAT(t->info->columns, ElementsAre("name", "availability", "lateness", "refusals", "state"));
  ASSERT_EQ(t->rows.size(), 3u) << "green is not known: no row of zeros";
  EXPECT_EQ(t->rows[0][0].text, "users");
  EXPECT_EQ(t->rows[0][1].number, 99);
  EXPECT_EQ(t->rows[0][2].number, 25);
  EXPECT_EQ(t->rows[0][3].number, 3);
  EXPECT_EQ(t->rows[0][4].text, "good");
}

TEST(Health, table_can_be_sorted_and_cut) {
  auto d = test::declaration();
  auto& t = d.tables["health"];
  t.health = HealthOver::week;
  t.health_of = HealthOf::metrics;
  t.sort = "refusals";
  t.limit = 2;
  EXPECT_TRUE(complaints(d).empty());
  Ledger ledger(d);
  Written past;
  past.availabilities["platform"] = 1;
  int n = 0;
  for (const char* id : {"users", "granted", "green", "platform"}) {
    past.latenesses[id] = 0;
    past.refused[id] = ++n;
  }
  look_back(ledger, past, noon);
  const auto s = ledger.snapshot();
  ASSERT_EQ(s.find_table("health")->rows.size(), 2u);
  EXPECT_EQ(s.find_table("health")->rows[0][0].text, "green");
  EXPECT_EQ(s.find_table("health")->rows[0][4].text, "never");
}

TEST(Health, table_that_is_also_read_somewhere_is_a_mistake) {
  const struct {
    const char* key;
    void (*change)(TableSettings&);
  } cases[] = {{"source", [](auto& t) { t.source = "platform"; }},
               {"at", [](auto& t) { t.at = "/x"; }},
               {"columns", [](auto& t) { t.columns = {"a"}; }},
               {"sort", [](auto& t) { t.sort = "a"; }},
               {"health_of",
                [](auto& t) {
                  t.health.reset();
                  t.health_of = HealthOf::metrics;
                }},
               {"source", [](auto& t) { t.health.reset(); }}};
  for (const auto& c : cases) {
    TableSettings t;
    t.health = HealthOver::day;
    c.change(t);
    fields::Complaints found;
    t.check(found);
    EXPECT_TRUE(std::ranges::any_of(found.list(), [&](const auto& x) { return x.key == c.key; })) << c.key;
  }
}

}  // namespace
}  // namespace guangmu::kpi
