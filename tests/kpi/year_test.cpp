// A year of honest figures: whatever a hall and its platforms go through, nothing of it is put in quarantine.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <random>

#include "fixture.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

using test::t0;

constexpr double step_s = 300;

DataSettings year() {
  DataSettings d;
  for (const char* id : {"platform", "second"}) {
    d.sources[id].url = std::string("http://127.0.0.1:1/") + id;
    d.sources[id].every = Duration{step_s};
  }
  const auto add = [&](const char* id, const char* source) -> MetricSettings& {
    auto& m = d.metrics[id] = test::metric(std::string("/") + id);
    m.source = source;
    m.time = "/time";
    return m;
  };
  for (const char* id : {"permits", "penalties", "total"}) {
    auto& m = add(id, "platform");
    m.kind = MetricKind::counter;
    m.max_step = 1500;
    m.max_step_per = Duration{86400};
    m.frozen_after = Duration{15 * 86400.0};  // longer than the longest holidays
  }
  auto& users = add("users", "platform");  // its platform is set up anew now and then
  users.kind = MetricKind::counter;
  users.restart = Restart::add;
  users.max_step = 40;
  auto& today = add("today", "platform");  // begins again at midnight
  today.kind = MetricKind::counter;
  today.restart = Restart::follow;
  today.max_step = 40;
  auto& load = add("load", "second");
  load.range = {{0, 100}};
  load.max_step = 5;
  load.frozen_after = Duration{6 * 3600.0};
  add("mirror", "second");  // the same figure from another platform
  d.metrics["rate"].formula = "penalties / total";
  d.metrics["rate"].unit = "%";
  d.relations["sum"].holds = "permits + penalties == total";
  d.relations["part"].holds = "penalties <= total";
  d.relations["mirrored"].holds = "mirror <= total";
  return d;
}

// What the two platforms would say.
struct World {
  std::mt19937 random{7};
  double permits = 8897, penalties = 559, users = 10016, before = 0, today = 0, load = 50;
  int day = -1, outage = 0, second_outage = 0, stuck = 0;
  std::string document, stuck_document;

  int upto(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
  bool once_in(int polls) { return upto(polls) == 0; }

  void pass(Instant t) {
    const CivilTime c = civil(t);
    const bool holidays = (c.month == 10 && c.day <= 8) || (c.month == 2 && c.day <= 10);
    if (c.day != day) {
      day = c.day;
      today = 0;
    }
    if (c.hour >= 8 && c.hour < 18 && c.weekday >= 1 && c.weekday <= 5 && !holidays) {
      if (once_in(4)) permits += upto(9);
      if (once_in(30)) penalties += upto(3);
      users += upto(4);
      today += upto(4);
    }
    if (once_in(12 * 24 * 90)) users = 0;
    load = std::clamp(load + (upto(21) - 10) * 0.1, 5.0, 95.0);
    if (outage > 0) --outage;
    if (second_outage > 0) --second_outage;
    if (stuck > 0) --stuck;
    if (once_in(12 * 24 * 7)) outage = 1 + upto(150);
    if (once_in(12 * 24 * 7)) second_outage = 1 + upto(150);
    if (once_in(12 * 24 * 10)) stuck = 1 + upto(20);
  }

  std::string platform(Instant t) {
    if (stuck == 0)
      stuck_document = R"({"permits":)" + number_as_text(permits) + R"(,"penalties":)" + number_as_text(penalties) + R"(,"total":)" +
                       number_as_text(permits + penalties) + R"(,"users":)" + number_as_text(users) + R"(,"today":)" +
                       number_as_text(today) + R"(,"time":")" + iso8601(t) + "\"}";
    return stuck_document;
  }
  // Its clock is slow, and is set right on the first of each month.
  std::string second(Instant t) {
    const double behind_s = civil(t).day * 20;
    return R"({"load":)" + number_as_text(load) + R"(,"mirror":)" + number_as_text(permits + penalties) + R"(,"time":")" +
           iso8601(t + -behind_s) + "\"}";
  }
};

TEST(Year, of_honest_figures_puts_nothing_in_quarantine) {
  World world;
  auto ledger = std::make_unique<Ledger>(year());
  int restarts = 0, accepted = 0;
  double expected_users = 0, delivered_before = 0;
  for (int i = 0; i < 365 * 24 * 12; ++i) {
    const Instant t = t0 + step_s * i;
    world.pass(t);
    const bool is_off = civil(t).weekday == 1 && civil(t).hour < 6;  // the hall is closed and dark on Monday mornings
    if (is_off) continue;
    if (world.once_in(12 * 24 * 12)) {
      auto next = std::make_unique<Ledger>(year());
      next->restore(ledger->kept());
      ledger = std::move(next);
      ++restarts;
    }
    const double late_s = world.once_in(50) ? world.upto(120) : 0;
    if (world.outage > 0) {
      ledger->poll_failed("platform", "no answer", t);
    } else {
      ASSERT_TRUE(ledger->apply("platform", world.platform(t), t + late_s));
    }
    if (world.second_outage > 0) {
      ledger->poll_failed("second", "no answer", t + 130);
    } else {
      ASSERT_TRUE(ledger->apply("second", world.second(t + 130), t + 130));
    }
    for (const auto& [id, m] : ledger->snapshot().metrics)
      ASSERT_FALSE(m.quarantined) << id << " on " << iso8601(t) << ": " << m.refused << " value " << m.value().value_or(NAN);
    for (const auto& e : ledger->take_happened().readings) {
      accepted += e.outcome == Outcome::accepted;
      // A counter that begins again waits; nothing else is ever held.
      const bool may_wait = e.metric == "users" || e.metric == "today";
      ASSERT_TRUE(may_wait || e.outcome == Outcome::accepted || e.outcome == Outcome::unchanged || e.outcome == Outcome::released)
          << e.metric << " on " << iso8601(t) << ": " << e.reason;
    }
    if (world.users < delivered_before) expected_users += delivered_before;
    delivered_before = world.users;
  }
  // What stands is what the platforms counted.
  EXPECT_EQ(ledger->snapshot().metric("total")->value(), world.permits + world.penalties);
  EXPECT_NEAR(*ledger->snapshot().metric("users")->value(), expected_users + world.users, 200);
  EXPECT_GT(restarts, 10);
  EXPECT_GT(accepted, 500000);
}

}  // namespace
}  // namespace guangmu::kpi
