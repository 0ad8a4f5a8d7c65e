// The shader against the reference on the CPU, every stage on, over every gray a canvas can hold and light of
// all sizes and kinds.
#include <gtest/gtest.h>

#include <cstdlib>

#include "renderer/capture.h"
#include "renderer/output_pass.h"
#include "tests/renderer/gl_fixture.h"
#include "tests/renderer/output_walls.h"

namespace guangmu::renderer {
namespace {

using led::Dither;

class OutputSweep : public KitTest {
 protected:
  void SetUp() override {
    KitTest::SetUp();
    if (HasFatalFailure()) return;
    auto pass = OutputPass::create(*kit_);
    ASSERT_TRUE(pass.ok()) << pass.error().text;
    pass_.emplace(std::move(*pass));
  }
  void TearDown() override {
    pass_.reset();
    KitTest::TearDown();
  }

  std::vector<std::uint8_t> shader(const led::OutputTables& tables, const std::vector<float>& light,
                                   std::uint32_t frame) {
    Texture canvas(tables.wall, PixelFormat::rgba16f);
    canvas.write({0, 0, tables.wall.w, tables.wall.h}, light.data());
    std::vector<OutputTile> tiles;
    for (int y = 0; y < tables.wall.h; y += tables.tile.h)
      for (int x = 0; x < tables.wall.w; x += tables.tile.w)
        tiles.push_back({{x, y, tables.tile.w, tables.tile.h}, 1});
    Work work;
    pass_->use(tables, ++version_);
    pass_->grade(*kit_, canvas, tiles, tables, frame, work);
    return read_codes(pass_->output());
  }

  // One code at most; returns how many of the codes differ at all.
  std::size_t compare(const led::OutputTables& tables, const std::vector<float>& light, std::uint32_t frame,
                      const std::string& what) {
    const auto codes = shader(tables, light, frame);
    const auto expected = led::grade_picture(light, 4, tables, frame);
    EXPECT_EQ(codes.size(), expected.size());
    std::size_t off = 0;
    for (std::size_t i = 0; i < codes.size() && i < expected.size(); ++i) {
      const int apart = std::abs(codes[i] - expected[i]);
      off += apart > 0;
      if (apart <= 1) continue;
      ADD_FAILURE() << what << ": pixel " << i / 3 % static_cast<std::size_t>(tables.wall.w) << ", "
                    << i / 3 / static_cast<std::size_t>(tables.wall.w) << " channel " << i % 3 << " has code "
                    << int{codes[i]} << ", the reference " << int{expected[i]};
      break;
    }
    return off;
  }

  std::optional<OutputPass> pass_;
  std::uint64_t version_ = 0;
};

constexpr Dither dithers[] = {Dither::off, Dither::ordered, Dither::blue_noise, Dither::temporal};

TEST_F(OutputSweep, shader_and_reference_agree_with_every_stage_on) {
  for (unsigned seed = 1; seed <= 4; ++seed)
    for (const Dither dither : dithers)
      for (const bool per_pixel : {false, true}) {
        const auto w = testing::random_wall(seed, {12, 15}, {48, 24}, dither, per_pixel);
        const auto tables = led::make_output_tables(w.wall, w.profile, w.pixels, 0.83);
        const auto light = testing::sweep(tables.wall, seed);
        const std::string what = "seed " + std::to_string(seed) + " dither " +
                                 std::to_string(static_cast<int>(dither)) + (per_pixel ? " per pixel" : "");
        const std::size_t off = compare(tables, light, seed * 1001, what);
        EXPECT_LT(off, light.size() / 1000) << what;
        RecordProperty(what, static_cast<int>(off));
      }
}

TEST_F(OutputSweep, two_halves_on_one_frame) {
  auto a = testing::random_wall(5, {12, 15}, {48, 24}, Dither::temporal, true);
  auto b = testing::random_wall(6, {12, 15}, {48, 24}, Dither::ordered, false);
  auto tables = led::join_halves(led::make_output_tables(a.wall, a.profile, a.pixels),
                                 led::make_output_tables(b.wall, b.profile, b.pixels), 5);
  ASSERT_TRUE(tables.right);
  led::set_brightness(tables, 0.6, 0.9);
  const auto light = testing::sweep(tables.wall, 3);
  compare(tables, light, 12345, "halves");
  // And back to one: nothing of the right half stays.
  const auto one = led::make_output_tables(a.wall, a.profile, a.pixels);
  compare(one, light, 5, "left alone");
}

TEST_F(OutputSweep, codes_of_the_shader_keep_black_and_white) {
  for (const Dither dither : dithers) {
    led::WallSettings wall = testing::random_wall(2, {12, 15}, {48, 24}, dither, false).wall;
    wall.colour.white_k = wall.colour.native_white_k = 6500;
    const auto tables = led::make_output_tables(wall);
    for (const float level : {0.f, 1.f}) {
      const std::vector<float> light(static_cast<std::size_t>(tables.wall.area()) * 4, level);
      const auto codes = shader(tables, light, 7);
      // Single precision may leave white a millionth below full, and dither then one code below in few
      // places.
      for (const std::uint8_t code : codes) ASSERT_NEAR(code, level * 255, level) << static_cast<int>(dither);
    }
  }
}

}  // namespace
}  // namespace guangmu::renderer
