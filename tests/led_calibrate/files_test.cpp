// From a folder of photographs to a profile file, as the subcommand does it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "led_mapping/profile_rules.h"
#include "media/linear_still.h"
#include "tests/led_calibrate/rehearsal.h"
#include "tools/led_calibrate.h"
#include "tools/photographs.h"

namespace guangmu::tools {
namespace {

namespace fs = std::filesystem;
using led::FieldKind;

fs::path fresh(const char* name) {
  const fs::path folder = fs::path(testing::TempDir()) / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

TEST(FieldFiles, a_name_says_the_field) {
  EXPECT_EQ(field_of("dark.png"), FieldKind::dark);
  EXPECT_EQ(field_of("red-1.png"), FieldKind::red);
  EXPECT_EQ(field_of("GREEN_02.JPG"), FieldKind::green);
  EXPECT_EQ(field_of("blue.jpeg"), FieldKind::blue);
  EXPECT_EQ(field_of("white-12.png"), FieldKind::white);
  for (const char* other :
       {"red.tiff", "reddish.png", "red-.png", "red-x.png", "red", ".png", "IMG_0001.png", ""})
    EXPECT_EQ(field_of(other), std::nullopt) << other;
}

TEST(FieldFiles, each_folder_is_a_standpoint_and_strangers_are_told) {
  const fs::path a = fresh("pose-a"), b = fresh("pose-b");
  for (const char* name : {"red-2.png", "red-1.png", "dark.png", "notes.txt"}) std::ofstream(a / name) << "x";
  std::ofstream(b / "dark.png") << "x";
  const auto found = find_fields({a.string(), b.string()});
  ASSERT_TRUE(found) << found.error().text;
  ASSERT_EQ(found->shots.size(), 4u);
  EXPECT_EQ(found->shots[0].kind, FieldKind::dark);
  EXPECT_THAT(found->shots[1].name, testing::EndsWith("red-1.png"));
  EXPECT_EQ(found->shots[3].pose, 2);
  ASSERT_EQ(found->unused.size(), 1u);
  EXPECT_THAT(found->unused[0], testing::EndsWith("notes.txt"));
  EXPECT_FALSE(find_fields({(a / "none").string()}));
  EXPECT_FALSE(find_fields({fresh("empty").string()}));
}

TEST(LedCalibrate, photographs_of_the_hall_become_a_profile_in_the_state_folder) {
  led::Rehearsal rehearsal;
  rehearsal.spread.module_light = {0.07, 0.06, 0.08};
  led::CameraSettings camera;
  camera.size = {1200, 900};
  camera.yaw_deg = 6;
  camera.v2 = -0.2;
  camera.exposure = 0.5;
  rehearsal.cameras.push_back(camera);
  const led::Album album = led::photograph(rehearsal);
  const fs::path folder = fresh("night");
  for (std::size_t i = 0; i < album.shots.size(); ++i)
    ASSERT_TRUE(media::write_linear_png({album.photographs[i].size, album.photographs[i].rgb},
                                        (folder / album.shots[i].name).string()));
  LedCalibrateOptions options;
  options.exhibit = GUANGMU_SOURCE_DIR "/config/exhibits/lanzhou";
  options.photos = folder.string();
  options.output = (folder / "night.yaml").string();
  options.state = (folder / "state").string();
  ASSERT_EQ(run_led_calibrate(options), 0);
  std::ifstream in(options.output);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  EXPECT_THAT(text, testing::HasSubstr("modules:"));
  EXPECT_THAT(text, testing::HasSubstr("non_uniformity_before: [0.0"));
  EXPECT_TRUE(fs::exists(folder / "state" / "profiles" / "0001-night.yaml"));
  // A photograph cut off on the way is named, and nothing is written.
  fs::resize_file(folder / "green.png", fs::file_size(folder / "green.png") / 2);
  options.output = (folder / "second.yaml").string();
  EXPECT_EQ(run_led_calibrate(options), 1);
  EXPECT_FALSE(fs::exists(options.output));
}

}  // namespace
}  // namespace guangmu::tools
