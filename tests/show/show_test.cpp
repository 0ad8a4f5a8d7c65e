// What an operator does with scenes, and what the wall does by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/show/rehearsal.h"

namespace guangmu::show {
namespace {

using testing::HasSubstr;

TEST(Show, BeginsWithTheFirstSceneAndTheSecondInPreview) {
  Rehearsal hall;
  EXPECT_EQ(hall.out.picture.program, "overview");
  EXPECT_EQ(hall.out.picture.preview, "timeline");
  EXPECT_EQ(Rehearsal(setup(), "flow").out.picture.program, "flow");
  EXPECT_EQ(Rehearsal(setup(), "nowhere").out.picture.program, "overview");
  EXPECT_EQ(Rehearsal(show::Setup{}).out.picture.program, "hold")
      << "without a scene the built-in one stands";
}

TEST(Show, TakeChangesTheVeryFrameAndRunsTheCuesTransition) {
  Rehearsal hall;
  const Answer answer = hall.send("take timeline");
  EXPECT_TRUE(answer.applied);
  EXPECT_EQ(hall.out.picture.program, "timeline");
  EXPECT_EQ(hall.out.picture.outgoing, "overview");
  EXPECT_EQ(hall.out.picture.transition, TransitionKind::push);
  EXPECT_EQ(hall.out.picture.progress, 0);
  hall.run(0.6);
  EXPECT_NEAR(hall.out.picture.progress, 0.5, 0.02);
  EXPECT_GT(hall.out.picture.outgoing_entered_s, hall.out.picture.entered_s);
  hall.run(0.7);
  EXPECT_EQ(hall.out.picture.outgoing, "");
  EXPECT_EQ(hall.out.picture.progress, 1);
}

TEST(Show, TakeWithoutNameSwapsPreviewAndProgram) {
  Rehearsal hall;
  hall.send("preview flow");
  hall.send("take");
  EXPECT_EQ(hall.out.picture.program, "flow");
  EXPECT_EQ(hall.out.picture.preview, "overview");
  hall.run(1);
  hall.send("cut");
  EXPECT_EQ(hall.out.picture.program, "overview");
  EXPECT_EQ(hall.out.picture.outgoing, "") << "a cut has no transition";
  hall.run(1);
  hall.send("fade 3");
  EXPECT_EQ(hall.out.picture.transition, TransitionKind::dissolve);
  EXPECT_EQ(hall.out.picture.transition_s, 3);
  hall.run(1);
  hall.send("take timeline");
  EXPECT_EQ(hall.out.picture.preview, "overview") << "flow was not in preview, overview stays there";
  hall.run(1);
  hall.send("take overview");
  EXPECT_EQ(hall.out.picture.preview, "timeline") << "taken by name, it changes places all the same";
}

TEST(Show, ASecondPressWithin300MsIsDroppedNotRefused) {
  Rehearsal hall;
  hall.send("take");
  const Answer second = hall.send("take");
  EXPECT_TRUE(second.applied);
  ASSERT_EQ(second.ignored.size(), 1u);
  EXPECT_EQ(hall.out.picture.program, "timeline") << "the second press must not swap back";
  EXPECT_EQ(hall.status().last_commands.back().outcome, Outcome::ignored);
  hall.run(0.2);
  EXPECT_EQ(hall.send("cut").ignored.size(), 1u) << "TAKE and CUT share the guard";
  hall.run(0.1);
  EXPECT_TRUE(hall.send("take").ignored.empty());
  EXPECT_EQ(hall.out.picture.program, "overview");
}

TEST(Show, ABatchIsAppliedWholeOrNotAtAll) {
  Rehearsal hall;
  const Answer answer =
      hall.send_all({"take timeline", "mute on", "take nowhere", "brightness 0.5", "pattern stripes"});
  EXPECT_FALSE(answer.applied);
  ASSERT_EQ(answer.refused.size(), 2u);
  EXPECT_EQ(answer.refused[0].index, 2);
  EXPECT_THAT(answer.refused[0].text,
              HasSubstr("there is no scene nowhere; expected one of: flow, overview, timeline"));
  EXPECT_EQ(answer.refused[1].index, 4);
  EXPECT_EQ(hall.out.picture.program, "overview");
  EXPECT_EQ(hall.out.picture.brightness, 1);
  EXPECT_TRUE(hall.cues_of<audio::SetMute>().empty());
  EXPECT_TRUE(hall.send_all({"take timeline", "mute on"}).applied);
  EXPECT_EQ(hall.out.picture.program, "timeline");
  EXPECT_EQ(hall.cues_of<audio::SetMute>(), (std::vector<audio::SetMute>{{true}}));
}

TEST(Show, ASceneThatIsLoadedWithinTwoSecondsIsTakenThen) {
  Rehearsal hall;
  hall.readiness["flow"] = {false, "one picture is missing", ""};
  hall.send("preview flow");
  EXPECT_FALSE(hall.status().scene.ready);
  EXPECT_EQ(hall.status().scene.reason, "one picture is missing");
  hall.send("take flow");
  EXPECT_EQ(hall.last_answer().ticket, 0u) << "still waiting";
  hall.run(1);
  EXPECT_EQ(hall.out.picture.program, "overview");
  hall.readiness.clear();
  hall.run(0.02);
  EXPECT_TRUE(hall.last_answer().applied);
  EXPECT_EQ(hall.out.picture.program, "flow");
}

TEST(Show, ASceneThatIsNotReadyIsRefusedAfterTwoSecondsAndOthersNeedNotWait) {
  Rehearsal hall;
  hall.readiness["flow"] = {false, "one picture is missing", ""};
  hall.send("take flow");
  const std::uint64_t waiting = hall.ticket;
  EXPECT_TRUE(hall.send("blackout on").applied);
  hall.run(1.9);
  EXPECT_EQ(hall.answers.back().ticket, hall.ticket);
  hall.run(0.2);
  EXPECT_EQ(hall.answers.back().ticket, waiting);
  EXPECT_FALSE(hall.answers.back().applied);
  EXPECT_THAT(hall.answers.back().refused.at(0).text, HasSubstr("one picture is missing"));
  EXPECT_EQ(hall.out.picture.program, "overview");
}

TEST(Show, UndoBringsTheLastPicturesBackWithTheirTransition) {
  Rehearsal hall;
  EXPECT_FALSE(hall.send("undo").applied);
  hall.send("take timeline");
  hall.run(2);
  hall.send("take flow");
  hall.run(2);
  EXPECT_EQ(hall.status().scene.undo_depth, 2);
  hall.send("undo");
  EXPECT_EQ(hall.out.picture.program, "timeline");
  EXPECT_EQ(hall.out.picture.transition, TransitionKind::dissolve)
      << "flow came by a dissolve, so it goes by one";
  hall.send("undo");
  EXPECT_EQ(hall.out.picture.program, "overview");
  EXPECT_FALSE(hall.send("undo").applied);
  for (int i = 0; i < 15; ++i) {
    hall.send(i % 2 == 0 ? "take flow" : "take timeline");
    hall.run(0.4);
  }
  EXPECT_EQ(hall.status().scene.undo_depth, 10);
  hall.run(601);
  EXPECT_FALSE(hall.send("undo").applied) << "after ten minutes nobody expects the old picture";
}

TEST(Show, TheRotationTakesTheNextSceneAndWaitsForTheTimelinesLastEvent) {
  show::Setup s = setup();
  s.exhibit.rotation.on = true;
  Rehearsal hall(s);
  EXPECT_NEAR(*hall.status().rotation_next_s, 20, 0.1);
  EXPECT_EQ(hall.status().control.holder, Holder::rotation);
  hall.run(20.1);
  EXPECT_EQ(hall.out.picture.program, "timeline");
  hall.run(20);
  EXPECT_EQ(hall.out.picture.program, "timeline") << "the third event is still being told";
  EXPECT_EQ(hall.out.picture.timeline.to, 2);
  hall.run(4.1);
  EXPECT_EQ(hall.out.picture.program, "flow");
  hall.readiness["overview"] = {false, "", ""};
  hall.run(20.1);
  EXPECT_EQ(hall.out.picture.program, "timeline") << "a scene that is not ready is passed over";
  EXPECT_EQ(hall.out.picture.timeline.to, 0) << "the story is told from its beginning";
}

TEST(Show, AnOperatorsTakeHoldsTheWallUntilTheQuietTimeIsOver) {
  show::Setup s = setup();
  s.exhibit.rotation.on = true;
  Rehearsal hall(s);
  hall.send("take flow");
  EXPECT_EQ(hall.status().control.holder, Holder::operator_);
  EXPECT_EQ(hall.status().control.by, "console");
  EXPECT_EQ(hall.status().control.waiting, (std::vector<Holder>{Holder::rotation}));
  EXPECT_NEAR(*hall.status().hold_left_s, 30, 0.1);
  hall.run(29.5);
  EXPECT_TRUE(hall.status().hold_left_s.has_value());
  hall.run(0.6);
  EXPECT_FALSE(hall.status().hold_left_s.has_value());
  EXPECT_EQ(hall.told("hold"), (std::vector<std::string>{"on", "off"}));
  hall.run(20);
  EXPECT_EQ(hall.out.picture.program, "overview") << "and the rotation goes on after flow";
  hall.send("hold 600");
  hall.run(500);
  EXPECT_EQ(hall.out.picture.program, "overview");
  hall.send("hold off");
  EXPECT_NEAR(*hall.status().rotation_next_s, 20, 0.1);
}

TEST(Show, ATakeOfWhatStandsThereAlreadyKeepsItThere) {
  Rehearsal hall;
  EXPECT_EQ(hall.send("take overview").ignored.size(), 1u) << "nobody would take the wall away";
  hall.send("rotation on");
  EXPECT_TRUE(hall.send("take overview").ignored.empty());
  EXPECT_EQ(hall.out.picture.outgoing, "");
  hall.run(25);
  EXPECT_EQ(hall.out.picture.program, "overview");
  EXPECT_EQ(hall.status().control.holder, Holder::operator_);
}

TEST(Show, TheTimelineRunsByItselfStepsAndHolds) {
  Rehearsal hall;
  hall.send("take timeline");
  hall.run(8.1);
  EXPECT_EQ(hall.out.picture.timeline.from, 0);
  EXPECT_EQ(hall.out.picture.timeline.to, 1);
  EXPECT_NEAR(hall.out.picture.timeline.moved_s, 0.1, 0.05);
  hall.send("timeline next");
  EXPECT_EQ(hall.out.picture.timeline.to, 2);
  EXPECT_EQ(hall.send("timeline next").ignored.size(), 1u);
  hall.send("timeline hold");
  hall.run(30);
  EXPECT_EQ(hall.out.picture.timeline.to, 2);
  EXPECT_TRUE(hall.status().timeline.held);
  hall.send("timeline goto first");
  EXPECT_EQ(hall.out.picture.timeline.to, 0);
  EXPECT_FALSE(hall.send("timeline goto never").applied);
  hall.send("timeline hold");
  hall.run(24.5);
  EXPECT_EQ(hall.out.picture.timeline.to, 0) << "without a rotation it begins again";
}

TEST(Show, AnEventChosenBeforehandStandsWhenTheTimelineEnters) {
  Rehearsal hall;
  hall.send_all({"timeline goto third", "take timeline"});
  EXPECT_EQ(hall.out.picture.timeline.to, 2);
  EXPECT_EQ(hall.out.picture.timeline.from, 2);
}

TEST(Show, OverlaysAndKnobsAreState) {
  Rehearsal hall;
  hall.send_all({"blackout on", "freeze on", "logo on", "message 欢迎", "language en", "pattern gray",
                 "volume music -20"});
  hall.run(0.5);
  EXPECT_EQ(hall.out.picture.black, 1);
  EXPECT_TRUE(hall.out.picture.freeze);
  EXPECT_TRUE(hall.out.picture.logo);
  EXPECT_EQ(hall.out.picture.message, "欢迎");
  EXPECT_EQ(hall.out.picture.language, Language::en);
  EXPECT_EQ(hall.out.picture.pattern, "gray");
  EXPECT_EQ(hall.cues_of<audio::SetVolume>().back(), (audio::SetVolume{audio::Bus::music, -20}));
  hall.send_all({"blackout off", "freeze off", "logo off", "message off", "language zh", "pattern off"});
  hall.run(0.5);
  EXPECT_EQ(hall.out.picture.black, 0);
  EXPECT_EQ(hall.out.picture.message, "");
  EXPECT_EQ(hall.out.picture.pattern, "");
}

// Whoever accepts what no longer waits is told so, and nothing of the batch is done.
TEST(Show, OnlyWhatWaitsIsAcceptedOrRefused) {
  Rehearsal hall;
  kpi::Snapshot snapshot;
  snapshot.metrics.put("users_total", {});
  hall.figures = std::make_shared<kpi::Snapshot>(snapshot);
  for (const char* text : {"accept users_total", "refuse users_total"}) {
    const Answer answer = hall.send(text);
    ASSERT_FALSE(answer.applied) << text;
    EXPECT_NE(answer.refused.at(0).text.find("no value that waits"), std::string::npos) << answer.refused.at(0).text;
    EXPECT_TRUE(hall.out.effects.empty());
  }
  kpi::Metric held;
  held.held = 5;
  held.quarantined = true;
  snapshot.metrics.put("users_total", held);
  hall.figures = std::make_shared<kpi::Snapshot>(snapshot);
  for (const char* text : {"accept users_total", "refuse users_total"}) EXPECT_TRUE(hall.send(text).applied) << text;
}

TEST(Show, WhatOtherRoomsCarryOutLeavesAsEffects) {
  Rehearsal hall;
  EXPECT_TRUE(hall.send_all({"accept users_total", "override users_total 5 60"}).applied);
  ASSERT_EQ(hall.out.effects.size(), 2u);
  EXPECT_EQ(to_text(hall.out.effects[1].command), "override users_total 5 60");
  EXPECT_EQ(hall.out.effects[1].by, "console");
  EXPECT_FALSE(hall.send("accept nothing").applied);
  EXPECT_TRUE(hall.out.effects.empty());
  EXPECT_FALSE(hall.send_all({"accept users_total", "take nowhere"}).applied);
  EXPECT_TRUE(hall.out.effects.empty());
  for (const char* text : {"profile apply night", "adjust gamma.r 2.7", "hall close"})
    EXPECT_FALSE(hall.send(text).applied) << text;
}

TEST(Show, EditedFilesLetItGoOnWhereItIs) {
  Rehearsal hall;
  hall.send("tour start welcome");
  hall.run(8);
  hall.show.replace(setup());
  hall.run(0.1);
  EXPECT_EQ(hall.status().tour.step_id, "history");
  EXPECT_NEAR(hall.status().tour.step_position_s, 2.1, 0.1);
  show::Setup less = setup();
  less.scenes.erase("timeline");
  less.tours.clear();
  less.exhibit.languages = {Language::en};
  hall.show.replace(less);
  hall.run(0.1);
  EXPECT_EQ(hall.out.picture.program, "overview");
  EXPECT_FALSE(hall.status().tour.running);
  EXPECT_EQ(hall.out.picture.language, Language::en);
  hall.show.replace(show::Setup{});
  hall.run(0.1);
  EXPECT_EQ(hall.out.picture.program, "hold");
}

}  // namespace
}  // namespace guangmu::show
