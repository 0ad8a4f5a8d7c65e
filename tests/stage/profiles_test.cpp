// Versions and adjustments laid over a wall: what is possible is on the wall at once, what is not is told in
// words.
#include "stage/profiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "led_mapping/output_tables.h"
#include "led_mapping/profile_rules.h"
#include "stage/adjust.h"
#include "stage/pointer.h"
#include "stage/technician.h"

namespace guangmu::stage {
namespace {

using testing::HasSubstr;

led::WallSettings wall() {
  led::WallSettings w;
  w.heads.resize(1);
  return w;
}

std::string id_of(int version, std::string_view label) {
  return std::to_string(version) + "-" + std::string(label);
}

struct Kept : testing::Test {
  Kept() {
    profiles.use(settings);
    ProfileShelf shelf;
    shelf.id_for = &id_of;
    KeptProfile night;
    night.info.id = "1-night";
    night.info.version = 1;
    night.settings.white_k = 5000;
    night.settings.gain = {1, 0.9, 0.8};
    KeptProfile foreign;
    foreign.info.id = "2-foreign";
    foreign.settings.modules.assign(4, {1, 0, 0, 0, 1, 0, 0, 0, 1});
    KeptProfile broken;
    broken.info.id = "3-broken";
    broken.fault = "profiles/3-broken.yaml:2:3: error: gain: expected a number";
    shelf.list = {night, foreign, broken};
    shelf.highest = 3;
    profiles.fill(shelf);
  }
  led::WallSettings settings = wall();
  Profiles profiles;

