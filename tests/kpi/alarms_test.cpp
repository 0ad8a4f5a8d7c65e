#include "kpi/alarms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"
#include "kpi/formats/json.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

using test::t0;
using testing::ElementsAre;
using testing::HasSubstr;

DataSettings watched() {
  auto d = test::declaration();
  d.metrics["users"].label = {"企业用户", "Users"};
  d.contact.name = {"平台运维", "Platform office"};
  d.contact.phone = "0931-1234567";
  d.contact.response_promise = Duration{7200};
  d.alarms.push_back({});
  d.alarms[0].webhook = "http://127.0.0.1:1/hook?token=secret";
  d.alarms[0].after = Duration{600};
  return d;
}

// A wall's second: what the ledger holds goes to the alarms.
class Hall {
 public:
  explicit Hall(const DataSettings& d) : ledger(d), alarms(d) {}
  std::vector<AlarmMessage> look(double s) { return alarms.look(ledger.snapshot(), t0 + s); }
  // Every second from `from` to before `to`.
  std::vector<AlarmMessage> watch(double from, double to) {
    std::vector<AlarmMessage> all;
    for (double s = from; s < to; ++s)
      for (auto& m : look(s)) all.push_back(std::move(m));
    return all;
  }
  void good(double s, double users = 10000, double granted = 137.87) {
    ASSERT_TRUE(ledger.apply("platform", test::document(users, t0 + s, granted), t0 + s));
  }
  void bad(double s) { ledger.poll_failed("platform", "connection refused", t0 + s); }
  Ledger ledger;
  Alarms alarms;
};

TEST(Alarms, tell_once_when_a_source_has_failed_long_enough_and_once_when_it_is_good_again) {
  Hall hall(watched());
  hall.good(0);
  hall.bad(5);
  EXPECT_TRUE(hall.watch(5, 605).empty()) << "it has not lasted";
  const auto begun = hall.watch(605, 5000);
  ASSERT_EQ(begun.size(), 1u) << "one message, and none for the figures that are stale for it";
  EXPECT_EQ(begun[0].on, AlarmOn::source);
  EXPECT_FALSE(begun[0].over);
  EXPECT_EQ(begun[0].since, t0 + 5);
  EXPECT_EQ(begun[0].answer_by, t0 + 7205);
  EXPECT_THAT(begun[0].text.en, HasSubstr("connection refused"));
  EXPECT_THAT(begun[0].text.en, HasSubstr("Platform office 0931-1234567"));
  EXPECT_THAT(begun[0].text.zh, HasSubstr("承诺于 2022-12-31 10:00 前响应"));
  hall.good(5000);
  const auto over = hall.watch(5000, 5045);
  EXPECT_TRUE(over.empty()) << "it may come back at once";
  hall.good(5045);
  const auto end = hall.watch(5045, 5090);
  ASSERT_EQ(end.size(), 1u);
  EXPECT_TRUE(end[0].over);
  EXPECT_EQ(end[0].since, t0 + 5);
  EXPECT_FALSE(end[0].answer_by);
}

TEST(Alarms, call_a_source_by_its_name_and_speak_both_languages) {
  auto d = watched();
  d.sources["platform"].label = {"绿金通平台", "Lvjintong"};
  Hall hall(d);
  hall.good(0);
  hall.ledger.poll_failed("platform", "nothing listens at 127.0.0.1:7440, or the way there is closed", t0 + 5);
  const auto begun = hall.watch(5, 700);
  ASSERT_EQ(begun.size(), 1u);
  EXPECT_THAT(begun[0].text.zh, HasSubstr("数据源 绿金通平台 无法正常取数（127.0.0.1:7440 没有程序在听，或路不通）"));
  EXPECT_THAT(begun[0].text.en, HasSubstr("Source Lvjintong does not answer well: nothing listens at 127.0.0.1:7440"));
  EXPECT_EQ(begun[0].source, "platform");
}

TEST(Alarms, are_silent_over_faults_that_do_not_last) {
  Hall hall(watched());
  for (int s = 0; s < 3600; s += 10) {
    s % 20 == 0 ? hall.good(s) : hall.bad(s);
    EXPECT_TRUE(hall.watch(s, s + 10).empty());
  }
}

TEST(Alarms, make_one_fault_of_one_that_comes_and_goes) {
  auto d = watched();
  d.alarms[0].after = Duration{0};
  Hall hall(d);
  hall.good(0);
  std::size_t told = 0;
  for (int s = 10; s < 3600; s += 10) {
    s % 20 == 0 ? hall.good(s) : hall.bad(s);
    told += hall.watch(s, s + 10).size();
  }
  EXPECT_EQ(told, 1u);
}

