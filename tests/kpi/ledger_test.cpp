#include "kpi/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "fixture.h"

namespace guangmu::kpi {
namespace {

using test::declaration;
using test::document;
using test::t0;
using testing::HasSubstr;

double value_of(const Ledger& l, const std::string& id) {
  return l.snapshot().metric(id)->value().value_or(NAN);
}
std::string refused_of(const Ledger& l, const std::string& id) {
  return l.snapshot().metric(id)->refused;
}

TEST(Ledger, shows_the_report_before_the_first_reading_and_never_as_live) {
  const Ledger l(declaration());
  const auto s = l.snapshot();
  const Metric& users = *s.metric("users");
  EXPECT_EQ(users.value(), 10016);
  EXPECT_TRUE(users.from_report());
  EXPECT_EQ(freshness_of(users, t0), Freshness::never);
  // A derived figure has the report value that follows from those of its inputs.
  const Metric& share = *s.metric("share");
  EXPECT_TRUE(share.from_report());
  EXPECT_NEAR(*share.value(), 50.56 / 137.87, 1e-12);
  EXPECT_EQ(share.info->report->as_of, (Date{2022, 12, 31}));
}

TEST(Ledger, takes_honest_payloads_without_a_word) {
  Ledger l(declaration());
  double users = 10016;
  for (int i = 0; i < 100; ++i) {
    const Instant t = t0 + 5.0 * i;
    users += i % 7;
    ASSERT_TRUE(l.apply("platform", document(users, t, 137.87 + i * 0.01, 50.56 + i * 0.005), t + 0.2));
    const auto s = l.snapshot();
    for (const auto& [id, m] : s.metrics) {
      ASSERT_EQ(m.refused, "") << id;
      ASSERT_EQ(freshness_of(m, t + 1), Freshness::live) << id;
    }
    ASSERT_EQ(s.metric("users")->value(), users);
    ASSERT_TRUE(s.sources.at("platform").refused.empty());
    ASSERT_EQ(s.sources.at("platform").fault, "");
  }
  EXPECT_EQ(l.snapshot().sources.at("platform").polls, 100u);
  EXPECT_EQ(l.snapshot().sources.at("platform").errors, 0u);
}

TEST(Ledger, refuses_each_kind_of_bad_number_and_keeps_the_good_one) {
  const struct {
    const char* name;
    std::string payload;
    const char* reason;
    bool held;
  } cases[] = {
      {"missing", R"({"data":{"time":"2022-12-31T08:00:05+08:00"}})", "nothing at /data/users/total", false},
      {"text", R"({"data":{"time":"2022-12-31T08:00:05+08:00","users":{"total":"10020"}}})",
       "expected a number", false},
      {"null", R"({"data":{"time":"2022-12-31T08:00:05+08:00","users":{"total":null}}})", "null at", false},
      {"true", R"({"data":{"time":"2022-12-31T08:00:05+08:00","users":{"total":true}}})", "true at", false},
      {"object", R"({"data":{"time":"2022-12-31T08:00:05+08:00","users":{"total":{"n":1}}}})", "an object",
       false},
      {"above the range", document(1e6 + 1, t0 + 5), "outside the range", false},
      {"below the range", document(-1, t0 + 5), "outside the range", false},
      {"a step too far", document(10016 + 501, t0 + 5), "more than the allowed 500", true},
      {"a fall", document(10015, t0 + 5), "fell", true},
      {"the future", document(10020, t0 + 5 + 62), "in the future", false},
      {"older than ours", document(10020, t0 + -60), "older than", false},
      {"no time", R"({"data":{"users":{"total":10020}}})", "no time at /data/time", false},
      {"time is no time", R"({"data":{"time":"soon","users":{"total":10020}}})", "is no time", false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    Ledger l(declaration());
    ASSERT_TRUE(l.apply("platform", document(10016, t0), t0));
    ASSERT_TRUE(l.apply("platform", c.payload, t0 + 5));
    const auto s = l.snapshot();
    EXPECT_EQ(s.metric("users")->value(), 10016);
    EXPECT_EQ(s.metric("users")->reading->source_time, t0);
    EXPECT_THAT(s.metric("users")->refused, HasSubstr(c.reason));
    EXPECT_EQ(s.metric("users")->quarantined, c.held);
    EXPECT_EQ(s.metric("users")->held.has_value(), c.held);
    ASSERT_FALSE(s.sources.at("platform").refused.empty());
    bool named = false;
    for (const auto& line : s.sources.at("platform").refused) named = named || line.starts_with("users: ");
    EXPECT_TRUE(named);
    // The next good payload clears it by itself.
    ASSERT_TRUE(l.apply("platform", document(10021, t0 + 10), t0 + 10));
    EXPECT_EQ(value_of(l, "users"), 10021);
    EXPECT_EQ(refused_of(l, "users"), "");
    EXPECT_FALSE(l.snapshot().metric("users")->quarantined);
  }
}

TEST(Ledger, judges_each_metric_alone) {
  Ledger l(declaration());
  ASSERT_TRUE(
      l.apply("platform",
              R"({"data":{"time":"2022-12-31T08:00:00+08:00","users":{"total":"many"},"granted":140}})", t0));
  const auto s = l.snapshot();
  EXPECT_TRUE(s.metric("users")->from_report());
  EXPECT_EQ(s.metric("granted")->value(), 140);
  EXPECT_TRUE(s.metric("green")->from_report());
  EXPECT_THAT(s.find_series("trend")->refused, HasSubstr("nothing at /data/trend"));
}

TEST(Ledger, takes_a_payload_whole_or_not_at_all) {
  Ledger l(declaration());
  ASSERT_TRUE(l.apply("platform", document(10016, t0), t0));
  const std::string good = document(10020, t0 + 5);
  for (const std::string& bad : {good.substr(0, good.size() - 1), good.substr(0, 40), good + "x",
                                 std::string("oops"), std::string()}) {
    const auto result = l.apply("platform", bad, t0 + 5);
    ASSERT_FALSE(result);
    const auto s = l.snapshot();
    EXPECT_EQ(s.metric("users")->value(), 10016);
    EXPECT_THAT(s.sources.at("platform").fault, HasSubstr("no acceptable JSON"));
    EXPECT_EQ(s.sources.at("platform").fault_since, t0 + 5);
  }
  EXPECT_EQ(l.snapshot().sources.at("platform").errors, 5u);
  ASSERT_TRUE(l.apply("platform", good, t0 + 6));
  EXPECT_EQ(l.snapshot().sources.at("platform").fault, "");
  EXPECT_FALSE(l.snapshot().sources.at("platform").fault_since);
}

TEST(Ledger, never_accepts_a_jump_by_itself_however_long_it_lasts) {
  Ledger l(declaration());
  ASSERT_TRUE(l.apply("platform", document(10016, t0), t0));
  for (int i = 1; i <= 2000; ++i) {
    const Instant t = t0 + 5.0 * i;
    ASSERT_TRUE(l.apply("platform", document(100160 + i, t), t));
  }
  EXPECT_EQ(value_of(l, "users"), 10016);
  EXPECT_EQ(l.snapshot().sources.at("platform").fault, "") << "its time moves on";
  EXPECT_EQ(l.snapshot().metric("users")->held, 102160);
  ASSERT_TRUE(l.accept("users", "guide", t0));
  EXPECT_EQ(value_of(l, "users"), 102160);
  EXPECT_FALSE(l.snapshot().metric("users")->quarantined);
  ASSERT_TRUE(l.apply("platform", document(102161, t0 + 10005), t0 + 10005));
  EXPECT_EQ(value_of(l, "users"), 102161);
}

TEST(Ledger, allows_after_an_outage_the_steps_that_were_missed) {
  const struct {
    double gap_s, step;
    bool accepted;
  } cases[] = {{5, 500, true}, {5, 501, false}, {50, 5000, true}, {50, 5001, false}, {86400, 20000, true}};
  for (const auto& c : cases) {
    Ledger l(declaration());
    ASSERT_TRUE(l.apply("platform", document(10016, t0), t0));
    for (double gap = 5; gap < c.gap_s && gap < 100; gap += 5)
      l.poll_failed("platform", "no answer", t0 + gap);
    ASSERT_TRUE(l.apply("platform", document(10016 + c.step, t0 + c.gap_s), t0 + c.gap_s));
    EXPECT_EQ(value_of(l, "users"), c.accepted ? 10016 + c.step : 10016) << c.gap_s << " s, " << c.step;
  }
}

TEST(Ledger, keeps_the_last_good_figures_while_the_platform_answers_another_code) {
  auto d = declaration();
  d.sources["platform"].answer = AnswerSettings{"/code", {"0000"}, "/msg"};
  Ledger l(d);
  const auto with_code = [](const std::string& body, const std::string& code) { return "{\"code\":\"" + code + "\"," + body.substr(1); };
  ASSERT_TRUE(l.apply("platform", with_code(document(10016, t0), "0000"), t0));
  for (const std::string& body : {with_code(document(10020, t0 + 5), "5001"), std::string(R"({"code":"4029","msg":"调用过于频繁","data":null})")})
    EXPECT_FALSE(l.apply("platform", body, t0 + 5));
  const auto s = l.snapshot();
  EXPECT_EQ(value_of(l, "users"), 10016);
  EXPECT_EQ(refused_of(l, "users"), "");
  const SourceState& platform = s.sources.at("platform");
  EXPECT_EQ(platform.last_good, t0);
  EXPECT_EQ(platform.errors, 2u);
  EXPECT_EQ(platform.fault, "the platform answers 4029: \"调用过于频繁\"; expected 0000");
  EXPECT_EQ(platform.fault_zh, "平台答 4029：“调用过于频繁”，应为 0000");
  ASSERT_TRUE(l.apply("platform", with_code(document(10020, t0 + 10), "0000"), t0 + 10));
  EXPECT_EQ(l.snapshot().sources.at("platform").fault, "");
  EXPECT_EQ(value_of(l, "users"), 10020);
}

TEST(Ledger, keeps_the_true_age_while_the_source_stands_still) {
  Ledger l(declaration());
  for (int i = 0; i <= 20; ++i) ASSERT_TRUE(l.apply("platform", document(10016, t0), t0 + 5.0 * i));
  const auto s = l.snapshot();
  const Instant now = t0 + 100;
  EXPECT_EQ(s.metric("users")->refused, "");
  EXPECT_DOUBLE_EQ(*age_s(*s.metric("users"), now), 100);
  EXPECT_EQ(freshness_of(*s.metric("users"), now), Freshness::stale);
  EXPECT_THAT(s.sources.at("platform").fault, HasSubstr("stands still"));
  ASSERT_TRUE(l.apply("platform", document(10030, t0 + 105), t0 + 105));
  EXPECT_EQ(l.snapshot().sources.at("platform").fault, "");
  EXPECT_EQ(value_of(l, "users"), 10030);
}

TEST(Ledger, reads_the_times_that_platforms_write) {
  const struct {
    const char* text;
    Instant expected;
  } cases[] = {{R"("2022-12-31T08:00:00+08:00")", t0},
               {R"("2022-12-31T00:00:00Z")", t0},
               {R"("2022-12-31 08:00:00")", t0},
               {"1672444800", t0},
               {"1672444800000", t0},
               {"1672444800.5", t0 + 0.5}};
  for (const auto& c : cases) {
    Ledger l(declaration());
    ASSERT_TRUE(
        l.apply("platform", std::string(R"({"data":{"users":{"total":1},"time":)") + c.text + "}}", t0 + 1));
    ASSERT_TRUE(l.snapshot().metric("users")->reading) << c.text << ": " << refused_of(l, "users");
    EXPECT_EQ(l.snapshot().metric("users")->reading->source_time, c.expected) << c.text;
  }
}

TEST(Ledger, scales_before_it_judges) {
  auto d = declaration();
  auto& m = d.metrics["granted"];
  m.scale = 1e-8;
  m.range = {{0, 1000}};
  Ledger l(d);
  ASSERT_TRUE(l.apply("platform", R"({"data":{"granted":13787000000}})", t0));
  EXPECT_NEAR(value_of(l, "granted"), 137.87, 1e-9);
  ASSERT_TRUE(l.apply("platform", R"({"data":{"granted":137870000000}})", t0 + 5));
  EXPECT_THAT(refused_of(l, "granted"), HasSubstr("outside"));
}

TEST(Ledger, survives_whatever_a_broken_server_sends) {
  std::mt19937 random(1);
  Ledger l(declaration());
  ASSERT_TRUE(l.apply("platform", document(10016, t0), t0));
  const std::string good = document(10020, t0 + 5);
  const std::string bytes = "{}[]\",:.-+eE0123456789ntf\\/ \x00\xff\xc3";
  for (int i = 0; i < 20000; ++i) {
    std::string payload = good;
    const auto at = [&] { return static_cast<std::ptrdiff_t>(random() % payload.size()); };
    for (auto n = 1 + random() % 4; n > 0; --n) {
      switch (random() % 3) {
        case 0:
          payload[static_cast<std::size_t>(at())] = bytes[random() % bytes.size()];
          break;
        case 1:
          payload.erase(payload.begin() + at());
          break;
        default:
          payload.insert(payload.begin() + at(), bytes[random() % bytes.size()]);
          break;
      }
    }
    (void)l.apply("platform", payload, t0 + 5);
    const auto s = l.snapshot();
    // Whatever came through is a value that the declaration allows, never less than a counter's last.
    const double users = *s.metric("users")->value();
    ASSERT_TRUE(std::isfinite(users) && users >= 10016 && users <= 10016 + 500.0 * 20001) << payload;
    ASSERT_TRUE(std::isfinite(*s.metric("share")->value())) << payload;
    for (const auto& p : s.find_series("trend")->points)
      ASSERT_TRUE(p.y.size() == 1 && std::isfinite(p.y[0])) << payload;
  }
}

TEST(Derived, carries_the_oldest_time_of_its_inputs_and_never_comes_from_a_missing_one) {
  auto d = declaration();
  d.sources["other"].url = "http://127.0.0.1:1/other";
  d.metrics["granted"].source = "other";
  Ledger l(d);
  ASSERT_TRUE(l.apply("platform", document(10016, t0, 0, 60), t0));
  EXPECT_TRUE(l.snapshot().metric("share")->from_report());
  ASSERT_TRUE(l.apply("other", R"({"data":{"granted":120}})", t0 + 40));
  const auto share = *l.snapshot().metric("share");
  EXPECT_DOUBLE_EQ(*share.value(), 0.5);
  EXPECT_EQ(share.reading->source_time, t0);
}

TEST(Derived, ages_as_slowly_as_its_slowest_input) {
  auto d = declaration();
  d.metrics["green"].late_after = Duration{3600};
  d.metrics["green"].stale_after = Duration{86400};
  const Ledger l(d);
  const auto& info = *l.snapshot().metric("share")->info;
  EXPECT_EQ(info.late_after_s, 3600);
  EXPECT_EQ(info.stale_after_s, 86400);
  d.metrics["share"].late_after = Duration{60};
  EXPECT_EQ(Ledger(d).snapshot().metric("share")->info->late_after_s, 60);
}

TEST(Derived, is_refused_on_division_by_zero_and_keeps_the_last_good_one) {
  Ledger l(declaration());
  ASSERT_TRUE(l.apply("platform", document(10016, t0, 100, 50), t0));
  ASSERT_TRUE(l.apply("platform", document(10016, t0 + 5, 0, 50), t0 + 5));
  EXPECT_DOUBLE_EQ(value_of(l, "share"), 0.5);
  EXPECT_THAT(refused_of(l, "share"), HasSubstr("division by zero"));
  ASSERT_TRUE(l.apply("platform", document(10016, t0 + 10, 200, 50), t0 + 10));
  EXPECT_DOUBLE_EQ(value_of(l, "share"), 0.25);
  EXPECT_EQ(refused_of(l, "share"), "");
}

TEST(Derived, follows_chains_of_formulas) {
  auto d = declaration();
  d.metrics["a_percent"].formula = "share * 100";
  d.metrics["zz"].formula = "a_percent + 1";
  Ledger l(d);
  ASSERT_TRUE(l.apply("platform", document(10016, t0, 100, 50), t0));
  EXPECT_DOUBLE_EQ(value_of(l, "zz"), 51);
}

TEST(Lists, are_taken_whole_or_not_at_all) {
  const std::string head = R"({"data":{"trend":)";
  const struct {
    const char *trend, *reason;
  } cases[] = {
      {R"([{"month":"2022-10","amount":"1"}])", "expected a number"},
      {R"([{"month":"2022-10","amount":1},{"month":"2022-11"}])", "nothing at /data/trend/1/amount"},
      {R"([{"month":null,"amount":1}])", "expected a text or a number"},
      {R"([1,2])", "expected an object"},
      {R"({"month":"2022-10"})", "expected a list"},
  };
  for (const auto& c : cases) {
    Ledger l(declaration());
    ASSERT_TRUE(l.apply("platform", document(10016, t0), t0));
    ASSERT_TRUE(l.apply("platform", head + c.trend + "}}", t0 + 5));
    const auto s = l.snapshot();
    ASSERT_EQ(s.find_series("trend")->points.size(), 2u);
    EXPECT_EQ(s.find_series("trend")->points[1].y[0], 24.3);
    EXPECT_EQ(s.find_series("trend")->received, t0);
    EXPECT_THAT(s.find_series("trend")->refused, HasSubstr(c.reason));
  }
}

TEST(Lists, tables_are_sorted_and_cut_as_declared) {
  auto d = declaration();
  Ledger l(d);
  ASSERT_TRUE(l.apply("platform", document(10016, t0), t0));
  auto rows = l.snapshot().find_table("banks")->rows;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0][0].text, "A");
  EXPECT_EQ(rows[0][1].number, 3.5);
  EXPECT_EQ(rows[0][1].text, "3.5");
  d.tables["banks"].sort = "-amount";
  d.tables["banks"].limit = 1;
  Ledger rising(d);
  ASSERT_TRUE(rising.apply("platform", document(10016, t0), t0));
  rows = rising.snapshot().find_table("banks")->rows;
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0].text, "B");
}

