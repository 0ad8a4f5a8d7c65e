// Card plans: the hall's own, the table of known layouts, random walls, and plans that are wrong on purpose.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "led_mapping/failure.h"
#include "led_mapping/plan_check.h"
#include "led_mapping/planner.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

using testing::HasSubstr;

std::string all(const std::vector<PlanFault>& faults) {
  std::string out;
  for (const PlanFault& f : faults) out += f.text + "\n";
  return out;
}

TEST(Planner, lanzhou_has_48_cards_on_6_ports_of_one_column_each) {
  const WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  ASSERT_EQ(plan.cards.size(), 48u);
  ASSERT_EQ(plan.ports.size(), 6u);
  EXPECT_EQ(all(check_plan(plan, wall)), "");
  for (const Port& port : plan.ports) {
    EXPECT_EQ(port.pixels, 552960);
    EXPECT_EQ(port.capacity, 650000);
    EXPECT_FALSE(port.backup);  // all six are in use
    const auto chain = plan.chain(port.id);
    ASSERT_EQ(chain.size(), 8u);
    for (std::size_t i = 0; i < 8; ++i) {
      const int row = static_cast<int>(i);
      EXPECT_EQ(chain[i]->rect_px, (RectPx{(port.id - 1) * 384, row * 192, 384, row == 7 ? 96 : 192}));
      EXPECT_EQ(chain[i]->source_px, chain[i]->rect_px);
      EXPECT_EQ(chain[i]->modules.size(), row == 7 ? 2u : 4u);
    }
  }
  EXPECT_EQ(plan.cards.front().id, 1);
  EXPECT_EQ(plan.cards.back().id, 48);
}

TEST(Planner, rule_product_gives_30_cabinets) {
  WallSettings wall = lanzhou();
  wall.card.rule = CardRule::product;
  const Plan plan = plan_wall(wall).value();
  ASSERT_EQ(plan.cards.size(), 30u);
  EXPECT_EQ(plan.cards.front().rect_px, (RectPx{0, 0, 384, 288}));
  EXPECT_EQ(plan.ports.size(), 6u);
  EXPECT_EQ(plan.ports.front().pixels, 552960);
  EXPECT_EQ(all(check_plan(plan, wall)), "");
}

// Layouts in modules across and down, and which rule takes them.
TEST(Planner, known_layouts_under_both_rules) {
  struct Case {
    int across, down;
    bool rectangle, product;
  };
  for (const Case& c :
       {Case{2, 2, true, true}, Case{2, 1, true, true}, Case{1, 2, true, true}, Case{2, 3, false, true},
        Case{1, 5, false, true}, Case{3, 1, false, false}, Case{1, 6, false, false}, Case{1, 7, false, false},
        Case{7, 1, false, false}, Case{2, 4, false, false}}) {
    WallSettings wall = lanzhou();
    const SizePx px{c.across * 192, c.down * 96};
    const auto fits = [&](CardRule rule) {
      wall.card.rule = rule;
      return broken_card_limits(wall, px, c.across * c.down, "card").empty();
    };
    EXPECT_EQ(fits(CardRule::rectangle), c.rectangle) << c.across << "x" << c.down;
    EXPECT_EQ(fits(CardRule::product), c.product) << c.across << "x" << c.down;
  }
}

