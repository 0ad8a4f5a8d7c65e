// The whole way from draw lists to codes.
#include "renderer/renderer.h"

#include <GL/glew.h>

#include <cmath>

#include "led_mapping/frame_strip.h"
#include "tests/renderer/gallery.h"
#include "tests/renderer/gl_fixture.h"

namespace guangmu::renderer {
namespace {

using namespace draw;

class RendererTest : public GlTest {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    if (HasFatalFailure()) return;
    auto made = Renderer::create(text());
    ASSERT_TRUE(made.ok()) << made.error().text;
    renderer_.emplace(std::move(*made));
    wall_.module.px = {48, 24};
    wall_.module.mm = {80, 40};
    wall_.size_mm = {960, 600};
    tables_ = led::make_output_tables(wall_);
    ASSERT_EQ(tables_.wall, (SizePx{576, 360}));
    a_ = testing::gallery(text(), tables_.wall);
    a_.tile = tables_.tile;
    b_ = flat({0.5f, 0.25f, 0.1f, 1});
    request_.tables = &tables_;
    request_.program = &a_;
    request_.program_key = 1;
  }
  void TearDown() override { renderer_.reset(); }

  DrawList flat(Linear c) {
    DrawList list;
    list.canvas = tables_.wall;
    list.tile = tables_.tile;
    GroupBuilder g(5);
    g.add(RoundRect{{0, 0, 576, 360}, {}, c, 0, {}});
    list.groups.push_back({g.finish(), {}, 1});
    return list;
  }
  std::vector<std::uint8_t> output() {
    renderer_->render(request_);
    return renderer_->capture_output();
  }
  static std::array<int, 3> pixel(const std::vector<std::uint8_t>& rgb, int x, int y) {
    const auto i = static_cast<std::size_t>(3 * (y * 576 + x));
    return {rgb[i], rgb[i + 1], rgb[i + 2]};
  }

  led::WallSettings wall_;
  led::OutputTables tables_;
  DrawList a_, b_;
  FrameRequest request_;
  std::optional<Renderer> renderer_;
};

TEST_F(RendererTest, OutputAgreesWithTheReferenceWithinOneCode) {
  // Every light from far below one code to full, in three different slopes, over two hundred thousand pixels.
  DrawList sweep;
  sweep.canvas = tables_.wall;
  sweep.tile = tables_.tile;
  GroupBuilder g(1);
  for (int y = 0; y < 360; ++y) {
    const float top = std::pow(static_cast<float>(y + 1) / 360, 4.f);
    const Linear to{top, top * 0.7f, 1.02f * top * top, 1};
    g.add(RoundRect{{0, static_cast<float>(y), 576, 1},
                    {},
                    Paint::horizontal(0, 576, {{0, {0, 0, 0, 1}}, {1, to}}),
                    0,
                    {}});
  }
  sweep.groups.push_back({g.finish(), {}, 1});
  for (const led::Dither dither :
       {led::Dither::off, led::Dither::ordered, led::Dither::blue_noise, led::Dither::temporal}) {
    wall_.colour.dither = dither;
    tables_ = led::make_output_tables(wall_, 0.8);
    ++request_.tables_version;
    request_.program = &sweep;
    request_.dither_frame = dither == led::Dither::temporal ? 77 : 0;
    const auto codes = output();
    // The reference grades the light that the canvas holds.
    auto kit = Kit::create(text());
    auto painter = Painter::create(*kit);
    Work work;
    painter->paint(*kit, sweep, {}, work);
    const auto light = read_linear(painter->canvas(), {0, 0, 576, 360});
    const auto expected = led::grade_picture(light, 4, tables_, request_.dither_frame);
    ASSERT_EQ(codes.size(), expected.size());
    int worst = 0;
    std::size_t off = 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const int d = std::abs(codes[i] - expected[i]);
      worst = std::max(worst, d);
      off += d > 0;
    }
    EXPECT_LE(worst, 1);
    EXPECT_LT(off, codes.size() / 200) << "dither " << static_cast<int>(dither);
  }
}

