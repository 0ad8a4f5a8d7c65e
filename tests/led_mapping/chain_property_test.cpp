// Walls, cards and chains of any kind: every pixel is mapped exactly once, and what the simulator shows
// behind the whole receiving chain is the canvas.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "led_mapping/output_tables.h"
#include "led_mapping/plan_check.h"
#include "led_mapping/planner.h"
#include "led_mapping/route.h"
#include "led_mapping/simulator.h"

namespace guangmu::led {
namespace {

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}
  int pick(int from, int to) { return std::uniform_int_distribution<>(from, to)(random_); }
  bool coin() { return pick(0, 1) == 1; }
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i)
      std::swap(list[i - 1], list[static_cast<std::size_t>(pick(0, static_cast<int>(i) - 1))]);
  }

 private:
  std::mt19937 random_;
};

WallSettings random_wall(Chance& chance, bool two_heads) {
  WallSettings wall;
  wall.module.groups = chance.pick(1, 3);
  wall.module.scan = chance.pick(2, 6);
  const int side = wall.module.groups * wall.module.scan;
  wall.module.px = {chance.coin() ? side : chance.pick(3, 20), side};
  wall.module.mm = {wall.module.px[0] * 2., wall.module.px[1] * 2.};
  wall.pitch_mm = 2;
  const int columns = chance.pick(2, 14), rows = chance.pick(1, 12);
  wall.size_mm = {wall.module.mm[0] * columns, wall.module.mm[1] * rows};
  wall.card.rule = chance.coin() ? CardRule::rectangle : CardRule::product;
  wall.card.connectors = chance.pick(1, 8);
  wall.card.modules_per_connector = chance.coin() ? 1 : chance.pick(1, 3);
  wall.card.groups = wall.card.connectors * chance.pick(wall.module.groups, 4);
  wall.card.max_side = {wall.module.px[0] * chance.pick(1, 4), wall.module.px[1] * chance.pick(1, 4)};
  wall.card.max_px = wall.card.max_side[0] * wall.card.max_side[1];
  wall.ports.rectangles_only = chance.coin();
  wall.ports.count = 256;
  wall.ports.bits_per_s = 60. * 24 * wall.card.max_px * chance.pick(1, 12);
  wall.plan.chains = static_cast<ChainStyle>(chance.pick(0, 3));
  wall.plan.start = static_cast<ChainStart>(chance.pick(0, 3));
  wall.plan.backup = chance.coin() ? LoopBackup::spare : LoopBackup::none;
  const SizePx size = wall.size_px();
  if (!two_heads) {
    wall.heads = {{"HDMI-1", "", {0, 0, size.w, size.h}, 60}};
  } else if (chance.coin() && size.h > 1) {
    const int cut = chance.pick(1, size.h - 1);
    wall.heads = {{"HDMI-1", "", {0, 0, size.w, cut}, 60}, {"DVI-1", "", {0, cut, size.w, size.h - cut}, 60}};
  } else {
    const int cut = chance.pick(1, size.w - 1);
    wall.heads = {{"DVI-1", "", {cut, 0, size.w - cut, size.h}, 60}, {"HDMI-1", "", {0, 0, cut, size.h}, 60}};
  }
  return wall;
}