// The layouts of one card by pixels, groups in use and cards on this wall, and the limits that let them
// through.
TEST(Planner, layouts_with_their_loads_and_counts) {
  struct Case {
    CardLayout layout;
    std::int64_t px;
    std::size_t cards;
    std::array<int, 2> max_side;
    CardRule rule;
  };
  const Case cases[] = {
      {{2, 3}, 110592, 30, {512, 256}, CardRule::product},
      {{2, 2}, 73728, 48, {512, 256}, CardRule::rectangle},
      {{1, 5}, 92160, 36, {256, 512}, CardRule::rectangle},  // only where 256x512 is allowed
      {{1, 2}, 36864, 96, {256, 256}, CardRule::rectangle},  // a card whose calibration halves it
  };
  for (const Case& c : cases) {
    WallSettings wall = lanzhou();
    wall.card.rule = c.rule;
    wall.card.max_side = c.max_side;
    EXPECT_EQ(card_layout(wall).value(), c.layout);
    EXPECT_EQ(card_load(wall, c.layout.across, c.layout.down).px.area(), c.px);
    EXPECT_EQ(plan_wall(wall).value().cards.size(), c.cards);
  }
  constexpr std::array<std::array<int, 3>, 3> scans{{{48, 2, 12}, {32, 3, 18}, {24, 4, 24}}};
  for (const auto& [scan, groups, in_use] : scans) {
    WallSettings wall = lanzhou();
    wall.card.rule = CardRule::product;
    wall.module.scan = scan;
    wall.module.groups = groups;
    EXPECT_EQ(card_load(wall, 2, 3).connectors * groups, in_use);
    EXPECT_TRUE(broken_card_limits(wall, card_load(wall, 2, 3), "").empty());
  }
  WallSettings wall = lanzhou();
  wall.card.rule = CardRule::product;
  for (const CardLoad& load : {card_load(wall, 1, 7), card_load(wall, 7, 1)}) {
    EXPECT_EQ(load.px.area(), 129024);
    EXPECT_GE(broken_card_limits(wall, load, "").size(), 2u);
  }
}

TEST(Planner, ribbons_of_several_modules_save_connectors_and_are_limited_by_pixels_per_group) {
  WallSettings wall = lanzhou();
  wall.card.rule = CardRule::product;
  wall.card.connectors = 3;
  wall.card.groups = 12;
  EXPECT_EQ(card_layout(wall).value(), (CardLayout{1, 3}));
  wall.card.modules_per_connector = 2;
  EXPECT_EQ(card_layout(wall).value(), (CardLayout{2, 3}));
  const Plan plan = plan_wall(wall).value();
  EXPECT_EQ(all(check_plan(plan, wall)), "");
  EXPECT_EQ(plan.cards[0].modules[3].connector, 2);
  EXPECT_EQ(plan.cards[0].modules[3].place, 2);
  wall.card.groups_per_connector = 1;
  EXPECT_THAT(card_layout(wall).error().text, HasSubstr("modules of 2 groups, a connector carries 1"));
  wall.card.groups_per_connector.reset();
  wall.card.max_px = 6 * 18432 - 1;
  EXPECT_EQ(card_layout(wall).value(), (CardLayout{2, 2}));
}

TEST(Planner, chains_run_as_wished) {
  struct Case {
    ChainStyle style;
    ChainStart start;
    const char* first_port;  // places of cards as column/row of cabinets
  };
  const Case cases[] = {
      {ChainStyle::serpentine, ChainStart::top_left, "00 01 02 03 04 14 13 12 11 10 "},
      {ChainStyle::columns, ChainStart::top_left, "00 01 02 03 04 10 11 12 13 14 "},
      {ChainStyle::serpentine, ChainStart::bottom_right, "14 13 12 11 10 00 01 02 03 04 "},
      {ChainStyle::columns, ChainStart::bottom_left, "04 03 02 01 00 14 13 12 11 10 "},
      {ChainStyle::rows, ChainStart::top_left, "00 10 01 11 02 12 03 13 04 14 "},
      {ChainStyle::serpentine_rows, ChainStart::top_left, "00 10 11 01 02 12 13 03 04 14 "},
  };
  for (const Case& c : cases) {
    WallSettings wall = lanzhou();
    wall.card.rule = CardRule::product;
    for (HeadSettings& head : wall.heads) head.rate_hz = 30;
    wall.plan.chains = c.style;
    wall.plan.start = c.start;
    const Plan plan = plan_wall(wall).value();
    ASSERT_EQ(plan.ports.size(), 3u);
    EXPECT_EQ(all(check_plan(plan, wall)), "");
    std::string order;
    for (const Card* card : plan.chain(1))
      order += std::to_string(card->rect_px.x / 384) + std::to_string(card->rect_px.y / 288) + " ";
    EXPECT_EQ(order, c.first_port);
  }
}

