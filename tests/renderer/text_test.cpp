// Text as it stands on the wall: which face a character is set in, where the quarter em stands, where a line
// may break.
#include "renderer/face/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "renderer/face/script.h"

namespace guangmu::draw {
namespace {

using testing::ElementsAre;

class TextTest : public testing::Test {
 protected:
  TextTest() : engine_(TextEngine::create()) {}
  void SetUp() override { ASSERT_TRUE(engine_.ok()) << engine_.error().text; }
  TextRunPtr line(std::string_view text, TextStyle style = {.size_px = 100}) {
    return engine_->line(text, style);
  }
  std::vector<std::string> broken(std::string_view text, float width_em, int max_lines = 10) {
    std::vector<std::string> out;
    for (const auto& run : engine_->paragraph(text, {.size_px = 100}, width_em * 100, max_lines))
      out.push_back(run->text);
    return out;
  }
  bool cjk(std::string_view text, std::string_view part) {
    const auto at = text.find(part);
    for (const Glyph& g : line(text)->glyphs)
      if (g.cluster == at) return g.face < 2;
    ADD_FAILURE() << part << " not in " << text;
    return false;
  }
  Result<TextEngine> engine_;
};

TEST_F(TextTest, IdeographsAreOneEmWide) {
  EXPECT_FLOAT_EQ(line("绿色金融")->width_px, 400);
}

TEST_F(TextTest, TabularDigitsShareOneWidth) {
  for (const Weight w : {Weight::extra_light, Weight::regular, Weight::bold}) {
    const TextStyle style{.size_px = 220, .weight = w, .tracking_em = -0.015f};
    const float cell = engine_->digit_width(style);
    for (const char* digit : {"1", "4", "8"}) {
      const auto run = engine_->line(digit, style);
      EXPECT_NEAR(run->glyphs[0].advance, cell, 0.01f) << digit;
    }
  }
}

TEST_F(TextTest, QuarterEmBetweenChineseAndLatin) {
  const float plain = line("年")->width_px + line("2022")->width_px;
  EXPECT_NEAR(line("2022年")->width_px, plain + 25, 0.1f);
  EXPECT_NEAR(line("2022 年")->width_px, plain + 25, 0.1f) << "one space is the quarter em itself";
  EXPECT_NEAR(line("2022。")->width_px, line("。")->width_px + line("2022")->width_px, 0.1f)
      << "full-width punctuation brings its own space";
}

TEST_F(TextTest, SharedMarksFollowTheirContext) {
  EXPECT_TRUE(cjk("标“演示数据”的图表", "“"));
  EXPECT_TRUE(cjk("“ABC”的", "”"));
  EXPECT_FALSE(cjk("the “green” loans", "“"));
  EXPECT_TRUE(cjk("绿金通 · 兰州新区", "·"));
  EXPECT_FALSE(cjk("2022 年", "2"));
  EXPECT_FALSE(cjk("36.7%", "%"));
  EXPECT_NEAR(line("“绿”")->width_px, 300, 0.1f) << "quotes are full-width in Chinese";
}

TEST_F(TextTest, TrackingIsBetweenGlyphsOnly) {
  const float normal = engine_->line("1234", {.size_px = 100})->width_px;
  EXPECT_NEAR(engine_->line("1234", {.size_px = 100, .tracking_em = -0.02f})->width_px, normal - 3 * 2, 0.1f);
}

TEST_F(TextTest, CacheGivesTheSameRun) {
  EXPECT_EQ(line("兰州"), line("兰州"));
  EXPECT_NE(line("兰州")->hash, line("兰州", {.size_px = 101})->hash);
}

TEST_F(TextTest, InkHoldsTheGlyphs) {
  const auto run = line("永");
  EXPECT_GT(run->ink.w, 80);
  EXPECT_LT(run->ink.w, 104);
  const GlyphBitmap bitmap = engine_->rasterise(run->glyphs[0].face, run->glyphs[0].index, 100);
  EXPECT_GE(static_cast<float>(bitmap.left), run->ink.x);
  EXPECT_LE(static_cast<float>(bitmap.left + bitmap.w), run->ink.right());
  EXPECT_GE(static_cast<float>(bitmap.top), run->ink.y);
  EXPECT_LE(static_cast<float>(bitmap.top + bitmap.h), run->ink.bottom());
}

TEST_F(TextTest, MissingCharactersAreNamedOnce) {
  EXPECT_EQ(engine_->missing("绿色 ABC 123 “”·，。%"), "");
  EXPECT_EQ(engine_->missing("a\U0001F600b\U0001F600"), "\U0001F600");
}

TEST_F(TextTest, LinesBreakByChineseRules) {
  EXPECT_THAT(broken("一二三四五六", 3), ElementsAre("一二三", "四五六"));
  EXPECT_THAT(broken("一二三，四五", 3), ElementsAre("一二", "三，四", "五"))
      << "no line starts with a comma";
  EXPECT_THAT(broken("一二（三四）", 3), ElementsAre("一二", "（三", "四）"))
      << "no line ends with an opening bracket";
  EXPECT_THAT(broken("增长 green loans 多", 5), ElementsAre("增长 green", "loans 多")) << "words stay whole";
  EXPECT_THAT(broken("共计一百 3,900 万元", 6), ElementsAre("共计一百", "3,900 万元"))
      << "a number keeps its unit";
  EXPECT_THAT(broken("一二\n三", 9), ElementsAre("一二", "三"));
  EXPECT_THAT(broken("", 9), ElementsAre());
}

TEST_F(TextTest, WhatIsLeftOverIsMarked) {
  EXPECT_THAT(broken("一二三四五六七八九", 3, 2), ElementsAre("一二三", "四五…"));
  EXPECT_THAT(broken("一二三四，六七八九", 3, 2), ElementsAre("一二三", "四…")) << "no comma before the mark";
}

TEST_F(TextTest, AWordWiderThanTheLineIsCut) {
  const auto lines = broken("internationalisation", 3);
  ASSERT_GT(lines.size(), 2u);
  for (const auto& part : lines) EXPECT_LE(line(part)->width_px, 300);
}

TEST(Utf8, BrokenBytesBecomeReplacementCharacters) {
  const auto text = decode_utf8("a\xFF\xE7\xBB绿");
  ASSERT_EQ(text.size(), 5u);
  EXPECT_EQ(text[1].cp, U'\uFFFD');
  EXPECT_EQ(text[4].cp, U'绿');
  EXPECT_EQ(decode_utf8("\xC0\x80").size(), 2u) << "overlong forms are broken bytes";
  EXPECT_EQ(encode_utf8(U'绿'), "绿");
}

}  // namespace
}  // namespace guangmu::draw
