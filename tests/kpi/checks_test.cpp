// Each check of a figure, caught once and silent on honest data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "fixture.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

using test::t0;
using testing::HasSubstr;

// One counter "n" and one gauge "g" with a source time each.
DataSettings two() {
  DataSettings d;
  d.sources["platform"].url = "http://127.0.0.1:1/kpi";
  d.metrics["n"] = test::metric("/n");
  d.metrics["n"].kind = MetricKind::counter;
  d.metrics["n"].time = "/time";
  d.metrics["g"] = test::metric("/g");
  return d;
}

std::string sent(double n, double g, Instant time) {
  return R"({"n":)" + number_as_text(n) + R"(,"g":)" + number_as_text(g) + R"(,"time":")" + iso8601(time) + "\"}";
}

// A platform that is polled every 5 s.
class Polled {
 public:
  explicit Polled(const DataSettings& d) : ledger(d) {}
  Metric poll(double n, double g, double pass_s = 5) {
    now = now + pass_s;
    EXPECT_TRUE(ledger.apply("platform", sent(n, g, now), now));
    return *ledger.snapshot().metric("n");
  }
  Metric g() const { return *ledger.snapshot().metric("g"); }
  std::vector<ReadingEvent> told(const std::string& id) {
    std::vector<ReadingEvent> out;
    for (auto& e : ledger.take_happened().readings)
      if (e.metric == id) out.push_back(e);
    return out;
  }
  Ledger ledger;
  Instant now = t0;
};

TEST(StepPer, is_the_largest_change_of_its_stretch) {
  auto d = two();
  d.metrics["n"].max_step = 500;
  d.metrics["n"].max_step_per = Duration{86400};
  {
    Polled p(d);
    p.poll(1000, 0);
    EXPECT_FALSE(p.poll(1400, 0).quarantined) << "a reading that comes sooner may take the whole step";
    const Metric second = p.poll(1700, 0);
    EXPECT_TRUE(second.quarantined) << "but not twice within the stretch";
    EXPECT_EQ(second.refused_rule, "step");
    EXPECT_EQ(second.value(), 1400);
  }
  Polled honest(d);
  double n = 1000;
  for (int hour = 0; hour < 24 * 60; ++hour) {
    if (hour % 24 >= 8 && hour % 24 < 18) n += 49;  // 490 a day
    ASSERT_FALSE(honest.poll(n, 0, 3600).quarantined) << hour;
  }
  EXPECT_FALSE(honest.poll(n + 2400, 0, 5 * 86400).quarantined) << "five days of silence allow five steps";
}

TEST(Frozen, is_told_and_ends_when_it_moves_or_the_operator_says_so) {
  auto d = two();
  d.metrics["g"].frozen_after = Duration{60};
  Polled p(d);
  p.poll(1, 7);
  for (int i = 0; i < 12; ++i) p.poll(1, 7);
  EXPECT_FALSE(p.g().quarantined) << "60 s are allowed";
  p.told("g");
  p.poll(1, 7);
  EXPECT_TRUE(p.g().quarantined);
  EXPECT_EQ(p.g().refused_rule, "frozen");
  EXPECT_EQ(p.g().value(), 7) << "it stands on";
  EXPECT_EQ(p.g().reading->source_time, p.now);
  p.poll(1, 7);
  int held = 0;
  for (const auto& e : p.told("g")) held += e.outcome == Outcome::held;
  EXPECT_EQ(held, 1) << "told once";
  p.poll(1, 7.5);
  EXPECT_FALSE(p.g().quarantined);
  EXPECT_EQ(p.g().refused, "");
  for (int i = 0; i < 20; ++i) p.poll(1, 7.5);
  ASSERT_TRUE(p.g().quarantined);
  ASSERT_TRUE(p.ledger.accept("g", "guide", p.now));
  EXPECT_FALSE(p.g().quarantined);
  p.poll(1, 7.5);
  EXPECT_FALSE(p.g().quarantined) << "it is counted anew";
  for (int i = 0; i < 20; ++i) p.poll(1, 7.5);
  ASSERT_TRUE(p.ledger.refuse("g", "guide", p.now));
  p.poll(1, 7.5);
  EXPECT_FALSE(p.g().quarantined) << "not brought up again";
  EXPECT_NE(p.g().refused, "");
}

