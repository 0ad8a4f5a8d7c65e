// Profiles over a wall's settings: what is refused and in which words, matrices and seams in the tables,
// halves, the file of pixels.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "led_mapping/colour_model.h"
#include "led_mapping/output_tables.h"
#include "led_mapping/pixel_correction.h"
#include "led_mapping/profile_rules.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

// Four modules of 16 x 8 px.
WallSettings small_wall() {
  WallSettings wall;
  wall.module.px = {16, 8};
  wall.module.mm = {160, 80};
  wall.size_mm = {320, 160};
  wall.pitch_mm = 10;
  wall.colour.dither = Dither::off;
  return wall;
}

std::string errors(const fields::Complaints& c) {
  std::string out;
  for (const auto& e : c.list())
    if (!e.warning) out += e.key + ": " + e.text + "\n";
  return out;
}

TEST(Profile, an_empty_one_changes_nothing) {
  const WallSettings wall = small_wall();
  EXPECT_EQ(errors(check_for_wall(wall, {})), "");
  const OutputTables plain = make_output_tables(wall, 0.7), with = make_output_tables(wall, {}, nullptr, 0.7);
  EXPECT_EQ(plain.tile_matrices, with.tile_matrices);
  EXPECT_TRUE(with.seams.empty());
}

TEST(Profile, mistakes_are_told_in_words) {
  struct Case {
    const char* what;
    std::function<void(ProfileSettings&)> change;
    const char* expected;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::array<double, 9> unit{1, 0, 0, 0, 1, 0, 0, 0, 1};
  const Case cases[] = {
      {"too few modules", [&](auto& p) { p.modules.assign(3, unit); }, "3 matrices, the wall has 4 modules"},
      {"NaN", [&](auto& p) { p.modules.assign(4, unit), p.modules[2][4] = nan; },
       "modules[2]: value 5 is nan"},
      {"dark row", [&](auto& p) { p.modules.assign(4, unit), p.modules[1][8] = -1; }, "blue LEDs dark"},
      {"no such seam",
       [&](auto& p) {
         p.seams = {{3, 1, Edge::left, 1.02}};
       },
       "no module in column 3, row 1"},
      {"twice",
       [&](auto& p) {
         p.seams = {{1, 1, Edge::top, 1.1}, {1, 1, Edge::top, 1.2}};
       },
       "already"},
      {"gain NaN",
       [&](auto& p) {
         p.seams = {{1, 1, Edge::top, nan}};
       },
       "expected 0.5 to 2"},
      {"white",
       [&](auto& p) {
         p.white_xy = {0.6, 0.6};
       },
       "is no colour"},
      {"white outside",
       [&](auto& p) {
         p.white_xy = {0.7, 0.25};
       },
       "cannot mix this white"},
      {"white NaN",
       [&](auto& p) {
         p.white_xy = {nan, 0.3};
       },
       "is no colour"},
      {"dark",
       [&](auto& p) {
         p.gain = {0, 0, 0};
       },
       "would stay dark"},
      {"toe",
       [&](auto& p) {
         p.toe_lift = {0, 2, 0};
       },
       "value 2 is 2; expected a number from 0 to 1"},
      {"folder", [&](auto& p) { p.pixels = "../x.pixels"; }, "another folder"},
      {"pixels not read", [&](auto& p) { p.pixels = "x.pixels"; }, "x.pixels was not read"},
      {"curve",
       [&](auto& p) {
         p.curve = CurveSettings{{{0, 0}, {0.5, 0.6}, {0.4, 0.7}, {1, 1}}, {}, {}};
       },
       "does not follow"},
  };
  for (const Case& c : cases) {
    ProfileSettings profile;
    c.change(profile);
    EXPECT_NE(errors(check_for_wall(small_wall(), profile)).find(c.expected), std::string::npos)
        << c.what << ": " << errors(check_for_wall(small_wall(), profile));
  }
}

TEST(Profile, modules_gains_seams_and_brightness_fold_into_matrices) {
  const WallSettings wall = small_wall();
  ProfileSettings profile;
  profile.gain = {1, 0.9, 0.8};
  profile.modules.assign(4, {1, 0, 0, 0, 1, 0, 0, 0, 1});
  profile.modules[3] = {0.9, 0.05, 0, 0, 0.8, 0.1, 0.02, 0, 0.7};
  profile.seams = {{2, 2, Edge::left, 1.1}, {2, 2, Edge::bottom, 0.9}, {1, 1, Edge::right, 1.05}};
  const OutputTables tables = make_output_tables(wall, profile, nullptr, 0.5);
  const Mat3 base = bt709_to_drive(wall.colour);
  const std::array<double, 3> light{0.3, 0.5, 0.2};
  const auto expected = [&](std::size_t tile, double seam) {
    auto d = base * light;
    for (std::size_t i = 0; i < 3; ++i) d[i] *= profile.gain[i];
    d = Mat3{profile.modules[tile]} * d;
    for (double& v : d) v *= seam * 0.5;
    return d;
  };
  struct Case {
    int x, y;
    std::size_t tile;
    double seam;
  };
  for (const Case& c : {Case{3, 3, 0, 1}, Case{15, 3, 0, 1.05}, Case{15, 9, 2, 1}, Case{16, 9, 3, 1.1},
                        Case{17, 15, 3, 0.9}, Case{16, 15, 3, 1.1 * 0.9}, Case{31, 8, 3, 1}}) {
    const float rgb[3] = {0.3f, 0.5f, 0.2f};
    const auto d = drive_of(rgb, c.x, c.y, tables);
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_NEAR(d[i], expected(c.tile, c.seam)[i], 1e-6) << c.x << " " << c.y << " " << i;
  }
}

// Parts tile any rectangle of a module exactly once and carry the gain of each of their pixels.
TEST(Profile, parts_of_a_tile_cover_it_once) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    WallSettings wall = small_wall();
    if (round % 5 == 0) wall.module.px = {1, 8};
    if (round % 7 == 0) wall.module.px = {2, 1};
    ProfileSettings profile;
    for (int i = 0; i < 6; ++i)
      profile.seams.push_back({static_cast<int>(random() % 2) + 1, static_cast<int>(random() % 2) + 1,
                               static_cast<Edge>(random() % 4),
                               0.9 + 0.05 * static_cast<double>(random() % 5)});
    const OutputTables tables = make_output_tables(wall, profile);
    const int tile = static_cast<int>(random() % 4), w = tables.tile.w, h = tables.tile.h;
    const int x0 = tile % 2 * w, y0 = tile / 2 * h;
    const int dx = static_cast<int>(random()) & 7, dy = static_cast<int>(random()) & 3;
    RectPx rect{x0 + std::min(dx, w - 1), y0 + std::min(dy, h - 1), 0, 0};
    rect.w = 1 + static_cast<int>(random() % static_cast<unsigned>(x0 + w - rect.x));
    rect.h = 1 + static_cast<int>(random() % static_cast<unsigned>(y0 + h - rect.y));
    std::vector<OutputTables::Part> parts;
    tables.append_parts(rect, parts);
    EXPECT_LE(parts.size(), 9u);
    for (int y = rect.y; y < rect.bottom(); ++y)
      for (int x = rect.x; x < rect.right(); ++x) {
        int times = 0;
        for (const auto& part : parts)
          if (!intersect(part.rect, {x, y, 1, 1}).empty()) {
            ++times;
            ASSERT_EQ(part.gain, tables.gain_at(x, y));
          }
        ASSERT_EQ(times, 1);
      }
  }
}

