#include "console/fault_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/console/sample.h"

namespace guangmu::console {
namespace {

using ::testing::HasSubstr;

show::Fault fault(const char* room, const char* text, show::Severity severity = show::Severity::look) {
  return {{1'700'000'000'000'000}, room, text, "mend it", severity};
}

TEST(FaultWords, SpeaksOfTheFigureByItsName) {
  show::Status s = testing::sample_status();
  s.faults = {fault("kpi", "loans: a reading was refused: 505 is above 100")};
  s.metrics["loans"].refused = "505 is above 100";
  const FaultWords words = fault_words(s.faults[0], s, Language::zh);
  EXPECT_EQ(words.what, "“绿色贷款总额”有一个读数被拦下");
  EXPECT_THAT(words.advice, HasSubstr("墙上仍是 50.56 亿元"));
  EXPECT_EQ(words.reason, "505 is above 100");
}

TEST(FaultWords, CountsReadingsStoppedTogetherAsOneThingToDo) {
  show::Status s = testing::sample_status();
  s.faults = {fault("kpi", "source platform: no answer", show::Severity::fault),
              fault("kpi", "loans: refused"), fault("kpi", "granted: refused"),
              fault("config", "broken.yaml:1:1: error")};
  const auto lines = fault_lines(s, Language::zh);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_THAT(lines[0].words.what, HasSubstr("platform"));
  EXPECT_EQ(lines[0].severity, show::Severity::fault);
  EXPECT_EQ(lines[1].words.what, "2 个数字各有一个读数被拦下");
  EXPECT_EQ(lines[2].words.reason, "broken.yaml:1:1: error");
}

TEST(FaultWords, PassesOnWhatItDoesNotKnow) {
  const auto words =
      fault_words(fault("led_mapping", "card 3 is silent"), testing::sample_status(), Language::zh);
  EXPECT_EQ(words.what, "card 3 is silent");
  EXPECT_EQ(words.advice, "mend it");
}

}  // namespace
}  // namespace guangmu::console
