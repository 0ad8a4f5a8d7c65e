// Tours, and who beats whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/show/rehearsal.h"

namespace guangmu::show {
namespace {

using testing::HasSubstr;

TEST(Tour, RunsThroughItsStepsWithSceneEventCaptionAndFigures) {
  Rehearsal hall;
  EXPECT_TRUE(hall.send("tour start welcome").applied);
  EXPECT_EQ(hall.status().tour.length_s, 18);
  ASSERT_NE(hall.out.picture.figures, nullptr);
  EXPECT_EQ(hall.out.picture.figures->at("users_total").value, 10016);
  EXPECT_EQ(hall.status().tour.figures_date, "2022-12-31");
  hall.run(1.5);
  EXPECT_EQ(hall.out.picture.caption.zh, "open一");
  hall.run(0.9);
  EXPECT_EQ(hall.out.picture.caption.zh, "open一") << "a short pause does not let it blink";
  hall.run(0.2);
  EXPECT_EQ(hall.out.picture.caption.en, "open two");
  hall.run(2.6);
  EXPECT_EQ(hall.out.picture.caption.zh, "");
  hall.run(1);
  EXPECT_EQ(hall.status().tour.step_id, "history");
  EXPECT_EQ(hall.out.picture.program, "timeline");
  EXPECT_EQ(hall.out.picture.timeline.to, 1);
  hall.run(6);
  EXPECT_EQ(hall.out.picture.program, "overview");
  hall.run(6);
  EXPECT_FALSE(hall.status().tour.running);
  EXPECT_EQ(hall.out.picture.figures, nullptr);
  EXPECT_EQ(hall.told("step"),
            (std::vector<std::string>{"welcome 1 open", "welcome 2 history", "welcome 3 close"}));
  EXPECT_EQ(hall.told("tour"), (std::vector<std::string>{"welcome start", "welcome end"}));
  EXPECT_EQ(hall.told("caption"),
            (std::vector<std::string>{"open一", "open二", "history一", "history二", "close一", "close二"}));
  for (const Event& event : hall.events)
    if (event.kind == "caption" && event.text == "history一") {
      EXPECT_NEAR(static_cast<double>(event.tour_frame), 48000, 0.03 * 48000);
    }
}

TEST(Tour, ItsClipsFollowEachOtherWithoutAGap) {
  Rehearsal hall;
  hall.send("tour start welcome");
  hall.run(19);
  const auto plays = hall.cues_of<audio::PlayClip>();
  ASSERT_EQ(plays.size(), 3u);
  EXPECT_EQ(plays[0].clip, "tours/welcome/open.ogg");
  EXPECT_EQ(plays[0].after, 0u);
  EXPECT_EQ(plays[1].after, plays[0].serial);
  EXPECT_EQ(plays[2].after, plays[1].serial);
  EXPECT_EQ(plays[2].clip, "tours/welcome/close.ogg");
  EXPECT_EQ(hall.show.clips().size(), 3u);
}

TEST(Tour, PauseHoldsPictureAndSoundAndResumeGoesOnInPlace) {
  Rehearsal hall;
  hall.send("tour start welcome");
  hall.run(3);
  hall.send("tour pause");
  const double stood_s = hall.out.picture.time_s, position_s = hall.status().tour.position_s;
  const auto paused = hall.cues_of<audio::PauseClip>();
  ASSERT_EQ(paused.size(), 1u);
  hall.run(10);
  EXPECT_EQ(hall.out.picture.time_s, stood_s);
  EXPECT_EQ(hall.status().tour.position_s, position_s);
  EXPECT_TRUE(hall.status().tour.paused);
  hall.send("tour resume");
  EXPECT_EQ(hall.cues_of<audio::ResumeClip>().at(0).serial, paused[0].serial);
  hall.run(1);
  EXPECT_NEAR(hall.status().tour.position_s, position_s + 1, 0.05);
  EXPECT_NEAR(hall.out.picture.time_s, stood_s + 1, 0.05);
}

TEST(Tour, NextBackAndGotoBeginTheirStepAnew) {
  Rehearsal hall;
  hall.send("tour start welcome");
  hall.run(2);
  hall.send("tour next");
  EXPECT_EQ(hall.status().tour.step, 2);
  EXPECT_EQ(hall.out.picture.program, "timeline");
  EXPECT_EQ(hall.send("tour next").ignored.size(), 1u) << "GO within 300 ms";
  hall.run(2);
  hall.send("tour back");
  EXPECT_EQ(hall.status().tour.step, 1);
  EXPECT_NEAR(hall.status().tour.step_position_s, 0, 0.03);
  hall.send("tour goto close");
  EXPECT_EQ(hall.status().tour.step, 3);
  hall.send("tour goto 2");
  EXPECT_EQ(hall.status().tour.step_id, "history");
  EXPECT_THAT(hall.send("tour goto 4").refused.at(0).text,
              HasSubstr("1 to 3 or one of: open, history, close"));
  EXPECT_FALSE(hall.send("tour goto nowhere").applied);
  EXPECT_GE(hall.cues_of<audio::StopClip>().size(), 4u);
  hall.run(1);
  hall.send("tour goto 3");
  hall.run(1);
  hall.send("tour next");
  EXPECT_FALSE(hall.status().tour.running) << "next at the last step ends the tour";
  EXPECT_FALSE(hall.send("tour next").applied);
}

TEST(Tour, AnOperatorsTakeHoldsItAsAWholeAndItGoesOnInTheSamePlace) {
  Rehearsal hall;
  hall.send("tour start welcome");
  hall.run(8);
  EXPECT_EQ(hall.out.picture.program, "timeline");
  const double position_s = hall.status().tour.position_s;
  hall.send("take flow");
  EXPECT_EQ(hall.out.picture.figures, nullptr) << "its figures go with it";
  EXPECT_EQ(hall.out.picture.caption.zh, "");
  EXPECT_EQ(hall.cues_of<audio::PauseClip>().size(), 1u);
  EXPECT_TRUE(hall.status().tour.held);
  EXPECT_EQ(hall.status().control.waiting, (std::vector<Holder>{Holder::tour}));
  const double show_s = hall.out.picture.time_s;
  hall.run(29);
  EXPECT_NEAR(hall.out.picture.time_s, show_s + 29, 0.05) << "the operator's picture lives";
  EXPECT_EQ(hall.out.picture.program, "flow");
  hall.run(1.1);
  EXPECT_EQ(hall.out.picture.program, "timeline");
  EXPECT_EQ(hall.out.picture.timeline.to, 1);
  EXPECT_EQ(hall.cues_of<audio::ResumeClip>().size(), 1u);
  EXPECT_NEAR(hall.status().tour.position_s, position_s, 0.2);
  hall.send("take flow");
  hall.send("hold off");
  EXPECT_EQ(hall.out.picture.program, "timeline") << "the hold ends at once";
}

TEST(Tour, WithoutNarrationItRunsOnTheClockAndDropsUnknownFigures) {
  Rehearsal hall;
  hall.send("tour start silent");
  const double length_s = hall.status().tour.step_length_s;
  EXPECT_GT(length_s, 2);
  hall.run(1.2);
  EXPECT_EQ(hall.out.picture.caption.zh, "共有 —。");
  EXPECT_FALSE(hall.status().tour.sound);
  hall.run(3 * length_s);
  EXPECT_FALSE(hall.status().tour.running);
  EXPECT_TRUE(hall.cues_of<audio::PlayClip>().empty());
}

// The picture goes by the sound: steered gently while the sound is a little off, held where the sound stands
// still.
TEST(Tour, ShowTimeFollowsTheSound) {
  Rehearsal hall;
  hall.audio.emplace();
  hall.send("tour start welcome");
  const std::uint32_t serial = hall.cues_of<audio::PlayClip>().at(0).serial;
  const double began_s = hall.now_s;
  double last_s = 0, most = 0;
  for (int i = 0; i < 200; ++i) {
    // The sound began 60 ms late and counts in blocks of 10 ms.
    hall.audio->clips[0] = {serial, audio::Bus::narration, true,
                            static_cast<std::int64_t>(std::max(0.0, hall.now_s - began_s - 0.06) * 100) * 480,
                            288000};
    hall.audio->clock.counted_at_s = hall.now_s;
    hall.run(0.02);
    const double time_s = hall.out.picture.time_s;
    if (i > 5) {
      ASSERT_GE(time_s, last_s);
      most = std::max(most, time_s - last_s);
    }
    last_s = time_s;
  }
  EXPECT_LE(most, 0.02 * 1.0051);
  const double off_s = hall.status().tour.position_s - (hall.now_s - began_s);
  EXPECT_LT(off_s, -0.005) << "it gives way to the late sound";
  // The device stalls: the picture waits for it.
  const double at_s = hall.status().tour.position_s;
  hall.audio->clips[0].moving = false;
  hall.run(2);
  EXPECT_NEAR(hall.status().tour.position_s, at_s, 0.15);
}

TEST(Priorities, AnEmergencyBeatsEverybodyAndTheTourGoesOnAfterIt) {
  Rehearsal hall;
  hall.send("tour start welcome");
  hall.run(3);
  hall.send("emergency 请从北门离开");
  EXPECT_EQ(hall.out.picture.emergency, "请从北门离开");
  EXPECT_EQ(hall.status().control.holder, Holder::emergency);
  EXPECT_EQ(hall.cues_of<audio::PauseClip>().size(), 1u);
  for (const char* text : {"take flow", "cut", "undo", "tour next", "tour start silent", "pattern cards",
                           "blackout on", "timeline next"})
    EXPECT_FALSE(hall.send(text).applied) << text;
  EXPECT_TRUE(hall.send_all({"volume music -20", "preview flow", "brightness 1"}).applied);
  const double position_s = hall.status().tour.position_s;
  hall.run(5);
  EXPECT_EQ(hall.status().tour.position_s, position_s);
  hall.send("emergency off");
  hall.run(1);
  EXPECT_NEAR(hall.status().tour.position_s, position_s + 1, 0.1);
}

TEST(Priorities, NothingStandsBeforeAnEmergency) {
  Rehearsal hall;
  hall.send_all({"blackout on", "freeze on", "logo on", "pattern cards"});
  hall.run(1);
  hall.send("emergency 请从北门离开");
  const Picture& p = hall.out.picture;
  EXPECT_TRUE(p.pattern.empty() && !p.logo && !p.freeze && p.black == 0);
  hall.send("emergency off");
  EXPECT_TRUE(hall.out.picture.pattern == "cards" && hall.out.picture.freeze && hall.out.picture.black == 1);
}

TEST(Priorities, TheScheduleGivesWayToOperatorAndTour) {
  show::Setup s = setup();
  s.exhibit.rotation.on = true;
  s.exhibit.schedule = {{"10:01", {}, {"brightness 0.5"}, {}},
                        {"10:02", {}, {"take flow"}, {}},
                        {"10:03", {Weekday::sat}, {"brightness 0.1"}, {}},
                        {"10:03", {}, {"brightness"}, {}}};
  Rehearsal hall(s);
  hall.now_s = 100;  // the clock of the hall says 10:01:40 then
  hall.run(10);
  EXPECT_EQ(hall.out.picture.brightness, 1) << "10:01 was over before the wall began";
  hall.send("take timeline");
  hall.run(15);
  EXPECT_EQ(hall.out.picture.program, "timeline");
  EXPECT_TRUE(std::any_of(hall.journal.begin(), hall.journal.end(), [](const JournalEntry& e) {
    return e.by == "schedule" && e.text == "take flow" && e.outcome == Outcome::refused;
  }));
  hall.run(60);
  EXPECT_EQ(hall.out.picture.brightness, 1) << "10:03 is for Saturdays; this is a Friday";
  show::Setup later = setup();
  later.exhibit.schedule = {{"10:02", {Weekday::fri}, {"brightness 0.5", "take flow"}, {}}};
  Rehearsal quiet(later);
  quiet.run(25);
  EXPECT_EQ(quiet.out.picture.brightness, 0.5);
  EXPECT_EQ(quiet.out.picture.program, "flow");
}

}  // namespace
}  // namespace guangmu::show