TEST(Profile, white_and_curves_take_the_place_of_the_walls) {
  ColourSettings colour;
  colour.white_xy = {{0.31, 0.33}};
  colour.curve = CurveSettings{{{0, 0}, {1, 1}}, {}, {}};
  ProfileSettings profile;
  profile.white_k = 9300;
  profile.gamma = GammaSettings{2.2, 2.3, 2.4};
  const ColourSettings with = with_profile(colour, profile);
  EXPECT_FALSE(with.white_xy);
  EXPECT_EQ(with.white_k, 9300);
  EXPECT_FALSE(with.curve);
  EXPECT_EQ(with.gamma.b, 2.4);
  profile.white_xy = {{0.3, 0.31}};
  EXPECT_EQ(wanted_white(with_profile(colour, profile)), (Chromaticity{0.3, 0.31}));
}

TEST(Profile, halves_hold_their_own_tables) {
  const WallSettings wall = small_wall();
  ProfileSettings a, b;
  a.gamma = GammaSettings{2, 2, 2};
  b.gain = {0.5, 0.5, 0.5};
  b.gamma = GammaSettings{1, 1, 1};
  b.dither = Dither::ordered;
  OutputTables both = join_halves(make_output_tables(wall, a), make_output_tables(wall, b), 1);
  ASSERT_TRUE(both.right);
  for (const double brightness : {1., 0.25}) {
    set_brightness(both, brightness);
    const OutputTables left = make_output_tables(wall, a, nullptr, brightness),
                       right = make_output_tables(wall, b, nullptr, brightness);
    for (int x = 0; x < 32; ++x)
      for (int y = 0; y < 16; ++y) {
        const float v = static_cast<float>(x * 16 + y) / 512, rgb[3] = {v, v * v, 0.5f};
        ASSERT_EQ(grade(rgb, x, y, both), grade(rgb, x, y, x < 16 ? left : right)) << x << " " << y;
      }
  }
  EXPECT_FALSE(join_halves(both, both, 0).right);
  EXPECT_FALSE(join_halves(both, both, 2).right);
}

