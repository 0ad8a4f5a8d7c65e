// What the technician's command line prints: table, JSON, drawing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "led_mapping/json_writer.h"
#include "led_mapping/plan_svg.h"
#include "led_mapping/plan_text.h"
#include "led_mapping/planner.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

RectPx rect_of(const json& j) {
  return {j.at("x"), j.at("y"), j.at("w"), j.at("h")};
}

int count(const std::string& text, const std::string& part) {
  int n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(PlanJson, holds_the_fields_that_scripts_rely_on) {
  const WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  const json j = json::parse(plan_json(plan, wall, judge(plan, wall).value()));
  ASSERT_EQ(j.at("cards").size(), 48u);
  ASSERT_EQ(j.at("ports").size(), 6u);
  std::set<int> ids;
  std::int64_t area = 0;
  for (const json& card : j.at("cards")) {
    ids.insert(card.at("id").get<int>());
    EXPECT_GE(card.at("port").get<int>(), 1);
    EXPECT_GE(card.at("order").get<int>(), 1);
    EXPECT_EQ(card.at("turn").get<int>(), 0);
    EXPECT_EQ(rect_of(card.at("rect_px")), rect_of(card.at("source_px")));
    EXPECT_EQ(rect_of(card.at("rect_px")), plan.card(card.at("id"))->rect_px);
    area += rect_of(card.at("rect_px")).area();
  }
  EXPECT_EQ(ids.size(), 48u);
  EXPECT_EQ(area, 3317760);
  for (const json& port : j.at("ports")) {
    EXPECT_EQ(port.at("pixels").get<int>(), 552960);
    EXPECT_EQ(port.at("capacity").get<int>(), 650000);
    EXPECT_TRUE(port.at("backup").is_null());
  }
  EXPECT_TRUE(j.at("faults").empty());
  EXPECT_FALSE(j.contains("dark"));
}

TEST(PlanJson, tells_faults_and_what_goes_dark) {
  WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  wall.ports.bits_per_px = 30;
  const json j =
      json::parse(plan_json(plan, wall, judge(plan, wall, Failure{Failure::Part::card, 14}).value()));
  EXPECT_EQ(j.at("faults").size(), 6u);
  EXPECT_EQ(j.at("faults")[1].at("port").get<int>(), 2);
  EXPECT_EQ(j.at("dark"), json({14, 15, 16}));
  EXPECT_EQ(j.at("fail"), "card=14");
  EXPECT_FALSE(judge(plan, wall, Failure{Failure::Part::port, 7}).ok());
}

TEST(PlanTable, says_limits_ports_cards_and_verdict) {
  WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  const std::string good = plan_table(plan, wall, judge(plan, wall, Failure{Failure::Part::port, 2}).value());
  EXPECT_THAT(good, HasSubstr("48 cards on 6 ports"));
  EXPECT_THAT(good, HasSubstr("every pixel is lit by exactly one card, no limit is broken"));
  EXPECT_THAT(good, HasSubstr("if port 2 fails: 8 of 48 cards go dark: 9-16"));
  EXPECT_EQ(count(good, "DARK"), 8);
  wall.ports.count = 5;
  const std::string bad = plan_table(plan, wall, judge(plan, wall).value());
  EXPECT_THAT(bad, HasSubstr("fault: the plan uses port 6; there are 5 ports"));
  EXPECT_THAT(bad, Not(HasSubstr("no limit is broken")));
}

TEST(PlanSvg, draws_every_card_module_and_chain) {
  const WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  const std::string svg = plan_svg(plan, wall, judge(plan, wall, Failure{Failure::Part::card, 14}).value());
  EXPECT_EQ(count(svg, "<g id=\"card"), 48);
  EXPECT_EQ(count(svg, "</g>"), 48);
  EXPECT_EQ(count(svg, "stroke=\"#999999\""), 180);
  EXPECT_EQ(count(svg, "marker-end"), 6 * 7);
  EXPECT_EQ(count(svg, "url(#dark)"), 3);
  EXPECT_EQ(count(svg, "<text"), count(svg, "</text>"));
  EXPECT_THAT(svg, testing::EndsWith("</svg>\n"));
}

TEST(PlanSvg, ports_side_by_side_have_colours_apart) {
  for (int a = 1; a <= 12; ++a) {
    const auto c = port_colour(a), d = port_colour(a + 1);
    int apart = 0;
    for (std::size_t i = 0; i < 3; ++i) apart += std::abs(c[i] - d[i]);
    EXPECT_GT(apart, 150) << a;
  }
}

TEST(JsonWriter, escapes_and_nests) {
  JsonWriter w;
  w.begin_object().key("a\"b").value("line\nend\\ \x01 光幕");
  w.key("list").begin_list(true).value(1).value(0.1).value(true).null().end_list();
  w.key("none").begin_list().end_list().key("deep").begin_list().begin_object().end_object().end_list();
  w.key("inf").value(1e308 * 10).end_object();
  const json j = json::parse(w.take());
  EXPECT_EQ(j.at("a\"b"), "line\nend\\ \x01 光幕");
  EXPECT_EQ(j.at("list"), json({1, 0.1, true, nullptr}));
  EXPECT_TRUE(j.at("none").empty());
  EXPECT_TRUE(j.at("inf").is_null());
}

}  // namespace
}  // namespace guangmu::led