  led::ProfileSettings adjusted(std::vector<show::Adjustment> adjustments,
                                const std::string& profile = "wall") {
    const auto made = profiles.make({profile, std::move(adjustments)});
    EXPECT_TRUE(made) << made.error().text;
    return made ? made->settings : led::ProfileSettings{};
  }
};

TEST_F(Kept, EverySettingThatCanBeTurnedTurns) {
  EXPECT_EQ(adjusted({{"white_k", "5600"}}).white_k, 5600);
  EXPECT_EQ(adjusted({{"white_xy.x", "0.32"}}).white_xy->at(0), 0.32);
  EXPECT_NEAR(adjusted({{"white_xy.x", "0.32"}}).white_xy->at(1), 0.329, 0.002) << "y stays that of 6500 K";
  EXPECT_FALSE(adjusted({{"white_xy.x", "0.32"}, {"white_k", "5600"}}).white_xy) << "the last one wins";
  EXPECT_EQ(adjusted({{"gain.b", "0.7"}}, "1-night").gain, (std::array{1., 0.9, 0.7}));
  EXPECT_EQ(adjusted({{"toe_lift.g", "0.5"}}).toe_lift[1], 0.5);
  EXPECT_EQ(adjusted({{"gamma.r", "2.6"}}).gamma->r, 2.6);
  EXPECT_EQ(adjusted({{"gamma.r", "2.6"}}).gamma->g, settings.colour.gamma.g);
  EXPECT_EQ(*adjusted({{"dither", "ordered"}}).dither, led::Dither::ordered);
  const auto modules = adjusted({{"module.7-6", "0.9"}, {"module.7-6.b", "0.8"}}).modules;
  ASSERT_EQ(modules.size(), 180u);
  EXPECT_NEAR(row_sum(modules[5 * 12 + 6], 0), 0.9, 1e-9);
  EXPECT_NEAR(row_sum(modules[5 * 12 + 6], 2), 0.8, 1e-9);
  EXPECT_EQ(row_sum(modules[5 * 12 + 5], 0), 1);
  const auto seams = adjusted({{"seam.7-6.left", "1.1"}, {"seam.7-6.left", "1.2"}}).seams;
  ASSERT_EQ(seams.size(), 1u);
  EXPECT_EQ(seams[0].gain, 1.2);
}

TEST_F(Kept, APointOfTheCurveMovesAloneAndItsChannelOnly) {
  const auto points = curve_points(settings.colour, 0);
  ASSERT_GE(points.size(), 16u);
  for (const auto& [in, out] : points) EXPECT_NEAR(out, std::pow(in, 2.8), 1e-9);
  const double wanted = (points[4][1] + points[5][1]) / 2;
  const auto profile = adjusted({{"curve.R.5", std::to_string(wanted)}});
  ASSERT_TRUE(profile.curve);
  const auto now = curve_points(led::with_profile(settings.colour, profile), 0);
  ASSERT_EQ(now.size(), points.size());
  for (std::size_t i = 0; i < now.size(); ++i) EXPECT_NEAR(now[i][1], i == 4 ? wanted : points[i][1], 1e-5);
  EXPECT_EQ(curve_points(led::with_profile(settings.colour, profile), 1), curve_points(settings.colour, 1));
  // Several at once need to rise only together.
  const auto pushed =
      adjusted({{"curve.r", "8:0.00015 9:0.00018"}, {"curve.r", "8:0.0002 9:0.00025 10:0.00028"}});
  ASSERT_TRUE(pushed.curve);
  EXPECT_NEAR(curve_points(led::with_profile(settings.colour, pushed), 0)[8][1], 0.00025, 1e-9);
  // And back to a gamma, which the green curve does not notice.
  settings.colour.curve = led::CurveSettings{{}, {{0, 0}, {0.5, 0.3}, {1, 1}}, {}};
  const auto back = led::with_profile(settings.colour,
                                      adjusted({{"curve.r.5", std::to_string(wanted)}, {"gamma.r", "2.2"}}));
  EXPECT_EQ(back.gamma.r, 2.2);
  EXPECT_TRUE(back.curve->r.empty());
  EXPECT_EQ(back.curve->g, settings.colour.curve->g);
}

TEST_F(Kept, WhatIsNotPossibleIsToldInWords) {
  const struct {
    const char *profile, *key, *value, *words;
  } cases[] = {{"4-none", "white_k", "6000", "there is no profile 4-none"},
               {"2-foreign", "white_k", "6000", "4 matrices, the wall has 180 modules"},
               {"3-broken", "white_k", "6000", "3-broken.yaml:2:3"},
               {"wall", "white_k", "warm", "no number"},
               {"wall", "white_k", "nan", "no number"},
               {"wall", "white_k", "300", "3000 to 25000"},
               {"wall", "white_xy.z", "0.3", "white_xy.x or"},
               {"wall", "white_xy.x", "0.9", "no colour"},
               {"wall", "gain.r", "1.2", "0 to 1"},
               {"wall", "gain.q", "1", "no setting gain.q"},
               {"wall", "gain", "1", "no setting gain"},
               {"wall", "gamma.r", "9", "0.5 to 5"},
               {"wall", "gamma.r.2", "2", "no setting"},
               {"wall", "curve.r.99", "0.5", "1 to 32"},
               {"wall", "curve.r.1", "0.5", "ends stay"},
               {"wall", "curve.r.32", "0.5", "ends stay"},
               {"wall", "curve.r.5", "0.9", "out of range"},
               {"wall", "curve.r", "5:0.9", "the curve falls from point 5"},
               {"wall", "curve.r", "1:0.9", "is no point"},
               {"wall", "curve.r", "5=0.9", "is no point"},
               {"wall", "dither", "grain", "off, ordered"},
               {"wall", "module.13-1", "0.9", "12 columns and 15 rows"},
               {"wall", "module.7", "0.9", "module 7-6"},
               {"wall", "module.7-6.x", "0.9", "r, g or b"},
               {"wall", "seam.7-6.front", "1", "left, top"},
               {"wall", "hue", "3", "expected white_k"}};
  for (const auto& each : cases)
    EXPECT_THAT(profiles.why_not({each.profile, {{each.key, each.value}}}), HasSubstr(each.words))
        << each.key << " " << each.value;
}

TEST_F(Kept, TheTablesAreThoseOfTheProfile) {
  const auto tables = profiles.tables({{"1-night", {{"gamma.r", "2.4"}}}, {}}, 0.5);
  ASSERT_TRUE(tables) << tables.error().text;
  led::ProfileSettings same = profiles.find("1-night")->settings;
  same.gamma = settings.colour.gamma;
  same.gamma->r = 2.4;
  const led::OutputTables wanted = led::make_output_tables(settings, same, nullptr, 0.5);
  for (const float light : {0.f, 0.02f, 0.3f, 1.f}) {
    const float rgb[3] = {light, light, light};
    for (const int x : {0, 700, 2303})
      EXPECT_EQ(led::grade(rgb, x, 40, *tables), led::grade(rgb, x, 40, wanted));
  }
}

TEST_F(Kept, HalvesStandSideBySideAtTheSameBrightness) {
  show::ColourPicture picture;
  picture.halves = {show::ColourWish{"wall", {}}, show::ColourWish{"1-night", {}}};
  const auto halves = profiles.tables(picture, 0.7);
  ASSERT_TRUE(halves) << halves.error().text;
  const led::OutputTables left = led::make_output_tables(settings, 0.7);
  const led::OutputTables right =
      led::make_output_tables(settings, profiles.find("1-night")->settings, nullptr, 0.7);
  const float rgb[3] = {0.4f, 0.4f, 0.4f};
  EXPECT_EQ(led::grade(rgb, 1151, 700, *halves), led::grade(rgb, 1151, 700, left));
  EXPECT_EQ(led::grade(rgb, 1152, 700, *halves), led::grade(rgb, 1152, 700, right));
  EXPECT_NE(led::grade(rgb, 0, 700, *halves), led::grade(rgb, 2303, 700, *halves));
}

TEST_F(Kept, WhatIsKeptIsAVersionLikeAnyOther) {
  using Kind = show::ProfileDeed::Kind;
  profiles.carry_out({Kind::keep, "4-noon", "noon", "console", {"1-night", {{"gamma.r", "2.4"}}}},
                     *parse_instant("2026-11-20T12:00:00+08:00"));
  profiles.carry_out({Kind::activate, "4-noon", "", "", {}}, {});
  const KeptProfile* kept = profiles.find("4-noon");
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->info.version, 4);
  EXPECT_TRUE(kept->info.confirmed);
  EXPECT_EQ(kept->settings.label, "noon");
  EXPECT_EQ(kept->settings.by, "console");
  EXPECT_EQ(kept->settings.white_k, 5000);
  EXPECT_EQ(kept->settings.gamma->r, 2.4);
  EXPECT_EQ(profiles.id_for("x", 0), "5-x");
  EXPECT_EQ(profiles.why_not({"4-noon", {}}), "");
}

TEST_F(Kept, PixelsAreAskedForAndWaitedFor) {
  ProfileShelf shelf = profiles.shelf();
  KeptProfile fine;
  fine.info.id = "4-fine";
  fine.settings.pixels = "4-fine.pixels";
  shelf.list.push_back(fine);
  profiles.fill(shelf);
  EXPECT_THAT(profiles.why_not({"4-fine", {}}), HasSubstr("being read"));
  EXPECT_TRUE(profiles.coming({"4-fine", {}}));
  EXPECT_FALSE(profiles.coming({"1-night", {}}));
  EXPECT_EQ(profiles.take_wanted_pixels(), std::set<std::string>{"4-fine"});
  profiles.set_pixels("4-fine", Error{"4-fine.pixels: cut off"});
  EXPECT_FALSE(profiles.coming({"4-fine", {}}));
  EXPECT_THAT(profiles.why_not({"4-fine", {}}), HasSubstr("cut off"));
}

TEST_F(Kept, TheTechniciansPageSaysWhatIsInForce) {
  const auto made = profiles.make({"1-night", {{"module.2-3", "0.9"}, {"seam.4-5.top", "1.1"}}});
  ASSERT_TRUE(made);
  const auto colour = colour_status(settings, *made);
  EXPECT_EQ(colour.white_k, 5000);
  EXPECT_EQ(colour.gain, (std::array{1., 0.9, 0.8}));
  EXPECT_EQ(colour.module_corrections, 1);
  EXPECT_EQ(colour.dither, "blue_noise");
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_GE(colour.curve[c].size(), 16u);
    // 13 bits: half a step is 6.1e-5 of full light, which 2.8 reaches at code 8.0.
    EXPECT_EQ(colour.dark_codes[c], 7);
    EXPECT_GT(colour.distinct_levels[c], 200);
    EXPECT_LE(colour.distinct_levels[c], 256 - colour.dark_codes[c]);
  }
  const auto modules = module_infos(settings, made->settings);
  ASSERT_EQ(modules.size(), 2u);
  EXPECT_EQ(modules[0].column, 2);
  EXPECT_EQ(modules[0].row, 3);
  EXPECT_NEAR(modules[0].gain[1], 0.9, 1e-9);
  EXPECT_EQ(modules[1].seam, (std::array{1., 1.1, 1., 1.}));
  show::ProfileStatus status;
  describe_profiles(profiles, status);
  EXPECT_TRUE(status.available);
  EXPECT_EQ(status.list.size(), 2u) << "what cannot be read is told as a fault, not offered";
}

