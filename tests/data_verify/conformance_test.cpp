// What a few polls are found to be, poll by poll, without a network.
#include "tools/conformance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/kpi/fixture.h"

namespace guangmu::tools {
namespace {

using kpi::test::declaration;
using kpi::test::document;
using kpi::test::t0;
using testing::HasSubstr;

// One document each 5 s.
Conformance judged(const kpi::DataSettings& data, const std::vector<std::string>& bodies) {
  std::vector<SeenPoll> polls;
  for (const std::string& body : bodies) polls.push_back({"platform", t0 + 5.0 * static_cast<double>(polls.size()), "", body, ""});
  return judge_platform(data, {}, polls);
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

const Finding* about(const Conformance& found, const std::string& about, const std::string& en) {
  for (const Finding& f : found.findings)
    if (f.about == about && f.what.en.find(en) != std::string::npos) return &f;
  return nullptr;
}

std::string listed(const Conformance& found) {
  std::string text;
  for (const Finding& f : found.findings) text += (f.mend ? "mend " : "consider ") + f.about + ": " + f.what.en + "\n";
  return text;
}

TEST(Conformance, honest_polls_leave_nothing_to_mend) {
  const auto found = judged(declaration(), {document(10016, t0), document(10017, t0 + 5), document(10018, t0 + 10)});
  EXPECT_EQ(found.to_mend(), 0) << listed(found);
  EXPECT_EQ(found.sources.at("platform").moves, true);
  // granted and green name no time of their own.
  EXPECT_TRUE(about(found, "", "2 figures carry no time")) << listed(found);
}

struct Case {
  const char* what;
  std::vector<std::string> bodies;
  const char *about, *en, *zh;
  bool mend;
};

std::vector<Case> cases() {
  const std::string good = document(10016, t0);
  const std::string late = document(10016, t0 + -60);
  return {
      {"gone", {replaced(good, "\"granted\"", "\"granted_total\"")}, "granted", "/data/granted", "处什么也没有", true},
      {"a text", {replaced(good, "\"total\":10016.000000", "\"total\":\"10016\"")}, "users", "the text \"10016\"", "应为数字", true},
      {"null", {replaced(good, "\"total\":10016.000000", "\"total\":null")}, "users", "/data/users/total", "null", true},
      {"out of range", {document(2e6, t0)}, "users", "outside the range", "2,000,000 不在 0 到 1,000,000 之内", true},
      {"it fell", {good, document(10000, t0 + 5)}, "users", "a counter fell", "只增的数从 10,016 落到 10,000", true},
      {"once of three", {good, document(10000, t0 + 5), document(10017, t0 + 10)}, "users", "1 of 3 polls", "3 次中 1 次", true},
      {"a step", {good, document(11000, t0 + 5)}, "users", "more than the allowed", "差 984，最多 500", true},
      {"no time", {replaced(good, iso8601(t0), "yesterday")}, "users", "is no time", "不是时间", true},
      {"the future", {document(10016, t0 + 3600)}, "users", "in the future", "超前", true},
      {"time runs back", {document(10016, t0), document(10017, t0 + -1)}, "users", "older than", "早于", true},
      {"old", {late}, "users", "60 s old", "过去 60 秒", true},
      {"no zone", {replaced(good, "+08:00", "")}, "", "no zone", "没有时区", false},
      {"stands still", {good, good}, "", "did not move", "没有动过", false},
      {"another unit", {document(10016, t0, 1378700)}, "granted", "is the unit right", "单位对吗", false},
      {"half a curve", {replaced(good, "\"amount\":24.3", "\"sum\":24.3")}, "series trend", "amount", "曲线不完整", true},
      {"half a table", {replaced(good, "\"name\":\"A\",", "")}, "table banks", "name", "表不完整", true},
      {"an empty curve", {replaced(good, R"({"month":"2022-08","amount":22.1},{"month":"2022-09","amount":24.3})", "")},
       "series trend", "empty", "空的", false},
      {"half a document", {good.substr(0, 80)}, "", "gives no document", "回答不能用", true},
  };
}

TEST(Conformance, each_deviation_is_told_once_in_both_languages) {
  for (const Case& c : cases()) {
    const Conformance found = judged(declaration(), c.bodies);
    const Finding* f = about(found, c.about, c.en);
    ASSERT_TRUE(f) << c.what << "\n" << listed(found);
    EXPECT_EQ(f->mend, c.mend) << c.what;
    EXPECT_THAT(f->what.zh, HasSubstr(c.zh)) << c.what;
    int same = 0;
    for (const Finding& other : found.findings) same += other.about == c.about && other.mend && c.mend && other.about != "" ? 1 : 0;
    EXPECT_LE(same, 1) << c.what << "\n" << listed(found);
  }
}

TEST(Conformance, a_time_without_zone_or_too_old_is_told_once_for_all_polls) {
  std::vector<std::string> bodies;
  for (int i = 0; i < 6; ++i) bodies.push_back(replaced(document(10016 + i, t0 + (5 * i - 60)), "+08:00", ""));
  const Conformance found = judged(declaration(), bodies);
  const auto told = [&](const char* part) {
    return std::count_if(found.findings.begin(), found.findings.end(), [&](const Finding& f) { return f.what.en.find(part) != std::string::npos; });
  };
  EXPECT_EQ(told("has no zone"), 1) << listed(found);
  EXPECT_EQ(told("it counts as late"), 1) << listed(found);
}

TEST(Conformance, relations_between_figures_and_within_rows_hold_or_are_told) {
  kpi::DataSettings data = declaration();
  data.relations["part"].holds = "green <= granted";
  data.relations["sum"].holds = "sum(banks.amount) == 6";
  data.relations["rows"].holds = "amount > 3";
  data.relations["rows"].table = "banks";
  const Conformance fine = judged(data, {document(10016, t0)});
  EXPECT_FALSE(about(fine, "relation part", "")) << listed(fine);
  EXPECT_FALSE(about(fine, "relation sum", "")) << listed(fine);
  const Finding* row = about(fine, "relation rows", "B");
  ASSERT_TRUE(row) << listed(fine);
  EXPECT_TRUE(row->mend);
  const Conformance broken = judged(data, {document(10016, t0, 40, 50.56)});
  const Finding* part = about(broken, "relation part", "green <= granted");
  ASSERT_TRUE(part) << listed(broken);
  EXPECT_THAT(part->what.zh, HasSubstr("关系不成立"));
}

TEST(Conformance, a_poll_that_failed_among_good_ones_is_counted) {
  const auto found = judge_platform(declaration(), {},
                                    {{"platform", t0, "", document(10016, t0), ""},
                                     {"platform", t0 + 5, "it took longer than 3 s", "", ""},
                                     {"platform", t0 + 10, "", document(10017, t0 + 10), ""}});
  EXPECT_TRUE(about(found, "", "1 of 3 polls failed: it took longer")) << listed(found);
  EXPECT_FALSE(found.unreachable());
}

TEST(Conformance, nothing_at_all_is_unreachable) {
  EXPECT_TRUE(judge_platform(declaration(), {}, {}).unreachable());
}

}  // namespace
}  // namespace guangmu::tools