TEST(Lists, rows_are_counted_whether_they_are_shown_or_not) {
  auto d = declaration();
  auto& banks = d.tables["banks"];
  banks.limit = 1;
  banks.empty = Empty::skip;
  auto& stopped = d.tables["stopped"] = banks;
  stopped.at = "$.data.banks[?(@.state=='停报')]";
  d.metrics["banks_count"].formula = "count(banks)";
  d.metrics["stopped_count"].formula = "count(stopped)";
  d.metrics["amount"].formula = "sum(banks.amount)";
  Ledger l(d);
  EXPECT_EQ(l.snapshot().metric("banks_count")->value(), std::nullopt);
  const auto count = [&](const char* rows, const char* id) {
    EXPECT_TRUE(l.apply("platform", std::string(R"({"data":{"banks":)") + rows + "}}", t0));
    return l.snapshot().metric(id)->value();
  };
  const char* three = R"([{"name":"A","amount":1},{"name":"B","amount":2,"state":"停报"},{"name":"C","amount":null}])";
  EXPECT_EQ(count(three, "banks_count"), 2);
  EXPECT_EQ(count(three, "stopped_count"), 1);
  EXPECT_EQ(count(three, "amount"), 3);
  EXPECT_EQ(count("[]", "banks_count"), 0);
}