TEST(Planner, loops_can_be_refused_or_demanded) {
  WallSettings wall = lanzhou();
  wall.card.rule = CardRule::product;
  for (HeadSettings& head : wall.heads) head.rate_hz = 30;
  wall.plan.backup = LoopBackup::none;
  const Plan bare = plan_wall(wall).value();
  for (const Port& port : bare.ports) EXPECT_FALSE(port.backup);
  wall.plan.backup = LoopBackup::full;
  EXPECT_EQ(all(check_plan(plan_wall(wall).value(), wall)), "");
  for (HeadSettings& head : wall.heads) head.rate_hz = 60;
  EXPECT_THAT(all(check_plan(plan_wall(wall).value(), wall)),
              HasSubstr("backup: full needs 12 ports for 6 chains"));
}

TEST(Planner, groups_and_connectors_limit_the_modules_of_a_card) {
  WallSettings wall = lanzhou();
  wall.card.rule = CardRule::product;
  wall.card.connectors = 3;
  EXPECT_EQ(card_layout(wall).value(),
            (CardLayout{1, 3}));  // 192 x 288 px is nearer to a square than 576 x 96
  wall.card.groups = 3;
  const auto layout = card_layout(wall);
  ASSERT_FALSE(layout.ok());
  EXPECT_THAT(layout.error().text,
              HasSubstr("modules of 2 groups, a connector carries 1 (3 groups / 3 connectors)"));
}

TEST(Planner, scan_decides_how_many_groups_a_module_takes) {
  struct Case {
    int scan, groups;
    std::size_t cards;
  };
  // 24 groups feed 6 modules of up to 4 groups each.
  for (const Case& c : {Case{48, 2, 30}, Case{32, 3, 30}, Case{24, 4, 30}}) {
    WallSettings wall = lanzhou();
    wall.card.rule = CardRule::product;
    wall.module.scan = c.scan;
    wall.module.groups = c.groups;
    EXPECT_EQ(plan_wall(wall).value().cards.size(), c.cards) << c.scan;
  }
}

TEST(Planner, port_capacity_follows_rate_and_depth) {
  struct Case {
    double rate_hz;
    int bits;
    std::int64_t px;
  };
  for (const Case& c :
       {Case{60, 24, 650000}, Case{50, 24, 780000}, Case{30, 24, 1300000}, Case{60, 30, 520000}}) {
    WallSettings wall = lanzhou();
    for (HeadSettings& head : wall.heads) head.rate_hz = c.rate_hz;
    wall.ports.bits_per_px = c.bits;
    EXPECT_EQ(port_capacity_px(wall), c.px);
  }
}

TEST(Planner, slower_frames_leave_ports_for_a_loop) {
  WallSettings wall = lanzhou();
  wall.card.rule = CardRule::product;
  for (HeadSettings& head : wall.heads) head.rate_hz = 50;
  Plan plan = plan_wall(wall).value();
  EXPECT_EQ(plan.ports.size(), 5u);  // one row of six cabinets each
  EXPECT_EQ(plan.ports.front().pixels, 663552);
  EXPECT_EQ(plan.ports.front().backup, 6);
  EXPECT_EQ(plan.ports[1].backup, std::nullopt);

  for (HeadSettings& head : wall.heads) head.rate_hz = 30;
  plan = plan_wall(wall).value();
  ASSERT_EQ(plan.ports.size(), 3u);
  for (const Port& port : plan.ports) {
    EXPECT_EQ(port.pixels, 1105920);
    EXPECT_EQ(port.backup, port.id + 3);
  }
  EXPECT_EQ(all(check_plan(plan, wall)), "");
}

TEST(Planner, a_wall_too_large_for_its_ports_is_planned_and_judged) {
  WallSettings wall = lanzhou();
  wall.ports.count = 4;
  const Plan plan = plan_wall(wall).value();
  EXPECT_EQ(plan.ports.size(), 6u);
  EXPECT_THAT(all(check_plan(plan, wall)), HasSubstr("the plan uses port 5; there are 4 ports"));
}