TEST_F(RendererTest, AnEqualRequestChangesNothing) {
  EXPECT_TRUE(renderer_->render(request_).changed);
  const auto first = renderer_->capture_output();
  const FrameReport again = renderer_->render(request_);
  EXPECT_FALSE(again.changed);
  EXPECT_EQ(again.draws, 0);
  EXPECT_EQ(again.damaged_tiles, 0);
  EXPECT_EQ(renderer_->capture_output(), first);
}

TEST_F(RendererTest, NewTablesGradeEverything) {
  output();
  led::set_brightness(tables_, wall_, 0.5);
  ++request_.tables_version;
  const FrameReport report = renderer_->render(request_);
  EXPECT_EQ(report.damaged_tiles, report.total_tiles);
}

TEST_F(RendererTest, CaptureIsTheCanvas) {
  request_.program = &b_;
  output();
  const auto rgb = renderer_->capture_canvas();
  const auto code = [](float v) { return static_cast<int>(std::lround(linear_to_srgb(v) * 255)); };
  EXPECT_EQ(pixel(rgb, 100, 100), (std::array{code(0.5f), code(0.25f), code(0.1f)}));
}

TEST_F(RendererTest, EveryTransitionBeginsAtTheOldAndEndsAtTheNew) {
  const auto old_picture = output();
  request_.program = &b_;
  request_.program_key = 2;
  request_.progress = 1;
  const auto new_picture = output();
  for (const TransitionKind kind :
       {TransitionKind::modules, TransitionKind::dissolve, TransitionKind::push}) {
    request_.outgoing = &a_;
    request_.outgoing_key = 1;
    request_.transition = kind;
    request_.progress = 0;
    EXPECT_EQ(output(), old_picture) << static_cast<int>(kind);
    request_.progress = 0.5f;
    const auto middle = output();
    EXPECT_NE(middle, old_picture);
    EXPECT_NE(middle, new_picture);
    request_.progress = 1;
    EXPECT_EQ(output(), new_picture) << static_cast<int>(kind);
  }
}

TEST_F(RendererTest, ModulesChangeInTurn) {
  output();
  request_.program = &b_;
  request_.program_key = 2;
  request_.outgoing = &a_;
  request_.outgoing_key = 1;
  a_.backdrop_moves = false;
  request_.progress = 0.40f;
  renderer_->render(request_);
  request_.progress = 0.41f;
  const FrameReport report = renderer_->render(request_);
  EXPECT_GT(report.damaged_tiles, 0);
  EXPECT_LT(report.damaged_tiles, report.total_tiles / 2) << "only modules in change are touched";
}

TEST_F(RendererTest, TakingFramesInBetweenGivesTheSamePicture) {
  output();
  request_.program = &b_;
  request_.program_key = 2;
  request_.outgoing = &a_;
  request_.outgoing_key = 1;
  for (const float p : {0.1f, 0.2f, 0.35f, 0.6f}) {
    request_.progress = p;
    renderer_->render(request_);
  }
  const auto walked = renderer_->capture_output();
  renderer_->damage_all();
  EXPECT_EQ(output(), walked);
}

TEST_F(RendererTest, LightGoesDownToBlackButLeavesTheOverlay) {
  GroupBuilder message(9);
  message.add(RoundRect{{100, 100, 50, 50}, {}, Linear{1, 1, 1, 1}, 0, {}});
  request_.program = &b_;
  const auto full = output();
  request_.light = 0.25f;
  const auto dim = output();
  EXPECT_LT(pixel(dim, 300, 300)[0], pixel(full, 300, 300)[0]);
  EXPECT_GT(pixel(dim, 300, 300)[0], 0);
  request_.light = 0;
  request_.overlay = {{message.finish(), {}, 1}};
  const auto black = output();
  EXPECT_EQ(pixel(black, 300, 300), (std::array{0, 0, 0}));
  EXPECT_EQ(pixel(black, 90, 110), (std::array{0, 0, 0})) << "beside the message, on one of its tiles";
  EXPECT_GT(pixel(black, 120, 120)[0], 200);
  request_.overlay.clear();
  request_.light = 1;
  EXPECT_EQ(output(), full);
}

