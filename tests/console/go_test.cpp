#include "console/go.h"

#include <gtest/gtest.h>

#include "tests/console/sample.h"

namespace guangmu::console {
namespace {

using testing::sample_status;
using testing::touring;

TEST(Go, SaysAndDoesTheNextThing) {
  show::Status none = sample_status();
  none.tours.clear();
  show::Status last = touring();
  last.tour.step = 3;
  show::Status paused = touring();
  paused.tour.paused = true;
  show::Status held = paused;  // a hold over a pause ends first
  held.tour.held = true;
  const struct {
    const char* what;
    show::Status status;
    const char *label, *command;
  } cases[] = {{"no tour in the exhibit", none, "", ""},
               {"idle", sample_status(), "START Welcome", "tour start welcome"},
               {"a step follows", touring(), "GO → 3 Pilot zone", "tour next"},
               {"the last step", last, "END TOUR", "tour stop"},
               {"paused", paused, "GO ON", "tour resume"},
               {"held", held, "GO ON", "hold off"}};
  for (const auto& c : cases) {
    const Go go = next_go(c.status, Language::en);
    EXPECT_EQ(go.label, c.label) << c.what;
    EXPECT_EQ(go.command, c.command) << c.what;
  }
}

TEST(Go, TakesOnlyWhatIsReady) {
  show::Status s = sample_status();
  EXPECT_EQ(why_no_take(s, Language::zh), "先选预览");
  s.scene.preview = "timeline";
  s.scene.reason = "one picture is missing";
  EXPECT_EQ(why_no_take(s, Language::en), "one picture is missing");
  s.scene.ready = true;
  EXPECT_EQ(why_no_take(s, Language::en), "");
}

TEST(Go, StepsStayInTheirRange) {
  show::Status s = sample_status();
  s.brightness = 0.8;
  EXPECT_EQ(brightness_command(s, -1), "brightness 0.75");
  s.brightness = 1;
  EXPECT_EQ(brightness_command(s, 1), "brightness 1");
  s.brightness = 0.05;
  EXPECT_EQ(brightness_command(s, -1), "brightness 0.05");
  EXPECT_EQ(volume_command(s, -1), "volume master -1");
  s.sound.volume_db[audio::index_of(audio::Bus::master)] = 6;
  EXPECT_EQ(volume_command(s, 1), "volume master 6");
}

TEST(Go, HoldBeginsEndsAndGrows) {
  show::Status s = sample_status();
  EXPECT_EQ(hold_command(s, false), "hold 180");
  s.hold_left_s = 42.4;
  EXPECT_EQ(hold_command(s, false), "hold off");
  EXPECT_EQ(hold_command(s, true), "hold 102");
}

}  // namespace
}  // namespace guangmu::console