TEST(Pointer, IsAFrameInsideModuleOrCard) {
  const led::WallSettings settings = wall();
  led::Plan plan;
  plan.cards.push_back({.id = 1, .rect_px = {0, 0, 384, 192}, .source_px = {}, .modules = {}});
  EXPECT_EQ(pointed_rect({7, 6, 0}, settings, plan), (RectPx{1152, 480, 192, 96}));
  EXPECT_EQ(pointed_rect({0, 0, 1}, settings, plan), (RectPx{0, 0, 384, 192}));
  EXPECT_FALSE(pointed_rect({}, settings, plan));
  EXPECT_FALSE(pointed_rect({0, 0, 9}, settings, plan));
  EXPECT_FALSE(pointed_rect({99, 1, 0}, settings, plan));
  led::Picture8 picture{{100, 50}, std::vector<std::uint8_t>(15000, 77)};
  draw_pointer({10, 10, 60, 30}, picture);
  EXPECT_EQ(picture.at(10, 20), (led::Rgb8{0, 0, 0}));
  EXPECT_EQ(picture.at(13, 20), (led::Rgb8{255, 255, 255}));
  EXPECT_EQ(picture.at(40, 25), (led::Rgb8{77, 77, 77}));
  EXPECT_EQ(picture.at(9, 20), (led::Rgb8{77, 77, 77}));
  EXPECT_EQ(picture.at(69, 39), (led::Rgb8{0, 0, 0}));
}

}  // namespace
}  // namespace guangmu::stage