TEST_F(RendererTest, TheOverlayStandsThroughATransition) {
  GroupBuilder caption(9);
  caption.add(RoundRect{{200, 300, 150, 40}, {}, Linear{1, 1, 1, 1}, 0, {}});
  request_.overlay = {{caption.finish(), {}, 1}};
  const auto before = pixel(output(), 250, 320);
  request_.program = &b_;
  request_.program_key = 2;
  request_.outgoing = &a_;
  request_.outgoing_key = 1;
  for (const float p : {0.2f, 0.5f, 0.8f}) {
    request_.progress = p;
    EXPECT_EQ(pixel(output(), 250, 320), before);
  }
}

TEST_F(RendererTest, FreezeKeepsThePicture) {
  const auto before = output();
  request_.freeze = true;
  request_.program = &b_;
  EXPECT_EQ(output(), before);
  request_.freeze = false;
  EXPECT_NE(output(), before);
}

TEST_F(RendererTest, PatternsPassAsCodesOrThroughTheCurves) {
  const auto scene = output();
  auto pattern = std::make_shared<RawPicture>();
  pattern->size = tables_.wall;
  pattern->rgb.assign(3u * 576 * 360, 0);
  for (std::size_t i = 0; i < pattern->rgb.size(); ++i)
    pattern->rgb[i] = static_cast<std::uint8_t>(i / 3 % 576 / 3);
  request_.pattern = pattern;
  EXPECT_EQ(output(), pattern->rgb);
  EXPECT_FALSE(renderer_->render(request_).changed);
  auto seen = std::make_shared<RawPicture>(*pattern);
  seen->in_codes = false;
  request_.pattern = seen;
  const auto graded = output();
  const float light = srgb_to_linear(100.f / 255);
  const float rgb[3] = {light, light, light};
  const auto expected = led::grade(rgb, 300, 10, tables_);
  for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(pixel(graded, 300, 10)[c], expected[c], 1);
  request_.pattern = nullptr;
  EXPECT_EQ(output(), scene);
}

TEST_F(RendererTest, PreviewsAreSmallPicturesOfTheProgram) {
  request_.program = &b_;
  renderer_->request_preview(144);
  renderer_->render(request_);
  std::optional<PreviewPicture> preview;
  for (int tries = 0; tries < 100 && !preview; ++tries) {
    renderer_->render(request_);
    preview = renderer_->take_preview();
  }
  ASSERT_TRUE(preview.has_value());
  EXPECT_EQ(preview->size, (SizePx{144, 90}));
  EXPECT_NEAR(preview->rgb[0], linear_to_srgb(0.5f) * 255, 1);
  EXPECT_FALSE(renderer_->take_preview().has_value());
  const PreviewPicture other = renderer_->draw_small(a_, 77, 288);
  EXPECT_EQ(other.size, (SizePx{288, 180}));
  EXPECT_EQ(renderer_->draw_small(a_, 77, 288).rgb, other.rgb);
}

