// What stands when nothing else does, and what stands above everything.
#include <gtest/gtest.h>

#include <algorithm>

#include "lanzhou.h"

namespace guangmu::scenes {
namespace {

const LocalText name{"绿金通", "Lvjintong"},
    title{"兰州新区绿色金融综合服务平台", "Lanzhou New Area green finance platform"};

TEST(Hold, ShowsNameAndClockWithoutAnyFigure) {
  auto scene = make_hold(testing::context(), name, title);
  SceneInput in;
  in.entered_s = 10;
  in.wall_clock = testing::a_friday();
  in.data = std::make_shared<kpi::Snapshot>();
  SceneOutput out;
  scene->build(in, testing::text_engine(), out);
  const auto texts = testing::texts(out.list);
  const auto has = [&](const std::string& words) {
    return std::any_of(texts.begin(), texts.end(), [&](const auto& t) { return t.text == words; });
  };
  EXPECT_TRUE(has("绿金通"));
  EXPECT_TRUE(has("14:32:08"));
  EXPECT_TRUE(scene->metric_ids().empty());
  EXPECT_NEAR(out.next_change_s, in.time_s + 1, 1e-6);
}

TEST(Hold, StandsWithoutATitleToo) {
  auto scene = make_hold(SceneContext{}, {}, {});
  SceneInput in;
  in.settled = true;
  in.data = std::make_shared<kpi::Snapshot>();
  SceneOutput out;
  scene->build(in, testing::text_engine(), out);
  EXPECT_FALSE(out.list.groups.empty());
}

class OverlayTest : public ::testing::Test {
 protected:
  SceneOutput build(double time_s) {
    SceneOutput out;
    in_.time_s = time_s;
    overlay_.build(in_, testing::text_engine(), out);
    return out;
  }
  Overlay overlay_{testing::context(), name, title};
  OverlayInput in_;
};

TEST_F(OverlayTest, EmptyAddsNothingAndNeverChanges) {
  const auto out = build(3);
  EXPECT_TRUE(out.list.groups.empty());
  EXPECT_GT(out.next_change_s, 1e9);
}

TEST_F(OverlayTest, CaptionsComeSoftlyInAtMostTwoLines) {
  build(0);
  in_.caption =
      "绿色贷款总额达到50.56亿元，占实现融资的36.7%"
      "，每一笔都能说清来源与用途，欢迎各位来到兰州新区绿色金融综合服务平台参观交流";
  EXPECT_LE(build(1).next_change_s, 1);
  const auto later = build(5);
  const auto texts = testing::texts(later.list);
  EXPECT_EQ(texts.size(), 2u);
  for (const auto& t : texts) {
    EXPECT_GE(t.size_px, 40) << t.text;
    EXPECT_GE(t.ink.x, 48);
    EXPECT_LE(t.ink.right(), 2304 - 48);
    EXPECT_LE(t.ink.bottom(), 1440 - 24);
  }
  EXPECT_GT(later.next_change_s, 1e9);
  // Unchanged: the same pointers.
  const auto again = build(6);
  ASSERT_EQ(later.list.groups.size(), again.list.groups.size());
  for (std::size_t i = 0; i < again.list.groups.size(); ++i)
    EXPECT_EQ(later.list.groups[i].group, again.list.groups[i].group);
  in_.caption.clear();
  build(7);
  EXPECT_TRUE(build(8).list.groups.empty());
}

TEST_F(OverlayTest, TwoCaptionsCrossWithoutTheBandBlinking) {
  build(0);
  in_.caption = "第一句";
  build(1);
  build(3);
  in_.caption = "第二句";
  build(4);
  const auto between = build(4.17);
  ASSERT_EQ(between.list.groups.size(), 3u);  // band, the one that goes, the one that comes
  EXPECT_EQ(between.list.groups[0].opacity, 1);
  EXPECT_NEAR(between.list.groups[1].opacity + between.list.groups[2].opacity, 1, 1e-5);
}

TEST_F(OverlayTest, EmergencyIsDarkTextOnAFilledSign) {
  in_.settled = true;
  in_.emergency = "请沿绿色指示灯有序离场";
  const auto out = build(0);
  const auto texts = testing::texts(out.list);
  ASSERT_EQ(texts.size(), 1u);
  const Linear alarm = testing::lanzhou().theme.alarm.linear();
  EXPECT_GE(contrast(luminance(alarm), luminance(texts[0].colour)), 7);
  bool filled = false;
  for (const auto& item : out.list.groups[0].group->items)
    if (const auto* r = std::get_if<draw::RoundRect>(&item.shape))
      filled = filled || r->fill.stops[0].colour == alarm;
  EXPECT_TRUE(filled);
}

TEST_F(OverlayTest, FrozenFiguresNameTheirDate) {
  in_.settled = true;
  in_.figures_frozen = true;
  in_.figures_date = {2022, 12, 31};
  const auto texts = testing::texts(build(0).list);
  ASSERT_EQ(texts.size(), 1u);
  EXPECT_EQ(texts[0].text, "数字截至2022年12月31日");
  in_.language = Language::en;
  EXPECT_EQ(testing::texts(build(1).list)[0].text, "Figures of 31 Dec 2022");
}

TEST_F(OverlayTest, LogoCoversTheScene) {
  in_.settled = true;
  in_.logo = true;
  const auto out = build(0);
  ASSERT_FALSE(out.list.groups.empty());
  const auto* cover = std::get_if<draw::RoundRect>(&out.list.groups[0].group->items[0].shape);
  ASSERT_NE(cover, nullptr);
  EXPECT_EQ(cover->rect, (Rect{0, 0, 2304, 1440}));
  EXPECT_EQ(cover->fill.stops[0].colour.a, 1);
}

}  // namespace
}  // namespace guangmu::scenes