TEST(Frozen, does_not_count_an_outage_and_is_silent_on_what_moves) {
  auto d = two();
  d.metrics["g"].frozen_after = Duration{80};
  Polled p(d);
  for (int i = 0; i < 1000; ++i) {
    p.poll(1, (i / 10) % 2);  // moves every 50 s
    ASSERT_FALSE(p.g().quarantined) << i;
  }
  p.poll(1, 1, 86400);
  p.poll(1, 1);
  EXPECT_FALSE(p.g().quarantined) << "a day without an answer";
}

TEST(AcceptAfter, takes_what_agrees_often_enough_and_nothing_else) {
  auto d = two();
  d.metrics["n"].max_step = 10;
  d.metrics["n"].accept_after = 5;
  Polled p(d);
  p.poll(100, 0);
  for (int i = 0; i < 4; ++i) {
    const Metric m = p.poll(5000 + i, 0);
    ASSERT_TRUE(m.quarantined) << i;
    ASSERT_EQ(m.value(), 100);
  }
  const Metric fifth = p.poll(5004, 0);
  EXPECT_FALSE(fifth.quarantined);
  EXPECT_EQ(fifth.value(), 5004);
  const auto told = p.told("n");
  EXPECT_EQ(told.back().outcome, Outcome::released);
  EXPECT_EQ(told.back().by, "rule");
  EXPECT_EQ(told.back().rule, "step");
  // Readings that do not agree with each other never come through.
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(p.poll(20000 + 1000 * (i % 7), 0).quarantined);
  // Nor does a source that says the same thing again and again without its time moving.
  Ledger still(d);
  ASSERT_TRUE(still.apply("platform", sent(100, 0, t0), t0));
  for (int i = 1; i < 100; ++i) ASSERT_TRUE(still.apply("platform", sent(5000, 0, t0 + 5), t0 + 5.0 * i));
  EXPECT_EQ(still.snapshot().metric("n")->value(), 100);
}

struct RestartCase {
  Restart restart;
  double then, later;  // what stands once it is recognised, and after that
};

TEST(Restarts, are_recognised_by_falling_near_zero_and_rising_again) {
  for (const auto& c : {RestartCase{Restart::follow, 4, 9}, RestartCase{Restart::add, 1004, 1009}}) {
    auto d = two();
    d.metrics["n"].restart = c.restart;
    d.metrics["n"].max_step = 50;
    Polled p(d);
    p.poll(1000, 0);
    for (int i = 0; i < 20; ++i) {
      const Metric waits = p.poll(0, 0);
      EXPECT_EQ(waits.value(), 1000) << "zero alone may be a fault";
      EXPECT_FALSE(waits.quarantined) << "nothing for the operator yet";
    }
    EXPECT_EQ(p.poll(4, 0).value(), c.then);
    EXPECT_EQ(p.poll(9, 0).value(), c.later);
    EXPECT_EQ(p.ledger.snapshot().metric("n")->refused, "");
    // And what was added survives a restart of the program.
    Ledger next(d);
    next.restore(p.ledger.kept());
    EXPECT_EQ(next.snapshot().metric("n")->value(), c.later);
    ASSERT_TRUE(next.apply("platform", sent(11, 0, p.now + 5), p.now + 5));
    EXPECT_EQ(next.snapshot().metric("n")->value(), c.later + 2);
  }
}

TEST(Restarts, of_a_count_of_the_day_come_with_the_date) {
  const struct {
    const char *then, *now;
    double held, comes;
    bool stands;
  } cases[] = {
      {"2022-12-30T23:59:55+08:00", "2022-12-31T00:00:05+08:00", 12520, 0, true},
      {"2022-12-30T18:00:00+08:00", "2022-12-31T08:00:00+08:00", 12520, 40, true},      // the wall was off at night
      {"2022-12-30T23:59:55+08:00", "2022-12-31T00:00:05+08:00", 12520, 12521, true},   // not yet begun again …
      {"2022-12-31T00:00:05+08:00", "2022-12-31T00:04:05+08:00", 12521, 3, true},       // … and then late
      {"2022-12-31T00:00:05+08:00", "2022-12-31T00:04:05+08:00", 12521, 9000, false},
      {"2022-12-31T10:00:00+08:00", "2022-12-31T10:00:05+08:00", 12520, 0, false},      // by day a fall is a fall
      {"2022-12-30T23:59:55+08:00", "2022-12-31T00:00:05+08:00", 12520, 900, false},    // nobody counts that fast
  };
  for (const auto& c : cases) {
    auto d = two();
    d.metrics["n"].restart = Restart::daily;
    d.metrics["n"].max_step = 50;
    Ledger l(d);
    const Instant then = *parse_instant(c.then), now = *parse_instant(c.now);
    ASSERT_TRUE(l.apply("platform", sent(c.held, 0, then), then));
    ASSERT_TRUE(l.apply("platform", sent(c.comes, 0, now), now));
    EXPECT_EQ(l.snapshot().metric("n")->value(), c.stands ? c.comes : c.held) << c.then << ": " << c.held << ", " << c.now << ": " << c.comes;
  }
}

