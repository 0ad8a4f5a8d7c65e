// What cannot be used is refused in words that say what to do next.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/led_calibrate/rehearsal.h"

namespace guangmu::led {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// A quiet, good set to spoil: a small wall, seen from the front.
const Rehearsal& quiet() {
  static const Rehearsal one = [] {
    Rehearsal r;
    r.wall.module.px = {32, 16};
    r.wall.size_mm = {6 * 320., 8 * 160.};
    r.wall.pitch_mm = 10;
    r.spread.module_light = {0.06, 0.06, 0.06};
    r.spread.pixel_light = {0.03, 0.03, 0.03};
    CameraSettings c;
    c.size = {900, 650};
    c.yaw_deg = 5;
    c.v2 = -0.2;
    c.exposure = 0.15;
    r.cameras.push_back(c);
    return r;
  }();
  return one;
}

std::string refusal(const Rehearsal& r, const Album& album) {
  const auto found = calibrate(r.wall, album.shots, album.open());
  return found ? "accepted" : found.error().text;
}

std::string refusal_with(void (*spoil)(CameraSettings&)) {
  Rehearsal r = quiet();
  spoil(r.cameras[0]);
  return refusal(r, photograph(r));
}

Photograph& shot(Album& album, FieldKind kind) {
  for (std::size_t i = 0; i < album.shots.size(); ++i)
    if (album.shots[i].kind == kind) return album.photographs[i];
  return album.photographs.front();
}

TEST(BadPhotographs, the_quiet_set_is_good) {
  EXPECT_EQ(refusal(quiet(), photograph(quiet())), "accepted");
}

TEST(BadPhotographs, blurred) {
  EXPECT_THAT(refusal_with([](CameraSettings& c) { c.blur_px = 7; }),
              AllOf(HasSubstr("red.png"), HasSubstr("blurred"), HasSubstr("focus")));
}

TEST(BadPhotographs, clipped) {
  EXPECT_THAT(refusal_with([](CameraSettings& c) { c.exposure = 1.5; }),
              AllOf(HasSubstr("red.png"), HasSubstr("clipped"), HasSubstr("expose shorter")));
}

TEST(BadPhotographs, too_dark) {
  EXPECT_THAT(refusal_with([](CameraSettings& c) { c.exposure = 0.001; }),
              AllOf(HasSubstr("nearly dark"), HasSubstr("expose longer")));
}

TEST(BadPhotographs, too_small) {
  EXPECT_THAT(refusal_with([](CameraSettings& c) { c.size = {120, 80}; }), HasSubstr("go nearer"));
  EXPECT_THAT(refusal_with([](CameraSettings& c) { c.fill = 0.1; }), HasSubstr("go nearer"));
}

TEST(BadPhotographs, cut_off) {
  EXPECT_THAT(refusal_with([](CameraSettings& c) {
                c.offset = {0.3, 0};
              }),
              HasSubstr("the whole wall must be in it"));
}

TEST(BadPhotographs, wrong_order) {
  Album album = photograph(quiet());
  std::swap(shot(album, FieldKind::red), shot(album, FieldKind::green));
  EXPECT_THAT(refusal(quiet(), album),
              AllOf(HasSubstr("red.png"), HasSubstr("shows green light"), HasSubstr("wrong order")));
}

TEST(BadPhotographs, dark_frame_brighter_than_the_field) {
  Album album = photograph(quiet());
  std::swap(shot(album, FieldKind::dark), shot(album, FieldKind::red));
  EXPECT_THAT(refusal(quiet(), album),
              AllOf(HasSubstr("dark.png"), HasSubstr("brighter than this field"), HasSubstr("swapped")));
}

TEST(BadPhotographs, exposure_or_hall_light_changed) {
  Album album = photograph(quiet());
  for (std::uint16_t& v : shot(album, FieldKind::dark).rgb)
    v = static_cast<std::uint16_t>(std::min(65535, v + 900));
  EXPECT_THAT(refusal(quiet(), album),
              AllOf(HasSubstr("exposure or hall light changed"), HasSubstr("take them again")));
}

TEST(BadPhotographs, a_shot_is_missing) {
  Album album = photograph(quiet());
  Album no_dark = album, no_blue = album;
  std::erase_if(no_dark.shots, [](const FieldShot& s) { return s.kind == FieldKind::dark; });
  std::erase_if(no_blue.shots, [](const FieldShot& s) { return s.kind == FieldKind::blue; });
  EXPECT_THAT(refusal(quiet(), no_dark), HasSubstr("no dark frame"));
  EXPECT_THAT(refusal(quiet(), no_blue), HasSubstr("no photograph of the blue field"));
}

TEST(BadPhotographs, another_size_than_the_dark_frame) {
  Album album = photograph(quiet());
  shot(album, FieldKind::dark) = {{450, 325}, std::vector<std::uint16_t>(450 * 325 * 3)};
  EXPECT_THAT(refusal(quiet(), album), HasSubstr("450x325 px"));
}

TEST(BadPhotographs, another_wall_by_its_shape) {
  Rehearsal r = quiet();
  const Album album = photograph(r);
  r.wall.size_mm = {10 * 320., 8 * 160.};
  EXPECT_THAT(refusal(r, album), HasSubstr("another wall"));
}

TEST(BadPhotographs, another_wall_by_its_modules) {
  Rehearsal r = quiet();
  const Album album = photograph(r);
  // As large, but of modules half as wide again: 4 x 5 instead of 6 x 8.
  r.wall.module.px = {48, 26};
  r.wall.module.mm = {480, 256};
  ASSERT_EQ(r.wall.columns(), 4);
  ASSERT_EQ(r.wall.rows(), 5);
  EXPECT_THAT(refusal(r, album), HasSubstr("another wall"));
}

}  // namespace
}  // namespace guangmu::led
