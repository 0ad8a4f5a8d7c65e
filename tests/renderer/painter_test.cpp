// What the painter paints, against what can be worked out by hand; and that damaged tiles alone give the same
// picture as all.
#include "renderer/painter.h"

#include <cmath>
#include <random>

#include "base/hash.h"
#include "tests/renderer/gallery.h"
#include "tests/renderer/gl_fixture.h"

namespace guangmu::renderer {
namespace {

using namespace draw;

constexpr Linear white{1, 1, 1, 1};
constexpr float half_precision = 1.f / 1024;

template <class S>
GroupPtr group_of(S shape, Blend blend = Blend::over) {
  GroupBuilder b(1);
  b.add(std::move(shape), blend);
  return b.finish();
}

TEST_F(PaintTest, ARectangleCoversPixelsByArea) {
  paint(list_of(group_of(RoundRect{{10.25f, 20.5f, 30, 10}, {}, white, 0, {}})));
  EXPECT_FLOAT_EQ(at(20, 25).r, 1);
  EXPECT_FLOAT_EQ(at(9, 25).r, 0);
  EXPECT_NEAR(at(10, 25).r, 0.75f, half_precision);
  EXPECT_NEAR(at(40, 25).r, 0.25f, half_precision);
  EXPECT_NEAR(at(20, 20).r, 0.5f, half_precision);
  EXPECT_NEAR(at(20, 30).r, 0.5f, half_precision);
  EXPECT_NEAR(at(10, 20).r, 0.375f, half_precision) << "a corner";
  EXPECT_FLOAT_EQ(at(41, 25).r, 0);
}

TEST_F(PaintTest, TheStrokeLiesInsideTheEdge) {
  paint(list_of(
      group_of(RoundRect{{10, 10, 40, 30}, {6, 6, 6, 6}, Linear{0, 1, 0, 1}, 2, Linear{1, 0, 0, 1}})));
  EXPECT_FLOAT_EQ(at(30, 9).r, 0);
  for (const int y : {10, 11, 38, 39}) EXPECT_NEAR(at(30, y).r, 1, half_precision) << y;
  EXPECT_FLOAT_EQ(at(30, 12).r, 0);
  EXPECT_NEAR(at(30, 12).g, 1, half_precision);
  EXPECT_FLOAT_EQ(at(10, 10).r, 0) << "outside the rounded corner";
  EXPECT_NEAR(at(10, 25).r, 1, half_precision);
}

TEST_F(PaintTest, BlendingIsLinear) {
  GroupBuilder b(1);
  b.add(RoundRect{{0, 0, 192, 96}, {}, Linear{0.2f, 0.2f, 0.2f, 1}, 0, {}});
  b.add(RoundRect{{0, 0, 40, 40}, {}, white.with_alpha(0.5f), 0, {}});
  b.add(RoundRect{{60, 0, 40, 40}, {}, white.with_alpha(0.5f), 0, {}}, Blend::add);
  paint(list_of(b.finish()));
  EXPECT_NEAR(at(10, 10).r, 0.6f, half_precision);
  EXPECT_NEAR(at(70, 10).r, 0.7f, half_precision);
  EXPECT_NEAR(at(150, 10).r, 0.2f, half_precision);
}

TEST_F(PaintTest, OpacityFadesAGroupsItems) {
  DrawList list = list_of(group_of(RoundRect{{0, 0, 40, 40}, {}, white, 0, {}}));
  list.groups[0].opacity = 0.25f;
  list.groups[0].shift = {5, 3};
  paint(list);
  EXPECT_NEAR(at(44, 42).r, 0.25f, half_precision);
  EXPECT_FLOAT_EQ(at(4, 10).r, 0);
}

TEST_F(PaintTest, GradientsRiseEvenly) {
  paint(list_of(group_of(
      RoundRect{{0, 0, 192, 96}, {}, Paint::horizontal(0, 192, {{0, {0, 0, 0, 1}}, {1, white}}), 0, {}})));
  float before = -1;
  for (int x = 0; x < 192; ++x) {
    const float v = at(x, 40).r;
    EXPECT_GE(v, before);
    EXPECT_NEAR(v, (static_cast<float>(x) + 0.5f) / 192, 0.002f);
    before = v;
  }
}

TEST_F(PaintTest, RadialGradientsAreRound) {
  paint(list_of(group_of(RoundRect{
      {0, 0, 192, 96}, {}, Paint::radial({90, 48}, {80, 40}, {{0, white}, {1, {0, 0, 0, 1}}}), 0, {}})));
  EXPECT_NEAR(at(130, 48).r, at(90, 68).r, 0.02f);
  EXPECT_NEAR(at(130, 48).r, 0.5f, 0.02f);
}

TEST_F(PaintTest, RingsKeepTheirBand) {
  paint(list_of(group_of(Ring{{96, 48}, 20, 30, 0, 0.25f, false, white})));
  EXPECT_NEAR(at(96 + 17, 48 - 18).r, 1, half_precision) << "in the first quarter";
  EXPECT_FLOAT_EQ(at(96 - 18, 48 - 18).r, 0) << "outside the sweep";
  EXPECT_FLOAT_EQ(at(96 + 10, 48 - 10).r, 0) << "inside the hole";
  paint(list_of(group_of(Ring{{96, 48}, 20, 30, 0, 1, false, white})));
  double area = 0;
  const auto all = everything();
  for (std::size_t i = 0; i < all.size(); i += 4) area += all[i];
  EXPECT_NEAR(area, 3.14159265 * (900 - 400), 6);
}

TEST_F(PaintTest, LinesDoNotDoubleAtTheirJoints) {
  auto points = std::make_shared<std::vector<Vec2>>(
      std::vector<Vec2>{{20, 70}, {60, 20}, {90, 70}, {94, 60}, {150, 60}});
  paint(list_of(group_of(Polyline{points, nullptr, 8, white.with_alpha(0.5f)})));
  const auto all = everything();
  for (std::size_t i = 0; i < all.size(); i += 4) ASSERT_LE(all[i], 0.5f + half_precision) << i / 4;
  EXPECT_NEAR(at(60, 22).r, 0.5f, half_precision) << "round joint is filled";
  EXPECT_NEAR(at(120, 60).r, 0.5f, half_precision);
}

TEST_F(PaintTest, GlowFallsOffOnBothSides) {
  auto points = std::make_shared<std::vector<Vec2>>(std::vector<Vec2>{{10, 48}, {180, 48}});
  paint(list_of(group_of(Polyline{points, nullptr, 4, white, 20, 0.5f})));
  EXPECT_NEAR(at(90, 47).r, 1, half_precision);
  EXPECT_NEAR(at(90, 40).r, at(90, 55).r, half_precision);
  float before = 1;
  for (int y = 51; y < 70; ++y) {
    EXPECT_LT(at(90, y).r, before);
    before = at(90, y).r;
  }
  EXPECT_FLOAT_EQ(at(90, 71).r, 0);
}

TEST_F(PaintTest, DashesLeaveGaps) {
  auto points = std::make_shared<std::vector<Vec2>>(std::vector<Vec2>{{10, 48}, {180, 48}});
  paint(list_of(group_of(Polyline{points, nullptr, 4, white, 0, 0, 20, 10})));
  EXPECT_NEAR(at(20, 48).r, 1, half_precision);
  EXPECT_FLOAT_EQ(at(35, 48).r, 0);
  EXPECT_NEAR(at(50, 48).r, 1, half_precision);
  paint(list_of(group_of(Polyline{points, nullptr, 4, white, 0, 0, 0, 16})));
  EXPECT_NEAR(at(26, 48).r, 1, 0.1f) << "a dot every 16 px";
  EXPECT_FLOAT_EQ(at(18, 48).r, 0);
}

TEST_F(PaintTest, AreasAreFilledUnderTheirLine) {
  auto upper = std::make_shared<std::vector<Vec2>>(std::vector<Vec2>{{0, 60}, {96, 20}, {192, 60}});
  paint(list_of(group_of(Area{upper, nullptr, 80, white})));
  EXPECT_FLOAT_EQ(at(48, 36).r, 0);
  EXPECT_NEAR(at(48, 44).r, 1, half_precision);
  EXPECT_NEAR(at(95, 79).r, 1, half_precision);
  EXPECT_FLOAT_EQ(at(95, 80).r, 0);
}

TEST_F(PaintTest, ClipsCutAndFade) {
  GroupBuilder b(1);
  const auto run = text().line("8", {.size_px = 80, .weight = Weight::bold});
  Item& item = b.add(Text{run, {20, 80}, white});
  item.clip = Rect{0, 40, 192, 30};
  paint(list_of(b.finish()));
  const auto light_of_row = [&](int y) {
    float sum = 0;
    for (int x = 0; x < 100; ++x) sum += at(x, y).r;
    return sum;
  };
  EXPECT_FLOAT_EQ(light_of_row(39), 0);
  EXPECT_GT(light_of_row(41), 5);
  EXPECT_FLOAT_EQ(light_of_row(70), 0);
  const float hard = light_of_row(41);
  GroupBuilder soft(2);
  Item& other = soft.add(Text{run, {20, 80}, white});
  other.clip = Rect{0, 40, 192, 30};
  other.clip_soft_px = 10;
  paint(list_of(soft.finish()));
  EXPECT_NEAR(light_of_row(41), hard * 0.15f, hard * 0.01f);
  EXPECT_NEAR(light_of_row(50), light_of_row(50), 0);
}

TEST_F(PaintTest, TextStandsOnWholePixelsUnlessItMoves) {
  const auto run = text().line("一", {.size_px = 64});
  paint(list_of(group_of(Text{run, {20, 70}, white})));
  const auto still = everything();
  paint(list_of(group_of(Text{run, {20.3f, 69.8f}, white})));
  EXPECT_EQ(everything(), still);
  Text moving{run, {20, 70.5f}, white};
  moving.smooth = true;
  paint(list_of(group_of(moving)));
  EXPECT_NE(everything(), still);
}

TEST_F(PaintTest, PicturesAreDecodedToLight) {
  kit_->register_image("grey", {1, 1}, {188, 188, 188, 255});
  paint(list_of(group_of(Picture{"grey", {10, 10, 20, 20}, white})));
  EXPECT_NEAR(at(15, 15).r, srgb_to_linear(188.f / 255), 0.002f);
  EXPECT_FLOAT_EQ(at(40, 15).r, 0);
}

TEST_F(PaintTest, TheSameListAgainCostsNothing) {
  const DrawList list = testing::gallery(text(), {576, 360});
  EXPECT_FALSE(paint(list).empty());
  const auto first = everything();
  EXPECT_TRUE(paint(list).empty());
  EXPECT_EQ(work_.draws, 0);
  EXPECT_EQ(everything(), first);
}

TEST_F(PaintTest, TwiceGivesTheSameBytes) {
  paint(testing::gallery(text(), {576, 360}));
  const auto first = read_srgb(painter_->canvas());
  painter_.emplace(std::move(*Painter::create(*kit_)));
  paint(testing::gallery(text(), {576, 360}));
  EXPECT_EQ(read_srgb(painter_->canvas()), first);
}

TEST_F(PaintTest, AnItemDamagesItsTilesAlone) {
  DrawList list = testing::gallery(text(), {576, 360});
  paint(list);
  list.groups.push_back({group_of(Ring{{100, 100}, 0, 10, 0, 1, false, white}), {}, 1});
  double area = 0;
  for (const RectPx& r : paint(list)) area += static_cast<double>(r.area());
  EXPECT_GT(area, 0);
  EXPECT_LT(area, 0.1 * 576 * 360);
}

TEST_F(PaintTest, MovingGroundAdvancesByTiles) {
  DrawList list = testing::gallery(text(), {576, 360});
  list.tile = {48, 24};
  paint(list);
  list.time_s = 1. / 30;
  double area = 0;
  for (const RectPx& r : paint(list)) area += static_cast<double>(r.area());
  EXPECT_GT(area, 0) << "360 tiles a second: 12 are due";
  EXPECT_LT(area, 0.3 * 576 * 360);
  list.backdrop_moves = false;
  list.time_s = 0.2;
  EXPECT_TRUE(paint(list).empty());
}

// Whatever is edited, painting the damage gives what painting everything gives, bit for bit.
TEST_F(PaintTest, DamageEqualsFullRepaint) {
  std::mt19937 random(7);
  const auto number = [&](float least, float most) {
    return std::uniform_real_distribution<float>(least, most)(random);
  };
  const auto colour = [&] { return Linear{number(0, 1), number(0, 1), number(0, 1), number(0.2f, 1)}; };
  const auto anywhere = [&] { return Vec2{number(-30, 600), number(-30, 390)}; };
  const auto shape = [&]() -> Shape {
    switch (std::uniform_int_distribution<int>(0, 8)(random)) {
      case 0: {
        const Vec2 p = anywhere();
        const Linear a = colour(), b = colour();
        return RoundRect{{p.x, p.y, number(3, 200), number(3, 120)},
                         {number(0, 20), 0, 4, number(0, 9)},
                         Paint::linear(p, {p.x + 80, p.y + 60}, {{0, a}, {0.4f, b}, {1, a}}),
                         number(0, 5),
                         colour()};
      }
      case 1:
        return Ring{anywhere(),         number(0, 40), number(41, 90), number(0, 1),
                    number(0.1f, 1.2f), true,          colour()};
      case 2:
        return Halo{anywhere(), number(10, 60), number(1, 20), number(1, 40), 2.6f, colour()};
      case 3:
        return Light{anywhere(), {number(5, 150), number(5, 90)}, number(1, 3), colour()};
      case 4: {
        auto points = std::make_shared<std::vector<Vec2>>();
        for (int i = 0; i < 12; ++i) points->push_back(anywhere());
        return Polyline{points,        nullptr,      number(1, 6),    colour(),
                        number(0, 20), number(0, 1), number(-20, 12), 7};
      }
      case 5: {
        auto upper = std::make_shared<std::vector<Vec2>>();
        for (int i = 0; i < 20; ++i) upper->push_back({static_cast<float>(i) * 31, number(100, 300)});
        return Area{upper, nullptr, 320, colour()};
      }
      case 6: {
        auto dots = std::make_shared<std::vector<Dot>>();
        for (int i = 0; i < 30; ++i) dots->push_back({anywhere(), number(1, 5), colour()});
        return Dots{dots};
      }
      default: {
        Text t{text().line("绿金 50.56", {.size_px = number(20, 90)}), anywhere(), colour()};
        if (number(0, 1) < 0.5f) t.glows[0] = {number(2, 30), colour()};
        t.smooth = number(0, 1) < 0.3f;
        return t;
      }
    }
  };
  const auto group = [&](Id id) {
    GroupBuilder b(id);
    for (int i = std::uniform_int_distribution<int>(1, 4)(random); i > 0; --i) {
      Item& item = b.add(shape(), number(0, 1) < 0.3f ? Blend::add : Blend::over);
      if (number(0, 1) < 0.2f)
        item.clip = Rect{number(0, 300), number(0, 200), 150, 90}, item.clip_soft_px = number(0, 8);
    }
    return b.finish();
  };
  DrawList list = testing::gallery(text(), {576, 360});
  list.tile = {48, 24};
  for (Id i = 0; i < 6; ++i) list.groups.push_back({group(i), {}, 1});
  for (int step = 0; step < 12; ++step) {
    for (int edits = 0; edits < 2; ++edits) {
      const auto i = std::uniform_int_distribution<std::size_t>(0, list.groups.size() - 1)(random);
      switch (std::uniform_int_distribution<int>(0, 4)(random)) {
        case 0:
          list.groups[i].group = group(100 + static_cast<Id>(step));
          break;
        case 1:
          list.groups[i].shift = {number(-20, 20), std::round(number(-20, 20))};
          break;
        case 2:
          list.groups[i].opacity = number(0, 1);
          break;
        case 3:
          std::swap(list.groups[i], list.groups.front());
          break;
        default:
          list.time_s += 0.05;
          break;
      }
    }
    paint(list);
    const auto damaged = everything();
    painter_->damage_all();
    list.backdrop_moves = false;
    ASSERT_FALSE(paint(list).empty());
    list.backdrop_moves = true;
    const auto full = everything();
    ASSERT_EQ(damaged.size(), full.size());
    for (std::size_t i = 0; i < full.size(); ++i)
      ASSERT_EQ(damaged[i], full[i]) << "step " << step << ", pixel " << i / 4 % 576 << ", " << i / 4 / 576;
  }
}

}  // namespace
}  // namespace guangmu::renderer
