#include "media/still.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace guangmu::media {
namespace {

std::string scratch(const char* name) {
  return (std::filesystem::path(::testing::TempDir()) / name).string();
}

PictureRgb gradient() {
  PictureRgb p{{64, 48}, {}};
  for (int y = 0; y < 48; ++y)
    for (int x = 0; x < 64; ++x)
      for (int c : {x * 4, y * 5, (x * y) & 255}) p.rgb.push_back(static_cast<std::uint8_t>(c));
  return p;
}

TEST(Still, APngComesBackAsItWasWrittenAndTwiceTheSameBytes) {
  const PictureRgb wrote = gradient();
  const std::string a = scratch("a.png"), b = scratch("b.png");
  ASSERT_TRUE(write_png(wrote, a));
  ASSERT_TRUE(write_png(wrote, b));
  const auto read = read_still(a);
  ASSERT_TRUE(read) << read.error().text;
  ASSERT_EQ(read->size, wrote.size);
  for (std::size_t i = 0; i < wrote.rgb.size() / 3; ++i)
    for (std::size_t c = 0; c < 3; ++c) ASSERT_EQ(read->rgba[i * 4 + c], wrote.rgb[i * 3 + c]) << i;
  std::ifstream fa(a, std::ios::binary), fb(b, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(fa), {}), std::string(std::istreambuf_iterator<char>(fb), {}));
}

TEST(Still, WhatIsNoPictureIsRefusedWithItsName) {
  const std::vector<std::uint8_t> cut_png{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0};
  const std::vector<std::uint8_t> cut_jpeg{0xFF, 0xD8, 0xFF, 0xE0, 0, 1};
  for (const auto& bytes : {std::vector<std::uint8_t>{}, std::vector<std::uint8_t>{'G', 'I', 'F'}, cut_png, cut_jpeg}) {
    const auto read = decode_still(bytes, "logo.png");
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().text.find("logo.png"), std::string::npos);
    EXPECT_NE(read.error().text.find("expected a PNG or JPEG"), std::string::npos);
  }
  EXPECT_FALSE(read_still(scratch("not-there.png")));
}

TEST(Still, AFolderThatIsNotThereIsAnErrorAndLeavesNothing) {
  const auto wrote = write_png(gradient(), scratch("no/such/folder/a.png"));
  ASSERT_FALSE(wrote);
  EXPECT_NE(wrote.error().text.find("cannot be written"), std::string::npos);
}

}  // namespace
}  // namespace guangmu::media