// `limit` is for showing: a sum over a ranking's first rows would be a wrong figure that says nothing.
TEST(Lists, sums_and_relations_see_the_rows_that_are_not_shown) {
  auto d = declaration();
  d.tables["banks"].limit = 1;
  d.metrics["all_banks"].formula = "sum(banks.amount)";
  d.metrics["all_banks"].unit = d.tables["banks"].unit;
  Ledger whole(declaration()), l(d);
  ASSERT_TRUE(whole.apply("platform", document(10016, t0), t0));
  double total = 0;
  for (const auto& row : whole.snapshot().find_table("banks")->rows) total += *row[1].number;
  ASSERT_TRUE(l.apply("platform", document(10016, t0), t0));
  ASSERT_EQ(l.snapshot().find_table("banks")->rows.size(), 1u);
  EXPECT_EQ(l.snapshot().metric("all_banks")->value(), total);
  EXPECT_EQ(l.sum({"banks", "amount"}), total);

  // The same after a restart, and after a saved change that shows another number of rows.
  Ledger after(d);
  after.restore(l.kept());
  ASSERT_EQ(after.snapshot().find_table("banks")->rows.size(), 1u);
  EXPECT_EQ(after.snapshot().metric("all_banks")->value(), total);
  d.tables["banks"].limit = 100;
  after.reload(d);
  EXPECT_EQ(after.snapshot().find_table("banks")->rows.size(), 2u);
  EXPECT_EQ(after.snapshot().metric("all_banks")->value(), total);

  // A formula that is new adds nothing up that is no longer there.
  auto before = d;
  before.tables["banks"].limit = 1;
  before.metrics.erase("all_banks");
  Ledger learns(before);
  ASSERT_TRUE(learns.apply("platform", document(10016, t0), t0));
  d.tables["banks"].limit = 1;
  learns.reload(d);
  EXPECT_FALSE(learns.snapshot().metric("all_banks")->value());
  ASSERT_TRUE(learns.apply("platform", document(10016, t0 + 5), t0 + 5));
  EXPECT_EQ(learns.snapshot().metric("all_banks")->value(), total);

  // Relations, too.
  d.relations["whole"].holds = "sum(banks.amount) == all_banks_said";
  d.metrics["all_banks_said"].source = "platform";
  d.metrics["all_banks_said"].at = "/data/users/total";
  d.metrics["all_banks_said"].unit = d.tables["banks"].unit;
  Ledger tied(d);
  ASSERT_TRUE(tied.apply("platform", document(total, t0), t0));
  EXPECT_EQ(tied.snapshot().metric("all_banks_said")->value(), total) << tied.snapshot().metric("all_banks_said")->refused;
}

