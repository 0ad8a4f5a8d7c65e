// The plate under restless groups: whatever rolls, the picture is that of painting everything from the ground
// up, bit for bit.
#include <gtest/gtest.h>

#include "renderer/capture.h"
#include "tests/renderer/gl_fixture.h"

namespace guangmu::renderer {
namespace {

using namespace guangmu::draw;

GroupPtr box(Id id, Rect rect, Linear colour) {
  GroupBuilder b(id);
  b.add(RoundRect{rect, {6, 6, 6, 6}, colour, 0, colour});
  return b.finish();
}

class PlateTest : public PaintTest {
 protected:
  std::vector<float> painted_from_nothing(const DrawList& list) {
    auto fresh = Painter::create(*kit_);
    EXPECT_TRUE(fresh) << fresh.error().text;
    Work work;
    fresh->paint(*kit_, list, {}, work);
    return read_linear(fresh->canvas(), {0, 0, list.canvas.w, list.canvas.h});
  }
};

// Still groups below and above one that moves each frame; now and then a still one changes, comes, goes or
// changes its place in the order.
TEST_F(PlateTest, RollingAmongStillGroupsEqualsFullRepaint) {
  DrawList list;
  list.canvas = {384, 240};
  list.tile = {48, 24};
  for (Id i = 0; i < 5; ++i) {
    const auto at = static_cast<float>(i) * 40;
    list.groups.push_back(
        {box(i, {20 + at, 10 + at / 2, 160, 90}, {0.1f + 0.1f * static_cast<float>(i), 0.5f, 0.3f, 0.6f}),
         {},
         1});
  }
  list.groups.insert(list.groups.begin() + 3, {box(50, {60, 40, 40, 60}, {1, 0.8f, 0.2f, 0.7f}), {}, 1});
  const auto rolling = [&] {
    for (auto& placed : list.groups)
      if (placed.group->id == 50) return &placed;
    return static_cast<Placed*>(nullptr);
  };
  for (int frame = 0; frame < 120; ++frame) {
    list.time_s = frame / 60.;
    const auto t = static_cast<float>(frame);
    if (frame < 90)
      rolling()->group = box(50, {60 + std::fmod(t, 30.f), 40 + t / 2, 40, 60}, {1, 0.8f, 0.2f, 0.7f});
    if (frame == 30) list.groups[0].group = box(0, {20, 10, 200, 120}, {0.9f, 0.1f, 0.1f, 0.5f});
    if (frame == 40) std::swap(list.groups[0], list.groups[4]);
    if (frame == 50) list.groups.push_back({box(9, {80, 60, 120, 100}, {0, 0, 1, 0.4f}), {}, 1});
    if (frame == 60) list.groups[1].opacity = 0.3f;
    if (frame == 70) list.groups.erase(list.groups.begin());
    if (frame == 80) list.groups[2].shift = {15, -8};
    paint(list);
    if (frame % 7 != 0 && frame < 112) continue;
    const auto here = everything(), expected = painted_from_nothing(list);
    ASSERT_EQ(here.size(), expected.size());
    for (std::size_t i = 0; i < here.size(); ++i)
      ASSERT_EQ(here[i], expected[i])
          << "frame " << frame << ", pixel " << i / 4 % 384 << ", " << i / 4 / 384;
  }
}

}  // namespace
}  // namespace guangmu::renderer