TEST(Restarts, are_not_seen_in_glitches_and_half_falls) {
  auto d = two();
  d.metrics["n"].restart = Restart::add;
  Polled p(d);
  p.poll(1000, 0);
  p.poll(0, 0);
  EXPECT_EQ(p.poll(1001, 0).value(), 1001) << "back to where it was: a glitch";
  EXPECT_TRUE(p.poll(600, 0).quarantined);
  EXPECT_TRUE(p.poll(601, 0).quarantined) << "600 is not near zero";
  EXPECT_EQ(p.poll(1002, 0).value(), 1002);
  d.metrics["n"].restart = Restart::hold;
  Polled hold(d);
  hold.poll(1000, 0);
  EXPECT_TRUE(hold.poll(0, 0).quarantined);
  EXPECT_TRUE(hold.poll(3, 0).quarantined) << "waits for the operator";
}

TEST(SourceTime, that_fell_back_for_good_waits_for_the_operator) {
  auto d = two();
  Ledger l(d);
  ASSERT_TRUE(l.apply("platform", sent(100, 0, t0), t0));
  for (int i = 1; i <= 9; ++i) {
    ASSERT_TRUE(l.apply("platform", sent(100 + i, 0, t0 + -7200 + 5.0 * i), t0 + 5.0 * i));
    ASSERT_FALSE(l.snapshot().metric("n")->quarantined) << "an old answer out of some cache";
  }
  ASSERT_TRUE(l.apply("platform", sent(110, 0, t0 + -7150), t0 + 50));
  const Metric m = *l.snapshot().metric("n");
  EXPECT_TRUE(m.quarantined);
  EXPECT_EQ(m.refused_rule, "time");
  ASSERT_TRUE(l.accept("n", "guide", t0 + 51));
  ASSERT_TRUE(l.apply("platform", sent(111, 0, t0 + -7145), t0 + 55));
  EXPECT_EQ(l.snapshot().metric("n")->value(), 111);
  EXPECT_EQ(l.snapshot().metric("n")->refused, "");
}

// Our own clock is set while the wall runs; `steady` is the one that only runs.
TEST(OurClock, may_jump_and_no_figure_turns_into_nonsense) {
  for (const double jump_s : {-3 * 3600.0, 3 * 3600.0, -86400.0 * 365, 86400.0 * 365}) {
    auto d = two();
    d.metrics["g"].max_step = 10;
    Ledger l(d);
    double steady = 50000;
    Instant truth = t0;
    double set_s = 0;  // how wrong our clock is
    const auto poll = [&](double n, double g) {
      truth = truth + 5;
      steady += 5;
      ASSERT_TRUE(l.apply("platform", sent(n, g, truth), {truth + set_s, steady}));
    };
    for (int i = 0; i < 20; ++i) poll(100 + i, 5);
    set_s = jump_s;
    for (int i = 20; i < 60; ++i) {
      poll(100 + i, 6);
      const Metric n = *l.snapshot().metric("n"), g = *l.snapshot().metric("g");
      ASSERT_EQ(n.value(), 100 + i) << "no good reading is refused, " << jump_s;
      ASSERT_EQ(n.refused, "");
      ASSERT_EQ(g.value(), 6);
      for (const Metric& m : {n, g}) {
        ASSERT_GE(*age_s(m, truth + set_s), 0);
        if (jump_s < 0) {
          ASSERT_LE(*age_s(m, truth + set_s), 60);
        }
      }
      ASSERT_EQ(freshness_of(g, truth + set_s), Freshness::live);
    }
    // A jump of the clock is no outage: it widens no step.
    poll(160, 6000);
    EXPECT_TRUE(l.snapshot().metric("g")->quarantined) << jump_s;
    // A source that dies now ages, whatever the clock said before.
    EXPECT_EQ(freshness_of(*l.snapshot().metric("n"), truth + set_s + 120), Freshness::stale);
    // And back to the right time.
    set_s = 0;
    for (int i = 61; i < 80; ++i) {
      poll(100 + i, 7);
      ASSERT_EQ(l.snapshot().metric("n")->value(), 100 + i);
      ASSERT_EQ(l.snapshot().metric("n")->refused, "");
      ASSERT_EQ(freshness_of(*l.snapshot().metric("n"), truth), Freshness::live);
    }
    EXPECT_EQ(freshness_of(*l.snapshot().metric("n"), truth + 120), Freshness::stale);
    EXPECT_EQ(freshness_of(*l.snapshot().metric("g"), truth + 120), Freshness::stale);
    EXPECT_LE(*l.snapshot().sources.at("platform").last_good, truth);
  }
}

