#include "base/colour.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/palette.h"

namespace guangmu {
namespace {

TEST(Colour, SrgbGoesThereAndBackForEveryCode) {
  for (int code = 0; code < 256; ++code) {
    const float c = static_cast<float>(code) / 255.f;
    EXPECT_NEAR(linear_to_srgb(srgb_to_linear(c)), c, 1e-5f);
  }
}

TEST(Colour, ReadsPaletteEntries) {
  EXPECT_EQ(parse_colour("#0A2A22 62%")->alpha, 0.62f);
  EXPECT_EQ(to_string(*parse_colour("#0a2a22")), "#0A2A22");
  for (const char* bad : {"", "0A2A22", "#0A2A2", "#0A2A2G", "#0A2A22 162%", "#0A2A22 62", "#0A2A2262%"})
    EXPECT_FALSE(parse_colour(bad)) << bad;
}

TEST(Colour, ContrastOfTheLanzhouTextOnItsGroundIsAboveSeven) {
  EXPECT_GT(contrast(luminance(srgb(0xE8F6F0)), luminance(srgb(0x04120E))), 7.f);
}

TEST(Hash, DependsOnOrderAndContentButNotOnTheSignOfZero) {
  EXPECT_NE(Hash().add(1).add(2).value(), Hash().add(2).add(1).value());
  EXPECT_EQ(Hash().add(0.f).value(), Hash().add(-0.f).value());
  EXPECT_NE(hash_of("abcdefgh"), hash_of(std::string_view("abcdefgh\0", 9)));
}

}  // namespace
}  // namespace guangmu
