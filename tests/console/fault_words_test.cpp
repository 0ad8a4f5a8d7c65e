#include "console/fault_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

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
  EXPECT_EQ(words.what, "“绿色贷款总额”有一个读数未采用");
  EXPECT_THAT(words.advice, HasSubstr("墙上仍是 50.56 亿元"));
  EXPECT_EQ(words.reason, "505 is above 100");
  s.metrics["loans"].refused = "nothing at /data/loans";
  EXPECT_EQ(fault_words(s.faults[0], s, Language::zh).reason, "/data/loans 处什么也没有");
}

TEST(FaultWords, CallsASourceByItsNameAndSaysItsFaultInTheLanguage) {
  show::Status s = testing::doubtful();
  s.faults = {fault("kpi", "source news: the name of news.example:80 is not known here; …", show::Severity::fault)};
  const FaultWords zh = fault_words(s.faults[0], s, Language::zh), en = fault_words(s.faults[0], s, Language::en);
  EXPECT_EQ(zh.what, "数据来源“新闻系统”没有新数字");
  EXPECT_EQ(zh.reason, "域名查不到：news.example:80；请查 url、网线和域名服务器");
  EXPECT_EQ(en.what, "No new figures from the source “News”");
  EXPECT_EQ(en.reason, "the name of news.example:80 is not known here; check url, the cable and the name server");
  s.faults = {fault("kpi", "no history is kept: x")};
  s.faults[0].text_zh = "历史没有在记：x";
  EXPECT_EQ(fault_words(s.faults[0], s, Language::zh).what, "历史没有在记：x");
  EXPECT_EQ(fault_words(s.faults[0], s, Language::en).what, "no history is kept: x");
}

TEST(FaultWords, SaysWhatInOneLineAndWhatToDoBelow) {
  const show::Status s = testing::sample_status();
  show::Fault head = fault("devices", "head 2: …");
  head.text_zh = "头 2：DP-2 上什么也没有接；请插好线";
  FaultWords words = fault_words(head, s, Language::zh);
  EXPECT_EQ(words.what, "头 2：DP-2 上什么也没有接");
  EXPECT_EQ(words.advice, "请插好线");
  head.advice_zh = "墙的窗口保持原样";
  words = fault_words(head, s, Language::zh);
  EXPECT_EQ(words.advice, "墙的窗口保持原样");
  EXPECT_EQ(words.reason, "请插好线");
  show::Fault file = fault("config", "hall/data.yaml:4:90: error: …");
  file.text_zh = "hall/data.yaml:4:90：这里没有“evry”这个键；是不是“every”？";
  file.advice_zh = "改好再存一次即可";
  words = fault_words(file, s, Language::zh);
  EXPECT_EQ(words.what, "刚保存的文件有错，没有采用");
  EXPECT_EQ(words.advice, "改好再存一次即可");
  EXPECT_EQ(words.reason, file.text_zh);
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
  EXPECT_EQ(lines[1].words.what, "2 个数字各有一个读数未采用");
  EXPECT_EQ(lines[2].words.reason, "broken.yaml:1:1: error");
}

TEST(FaultWords, SpeaksChineseOfWhatItDoesNotKnowAndKeepsTheWallsWordsAsTheReason) {
  for (const char* room : {"led_mapping", "devices", "audio", "config", "scenes", "store"}) {
    const auto zh = fault_words(fault(room, "card 3 is silent"), testing::sample_status(), Language::zh);
    EXPECT_EQ(zh.reason, "card 3 is silent");
    for (const std::string& said : {zh.what, zh.advice}) EXPECT_FALSE(std::regex_search(said, std::regex("[a-z]{2}"))) << said;
    const auto en = fault_words(fault(room, "card 3 is silent"), testing::sample_status(), Language::en);
    EXPECT_EQ(en.what, "card 3 is silent");
    EXPECT_EQ(en.advice, "mend it");
  }
}

}  // namespace
}  // namespace guangmu::console
