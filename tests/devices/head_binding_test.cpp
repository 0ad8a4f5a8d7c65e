// Heads of wall.yaml against the screens that are really there.
#include "devices/head_binding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guangmu::devices {
namespace {

using show::HeadState;
using testing::HasSubstr;

led::HeadSettings head(const std::string& connector, const std::string& edid, std::array<int, 4> rect) {
  led::HeadSettings h;
  h.connector = connector;
  h.edid = edid;
  h.rect_px = rect;
  return h;
}

DisplayOutput screen(const std::string& connector, const std::string& name, RectPx rect,
                     const std::string& serial = "") {
  DisplayOutput o;
  o.connector = connector;
  o.connected = true;
  o.rect = rect;
  o.rate_hz = 60;
  o.edid.emplace();
  o.edid->name = name;
  o.edid->serial = serial;
  return o;
}

DisplayOutput empty(const std::string& connector) {
  DisplayOutput o;
  o.connector = connector;
  return o;
}

DisplayOutput nameless(const std::string& connector, RectPx rect) {
  DisplayOutput o = empty(connector);
  o.connected = true;
  o.rect = rect;
  o.edid_fault = "there is no EDID";
  return o;
}

const led::HeadSettings left = head("HDMI-1", "LEFT", {0, 0, 1152, 1440});
const led::HeadSettings right = head("DVI-1", "RIGHT", {1152, 0, 1152, 1440});
const RectPx left_px{0, 0, 1152, 1440}, right_px{1152, 0, 1152, 1440};

TEST(HeadBinding, every_case_in_words) {
  led::HeadSettings any = right, scaled = head("HDMI-1", "", {0, 0, 2304, 1440});
  any.edid.clear();
  scaled.raster_px = {1920, 1200};
  const DisplayOutput left_screen = screen("HDMI-1", "LEFT", left_px);
  const struct {
    const char* what;
    led::HeadSettings head;
    std::vector<DisplayOutput> outputs;
    HeadState state;
    const char* found;
    std::vector<const char*> says;  // none: silent
  } cases[] = {
      {"as written", left, {left_screen}, HeadState::right, "LEFT", {}},
      {"by serial",
       head("HDMI-1", "S1", {0, 0, 1152, 1440}),
       {screen("HDMI-1", "LEFT", left_px, "S1")},
       HeadState::right,
       "LEFT",
       {}},
      {"any screen", any, {nameless("DVI-1", right_px)}, HeadState::right, "a screen without a name", {}},
      {"another screen",
       left,
       {screen("HDMI-1", "DELL", left_px)},
       HeadState::wrong_screen,
       "DELL",
       {"\"LEFT\"", "\"DELL\"", "stays black", "wall.yaml"}},
      {"cables swapped",
       left,
       {screen("HDMI-1", "RIGHT", left_px), screen("DVI-1", "LEFT", right_px)},
       HeadState::wrong_screen,
       "RIGHT",
       {"plugged into DVI-1", "move its cable"}},
      {"EDID unreadable",
       left,
       {nameless("HDMI-1", left_px)},
       HeadState::wrong_screen,
       "a screen without a name",
       {"does not say who it is", "there is no EDID"}},
      {"unplugged",
       left,
       {empty("HDMI-1")},
       HeadState::missing,
       "nothing",
       {"expected the screen \"LEFT\" on HDMI-1", "nothing plugged in", "by itself"}},
      {"unplugged, plugged in elsewhere",
       left,
       {empty("HDMI-1"), screen("HDMI-2", "LEFT", left_px)},
       HeadState::missing,
       "nothing",
       {"plugged into HDMI-2"}},
      {"no such output",
       left,
       {screen("DP-1", "DELL", left_px)},
       HeadState::missing,
       "nothing",
       {"no such output", "DP-1 (DELL)"}},
      {"no outputs at all",
       any,
       {},
       HeadState::missing,
       "nothing",
       {"expected any screen", "no output with a screen"}},
      {"dark",
       left,
       {screen("HDMI-1", "LEFT", {})},
       HeadState::missing,
       "LEFT",
       {"gives it no picture", "--auto"}},
      {"mode too small",
       left,
       {screen("HDMI-1", "LEFT", {0, 0, 1024, 768})},
       HeadState::right,
       "LEFT",
       {"1024x768", "1152x1440", "is cut"}},
      {"a larger raster", left, {screen("HDMI-1", "LEFT", {0, 0, 1920, 1440})}, HeadState::right, "LEFT", {}},
      {"scaled by the processor",
       scaled,
       {screen("HDMI-1", "X", {0, 0, 1920, 1200})},
       HeadState::right,
       "X",
       {}},
      {"scaled, but the mode is not",
       scaled,
       {screen("HDMI-1", "X", {0, 0, 1280, 720})},
       HeadState::right,
       "X",
       {"needs 1920x1200"}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.what);
    const auto bound = bind_heads({c.head}, c.outputs);
    ASSERT_EQ(bound.size(), 1u);
    EXPECT_EQ(bound[0].state, c.state);
    EXPECT_EQ(bound[0].found, c.found);
    EXPECT_EQ(bound[0].text.empty(), c.says.empty()) << bound[0].text;
    for (const char* words : c.says) EXPECT_THAT(bound[0].text, HasSubstr(words));
    EXPECT_EQ(bound[0].dark, std::string(c.what) == "dark");
  }
}

TEST(HeadBinding, a_wrong_rate_is_told) {
  DisplayOutput o = screen("HDMI-1", "LEFT", left_px);
  o.rate_hz = 59.945;
  EXPECT_EQ(bind_heads({left}, {o})[0].text, "");
  o.rate_hz = 50;
  EXPECT_THAT(bind_heads({left}, {o})[0].text, HasSubstr("50.00 Hz"));
}

TEST(HeadBinding, two_heads_on_one_output_are_refused) {
  led::HeadSettings both = left;
  both.connector = "DVI-1";
  both.edid.clear();
  led::HeadSettings any = right;
  any.edid.clear();
  const auto bound = bind_heads({both, any}, {screen("DVI-1", "RIGHT", left_px)});
  EXPECT_EQ(bound[0].state, HeadState::right);
  EXPECT_EQ(bound[1].state, HeadState::missing);
  EXPECT_THAT(bound[1].text, HasSubstr("heads 1 and 2 of wall.yaml both name DVI-1"));
}

HeadLayout laid_out(const std::vector<led::HeadSettings>& heads, const std::vector<DisplayOutput>& outputs) {
  return lay_out_heads(heads, bind_heads(heads, outputs), outputs);
}

// Whatever the desktop's arrangement: each head's part lies where its output lies.
TEST(HeadLayout, one_window_across_the_outputs) {
  const struct {
    const char* what;
    RectPx left, right, window, left_at, right_at;
  } cases[] = {
      {"side by side", left_px, right_px, {0, 0, 2304, 1440}, {0, 0, 1152, 1440}, {1152, 0, 1152, 1440}},
      {"the other way round",
       right_px,
       left_px,
       {0, 0, 2304, 1440},
       {1152, 0, 1152, 1440},
       {0, 0, 1152, 1440}},
      {"beside a console",
       {1920, 0, 1152, 1440},
       {3072, 0, 1152, 1440},
       {1920, 0, 2304, 1440},
       {0, 0, 1152, 1440},
       {1152, 0, 1152, 1440}},
      {"one above the other",
       {0, 1440, 1152, 1440},
       {0, 0, 1152, 1440},
       {0, 0, 1152, 2880},
       {0, 1440, 1152, 1440},
       {0, 0, 1152, 1440}},
      {"in larger rasters",
       {0, 0, 1920, 1440},
       {1920, 0, 1920, 1440},
       {0, 0, 3840, 1440},
       {0, 0, 1152, 1440},
       {1920, 0, 1152, 1440}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.what);
    std::vector<DisplayOutput> outputs{screen("HDMI-1", "LEFT", c.left), screen("DVI-1", "RIGHT", c.right)};
    if (c.left.x == 1920) outputs.push_back(screen("DP-1", "DELL", {0, 0, 1920, 1080}));
    const HeadLayout layout = laid_out({left, right}, outputs);
    EXPECT_EQ(layout.refusal, "");
    EXPECT_EQ(layout.window, c.window);
    ASSERT_EQ(layout.heads.size(), 2u);
    EXPECT_EQ(layout.heads[0].canvas, left.rect());
    EXPECT_EQ(layout.heads[0].window, c.left_at);
    EXPECT_EQ(layout.heads[1].canvas, right.rect());
    EXPECT_EQ(layout.heads[1].window, c.right_at);
  }
}

TEST(HeadLayout, a_wrong_screen_lies_in_the_window_and_gets_no_picture) {
  const HeadLayout layout =
      laid_out({left, right}, {screen("HDMI-1", "LEFT", left_px), screen("DVI-1", "DELL", right_px)});
  EXPECT_EQ(layout.window, (RectPx{0, 0, 2304, 1440}));
  ASSERT_EQ(layout.heads.size(), 1u);
  EXPECT_EQ(layout.heads[0].window, left_px);
  const HeadLayout alone = laid_out({left, right}, {screen("HDMI-1", "DELL", left_px), empty("DVI-1")});
  EXPECT_EQ(alone.window, left_px);
  EXPECT_TRUE(alone.heads.empty());
}

TEST(HeadLayout, a_missing_head_leaves_the_other_its_picture) {
  const HeadLayout layout =
      laid_out({left, right}, {empty("HDMI-1"), screen("DVI-1", "RIGHT", {0, 0, 1152, 1440})});
  EXPECT_EQ(layout.window, left_px);
  ASSERT_EQ(layout.heads.size(), 1u);
  EXPECT_EQ(layout.heads[0].canvas, right.rect());
  EXPECT_TRUE(laid_out({left, right}, {empty("HDMI-1"), empty("DVI-1")}).window.empty());
}

TEST(HeadLayout, scaled_and_cut_pictures_keep_their_proportion) {
  led::HeadSettings scaled = head("HDMI-1", "", {0, 0, 2304, 1440});
  scaled.raster_px = {1920, 1200};
  HeadLayout layout = laid_out({scaled}, {screen("HDMI-1", "X", {0, 0, 1920, 1200})});
  EXPECT_EQ(layout.heads.at(0).canvas, (RectPx{0, 0, 2304, 1440}));
  EXPECT_EQ(layout.heads.at(0).window, (RectPx{0, 0, 1920, 1200}));
  layout = laid_out({scaled}, {screen("HDMI-1", "X", {0, 0, 1280, 600})});
  EXPECT_EQ(layout.heads.at(0).canvas, (RectPx{0, 0, 1536, 720}));
  EXPECT_EQ(layout.heads.at(0).window, (RectPx{0, 0, 1280, 600}));
}

TEST(HeadLayout, says_why_one_window_is_impossible) {
  const auto between = laid_out(
      {left, right}, {screen("HDMI-1", "LEFT", left_px), screen("DP-1", "DELL", {1152, 0, 1920, 1080}),
                      screen("DVI-1", "RIGHT", {3072, 0, 1152, 1440})});
  EXPECT_THAT(between.refusal, HasSubstr("DP-1 lies between the heads"));
  EXPECT_TRUE(between.window.empty());
  const auto mirrored =
      laid_out({left, right}, {screen("HDMI-1", "LEFT", left_px), screen("DVI-1", "RIGHT", left_px)});
  EXPECT_THAT(mirrored.refusal, HasSubstr("same part of the desktop"));
}

}  // namespace
}  // namespace guangmu::devices
