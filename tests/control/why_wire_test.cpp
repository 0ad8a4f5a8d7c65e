// Why and course survive the way to the console and back.
#include "control/wire/why_wire.h"

#include <gtest/gtest.h>

namespace guangmu::wire {
namespace {

kpi::Why share() {
  kpi::Why granted;
  granted.metric = "granted";
  granted.unit = "亿元";
  granted.label = {"融资发放", "Financing granted"};
  granted.decimals = 2;
  granted.at = {1672444800'000'000};
  granted.stood = kpi::Stood::manual;
  granted.value = 137.87;
  granted.grain = kpi::Grain::minute;
  granted.freshness = kpi::Freshness::late;
  granted.age_s = 12.5;
  granted.source_time = Instant{1672444787'500'000};
  granted.received = Instant{1672444788'000'000};
  granted.by = "console 192.168.1.20";
  granted.source = "platform";
  granted.url = "http://127.0.0.1:7440/api/v1/kpi";
  granted.pointer = "/data/granted";
  granted.excerpt = kpi::WhyExcerpt{{"{", "  \"granted\": 137.87,"}, 3, 1, {1672444788'000'000}, true};
  granted.checks = {{"range", true, "0 to 1,000"}, {"step", false, "changed by 90, at most 5"}};
  granted.events = {{{1672444790'000'000}, "held", 227.9, "step", "changed by 90", "rule"},
                    {{1672444791'000'000}, "refused", std::nullopt, "type", "no number", ""}};
  granted.shown = {{{1672444700'000'000}, {1672444800'000'000}, "overview", "137.87", "亿元", "live", 77}};
  granted.note = "nothing was kept before";
  kpi::Why share = granted;
  share.metric = "share";
  share.stood = kpi::Stood::derived;
  share.formula = "green / granted";
  share.inputs = {granted};
  share.excerpt.reset();
  return share;
}

TEST(WhyWire, SurvivesTheWayThereAndBack) {
  const kpi::Why sent = share();
  const std::string json = why_json(sent);
  const auto got = parse_why(json);
  ASSERT_TRUE(got.ok()) << got.error().text;
  EXPECT_EQ(why_json(*got), json);
  ASSERT_EQ(got->inputs.size(), 1u);
  EXPECT_EQ(got->inputs[0].stood, kpi::Stood::manual);
  EXPECT_EQ(got->inputs[0].excerpt, sent.inputs[0].excerpt);
  EXPECT_EQ(got->inputs[0].checks, sent.inputs[0].checks);
  EXPECT_EQ(got->inputs[0].events, sent.inputs[0].events);
  EXPECT_EQ(got->shown, sent.shown);
  EXPECT_EQ(got->label.zh, "融资发放");
  EXPECT_FALSE(got->excerpt);
}

TEST(WhyWire, CourseSurvivesTheWayThereAndBack) {
  kpi::Course sent;
  sent.metric = "users";
  sent.unit = "户";
  sent.from = {1672444800'000'000};
  sent.to = {1672531200'000'000};
  sent.grain = kpi::Grain::hour;
  sent.points = {{{1672444800'000'000}, 10016, 10010, 10020}};
  sent.marks = {{{1672444860'000'000}, std::nullopt, "type"}, {{1672444870'000'000}, 99999, "step"}};
  const auto got = parse_course(course_json(sent));
  ASSERT_TRUE(got.ok()) << got.error().text;
  EXPECT_EQ(got->points, sent.points);
  EXPECT_EQ(got->marks, sent.marks);
  EXPECT_EQ(got->grain, kpi::Grain::hour);
  EXPECT_EQ(got->to, sent.to);
}

TEST(WhyWire, NonsenseIsAnErrorInWords) {
  for (const char* text : {"", "no", "[]", R"({"value":"x"})", R"({"stood":"sitting"})", R"({"shown":[{"from":"now"}]})"}) {
    const auto got = parse_why(text);
    ASSERT_FALSE(got.ok()) << text;
    EXPECT_FALSE(got.error().text.empty());
  }
}

}  // namespace
}  // namespace guangmu::wire
