// Frame numbers as cells: every number comes back, neighbours differ in one number cell, damage is noticed.
#include "led_mapping/frame_strip.h"

#include <gtest/gtest.h>

#include <random>

namespace guangmu::led {
namespace {

struct Picture {
  SizePx size;
  std::vector<std::uint8_t> rgb;
  explicit Picture(SizePx s, std::uint8_t level = 30)
      : size(s), rgb(static_cast<std::size_t>(3 * s.area()), level) {}
  void fill(RectPx r, std::uint8_t level) {
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = 3 * r.x; x < 3 * r.right(); ++x)
        rgb[static_cast<std::size_t>(y) * static_cast<std::size_t>(3 * size.w) +
            static_cast<std::size_t>(x)] = level;
  }
  void draw(RectPx head, std::uint64_t frame) {
    for (const StripCell& c : frame_strip(head, frame)) fill(c.rect, c.white ? 255 : 0);
  }
};

TEST(FrameStrip, numbers_come_back_on_every_head) {
  const RectPx heads[] = {{0, 0, 1152, 720}, {1152, 0, 1152, 720}, {100, 50, 72, 40}};
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    const std::uint64_t frame = round < 60 ? static_cast<std::uint64_t>(round) : random() * 3ull;
    Picture p({2304, 720});
    for (const RectPx& head : heads) {
      p.draw(head, frame);
      const auto read = read_frame_strip(p.rgb, p.size, head);
      ASSERT_TRUE(read.ok()) << read.error().text;
      EXPECT_EQ(*read, frame % strip_modulus);
    }
  }
}

TEST(FrameStrip, one_number_cell_changes_from_frame_to_frame) {
  for (std::uint64_t frame = 0; frame < 5000; ++frame) {
    const auto a = frame_strip({0, 0, 360, 100}, frame), b = frame_strip({0, 0, 360, 100}, frame + 1);
    int changed = 0;
    for (std::size_t i = 2; i < 26; ++i) changed += a[i].white != b[i].white;
    ASSERT_EQ(changed, 1) << frame;
  }
}

TEST(FrameStrip, any_wrong_cell_is_noticed) {
  const RectPx head{0, 0, 360, 100};
  for (std::uint64_t frame : {0ull, 1ull, 4711ull, 16777215ull})
    for (const StripCell& cell : frame_strip(head, frame)) {
      Picture p({360, 100});
      p.draw(head, frame);
      p.fill(cell.rect, cell.white ? 0 : 255);
      EXPECT_FALSE(read_frame_strip(p.rgb, p.size, head).ok());
    }
}

TEST(FrameStrip, says_when_there_is_none) {
  const Picture p({360, 100});
  EXPECT_NE(read_frame_strip(p.rgb, p.size, {0, 0, 360, 100}).error().text.find("no frame strip"),
            std::string::npos);
  EXPECT_FALSE(read_frame_strip(p.rgb, p.size, {10, 0, 360, 100}).ok());
  EXPECT_FALSE(read_frame_strip(p.rgb, p.size, {0, 0, 60, 100}).ok());
  EXPECT_TRUE(frame_strip({0, 0, 60, 100}, 1).empty());
}

}  // namespace
}  // namespace guangmu::led