// A source that stays down is as old as it truly is, once our clock is right again, whichever way it went.
TEST(OurClock, there_and_back_leaves_ages_as_they_were) {
  constexpr double day_s = 86400;
  for (const std::vector<double>& ways : {std::vector<double>{400 * day_s, 0.0}, {-400 * day_s, 0.0}, {-3600.0, -400 * day_s, 0.0},
                                          {400 * day_s, 0.0, -400 * day_s, 0.0}, {-400 * day_s, 0.0, -400 * day_s, 0.0}}) {
    auto d = two();
    d.metrics["g"].time.clear();  // its time is when it came
    Ledger l(d);
    double steady = 50000, set_s = 0;
    Instant truth = t0;
    ASSERT_TRUE(l.apply("platform", sent(100, 5, truth), {truth, steady}));
    ASSERT_TRUE(l.override_value("n", 99, 3600, "guide", truth));
    const auto pass = [&](double s) {
      truth = truth + s;
      steady += s;
      l.poll_failed("platform", "nothing listens", {truth + set_s, steady});
    };
    pass(5);
    for (const double way : ways) {
      set_s = way;
      for (int i = 0; i < 3; ++i) pass(5);
    }
    const double passed_s = truth - t0;
    EXPECT_NEAR(*age_s(*l.snapshot().metric("g"), truth), passed_s, 2.5) << ways[0];
    EXPECT_NEAR(truth - *l.snapshot().sources.at("platform").last_good, passed_s, 2.5) << ways[0];
    EXPECT_NEAR(truth - *l.snapshot().sources.at("platform").fault_since, passed_s - 5, 2.5) << ways[0];
    EXPECT_FALSE(l.expire({truth, steady})) << "the operator's value has not ended";
    EXPECT_NEAR(*l.snapshot().metric("n")->manual_until - t0, 3600, 2.5) << ways[0];
  }
}

// The wall's machine slept: the clock goes on, what only runs does not. The figures are as old as they look.
TEST(OurClock, that_went_on_without_us_makes_nothing_younger) {
  Ledger l(two());
  ASSERT_TRUE(l.apply("platform", sent(100, 5, t0), {t0, 50000}));
  l.poll_failed("platform", "nothing listens", {t0 + -30, 50005});  // set back a little before
  l.poll_failed("platform", "nothing listens", {t0 + 8 * 3600, 50010});
  EXPECT_NEAR(t0 + 8 * 3600 - *l.snapshot().sources.at("platform").last_good, 8 * 3600, 60);
}

TEST(Override, outlives_the_program_with_its_name_and_end) {
  Ledger before(two());
  ASSERT_TRUE(before.apply("platform", sent(100, 5, t0), t0));
  ASSERT_TRUE(before.override_value("g", 8, 600, "guide", t0));
  Ledger after(two());
  after.restore(before.kept());
  const Metric g = *after.snapshot().metric("g");
  EXPECT_EQ(g.value(), 8);
  EXPECT_EQ(g.manual_by, "guide");
  EXPECT_EQ(g.manual_until, t0 + 600);
  EXPECT_TRUE(after.expire(t0 + 601));
  EXPECT_EQ(after.snapshot().metric("g")->value(), 5);
  EXPECT_THAT(after.snapshot().metric("g")->manual_by, "");
}

}  // namespace
}  // namespace guangmu::kpi