TEST(Alarms, tell_figures_that_wait_for_a_decision_together_and_name_them) {
  Hall hall(watched());
  hall.good(0);
  std::vector<AlarmMessage> all;
  for (int s = 5; s < 1000; s += 5) {  // each poll: what is missed would widen the step
    hall.good(s, 20000 + s);           // beyond max_step
    for (auto& m : hall.watch(s, s + 5)) all.push_back(m);
  }
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].on, AlarmOn::refused);
  EXPECT_THAT(all[0].figures, ElementsAre("users"));
  EXPECT_EQ(all[0].source, "platform");
  EXPECT_THAT(all[0].text.zh, HasSubstr("企业用户：新数值未通过校验"));
}

TEST(Alarms, are_no_storm_when_many_figures_fail_one_after_the_other) {
  auto d = watched();
  for (int i = 0; i < 200; ++i) {
    auto& m = d.metrics["m" + std::to_string(i)] = test::metric("/m");
    m.time = "/t";
  }
  d.alarms[0].after = Duration{0};
  Alarms alarms(d);
  Ledger ledger(d);
  for (int i = 0; i < 200; ++i) ledger.place("m" + std::to_string(i), {1, t0 + 10 * i, t0 + 10 * i});
  std::size_t messages = 0, figures = 0;
  for (int s = 0; s < 3000; ++s)
    for (const auto& m : alarms.look(ledger.snapshot(), t0 + s)) {
      ++messages;
      figures += m.figures.size();
      EXPECT_EQ(m.on, AlarmOn::stale);
      EXPECT_LT(m.text.zh.size(), 400u);
    }
  EXPECT_EQ(figures, 200u);
  EXPECT_LE(messages, 6u);
}

TEST(Alarms, come_only_for_what_was_asked) {
  auto d = watched();
  d.alarms[0].on = {AlarmOn::stale};
  Hall hall(d);
  hall.good(0);
  hall.bad(5);
  const auto all = hall.watch(5, 2000);
  ASSERT_EQ(all.size(), 1u) << "the source is not asked for, so its stale figures are told";
  EXPECT_EQ(all[0].on, AlarmOn::stale);
  EXPECT_THAT(all[0].figures, ElementsAre("granted", "green", "users"));
  d.alarms.clear();
  hall.alarms.reload(d);
  EXPECT_TRUE(hall.watch(2000, 2100).empty());
}

TEST(Alarms, go_to_each_who_asked_and_stay_told_over_a_reload) {
  auto d = watched();
  d.alarms.push_back(d.alarms[0]);
  d.alarms[1].after = Duration{60};
  Hall hall(d);
  hall.bad(0);
  const auto first = hall.watch(0, 120);
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].alarm, 1u);
  d.contact.phone = "1";
  hall.alarms.reload(d);
  const auto second = hall.watch(120, 1000);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].alarm, 0u);
}

TEST(Alarms, survive_a_clock_that_jumps) {
  Hall hall(watched());
  hall.bad(0);
  (void)hall.look(100000);
  EXPECT_LE(hall.look(-100000).size() + hall.look(5).size() + hall.look(200000).size(), 2u);
}

TEST(Alarms, are_json_without_the_secrets_of_the_source) {
  auto d = watched();
  d.sources["platform"].url = "http://name:password@127.0.0.1:1/kpi?key=hidden";
  Hall hall(d);
  hall.bad(0);
  const auto all = hall.watch(0, 700);
  ASSERT_EQ(all.size(), 1u);
  const std::string body = to_json(all[0], "lanzhou", d.contact);
  EXPECT_THAT(body, testing::Not(HasSubstr("hidden")));
  EXPECT_THAT(body, testing::Not(HasSubstr("password")));
  EXPECT_THAT(body, testing::Not(HasSubstr("secret")));
  const auto j = parse_json(body);
  ASSERT_TRUE(j);
  const auto text = [&](const char* pointer) { return at_pointer(*j, pointer)->text; };
  EXPECT_EQ(text("/exhibit"), "lanzhou");
  EXPECT_EQ(text("/what"), "source");
  EXPECT_EQ(text("/state"), "begun");
  EXPECT_EQ(text("/source"), "platform");
  EXPECT_EQ(text("/since"), "2022-12-31T08:00:00+08:00");
  EXPECT_EQ(text("/answer_by"), "2022-12-31T10:00:00+08:00");
  EXPECT_EQ(text("/url"), "http://127.0.0.1:1/kpi");
  EXPECT_EQ(text("/contact/name/zh"), "平台运维");
  EXPECT_EQ(text("/contact/phone"), "0931-1234567");
  EXPECT_FALSE(text("/text/zh").empty());
}

}  // namespace
}  // namespace guangmu::kpi