TEST(Operator, accepts_refuses_and_overrides) {
  Ledger l(declaration());
  EXPECT_FALSE(l.accept("users", "guide", t0));
  EXPECT_FALSE(l.accept("nobody", "guide", t0));
  EXPECT_FALSE(l.refuse("users", "guide", t0));
  ASSERT_TRUE(l.apply("platform", document(10016, t0, 100, 50), t0));
  ASSERT_TRUE(l.apply("platform", document(9000, t0 + 5, 100, 50), t0 + 5));
  ASSERT_TRUE(l.snapshot().metric("users")->quarantined);

  ASSERT_TRUE(l.refuse("users", "guide", t0));
  EXPECT_FALSE(l.snapshot().metric("users")->quarantined);
  ASSERT_TRUE(l.apply("platform", document(9000, t0 + 10, 100, 50), t0 + 10));
  EXPECT_FALSE(l.snapshot().metric("users")->quarantined) << "the same value is not brought up again";
  EXPECT_NE(refused_of(l, "users"), "");
  ASSERT_TRUE(l.apply("platform", document(9001, t0 + 15, 100, 50), t0 + 15));
  EXPECT_TRUE(l.snapshot().metric("users")->quarantined);
  EXPECT_EQ(value_of(l, "users"), 10016);

  EXPECT_FALSE(l.override_value("users", 2e6, 60, "guide", t0 + 20)) << "outside the range";
  EXPECT_FALSE(l.override_value("users", 1, -1, "guide", t0 + 20));
  EXPECT_FALSE(l.override_value("users", NAN, 60, "guide", t0 + 20));
  EXPECT_FALSE(l.override_value("share", 0.5, 60, "guide", t0 + 20));
  ASSERT_TRUE(l.override_value("green", 75, 60, "guide", t0 + 20));
  EXPECT_EQ(value_of(l, "green"), 75);
  EXPECT_TRUE(l.snapshot().metric("green")->manual);
  EXPECT_TRUE(l.snapshot().metric("share")->manual) << "computed from a value set by hand";
  EXPECT_DOUBLE_EQ(value_of(l, "share"), 0.75);
  ASSERT_TRUE(l.apply("platform", document(10016, t0 + 30, 100, 51), t0 + 30));
  EXPECT_EQ(value_of(l, "green"), 75);
  EXPECT_FALSE(l.expire(t0 + 79));
  EXPECT_TRUE(l.expire(t0 + 80));
  EXPECT_EQ(value_of(l, "green"), 51) << "what came meanwhile stands again";
  EXPECT_FALSE(l.snapshot().metric("share")->manual);
}