TEST(PixelCorrection, halves_are_the_nearest) {
  for (int h = 0; h < 0x7C00; ++h) {
    const auto half = static_cast<std::uint16_t>(h);
    ASSERT_EQ(to_half(from_half(half)), half);
    const float here = from_half(half), next = from_half(static_cast<std::uint16_t>(h + 1));
    if (h + 1 == 0x7C00) break;
    ASSERT_EQ(to_half(here + (next - here) * 0.49f), half);
    ASSERT_EQ(to_half(here + (next - here) * 0.51f), h + 1);
    ASSERT_EQ(to_half(-here), static_cast<std::uint16_t>(half | 0x8000));
  }
  EXPECT_TRUE(std::isinf(from_half(to_half(1e9f))));
  EXPECT_TRUE(std::isnan(from_half(to_half(std::numeric_limits<float>::quiet_NaN()))));
}

PixelCorrection random_pixels(SizePx size) {
  PixelCorrection out{size, std::vector<std::uint16_t>(9 * static_cast<std::size_t>(size.area()))};
  std::mt19937 random(3);
  std::uniform_real_distribution<float> near(-0.05f, 0.05f);
  for (std::size_t i = 0; i < out.half.size(); ++i)
    out.half[i] = to_half((i % 9 % 4 == 0 ? 0.9f : 0.f) + near(random));
  return out;
}

TEST(PixelCorrection, file_comes_back_and_damage_is_named) {
  const PixelCorrection pixels = random_pixels({32, 16});
  const std::string file = pixels_file(pixels);
  const auto back = read_pixels(file, "a.pixels", {32, 16});
  ASSERT_TRUE(back.ok()) << back.error().text;
  EXPECT_EQ(back->half, pixels.half);
  const auto why = [](const std::string& bytes, SizePx wall) {
    const auto r = read_pixels(bytes, "a.pixels", wall);
    return r.ok() ? "" : r.error().text;
  };
  EXPECT_NE(why(file.substr(0, 1000), {32, 16}).find("its end is missing"), std::string::npos);
  EXPECT_NE(why(file + "x", {32, 16}).find("more than its size says"), std::string::npos);
  EXPECT_NE(why(file, {32, 17}).find("for a wall of 32x16 px, this one has 32x17"), std::string::npos);
  EXPECT_NE(why("P6 32 16 255 and more than that", {32, 16}).find("no correction of pixels"),
            std::string::npos);
  EXPECT_NE(why("", {32, 16}).find("no correction of pixels"), std::string::npos);
  std::string nan = file;
  nan[16 + 2 * (9 * 33 + 4)] = 0;
  nan[16 + 2 * (9 * 33 + 4) + 1] = 0x7E;
  EXPECT_NE(why(nan, {32, 16}).find("pixel (1, 1) has a factor of nan"), std::string::npos)
      << why(nan, {32, 16});
}

TEST(PixelCorrection, takes_the_place_of_modules) {
  const WallSettings wall = small_wall();
  ProfileSettings profile;
  profile.modules.assign(4, {0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5});
  profile.seams = {{1, 1, Edge::left, 1.2}};
  const auto pixels = std::make_shared<const PixelCorrection>(random_pixels({32, 16}));
  const OutputTables tables = make_output_tables(wall, profile, pixels, 0.8);
  const float rgb[3] = {0.2f, 0.3f, 0.4f};
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 32; ++x) {
      auto d = bt709_to_drive(wall.colour) * std::array<double, 3>{0.2, 0.3, 0.4};
      Mat3 c;
      for (std::size_t i = 0; i < 9; ++i)
        c.m[i] = from_half(pixels->half[9 * static_cast<std::size_t>(y * 32 + x) + i]);
      d = c * d;
      const double seam = x == 0 && y < 8 ? 1.2 : 1;
      const auto got = drive_of(rgb, x, y, tables);
      for (std::size_t i = 0; i < 3; ++i) ASSERT_NEAR(got[i], d[i] * 0.8 * seam, 1e-6);
    }
}

}  // namespace
}  // namespace guangmu::led
