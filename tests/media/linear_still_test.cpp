// Photographs for measuring: deep PNGs keep every count, 8-bit pictures become linear, damage is told.
#include "media/linear_still.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "base/colour.h"
#include "media/still.h"

namespace guangmu::media {
namespace {

std::string scratch(const char* name) {
  return (std::filesystem::path(::testing::TempDir()) / name).string();
}

PictureLinear counts() {
  PictureLinear p{{37, 21}, {}};
  for (int i = 0; i < 37 * 21 * 3; ++i) p.rgb.push_back(static_cast<std::uint16_t>(i * 2749 + 1));
  return p;
}

TEST(LinearStill, EveryCountOfADeepPngComesBack) {
  const PictureLinear wrote = counts();
  const std::string path = scratch("deep.png");
  ASSERT_TRUE(write_linear_png(wrote, path));
  const auto read = read_linear_still(path);
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->size, wrote.size);
  EXPECT_EQ(read->rgb, wrote.rgb);
}

TEST(LinearStill, AnEightBitPngIsSrgbAndBecomesLinear) {
  PictureRgb p{{256, 1}, {}};
  for (int i = 0; i < 256; ++i) p.rgb.insert(p.rgb.end(), 3, static_cast<std::uint8_t>(i));
  const std::string path = scratch("flat.png");
  ASSERT_TRUE(write_png(p, path));
  const auto read = read_linear_still(path);
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->rgb.front(), 0);
  EXPECT_EQ(read->rgb.back(), 65535);
  for (std::size_t i = 0; i < 256; ++i)
    EXPECT_NEAR(read->rgb[i * 3], srgb_to_linear(static_cast<float>(i) / 255) * 65535, 0.51) << i;
}

TEST(LinearStill, WhatIsCutOffOrMissingIsNamed) {
  const std::string whole = scratch("whole.png"), cut = scratch("cut.png");
  ASSERT_TRUE(write_linear_png(counts(), whole));
  std::ifstream in(whole, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  std::ofstream(cut, std::ios::binary) << bytes.substr(0, bytes.size() / 2);
  for (const std::string& path : {cut, scratch("none.png")}) {
    const auto read = read_linear_still(path);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().text.find(path), std::string::npos);
    EXPECT_NE(read.error().text.find("photograph cannot be read"), std::string::npos) << read.error().text;
  }
}

}  // namespace
}  // namespace guangmu::media
