// The plan's sheet as pixels: shapes and letters where the sheet says.
#include "tools/sheet_png.h"

#include <gtest/gtest.h>

#include "led_mapping/plan_sheet.h"
#include "led_mapping/planner.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::tools {
namespace {

using Rgb = std::array<std::uint8_t, 3>;

Rgb at(const media::PictureRgb& p, double x_mm, double y_mm, double scale) {
  const auto i = (static_cast<std::size_t>(y_mm * scale) * static_cast<std::size_t>(p.size.w) +
                  static_cast<std::size_t>(x_mm * scale)) *
                 3;
  return {p.rgb[i], p.rgb[i + 1], p.rgb[i + 2]};
}

// Dark pixels between two places along a row band.
int ink(const media::PictureRgb& p, RectPx r) {
  int n = 0;
  for (int y = r.y; y < r.bottom(); ++y)
    for (int x = r.x; x < r.right(); ++x)
      n += p.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(p.size.w) +
                  static_cast<std::size_t>(x)) *
                 3] < 128;
  return n;
}

TEST(SheetPng, fills_strokes_and_dashes) {
  led::Sheet sheet{20, 10, {}};
  sheet.shapes.emplace_back(
      led::SheetPath{{{2, 2}, {6, 2}, {6, 6}, {2, 6}}, true, led::SheetColour{200, 10, 20, 1}, {}, 0, 0});
  sheet.shapes.emplace_back(
      led::SheetPath{{{4, 4}, {8, 4}, {8, 8}, {4, 8}}, true, led::SheetColour{0, 0, 255, 0.5}, {}, 0, 0});
  sheet.shapes.emplace_back(
      led::SheetPath{{{10, 3}, {18, 3}}, false, {}, led::SheetColour{0, 0, 0, 1}, 1, 0});
  sheet.shapes.emplace_back(
      led::SheetPath{{{10, 7}, {18, 7}}, false, {}, led::SheetColour{0, 0, 0, 1}, 0.5, 2});
  const auto p = sheet_picture(sheet, 10).value();
  ASSERT_EQ(p.size, (SizePx{200, 100}));
  EXPECT_EQ(at(p, 1, 1, 10), (Rgb{255, 255, 255}));
  EXPECT_EQ(at(p, 3, 3, 10), (Rgb{200, 10, 20}));
  EXPECT_EQ(at(p, 5, 5, 10), (Rgb{100, 5, 138}));
  EXPECT_EQ(at(p, 7, 7, 10), (Rgb{128, 128, 255}));
  EXPECT_EQ(at(p, 14, 3.3, 10), (Rgb{0, 0, 0}));
  EXPECT_EQ(at(p, 14, 3.8, 10), (Rgb{255, 255, 255}));
  EXPECT_EQ(at(p, 11, 7, 10), (Rgb{0, 0, 0}));
  EXPECT_EQ(at(p, 13, 7, 10), (Rgb{255, 255, 255}));
}

TEST(SheetPng, letters_stand_on_their_line_at_their_anchor) {
  for (const auto anchor : {led::SheetAnchor::start, led::SheetAnchor::middle, led::SheetAnchor::end}) {
    led::Sheet sheet{60, 20, {}};
    sheet.shapes.emplace_back(led::SheetText{"卡48", {30, 12}, 6, anchor, true, {}});
    const auto p = sheet_picture(sheet, 10).value();
    const int left = ink(p, {0, 0, 300, 200}), right = ink(p, {300, 0, 300, 200});
    EXPECT_GT(left + right, 1000);
    EXPECT_EQ(left > 300, anchor != led::SheetAnchor::start) << left;
    EXPECT_EQ(right > 300, anchor != led::SheetAnchor::end) << right;
    EXPECT_EQ(ink(p, {0, 0, 600, 55}), 0);    // above the letters
    EXPECT_EQ(ink(p, {0, 140, 600, 60}), 0);  // below them
  }
}

TEST(SheetPng, the_same_plan_gives_the_same_pixels) {
  const led::WallSettings wall = led::lanzhou();
  const led::Plan plan = led::plan_wall(wall).value();
  const led::Sheet sheet = led::plan_sheet(plan, wall, led::judge(plan, wall).value());
  const auto a = sheet_picture(sheet, 3).value(), b = sheet_picture(sheet, 3).value();
  EXPECT_EQ(a.size, (SizePx{891, 1260}));
  EXPECT_EQ(a.rgb, b.rgb);
  EXPECT_GT(ink(a, {0, 0, a.size.w, a.size.h}), 20000);
}

}  // namespace
}  // namespace guangmu::tools