TEST(Planner, a_module_too_large_for_a_card_is_an_error_with_numbers) {
  WallSettings wall = lanzhou();
  wall.card.max_px = 10000;
  const auto plan = plan_wall(wall);
  ASSERT_FALSE(plan.ok());
  EXPECT_THAT(plan.error().text, HasSubstr("18432 px, a card drives 10000"));
}

// Walls of any shape: every pixel once, no limit broken, chains without holes.
TEST(Planner, two_hundred_random_walls_are_covered_exactly) {
  std::mt19937 random(20260101);
  const auto pick = [&](int from, int to) { return std::uniform_int_distribution<>(from, to)(random); };
  int planned = 0;
  for (int round = 0; round < 200; ++round) {
    WallSettings wall = lanzhou();
    wall.module.groups = pick(1, 4);
    wall.module.scan = pick(2, 8);
    wall.module.px = {pick(4, 24), wall.module.groups * wall.module.scan};
    wall.module.mm = {wall.module.px[0] * 2., wall.module.px[1] * 2.};
    const int columns = pick(1, 40), rows = pick(1, 40);
    wall.size_mm = {wall.module.mm[0] * columns, wall.module.mm[1] * rows};
    wall.card.rule = pick(0, 1) == 0 ? CardRule::rectangle : CardRule::product;
    wall.card.connectors = pick(1, 16);
    wall.card.groups = wall.card.connectors * pick(wall.module.groups, 4);
    wall.card.max_side = {8 * pick(2, 16), 8 * pick(2, 16)};
    wall.card.max_px = wall.card.max_side[0] * wall.card.max_side[1];
    wall.ports.rectangles_only = pick(0, 1) == 0;
    wall.ports.count = 256;
    const auto plan = plan_wall(wall);
    const bool one_fits = broken_card_limits(wall, wall.module_px(), 1, "").empty();
    ASSERT_EQ(plan.ok(), one_fits);
    if (!plan) continue;
    ++planned;
    std::vector<PlanFault> faults = check_plan(*plan, wall);
    // Only the number of ports may run out: the planner was not asked to invent any.
    faults.erase(std::remove_if(faults.begin(), faults.end(),
                                [&](const PlanFault& f) {
                                  return f.text.find("there are 256 ports") != std::string::npos;
                                }),
                 faults.end());
    ASSERT_EQ(all(faults), "") << round;
    std::vector<std::uint8_t> lit(static_cast<std::size_t>(wall.size_px().area()));
    for (const Card& card : plan->cards)
      for (int y = card.rect_px.y; y < card.rect_px.bottom(); ++y)
        for (int x = card.rect_px.x; x < card.rect_px.right(); ++x)
          ++lit[static_cast<std::size_t>(y) * static_cast<std::size_t>(wall.size_px().w) +
                static_cast<std::size_t>(x)];
    ASSERT_TRUE(std::all_of(lit.begin(), lit.end(), [](std::uint8_t n) { return n == 1; })) << round;
  }
  EXPECT_GT(planned, 100);
}

struct Wrong {
  const char* name;
  void (*spoil)(Plan&);
  const char* says;
};

