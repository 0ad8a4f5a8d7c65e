// The comparer itself is tested: it must fail on a wrong picture.
#include <gtest/gtest.h>

#include "tests/support/golden.h"

namespace guangmu::testing {
namespace {

media::PictureRgb flat(int w, int h, std::uint8_t code) {
  return {{w, h}, std::vector<std::uint8_t>(static_cast<std::size_t>(w * h * 3), code)};
}

TEST(Comparer, SeesOnePixelOffByOneAndSaysWhere) {
  const auto expected = flat(40, 30, 100);
  auto got = expected;
  got.rgb[(12 * 40 + 7) * 3 + 1] = 101;
  const Difference d = compare(got, expected);
  EXPECT_EQ(d.worst, 1);
  EXPECT_EQ(d.pixels, 1);
  EXPECT_EQ(d.at, (Vec2{7, 12}));
  EXPECT_FALSE(d.within({0, 0}));
  EXPECT_TRUE(d.within({1, 0.01}));
  EXPECT_FALSE(d.within({1, 0}));
}

TEST(Comparer, ManySmallDifferencesBreakTheMeanAndOneLargeOneTheWorst) {
  EXPECT_FALSE(compare(flat(8, 8, 102), flat(8, 8, 100)).within({4, 1}));
  auto spot = flat(64, 64, 100);
  spot.rgb[0] = 200;
  EXPECT_FALSE(compare(spot, flat(64, 64, 100)).within({4, 1}));
}

TEST(Comparer, AnotherSizeNeverMatches) {
  EXPECT_FALSE(compare(flat(8, 8, 1), flat(8, 9, 1)).within({255, 255}));
}

TEST(Comparer, AWrongPictureAndAMissingOneFail) {
  std::string why;
  EXPECT_FALSE(matches_golden(flat(2, 2, 0), "no_such_picture", {}, why));
  EXPECT_NE(why.find("no_such_picture"), std::string::npos);
}

}  // namespace
}  // namespace guangmu::testing
