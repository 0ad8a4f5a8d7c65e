// Photographs that cannot be used are refused with what to do, and a wall in order is called so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "led_mapping/photo/diagnose.h"
#include "led_mapping/photo/locate_report.h"
#include "led_mapping/photo/miswiring_text.h"
#include "led_mapping/photo/wall_codes.h"
#include "tests/led_photo/miswirings.h"

namespace guangmu::led {
namespace {

using namespace testing_walls;
using ::testing::HasSubstr;

class LocateRefusals : public ::testing::Test {
 protected:
  WallSettings wall_ = wall_of(12, 15, {24, 12}, 2, 2, 6);
  Plan plan_ = plan_wall(wall_).value();
  std::vector<Photograph> photos_;
  std::vector<std::string> names_;

  static CameraSettings camera() {
    CameraSettings c;
    c.size = {600, 400};
    c.yaw_deg = 7;
    c.exposure = 0.4;
    return c;
  }

  void shoot(const CameraSettings& c, const WallSettings& wall) {
    const Plan plan = plan_wall(wall).value();
    const PhotoSimulator simulator(c, make_spread(wall.size_px(), wall.module_px(), {}), wall.size_mm);
    const auto steps = LocateGrid(wall).steps();
    photos_.clear();
    names_.clear();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Picture8 codes = rasterise(locate_pattern(wall, steps[i]));
      photos_.push_back(simulator.shoot(light_of(wall, plan, {}, plan, codes), i));
      names_.push_back("P" + std::to_string(100 + i) + ".png");
    }
  }

  Result<WallCodes> read() const {
    LocatePhotos photos(wall_);
    for (std::size_t i = 0; i < photos_.size(); ++i)
      if (const auto added = photos.add(photos_[i], names_[i]); !added) return added.error();
    return photos.read();
  }

