// Plans that a technician wrote down: read as they are hung, judged like computed ones, written back.
#include "led_mapping/plan_given.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "led_mapping/plan_check.h"
#include "led_mapping/planner.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

using testing::HasSubstr;

// The plan of a wall as settings, as if it had been typed in.
PlanSettings typed(const Plan& plan) {
  PlanSettings out;
  for (const Card& c : plan.cards) {
    PlanCardSettings s;
    s.id = c.id, s.port = c.port, s.order = c.order, s.turn = c.turn;
    s.rect_px = {c.rect_px.x, c.rect_px.y, c.rect_px.w, c.rect_px.h};
    s.source_px = std::array{c.source_px.x, c.source_px.y, c.source_px.w, c.source_px.h};
    for (const CardModule& m : c.modules)
      s.modules.push_back({m.connector, m.place, std::nullopt,
                           std::array{m.in_card_px.x, m.in_card_px.y, m.in_card_px.w, m.in_card_px.h}});
    out.cards.push_back(s);
  }
  for (const Port& p : plan.ports) out.ports.push_back({p.id, p.backup});
  return out;
}

std::string told(const WallSettings& wall) {
  fields::Complaints c;
  wall.check(c);
  std::string out;
  for (const auto& one : c.list())
    if (!one.warning) out += one.key + ": " + one.text + "\n";
  return out;
}

TEST(GivenPlan, is_the_plan_that_was_typed_in) {
  for (const CardRule rule : {CardRule::rectangle, CardRule::product}) {
    WallSettings wall = lanzhou();
    wall.card.rule = rule;
    const Plan computed = plan_wall(wall).value();
    wall.plan = typed(computed);
    EXPECT_EQ(plan_wall(wall).value(), computed);
    EXPECT_EQ(told(wall), "");
    for (PlanCardSettings& card : wall.plan.cards) card.modules.clear(), card.source_px.reset();
    EXPECT_EQ(plan_wall(wall).value(), computed);
  }
}

TEST(GivenPlan, a_module_may_be_named_by_its_number_on_the_wall) {
  WallSettings wall = lanzhou();
  wall.plan = typed(plan_wall(wall).value());
  // Card 9 stands at the top of the second column of cards: modules 3, 4 and, a row below, 15 and 16.
  PlanCardSettings& card = wall.plan.cards[8];
  card.modules.clear();
  for (const int module : {16, 15, 4, 3})
    card.modules.push_back({static_cast<int>(card.modules.size()) + 1, 1, module, std::nullopt});
  Plan plan = plan_wall(wall).value();
  EXPECT_EQ(plan.card(9)->modules[0].in_card_px, (RectPx{192, 96, 192, 96}));
  EXPECT_EQ(plan.card(9)->modules[3].in_card_px, (RectPx{0, 0, 192, 96}));
  EXPECT_EQ(told(wall), "");
  EXPECT_EQ(module_number(wall, 384 + 192, 96), 16);
  // Hung on its head, the card's own top left is the wall's bottom right.
  card.turn = 180;
  plan = plan_wall(wall).value();
  EXPECT_EQ(plan.card(9)->modules[0].in_card_px, (RectPx{0, 0, 192, 96}));
  card.modules[1].module = 181;
  EXPECT_THAT(
      told(wall),
      HasSubstr("plan.cards[8].modules[1].module: card 9 names module 181; the wall has 180 modules"));
  card.modules[1].module = 1;
  EXPECT_THAT(told(wall),
              HasSubstr("plan.cards[8].modules[1].module: module 1 is not on card 9, which lights "
                        "384x192 px at (384, 0)"));
}