// As an installer may have hung it: cards of one size change places in the raster, cards and modules are
// turned, ribbons are crossed.
void hang_anyhow(Plan& plan, Chance& chance) {
  std::vector<std::size_t> order(plan.cards.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  chance.shuffle(order);
  for (std::size_t i = 1; i < order.size(); ++i) {
    Card &a = plan.cards[order[i - 1]], &b = plan.cards[order[i]];
    if (a.source_px.w == b.source_px.w && a.source_px.h == b.source_px.h) std::swap(a.source_px, b.source_px);
  }
  for (Card& card : plan.cards) {
    const bool square = card.rect_px.w == card.rect_px.h;
    card.turn = square && plan.module.w == plan.module.h ? 90 * chance.pick(0, 3) : 180 * chance.pick(0, 1);
    for (CardModule& m : card.modules)
      if (chance.pick(0, 3) == 0) m.turn = plan.module.w == plan.module.h ? 90 * chance.pick(0, 3) : 180;
    if (card.modules.size() > 1 && chance.pick(0, 3) == 0) {
      CardModule &a = card.modules.front(), &b = card.modules.back();
      const RectPx s = card.source_px;
      a.source_px = RectPx{s.x + b.in_card_px.x, s.y + b.in_card_px.y, plan.module.w, plan.module.h};
      b.source_px = RectPx{s.x + a.in_card_px.x, s.y + a.in_card_px.y, plan.module.w, plan.module.h};
    }
  }
}

// Each pixel has codes of its own, never 0.
Picture8 numbered(SizePx size) {
  Picture8 out{size, {}};
  for (int i = 0; i < size.w * size.h; ++i)
    out.rgb.insert(out.rgb.end(),
                   {static_cast<std::uint8_t>(i % 251 + 1), static_cast<std::uint8_t>(i / 251 % 251 + 1),
                    static_cast<std::uint8_t>(i % 97 + i / 63001 + 100)});
  return out;
}

// Back from light to the code that makes it.
std::uint8_t code_of(float light, double gamma) {
  return static_cast<std::uint8_t>(std::lround(255 * std::pow(static_cast<double>(light), 1 / gamma)));
}

class AnyWall : public testing::TestWithParam<unsigned> {};

TEST_P(AnyWall, shows_the_canvas_with_every_pixel_mapped_once) {
  const bool as_hung = GetParam() % 2 == 1;
  Chance chance(GetParam() * 7919 + 11);
  WallSettings wall = random_wall(chance, as_hung || chance.coin());
  auto planned = plan_wall(wall);
  while (!planned) planned = plan_wall(wall = random_wall(chance, as_hung));
  Plan plan = std::move(*planned);
  if (as_hung) {
    hang_anyhow(plan, chance);
    wall.ports.rectangles_only = false;
  }
  for (const PlanFault& fault : check_plan(plan, wall))
    if (fault.text.find("there are 256 ports") == std::string::npos) ADD_FAILURE() << fault.text;

  // Every LED exactly once, counted along the plan.
  const SizePx size = wall.size_px();
  std::vector<int> lit(static_cast<std::size_t>(size.area()));
  for (const Card& card : plan.cards)
    for (int y = card.rect_px.y; y < card.rect_px.bottom(); ++y)
      for (int x = card.rect_px.x; x < card.rect_px.right(); ++x)
        ++lit[static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x)];
  for (const int n : lit) ASSERT_EQ(n, 1);

  const Picture8 canvas = numbered(size);
  const WallLight light = simulate_wall(wall, plan, cut_heads(wall, to_raster(plan, canvas))).value();
  for (int y = 0; y < size.h; ++y)
    for (int x = 0; x < size.w; ++x)
      for (std::size_t c = 0; c < 3; ++c)
        ASSERT_EQ(code_of(light.at(x, y)[c], 2.8), canvas.at(x, y)[c])
            << x << " " << y << " of " << size.w << "x" << size.h;
}

// The same behind the whole output pass: gray light is asked for, and gray light is emitted, pixel for pixel.
TEST_P(AnyWall, emits_the_light_that_the_output_pass_was_asked_for) {
  if (GetParam() % 4 != 1) return;
  Chance chance(GetParam() * 104729 + 5);
  WallSettings wall = random_wall(chance, true);
  auto planned = plan_wall(wall);
  while (!planned) planned = plan_wall(wall = random_wall(chance, true));
  Plan plan = std::move(*planned);
  hang_anyhow(plan, chance);
  wall.colour.dither = Dither::off;
  const OutputTables tables = make_output_tables(wall);
  const SizePx size = wall.size_px();
  std::vector<float> canvas;
  for (int i = 0; i < size.w * size.h; ++i) {
    const float l = static_cast<float>(i % 199) / 198;
    canvas.insert(canvas.end(), {l, l, l});
  }
  const Picture8 codes{size, grade_picture(canvas, 3, tables)};
  const WallLight light = simulate_wall(wall, plan, cut_heads(wall, to_raster(plan, codes))).value();
  for (int y = 0; y < size.h; ++y)
    for (int x = 0; x < size.w; ++x) {
      const auto asked = static_cast<double>(canvas[static_cast<std::size_t>(y * size.w + x) * 3]);
      const auto seen = light.at(x, y);
      const double strongest = std::max({seen[0], seen[1], seen[2]});
      // White drives its strongest channel with the canvas's light; one code is at most 1.1 % of full light.
      ASSERT_NEAR(strongest, asked, 0.012) << x << " " << y;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyWall, testing::Range(0u, 160u));

}  // namespace
}  // namespace guangmu::led