  std::string refusal() const {
    const auto codes = read();
    return codes ? "read without complaint" : codes.error().text;
  }
};

TEST_F(LocateRefusals, AWallInOrderIsCalledSo) {
  shoot(camera(), wall_);
  const auto codes = read();
  ASSERT_TRUE(codes) << codes.error().text;
  const Diagnosis found = diagnose(plan_, *codes);
  EXPECT_TRUE(found.all_right());
  EXPECT_THAT(locate_report(plan_, *codes, found, Language::en),
              HasSubstr("Everything is where the plan says"));
  EXPECT_EQ(corrected_plan(plan_, found.wiring), plan_);
}

TEST_F(LocateRefusals, UpsideDownIsNoMatter) {
  CameraSettings c = camera();
  c.roll_deg = 180;
  shoot(c, wall_);
  const auto codes = read();
  ASSERT_TRUE(codes) << codes.error().text;
  EXPECT_TRUE(diagnose(plan_, *codes).all_right());
}

TEST_F(LocateRefusals, Blurred) {
  CameraSettings c = camera();
  c.blur_px = 6;
  shoot(c, wall_);
  EXPECT_THAT(refusal(), HasSubstr("blurred"));
}

TEST_F(LocateRefusals, Overexposed) {
  CameraSettings c = camera();
  c.exposure = 4;
  shoot(c, wall_);
  EXPECT_THAT(refusal(), HasSubstr("overexposed"));
}

TEST_F(LocateRefusals, TooDark) {
  CameraSettings c = camera();
  c.exposure = 0.005;
  shoot(c, wall_);
  EXPECT_THAT(refusal(), HasSubstr("expose longer"));
}

TEST_F(LocateRefusals, TooSmall) {
  CameraSettings c = camera();
  c.fill = 0.3;
  c.blur_px = 0.3;
  shoot(c, wall_);
  EXPECT_THAT(refusal(), HasSubstr("go nearer"));
}

TEST_F(LocateRefusals, CutOff) {
  CameraSettings c = camera();
  c.offset = {0.15, 0};
  shoot(c, wall_);
  EXPECT_THAT(refusal(), HasSubstr("cut off at the right"));
}

TEST_F(LocateRefusals, Mirrored) {
  shoot(camera(), wall_);
  for (Photograph& p : photos_)
    for (int y = 0; y < p.size.h; ++y)
      for (int x = 0; x < p.size.w / 2; ++x)
        for (int c = 0; c < 3; ++c)
          std::swap(p.rgb[static_cast<std::size_t>((y * p.size.w + x) * 3 + c)],
                    p.rgb[static_cast<std::size_t>((y * p.size.w + p.size.w - 1 - x) * 3 + c)]);
  EXPECT_THAT(refusal(), HasSubstr("mirrored"));
}

TEST_F(LocateRefusals, WrongOrderNamesWhatIsExchanged) {
  shoot(camera(), wall_);
  std::swap(photos_[4], photos_[13]);
  const std::string text = refusal();
  EXPECT_THAT(text, HasSubstr("wrong order"));
  EXPECT_THAT(text, HasSubstr("P104.png shows locate-14"));
  EXPECT_THAT(text, HasSubstr("P113.png shows locate-05"));
}

TEST_F(LocateRefusals, APatternForItsInverseIsWrongOrder) {
  for (const std::size_t k : {0u, 2u, 18u, 20u}) {
    shoot(camera(), wall_);
    std::swap(photos_[k], photos_[k + 1]);
    EXPECT_THAT(refusal(), HasSubstr("wrong order")) << k;
  }
}

TEST_F(LocateRefusals, AMissingPhotographIsNamed) {
  shoot(camera(), wall_);
  for (const std::size_t k : {1u, 5u, 21u}) {
    auto photos = photos_;
    auto names = names_;
    photos_.erase(photos_.begin() + static_cast<std::ptrdiff_t>(k));
    names_.erase(names_.begin() + static_cast<std::ptrdiff_t>(k));
    EXPECT_THAT(refusal(), HasSubstr("no photograph shows " + locate_name(k))) << k;
    photos_ = std::move(photos);
    names_ = std::move(names);
  }
}

TEST_F(LocateRefusals, APatternTakenTwiceIsNamed) {
  shoot(camera(), wall_);
  photos_[7] = photos_[6];
  const std::string text = refusal();
  EXPECT_THAT(text, HasSubstr("no photograph shows locate-08"));
  EXPECT_THAT(text, HasSubstr("locate-07"));
}

TEST_F(LocateRefusals, AnotherWall) {
  WallSettings other = wall_of(10, 16, {24, 12}, 2, 2, 5);
  // As large, cut into other modules.
  other.size_mm = wall_.size_mm;
  other.module.mm = {wall_.size_mm[0] / 10, wall_.size_mm[1] / 16};
  shoot(camera(), other);
  EXPECT_NE(refusal(), "read without complaint");
  EXPECT_THAT(refusal(), HasSubstr("wall"));
}

TEST_F(LocateRefusals, TheCameraMovedOrChangedItsExposure) {
  shoot(camera(), wall_);
  for (std::size_t i = 8; i < photos_.size(); i += 2)
    for (auto& v : photos_[i].rgb) v = static_cast<std::uint16_t>(std::min(65535, v * 2));
  EXPECT_THAT(refusal(), HasSubstr("by hand"));
  CameraSettings other = camera();
  const auto first = photos_;
  other.yaw_deg = -4;
  other.offset = {0.03, 0.02};
  shoot(camera(), wall_);
  const auto still = photos_;
  shoot(other, wall_);
  std::copy(still.begin(), still.begin() + 12, photos_.begin());
  EXPECT_NE(refusal(), "read without complaint");
}

TEST_F(LocateRefusals, SomethingElse) {
  shoot(camera(), wall_);
  for (Photograph& p : photos_) std::fill(p.rgb.begin(), p.rgb.end(), std::uint16_t{3000});
  EXPECT_THAT(refusal(), HasSubstr("expose longer"));
  EXPECT_FALSE(LocatePhotos(wall_).read());
  Photograph small{{32, 32}, std::vector<std::uint16_t>(32 * 32 * 3)};
  EXPECT_THAT(LocatePhotos(wall_).add(small, "x.png").error().text, HasSubstr("too small"));
  LocatePhotos two(wall_);
  ASSERT_TRUE(two.add(photos_[0], "a.png"));
  EXPECT_THAT(two.add({{64, 64}, std::vector<std::uint16_t>(64 * 64 * 3)}, "b.png").error().text,
              HasSubstr("64x64"));
}

TEST(MiswiringText, ReadsBackAndRefuses) {
  const Plan plan = plan_wall(wall_of(12, 15, {24, 12}, 2, 2, 6)).value();
  const std::vector<std::string> words{"dead-port=2",         "dead-card=30",          "swap-cards=3,7",
                                       "turn-card=5,180",     "swap-connectors=4,1,2", "swap-modules=3/1,9/4",
                                       "turn-module=3/2,180", "dead-module=10/4"};
  const auto wrong = parse_miswiring(words, plan);
  ASSERT_TRUE(wrong) << wrong.error().text;
  EXPECT_EQ(miswiring_words(*wrong), words);
  for (const char* bad :
       {"", "swap-cards", "swap-cards=3", "swap-cards=3,99", "turn-card=5,45", "turn-card=x,90",
        "dead-module=3", "dead-module=3/9", "dead-port=99", "fire=1", "swap-connectors=4,1,9"})
    EXPECT_FALSE(parse_miswiring({bad}, plan)) << bad;
}

TEST(LocateReport, TellsWholePortsAndReversedChains) {
  const WallSettings wall = wall_of(12, 15, {24, 12}, 2, 2, 6);
  const Plan plan = plan_wall(wall).value();
  Diagnosis found;
  found.wiring = as_planned(plan);
  const auto index = [&](const Card* card) { return static_cast<std::size_t>(card - plan.cards.data()); };
  const auto one = plan.chain(1), two = plan.chain(2), three = plan.chain(3);
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    found.wiring.source[index(one[i])] = index(two[i]);
    found.wiring.source[index(two[i])] = index(one[i]);
    found.wiring.source[index(three[i])] = index(three[three.size() - 1 - i]);
  }
  const auto all = findings(plan, found);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_THAT(all[0].en, HasSubstr("ports 1 and 2: their cables are exchanged"));
  EXPECT_THAT(all[1].en, HasSubstr("port 3: its chain runs the other way round"));
  EXPECT_THAT(all[1].zh, HasSubstr("级联方向反了"));
}

}  // namespace
}  // namespace guangmu::led