TEST(Reload, keeps_what_still_fits) {
  Ledger l(declaration());
  ASSERT_TRUE(l.apply("platform", document(10016, t0, 100, 50), t0));
  auto d = declaration();
  d.metrics["users"].label = {"新", "new"};
  d.metrics["users"].max_step = 5;
  d.metrics["granted"].at = "/data/other";
  d.metrics["green"].range = {{0, 10}};
  d.metrics["added"] = test::metric("/data/added");
  d.series.clear();
  l.reload(d);
  const auto s = l.snapshot();
  EXPECT_EQ(s.metric("users")->reading->value, 10016);
  EXPECT_EQ(s.metric("users")->info->label.zh, "新");
  EXPECT_FALSE(s.metric("granted")->reading) << "read elsewhere now";
  EXPECT_FALSE(s.metric("green")->reading) << "outside its new range";
  EXPECT_FALSE(s.metric("added")->reading);
  EXPECT_EQ(s.find_series("trend"), nullptr);
  EXPECT_EQ(s.find_table("banks")->rows.size(), 2u);
  // Another address is another source of truth.
  d.sources["platform"].url = "http://127.0.0.1:2/kpi";
  l.reload(d);
  EXPECT_FALSE(l.snapshot().metric("users")->reading);
}

TEST(Restore, brings_back_readings_and_lists_with_their_age) {
  Ledger before(declaration());
  ASSERT_TRUE(before.apply("platform", document(10500, t0, 100, 50), t0 + 1));
  Ledger after(declaration());
  after.restore(before.kept());
  const auto s = after.snapshot();
  EXPECT_EQ(s.metric("users")->value(), 10500);
  EXPECT_EQ(s.metric("users")->reading->source_time, t0);
  EXPECT_DOUBLE_EQ(*s.metric("share")->value(), 0.5);
  EXPECT_EQ(s.find_series("trend")->points.size(), 2u);
  EXPECT_EQ(s.find_table("banks")->rows[0][1].number, 3.5);
  EXPECT_EQ(freshness_of(*s.metric("users"), t0 + 3600), Freshness::stale);
  // And the wall goes on from there after a night without network.
  ASSERT_TRUE(after.apply("platform", document(12000, t0 + 36000), t0 + 36000));
  EXPECT_EQ(value_of(after, "users"), 12000);
}

}  // namespace
}  // namespace guangmu::kpi