TEST_F(RendererTest, HeadsStandSideBySideInTheWindow) {
  const auto codes = output();
  const auto window = [&](int x, int y) {  // rows of a window count from the bottom
    std::array<std::uint8_t, 4> rgba{};
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    glReadPixels(x, 359 - y, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
    return std::array<int, 3>{rgba[0], rgba[1], rgba[2]};
  };
  renderer_->present({{{288, 0, 288, 360}}, {{0, 0, 288, 360}}}, {576, 360});
  EXPECT_EQ(window(10, 20), pixel(codes, 298, 20));
  EXPECT_EQ(window(300, 300), pixel(codes, 12, 300));
}

// A window whose back buffer keeps its picture gets only what changed, and ends up the same.
TEST_F(RendererTest, PresentingChangesAloneGivesTheWholePicture) {
  const std::vector<HeadRect> heads{{{0, 0, 288, 360}}, {{288, 0, 288, 360}}};
  const auto window = [&] {
    std::vector<std::uint8_t> rgba(4u * 576 * 360), rgb;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    glReadPixels(0, 0, 576, 360, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
    for (std::size_t y = 0; y < 360; ++y)
      for (std::size_t x = 0; x < 576; ++x)
        rgb.insert(rgb.end(), &rgba[4 * ((359 - y) * 576 + x)], &rgba[4 * ((359 - y) * 576 + x)] + 3);
    return rgb;
  };
  renderer_->render(request_);
  renderer_->present(heads, {576, 360}, 1);
  EXPECT_EQ(window(), renderer_->capture_output());
  for (int step = 0; step < 5; ++step) {
    GroupBuilder dot(20);
    dot.add(Ring{{100.f * static_cast<float>(step), 60.f * static_cast<float>(step)},
                 0,
                 25,
                 0,
                 1,
                 false,
                 Linear{1, 1, 1, 1}});
    a_.groups.resize(4);
    a_.groups.push_back({dot.finish(), {}, 1});
    renderer_->render(request_);
    renderer_->present(heads, {576, 360}, 1);
    ASSERT_EQ(window(), renderer_->capture_output()) << step;
  }
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
  glClearColor(1, 1, 1, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  renderer_->window_changed();
  renderer_->present(heads, {576, 360}, 1);
  EXPECT_EQ(window(), renderer_->capture_output());
}

// Both heads carry the same frame number, whatever lies between them in the window, and the ground stays black.
TEST_F(RendererTest, PlacedHeadsCarryTheSameFrameNumber) {
  renderer_->render(request_);
  const std::vector<PlacedHead> heads{{{0, 0, 288, 360}, {300, 40, 288, 360}}, {{288, 0, 288, 360}, {0, 0, 288, 360}}};
  const SizePx window{600, 400};
  for (const std::uint64_t frame : {1ull, 2ull, 77777ull}) {
    const auto rgb = renderer_->capture_heads(heads, window, frame);
    ASSERT_EQ(rgb.size(), 3u * 600 * 400);
    for (const PlacedHead& head : heads) {
      const auto read = led::read_frame_strip(rgb, window, head.at_px);
      ASSERT_TRUE(read.ok()) << read.error().text;
      EXPECT_EQ(*read, frame);
    }
    const auto at = [&](std::size_t x, std::size_t y, std::size_t c) { return rgb[3 * (y * 600 + x) + c]; };
    const auto codes = output();
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_EQ(at(294, 100, c), 0) << "between the heads";
      EXPECT_EQ(at(310, 60, c), pixel(codes, 10, 20)[c]);
      EXPECT_EQ(at(10, 20, c), pixel(codes, 298, 20)[c]);
    }
  }
  renderer_->present({heads[1], {{0, 0, 288, 360}, {288, 0, 288, 360}}}, {576, 360}, 0, 4711);
  std::vector<std::uint8_t> bottom(4u * 576 * 360), rgb;
  glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
  glReadPixels(0, 0, 576, 360, GL_RGBA, GL_UNSIGNED_BYTE, bottom.data());
  for (std::size_t y = 0; y < 360; ++y)
    for (std::size_t x = 0; x < 576; ++x)
      rgb.insert(rgb.end(), &bottom[4 * ((359 - y) * 576 + x)], &bottom[4 * ((359 - y) * 576 + x)] + 3);
  for (const int x : {0, 288}) EXPECT_EQ(led::read_frame_strip(rgb, {576, 360}, {x, 0, 288, 360}).value(), 4711u);
}

}  // namespace
}  // namespace guangmu::renderer