TEST(GivenPlan, faults_stand_at_their_card_or_port) {
  struct Case {
    void (*spoil)(WallSettings&);
    const char* says;
  };
  const Case cases[] = {
      {[](WallSettings& w) { w.plan.cards.pop_back(); }, "plan: 36864 of 3317760 px are lit by no card"},
      {[](WallSettings& w) { w.plan.cards[3].rect_px[0] += 1; },
       "plan.cards[11]: 1x192 px at (384, 576) are lit by card 4 and card 12"},
      {[](WallSettings& w) { w.plan.cards[4].order = 9; },
       "plan.cards[5]: card 6 has place 6 in the chain of port 1; expected 5"},
      {[](WallSettings& w) { w.plan.ports[2].backup = 1; }, "plan.ports[0]: port 1 feeds 2 chains"},
      {[](WallSettings& w) { w.plan.cards[0].modules[0].connector = 7; },
       "plan.cards[0]: card 1 uses connector 7"},
      {[](WallSettings& w) { w.plan.cards[0].turn = 90; },
       "plan.cards[0]: card 1 takes 384x192 px from the raster and shows 384x192, turned by 90"},
      {[](WallSettings& w) { w.ports.bits_per_px = 30; },
       "plan.ports[5]: port 6 carries 552960 px, at 60 Hz and 30 bit it can carry 520000: 32960 too many; "
       "expected "
       "fewer cards on it, or at most 56.42 Hz"},
  };
  for (const Case& c : cases) {
    WallSettings wall = lanzhou();
    wall.plan = typed(plan_wall(wall).value());
    c.spoil(wall);
    EXPECT_THAT(told(wall), HasSubstr(c.says));
  }
}

TEST(GivenPlan, nonsense_does_no_harm) {
  WallSettings wall = lanzhou();
  wall.plan = typed(plan_wall(wall).value());
  const int values[] = {-1000000, -1, 0, 1, 7, 90, 1000000};
  for (const int v : values)
    for (int field = 0; field < 10; ++field) {
      WallSettings w = wall;
      PlanCardSettings& card = w.plan.cards[5];
      if (field < 4) card.rect_px[static_cast<std::size_t>(field)] = v;
      if (field == 4) card.turn = v;
      if (field == 5) card.order = v;
      if (field == 6) card.port = v;
      if (field == 7) card.source_px = std::array{v, v, v, v};
      if (field == 8) card.modules[0].in_card_px = std::array{v, v, v, v};
      if (field == 9) card.modules = {{1, 1, v, std::nullopt}};
      told(w);
      EXPECT_TRUE(plan_wall(w).ok());
    }
}

TEST(GivenPlan, yaml_names_every_card_and_what_differs) {
  Plan plan = plan_wall(lanzhou()).value();
  plan.cards[1].turn = 180;
  plan.cards[2].source_px.x += 8;
  std::swap(plan.cards[3].modules[0].connector, plan.cards[3].modules[1].connector);
  plan.ports[0].backup = 7;
  const std::string yaml = plan_yaml(plan);
  EXPECT_THAT(yaml, HasSubstr("    - {id: 1, backup: 7}\n    - {id: 2}\n"));
  EXPECT_THAT(yaml, HasSubstr("    - {id: 1, port: 1, order: 1, rect_px: [0, 0, 384, 192]}\n"));
  EXPECT_THAT(yaml, HasSubstr("{id: 2, port: 1, order: 2, rect_px: [0, 192, 384, 192], turn: 180}"));
  EXPECT_THAT(yaml, HasSubstr("source_px: [8, 384, 384, 192]"));
  EXPECT_THAT(yaml, HasSubstr("modules: [{connector: 2, in_card_px: [0, 0, 192, 96]}, {connector: 1, "));
}

TEST(Processor, its_limits_are_told) {
  WallSettings wall = lanzhou();
  wall.ports.total_px = 3'000'000;
  wall.ports.raster_px = std::array{1920, 1200};
  wall.plan.backup = LoopBackup::full;
  std::string all;
  for (const PlanFault& f : check_plan(plan_wall(wall).value(), wall)) all += f.text + "\n";
  EXPECT_THAT(all,
              HasSubstr("the cards have 3317760 px together, the processor drives 3000000: 317760 too many"));
  EXPECT_THAT(all, HasSubstr("the wall needs a raster of 2304x1440 px, the processor has 1920x1200"));
  EXPECT_THAT(all, HasSubstr("backup: full needs 12 ports for 6 chains, there are 6; 6 chains have no loop"));
}

}  // namespace
}  // namespace guangmu::led