TEST(PlanCheck, names_every_mistake_with_its_numbers) {
  const WallSettings wall = lanzhou();
  const Wrong cases[] = {
      {"missing card", [](Plan& p) { p.cards.erase(p.cards.begin() + 4); },
       "73728 of 3317760 px are lit by no card, first 384x192 px at (0, 768)"},
      {"hole in chain", [](Plan& p) { p.cards.erase(p.cards.begin() + 4); },
       "card 6 has place 6 in the chain of port 1; expected 5"},
      {"shifted", [](Plan& p) { p.cards[0].rect_px.x += 96; },
       "96x192 px at (384, 0) are lit by card 1 and card 9"},
      {"outside", [](Plan& p) { p.cards[47].rect_px.y += 1; },
       "card 48 reaches outside the canvas of 2304x1440 px"},
      {"source twice", [](Plan& p) { p.cards[1].source_px = p.cards[0].source_px; },
       "384x192 px at (0, 0) are taken from the raster by card 1 and card 2"},
      {"turn without turned source", [](Plan& p) { p.cards[0].turn = 90; },
       "card 1 takes 384x192 px from the raster and shows 384x192, turned by 90 degrees"},
      {"odd turn", [](Plan& p) { p.cards[0].turn = 45; }, "card 1 is turned by 45 degrees"},
      {"too tall", [](Plan& p) { p.cards[0].rect_px.h = p.cards[0].source_px.h = 288; },
       "card 1 has 384x288 px, rule rectangle allows 512x256"},
      {"connector twice", [](Plan& p) { p.cards[2].modules[1].connector = 1; },
       "card 3 uses connector 1 for two modules"},
      {"connector 7", [](Plan& p) { p.cards[2].modules[1].connector = 7; },
       "card 3 uses connector 7; the card has 1 to 6"},
      {"module missing", [](Plan& p) { p.cards[2].modules.pop_back(); },
       "card 3 has no module for 18432 of its 73728 px"},
      {"unknown port", [](Plan& p) { p.cards[2].port = 9; }, "card 3 hangs on port 9"},
      {"card twice", [](Plan& p) { p.cards[2].id = 1; }, "card 1 is listed more than once"},
      {"backup in use", [](Plan& p) { p.ports[0].backup = 2; }, "port 2 feeds 2 chains"},
      {"wrong sum", [](Plan& p) { p.ports[0].pixels = 5; },
       "port 1 is listed with 5 px, its cards have 552960"},
      {"port no rectangle", [](Plan& p) { std::swap(p.cards[0].port, p.cards[8].port); },
       "this processor wires rectangles only"},
  };
  for (const Wrong& c : cases) {
    Plan plan = plan_wall(wall).value();
    c.spoil(plan);
    EXPECT_THAT(all(check_plan(plan, wall)), HasSubstr(c.says)) << c.name;
  }
}

TEST(PlanCheck, port_over_its_capacity) {
  WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  wall.ports.bits_per_px = 30;
  EXPECT_THAT(all(check_plan(plan, wall)),
              HasSubstr("port 1 carries 552960 px, at 60 Hz and 30 bit it can carry 520000"));
}

TEST(PlanCheck, a_turned_card_with_a_turned_source_is_right) {
  // Two modules of 192x96 side by side; the second card is mounted on its side.
  WallSettings wall = lanzhou();
  wall.module.px = {96, 96};
  wall.module.mm = {160, 160};
  wall.size_mm = {320, 160};
  wall.card.connectors = 1;
  wall.card.groups = 2;
  Plan plan = plan_wall(wall).value();
  ASSERT_EQ(plan.cards.size(), 2u);
  plan.cards[1].turn = 90;
  EXPECT_EQ(all(check_plan(plan, wall)), "");
}

TEST(Failure, what_goes_dark) {
  Plan plan = plan_wall(lanzhou()).value();
  const auto dark = [&](const char* text) { return dark_cards(plan, parse_failure(text).value()).value(); };
  EXPECT_EQ(dark("port=2"), (std::vector{9, 10, 11, 12, 13, 14, 15, 16}));
  EXPECT_EQ(dark("card=14"), (std::vector{14, 15, 16}));  // and what hangs behind it
  plan.ports[1].backup = 7;
  EXPECT_EQ(dark("port=2"), std::vector<int>{});
  EXPECT_EQ(dark("port=7"), std::vector<int>{});
  EXPECT_EQ(dark("card=14"), std::vector{14});
  EXPECT_FALSE(dark_cards(plan, {Failure::Part::card, 49}).ok());
  EXPECT_FALSE(dark_cards(plan, {Failure::Part::port, 9}).ok());
  for (const char* wrong : {"", "port", "port=", "port=0", "port=2x", "head=1", "card=-1", "=3"})
    EXPECT_FALSE(parse_failure(wrong).ok()) << wrong;
}

}  // namespace
}  // namespace guangmu::led
