#include "tools/platform_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace guangmu::tools {
namespace {

using testing::HasSubstr;

TEST(Faults, are_set_by_name_and_value) {
  const struct {
    const char* assignment;
    Faults expected;
  } cases[] = {
      {"latency=2.5", {.latency_s = 2.5}},
      {"cut=0", {.cut_bytes = 0}},
      {"garbage", {.garbage = true}},
      {"garbage=on", {.garbage = true}},
      {"garbage=0", {}},
      {"type=1", {.type = true}},
      {"status=503", {.status = 503}},
      {"status=off", {}},
      {"auth=true", {.auth = true}},
      {"stale=1", {.stale = true}},
      {"jump=10", {.jump = 10}},
      {"jump=0.5", {.jump = 0.5}},
      {"jump=off", {}},
  };
  for (const auto& c : cases) {
    Faults f;
    const auto set = set_fault(f, c.assignment);
    ASSERT_TRUE(set) << c.assignment << ": " << set.error().text;
    EXPECT_EQ(f, c.expected) << c.assignment;
  }
}

TEST(Faults, that_make_no_sense_are_refused_with_what_was_expected) {
  const struct {
    const char *assignment, *reason;
  } cases[] = {{"lag=2", "expected latency, cut"},
               {"latency=soon", "seconds"},
               {"latency=-1", "seconds"},
               {"cut=-5", "bytes"},
               {"status=99", "HTTP status"},
               {"status", "HTTP status"},
               {"jump=much", "factor"},
               {"garbage=maybe", "on or off"}};
  for (const auto& c : cases) {
    Faults f;
    const auto set = set_fault(f, c.assignment);
    ASSERT_FALSE(set) << c.assignment;
    EXPECT_THAT(set.error().text, HasSubstr(c.reason)) << c.assignment;
    EXPECT_EQ(f, Faults{}) << c.assignment;
  }
}

TEST(PlatformServer, says_clearly_that_its_port_is_taken_or_its_address_is_none) {
  const auto figures = [] { return *StandIn::from(kpi::test::declaration(), {}); };
  const auto first = PlatformServer::start(figures(), {});
  ASSERT_TRUE(first) << first.error().text;
  const std::string taken = "127.0.0.1:" + std::to_string((*first)->port());
  const auto second = PlatformServer::start(figures(), {.listen = taken});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().blame, Blame::machine);
  EXPECT_THAT(second.error().text, HasSubstr(taken));
  for (const char* none : {"7440", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", ":7440", ""}) {
    const auto wrong = PlatformServer::start(figures(), {.listen = none});
    ASSERT_FALSE(wrong) << none;
    EXPECT_EQ(wrong.error().blame, Blame::user) << none;
  }
}

}  // namespace
}  // namespace guangmu::tools
