// What the technician's command line prints: table, JSON, drawing.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "led_mapping/json_writer.h"
#include "led_mapping/plan_reasons.h"
#include "led_mapping/plan_sheet.h"
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
  EXPECT_EQ(j.at("dark_without_backup"), json({14, 15, 16}));
  EXPECT_EQ(j.at("reasons").size(), 4u);
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

TEST(PlanSvg, draws_every_card_and_chain_from_both_sides) {
  const WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  const std::string svg = plan_svg(plan, wall, judge(plan, wall, Failure{Failure::Part::card, 14}).value());
  for (const Card& card : plan.cards) {
    const std::string place = fmt::format(">P{} – {}", card.port, card.order);
    EXPECT_GE(count(svg, place), card.id == 16 ? 0 : 2)
        << place;  // a flat dark card says only that it is dark
    EXPECT_GE(count(svg, fmt::format("font-weight=\"bold\">{}</text>", card.id)), 2) << card.id;
  }
  EXPECT_EQ(count(svg, "熄灭"), 2 * 3);
  for (const char* part :
       {"正面", "背面", "552,960 / 650,000 px", "if card 14 fails: 3 of 48 cards go dark: 14-16"})
    EXPECT_THAT(svg, HasSubstr(part));
  EXPECT_EQ(count(svg, "<text"), count(svg, "</text>"));
  EXPECT_THAT(svg, testing::EndsWith("</svg>\n"));
}

TEST(PlanSheet, stays_on_the_paper_for_walls_of_any_shape) {
  for (const auto& [w, h] : {std::pair{12, 15}, {60, 4}, {3, 40}, {1, 1}, {40, 45}}) {
    WallSettings wall = lanzhou();
    wall.size_mm = {w * 320., h * 160.};
    wall.ports.count = 256;
    const Plan plan = plan_wall(wall).value();
    const Sheet sheet = plan_sheet(plan, wall, judge(plan, wall).value());
    for (const auto& shape : sheet.shapes) {
      const auto inside = [&](SheetPoint p) {
        EXPECT_TRUE(p[0] >= 0 && p[1] >= 0 && p[0] <= sheet.w_mm && p[1] <= sheet.h_mm)
            << w << "x" << h << ": " << p[0] << " " << p[1];
      };
      if (const auto* path = std::get_if<SheetPath>(&shape))
        for (const SheetPoint& p : path->points) inside(p);
      else
        inside(std::get<SheetText>(shape).at);
    }
  }
}

TEST(PlanReasons, say_what_bounds_cards_ports_and_backup) {
  const auto reasons = [](CardRule rule, double rate_hz) {
    WallSettings wall = lanzhou();
    wall.card.rule = rule;
    for (HeadSettings& head : wall.heads) head.rate_hz = rate_hz;
    std::string out;
    for (const std::string& r : plan_reasons(plan_wall(wall).value(), wall)) out += r + "\n";
    return out;
  };
  const std::string cabinets = reasons(CardRule::product, 60);
  EXPECT_THAT(cabinets, HasSubstr("30 cards of 2 x 3 modules: 384x288 px, 110,592 of 131,072 px, 6 of 6 "
                                  "connectors, 12 of 24 groups"));
  EXPECT_THAT(cabinets, HasSubstr("a column of 5 cards has 552,960 px, 85.1 % of a port's 650,000 px at 60 "
                                  "Hz: 1 to a port, 6 ports for all 6"));
  EXPECT_THAT(cabinets, HasSubstr("a row of 6 cards has 663,552 px, 102.1 % of a port's 650,000 px at 60 Hz "
                                  "and 24 bit (936 Mbit/s): 13,552 too many; it fits up to 58.77 Hz"));
  EXPECT_THAT(cabinets, HasSubstr("all 6 ports are used, none is left for a backup loop; at 30 Hz it takes 3 "
                                  "ports + 3 for a full backup loop"));
  EXPECT_THAT(
      reasons(CardRule::rectangle, 60),
      HasSubstr(
          "one of 2 x 3 (30 cards) has 384x288 px, rule rectangle allows 512x256; if the supplier says"));
  EXPECT_THAT(reasons(CardRule::product, 50),
              HasSubstr("5 of 6 ports are used; 1 of 5 chains have a backup loop"));
  EXPECT_THAT(reasons(CardRule::product, 30),
              HasSubstr("every chain has a backup loop: 3 ports + 3 for backup"));
}

TEST(PlanSvg, ports_side_by_side_have_colours_apart) {
  for (int a = 1; a <= 18; ++a) {
    const auto c = port_colour(a), d = port_colour(a + 1);
    int apart = 0;
    for (std::size_t i = 0; i < 3; ++i) apart += std::abs(c[i] - d[i]);
    EXPECT_GT(apart, 50) << a;
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
