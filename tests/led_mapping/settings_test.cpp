// What wall.yaml may say: every cross-field mistake is told with its numbers, the hall's own file is free of
// them.
#include "led_mapping/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "led_mapping/planner.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

using testing::HasSubstr;

// Everything check() of the wall and of its parts complains about.
std::string complaints(const WallSettings& w, bool warnings = false) {
  std::string out;
  const auto gather = [&](const std::string& part, const auto& settings) {
    fields::Complaints c;
    settings.check(c);
    for (const auto& one : c.list())
      if (one.warning == warnings) out += part + one.key + ": " + one.text + "\n";
  };
  gather("", w);
  gather("module.", w.module);
  gather("card.", w.card);
  gather("primaries.", w.colour.primaries);
  if (w.colour.curve) gather("curve.", *w.colour.curve);
  gather("power.", w.power);
  gather("viewing.", w.viewing);
  return out;
}

TEST(WallSettings, the_hall_is_in_order) {
  const WallSettings wall = lanzhou();
  EXPECT_EQ(complaints(wall), "");
  EXPECT_THAT(complaints(wall, true), HasSubstr("heads: 2 heads"));
  EXPECT_EQ(wall.size_px(), (SizePx{2304, 1440}));
  EXPECT_EQ(wall.columns(), 12);
  EXPECT_EQ(wall.rows(), 15);
}

struct Mistake {
  const char* name;
  void (*make)(WallSettings&);
  const char* says;
};

TEST(WallSettings, each_mistake_is_told_with_its_numbers) {
  const Mistake cases[] = {
      {"module does not divide", [](WallSettings& w) { w.size_mm[0] = 3900; },
       "size_mm: 3900 mm wide is 12.188 modules of 320 mm"},
      {"pitch", [](WallSettings& w) { w.pitch_mm = 1.25; },
       "pitch_mm: a module 320 mm wide with 192 px has a pitch of 1.6667"},
      {"scan", [](WallSettings& w) { w.module.scan = 32; },
       "module.scan: 2 groups of 32 scanned rows make 64 rows"},
      {"groups per connector", [](WallSettings& w) { w.module.groups = 6, w.module.scan = 16; },
       "module.groups: the module has 6 groups, a connector carries 4"},
      {"groups shared", [](WallSettings& w) { w.card.groups = 25; },
       "card.groups: 25 groups cannot be shared equally by 6"},
      {"card too small",
       [](WallSettings& w) {
         w.card.max_side = {128, 256};
       },
       "card.max_side: one module of 192x96 px is larger than the card's 128x256"},
      {"card too few px", [](WallSettings& w) { w.card.max_px = 9999; },
       "card.max_px: one module has 18432 px, the card drives 9999"},
      {"no heads", [](WallSettings& w) { w.heads.clear(); }, "heads: no head carries the wall"},
      {"overlap",
       [](WallSettings& w) {
         w.heads[1].rect_px = {1100, 0, 1204, 1440};
       },
       "heads[1].rect_px: overlaps head 1 (HDMI-1) in 52x1440 at (1100, 0)"},
      {"gap",
       [](WallSettings& w) {
         w.heads[1].rect_px = {1152, 0, 1152, 1400};
       },
       "heads: the heads carry 3271680 of 3317760 pixels"},
      {"outside",
       [](WallSettings& w) {
         w.heads[1].rect_px = {1152, 0, 1200, 1440};
       },
       "heads[1].rect_px: 1200x1440 at (1152, 0) reaches outside the canvas of 2304x1440 px"},
      {"empty head",
       [](WallSettings& w) {
         w.heads[1].rect_px = {1152, 0, 0, 1440};
       },
       "heads[1].rect_px: the head has no area"},
      {"same connector", [](WallSettings& w) { w.heads[1].connector = "HDMI-1"; },
       "heads[1].connector: HDMI-1 is already head 1"},
      {"rates apart", [](WallSettings& w) { w.heads[1].rate_hz = 50; },
       "heads[1].rate_hz: 50 Hz, but head 1 runs at 60 Hz"},
      {"too fast for the input",
       [](WallSettings& w) {
         w.heads = {{"HDMI-1", "", {0, 0, 2304, 1440}, 60}};
       },
       "heads[0].rect_px: 2304x1440 at 60 Hz needs at least 211.842 MHz (CVT-RBv2), the input takes 165 MHz"},
      {"primary",
       [](WallSettings& w) {
         w.colour.primaries.b = {0.3, 0};
       },
       "primaries.b: [0.3, 0] is no colour"},
      {"order of primaries", [](WallSettings& w) { std::swap(w.colour.primaries.r, w.colour.primaries.g); },
       "primaries.: red, green and blue do not span a triangle"},
      {"curve start",
       [](WallSettings& w) {
         w.colour.curve = CurveSettings{{{0.1, 0}, {1, 1}}, {}, {}};
       },
       "curve.r: a curve runs from [0, 0] to [1, 1]"},
      {"curve falls",
       [](WallSettings& w) {
         w.colour.curve = CurveSettings{{}, {{0, 0}, {0.5, 0.4}, {0.7, 0.3}, {1, 1}}, {}};
       },
       "curve.g: point 3 [0.7, 0.3] does not follow [0.5, 0.4]"},
      {"power", [](WallSettings& w) { w.power.black_w_m2 = 700; },
       "power.black_w_m2: 700 at black is not below 600 at white"},
      {"power limit", [](WallSettings& w) { w.power.average_limit_w_m2 = 20; },
       "power.average_limit_w_m2: 20 is already used"},
      {"viewing", [](WallSettings& w) { w.viewing.near_m = 9; },
       "viewing.near_m: 9 m lies behind far_m, 8 m"},
  };
  for (const Mistake& m : cases) {
    WallSettings wall = lanzhou();
    m.make(wall);
    EXPECT_THAT(complaints(wall), HasSubstr(m.says)) << m.name;
  }
}

// A reader tells ranges itself and may still ask for the rest.
TEST(WallSettings, values_out_of_range_do_no_harm) {
  void (*const spoils[])(WallSettings&) = {
      [](WallSettings& w) {
        w.module.px = {0, 0};
      },
      [](WallSettings& w) {
        w.module.mm = {0, -1};
      },
      [](WallSettings& w) { w.card.connectors = 0; },
      [](WallSettings& w) {
        w.size_mm = {0, 0};
      },
      [](WallSettings& w) {
        w.size_mm = {1e30, 1e30};
      },
      [](WallSettings& w) { w.pitch_mm = 0; },
      [](WallSettings& w) { w.heads[0].rate_hz = 0; },
      [](WallSettings& w) {
        w.heads[0].rect_px = {-5, -5, -5, -5};
      },
      [](WallSettings& w) { w.module.groups = 0; },
      [](WallSettings& w) {
        w.card.max_side = {0, 0};
      },
  };
  for (auto* spoil : spoils) {
    WallSettings wall = lanzhou();
    spoil(wall);
    complaints(wall);
    const auto plan = plan_wall(wall);
    EXPECT_TRUE(plan.ok() || !plan.error().text.empty());
  }
}

}  // namespace
}  // namespace guangmu::led
