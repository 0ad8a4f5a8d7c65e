#include "console/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "console/tone.h"
#include "tests/console/sample.h"

namespace guangmu::console {
namespace {

using testing::connected_to;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Notebook;
using testing::sample_status;
using testing::show_status;
using testing::touring;

TEST(Model, DropsASecondPressWithin300Ms) {
  Model model = connected_to(touring());
  Notebook wall;
  model.act_guarded(wall, "go", {"tour next"});
  EXPECT_GT(model.guard(), 0.99f);
  model.time = model.time + 0.1;
  model.act_guarded(wall, "take", {"take"});  // another button counts too
  model.time = model.time + 0.19;
  model.act_guarded(wall, "go", {"tour next"});
  EXPECT_THAT(wall.sent, ElementsAre("tour next"));
  model.time = model.time + 0.02;
  EXPECT_EQ(model.guard(), 0);
  model.act_guarded(wall, "go", {"tour next"});
  EXPECT_THAT(wall.sent, ElementsAre("tour next", "tour next"));
}

TEST(Model, SendsNothingWithoutAWallAndKeepsNothingForLater) {
  Model model = connected_to(sample_status());
  Notebook wall;
  show_status(model, sample_status(), LinkState::lost);
  model.act(wall, "freeze", {"freeze on"});
  EXPECT_THAT(wall.sent, IsEmpty());
  ASSERT_NE(model.notice("freeze"), nullptr);
  EXPECT_EQ(model.notice("freeze")->text, "与墙失联，未发");
  show_status(model, sample_status());
  EXPECT_THAT(wall.sent, IsEmpty());
}

TEST(Model, ShowsAWallOfAnotherVersionButDoesNotCommandIt) {
  show::Status other = sample_status();
  other.version = "9.9.9";
  Model model = connected_to(other);
  Notebook wall;
  EXPECT_TRUE(model.connected());
  EXPECT_FALSE(model.can_act());
  model.act(wall, "take", {"take"});
  EXPECT_THAT(wall.sent, IsEmpty());
  EXPECT_NE(model.notice("take"), nullptr);
}

TEST(Model, SaysARefusalAtItsButtonForSixSeconds) {
  Model model = connected_to(sample_status());
  Notebook wall;
  model.act(wall, "take", {"take"});
  EXPECT_FALSE(model.pending("take"));  // not within the first tenth of a second
  model.time = model.time + 0.2;
  EXPECT_TRUE(model.pending("take"));
  model.receive({{1, Answer::Kind::refused, 0, "still loading"}});
  EXPECT_FALSE(model.pending("take"));
  ASSERT_NE(model.notice("take"), nullptr);
  EXPECT_THAT(model.notice("take")->text, HasSubstr("still loading"));
  EXPECT_EQ(model.notice("cut"), nullptr);
  model.time = model.time + 5.9;
  EXPECT_NE(model.notice("take"), nullptr);
  model.time = model.time + 0.2;
  EXPECT_EQ(model.notice("take"), nullptr);
}

TEST(Model, KeepsEveryAnswerInTheLanguageOfNow) {
  Model model = connected_to(sample_status());
  Notebook wall;
  model.act(wall, "mute", {"mute on"});
  model.act(wall, "logo", {"logo on"});
  model.receive({{1, Answer::Kind::applied, 1234, ""},
                 {2, Answer::Kind::silent, 0, "timeout"},
                 {77, Answer::Kind::applied, 1, "nobody asked"}});
  ASSERT_EQ(model.journal().size(), 2u);
  EXPECT_EQ(model.journal()[1].text, "mute on");
  EXPECT_EQ(model.words(model.journal()[1].answer), "第 1234 帧上墙");
  EXPECT_EQ(model.notice("mute"), nullptr);
  ASSERT_NE(model.notice("logo"), nullptr);
  EXPECT_EQ(model.notice("logo")->text, "没有回音，请看墙");
  model.language = Language::en;
  EXPECT_EQ(model.words(model.journal()[1].answer), "on the wall at frame 1234");
}

TEST(Model, SaysForTenSecondsWhatHappenedWhileTheWallWasLost) {
  Model model = connected_to(touring());
  show_status(model, touring(), LinkState::lost);
  EXPECT_EQ(model.meanwhile(), "");
  model.time = model.time + 12;
  show::Status later = sample_status();
  later.scene.program = "timeline";
  later.uptime_s = touring().uptime_s + 12;
  model.language = Language::en;
  show_status(model, later);
  EXPECT_EQ(model.meanwhile(), "lost for 12 s · now on air: The road · the tour has ended");
  model.time = model.time + 10.1;
  EXPECT_EQ(model.meanwhile(), "");
}

TEST(Model, SaysThatTheWallWasRestarted) {
  Model model = connected_to(sample_status());
  show_status(model, sample_status(), LinkState::lost);
  show::Status later = sample_status();
  later.uptime_s = 3;
  show_status(model, later);
  EXPECT_THAT(model.meanwhile(), HasSubstr("墙重启过"));
  EXPECT_THAT(model.meanwhile(), HasSubstr("总览（没变）"));
}

TEST(Model, SendsOnceMoreWhatGotNoAnswerWhenAskedTo) {
  Model model = connected_to(sample_status());
  Notebook wall;
  model.act(wall, "logo", {"logo on"});
  EXPECT_FALSE(model.can_retry());
  model.receive({{1, Answer::Kind::silent, 0, "timeout"}});
  EXPECT_TRUE(model.can_retry());
  EXPECT_EQ(wall.sent.size(), 1u);  // not by itself
  model.retry(wall);
  EXPECT_THAT(wall.sent, ElementsAre("logo on", "logo on"));
  EXPECT_FALSE(model.can_retry());
  model.receive({{2, Answer::Kind::silent, 0, "timeout"}});
  model.time = model.time + retry_s + 0.1;
  EXPECT_FALSE(model.can_retry());
}

TEST(Tone, SoundsOnceTenSecondsBeforeAHoldEnds) {
  EXPECT_TRUE(tone_due(10.1, 10.));
  EXPECT_FALSE(tone_due(10., 9.9));
  EXPECT_FALSE(tone_due(std::nullopt, 9.));  // the console came later
  EXPECT_FALSE(tone_due(12., std::nullopt));
}

TEST(Model, QuotesAWelcomeTextThatWouldReadAsACommand) {
  EXPECT_EQ(message_command("热烈欢迎"), "message 热烈欢迎");
  EXPECT_EQ(message_command("off"), "message \"off\"");
}

}  // namespace
}  // namespace guangmu::console
