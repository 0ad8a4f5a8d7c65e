// The technician's page without a screen: what its keys send, what is shown while the wall has not answered,
// undo, trial, lock.
#include <SDL_keyboard.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "console/keys.h"
#include "console/pattern_keys.h"
#include "tests/console/sample.h"

namespace guangmu::console {
namespace {

using testing::checking;
using testing::connected_to;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Notebook;
using testing::on_trial;
using testing::show_status;
using testing::technical;

struct Desk {
  explicit Desk(show::Status status) : model(connected_to(std::move(status))) {
    model.page = Page::technician;
  }
  void press(SDL_Scancode key, bool shift = false) {
    keys.down(key, shift, model, wall);
    keys.up(key, model, wall);
  }
  void wait(double s) {
    model.time = model.time + s;
    keys.tick(model, wall);
  }
  std::vector<std::string> sent() { return std::exchange(wall.sent, {}); }
  Model model;
  Keys keys;
  Notebook wall;
};

TEST(TechnicianKeys, EachSendsItsCommand) {
  show::Status pointing = technical();
  pointing.technician.pointed = "module 1-1";
  show::Status red = technical();
  red.pattern = "red";
  show::Status trying = on_trial();
  trying.technician.profiles.left = trying.technician.profiles.right = "";
  const struct {
    SDL_Scancode key;
    show::Status status;
    const char* command;
  } cases[] = {{SDL_SCANCODE_8, technical(), "pattern low_gray"},
               {SDL_SCANCODE_Q, technical(), "pattern seams"},
               {SDL_SCANCODE_6, technical(), "pattern white"},
               {SDL_SCANCODE_6, red, "pattern green"},  // again: the next of the family
               {SDL_SCANCODE_0, technical(), "pattern off"},
               {SDL_SCANCODE_RETURN, on_trial(), "profile confirm"},
               {SDL_SCANCODE_ESCAPE, on_trial(), "profile revert"},
               {SDL_SCANCODE_C, technical(), "profile split p2 p3"},
               {SDL_SCANCODE_C, trying, "profile split active now"},
               {SDL_SCANCODE_C, on_trial(), "profile split off"},
               {SDL_SCANCODE_X, on_trial(), "profile swap"},
               {SDL_SCANCODE_I, technical(), "point module 1-1"},
               {SDL_SCANCODE_J, technical(), "note dead pixel in module 1-1"},
               {SDL_SCANCODE_I, pointing, "point off"}};
  for (const auto& c : cases) {
    Desk desk(c.status);
    desk.press(c.key);
    EXPECT_THAT(desk.sent(), ElementsAre(c.command)) << SDL_GetScancodeName(c.key);
  }
}

TEST(TechnicianKeys, NoneOfThemMovesTheShow) {
  for (const SDL_Scancode key : {SDL_SCANCODE_RETURN, SDL_SCANCODE_ESCAPE, SDL_SCANCODE_SPACE, SDL_SCANCODE_H,
                                 SDL_SCANCODE_R, SDL_SCANCODE_X, SDL_SCANCODE_S, SDL_SCANCODE_LEFT}) {
    Desk desk(technical());
    desk.press(key);
    desk.wait(1);
    EXPECT_THAT(desk.sent(), IsEmpty()) << SDL_GetScancodeName(key);
    EXPECT_EQ(desk.model.page, Page::technician);
  }
}

TEST(TechnicianKeys, APatternThatTheWallLacksIsNotAskedFor) {
  show::Status s = technical();
  s.patterns = {"cards", "grid"};
  Desk desk(s);
  desk.press(SDL_SCANCODE_8);
  EXPECT_THAT(desk.sent(), IsEmpty());
  for (const PatternKey& key : pattern_keys())
    EXPECT_EQ(patterns_of(key, s).empty(), key.key != SDL_SCANCODE_1 && key.key != SDL_SCANCODE_2) << key.cap;
}

TEST(TechnicianKeys, WhileVisitorsAreThereAPatternNeedsASecondPressWithinFiveSeconds) {
  show::Status s = technical();
  s.tour.running = true;
  Desk desk(s);
  desk.press(SDL_SCANCODE_2);
  EXPECT_THAT(desk.sent(), IsEmpty());
  EXPECT_NE(desk.model.notice("pattern-2"), nullptr);
  desk.wait(6);
  desk.press(SDL_SCANCODE_2);
  EXPECT_THAT(desk.sent(), IsEmpty());
  desk.wait(1);
  desk.press(SDL_SCANCODE_8);  // another one is another question
  EXPECT_THAT(desk.sent(), IsEmpty());
  desk.wait(1);
  desk.press(SDL_SCANCODE_8);
  EXPECT_THAT(desk.sent(), ElementsAre("pattern low_gray"));
}

TEST(TechnicianKeys, ArrowsTurnThePointThatIsShownAtOnceAndSentSoon) {
  Desk desk(technical());
  desk.press(SDL_SCANCODE_D);
  for (int i = 0; i < 8; ++i) desk.press(SDL_SCANCODE_RIGHT);
  const double before = point_steps(desk.model, 2, 8);
  desk.press(SDL_SCANCODE_UP);
  EXPECT_EQ(point_steps(desk.model, 2, 8), std::round(before + 1));
  desk.wait(0.2);
  const auto sent = desk.sent();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].substr(0, 17), "adjust curve.b 9:");
  EXPECT_NEAR(std::stod(sent[0].substr(17)) * card_steps, before + 1, 0.51);
  // Turned without a pause: ten a second go out, the last word among them.
  for (int i = 0; i < 20; ++i) {
    desk.keys.repeat(SDL_SCANCODE_UP, false, desk.model);
    desk.wait(0.01);
  }
  desk.wait(0.2);
  const auto more = desk.sent();
  EXPECT_GE(more.size(), 2u);
  EXPECT_LE(more.size(), 4u);
  EXPECT_NEAR(std::stod(more.back().substr(17)) * card_steps, point_steps(desk.model, 2, 8), 0.1);
  EXPECT_NEAR(point_steps(desk.model, 2, 8), before + 21, 0.51);
}

TEST(TechnicianKeys, ShiftTurnsTenTimesAsFarAndPushesNeighboursAlong) {
  Desk desk(technical());
  for (int i = 0; i < 5; ++i) desk.press(SDL_SCANCODE_RIGHT);
  const double above = point_steps(desk.model, 0, 6), far = point_steps(desk.model, 0, 12);
  desk.press(SDL_SCANCODE_UP, true);
  const double raised = point_steps(desk.model, 0, 5);
  EXPECT_GT(raised, above);
  EXPECT_EQ(point_steps(desk.model, 0, 6), raised);
  EXPECT_EQ(point_steps(desk.model, 0, 12), far);
  desk.wait(0.2);
  const auto sent = desk.sent();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_THAT(sent[0], ::testing::StartsWith("adjust curve.r 6:"));
  EXPECT_THAT(sent[0], ::testing::HasSubstr(" 7:"));
  desk.wait(1);
  desk.press(SDL_SCANCODE_Z);
  EXPECT_EQ(point_steps(desk.model, 0, 6), above);
  for (int i = 0; i < 2000; ++i) desk.press(SDL_SCANCODE_UP, true);
  for (std::size_t i = 1; i < 16; ++i)
    EXPECT_GE(point_steps(desk.model, 0, i), point_steps(desk.model, 0, i - 1)) << i;
  EXPECT_EQ(point_steps(desk.model, 0, 15), card_steps);
}

TEST(TechnicianKeys, AllChannelsTurnTogetherAndGoBackTogether) {
  Desk desk(technical());
  desk.press(SDL_SCANCODE_G);
  desk.press(SDL_SCANCODE_U);
  desk.wait(0.2);
  EXPECT_THAT(desk.sent(),
              ElementsAre("adjust toe_lift.b 0.25", "adjust toe_lift.g 0.25", "adjust toe_lift.r 0.25"));
  desk.press(SDL_SCANCODE_Z);
  desk.wait(0.2);
  EXPECT_THAT(desk.sent(), ElementsAre("adjust toe_lift.b 0", "adjust toe_lift.g 0", "adjust toe_lift.r 0"));
}

TEST(TechnicianKeys, BracketsMoveTheWhitePointWithinItsLimits) {
  Desk desk(technical());
  desk.press(SDL_SCANCODE_RIGHTBRACKET);
  desk.wait(0.2);
  EXPECT_THAT(desk.sent(), ElementsAre("adjust white_k 6600"));
  for (int i = 0; i < 20; ++i) desk.press(SDL_SCANCODE_LEFTBRACKET, true);
  desk.wait(0.2);
  EXPECT_THAT(desk.sent(), ::testing::Contains("adjust white_k 3000"));
}

TEST(TechnicianKeys, WhatTheWallDoesNotTakeOverIsGivenUp) {
  Desk desk(technical());
  desk.press(SDL_SCANCODE_RIGHTBRACKET);
  desk.wait(0.2);
  EXPECT_EQ(white_k(desk.model), 6600);
  desk.wait(adjust_patience_s + 0.1);  // the wall still tells 6500
  EXPECT_EQ(white_k(desk.model), 6500);
}

TEST(TechnicianKeys, ATrialThatEndedLeavesNothingToUndo) {
  Desk desk(on_trial());
  desk.press(SDL_SCANCODE_RIGHTBRACKET);
  desk.wait(0.2);
  desk.sent();
  show_status(desk.model, technical());  // the wall counted to its end
  desk.press(SDL_SCANCODE_Z);
  desk.wait(0.2);
  EXPECT_THAT(desk.sent(), IsEmpty());
  EXPECT_NE(desk.model.notice("undo-turn"), nullptr);
}

TEST(TechnicianKeys, WhatWasTurnedElsewhereIsUndoneByTheWall) {
  Desk desk(on_trial());
  desk.press(SDL_SCANCODE_Z);
  EXPECT_THAT(desk.sent(), ElementsAre("adjust undo"));
}

TEST(TechnicianKeys, NothingIsKeptForAWallThatIsGone) {
  Desk desk(technical());
  show_status(desk.model, technical(), LinkState::lost);
  desk.press(SDL_SCANCODE_RIGHTBRACKET);
  desk.wait(0.2);
  show_status(desk.model, technical());
  desk.wait(0.2);
  EXPECT_THAT(desk.sent(), IsEmpty());
  EXPECT_EQ(white_k(desk.model), 6500);
}

TEST(TechnicianKeys, TheMapIsWalkedAsItIsSeen) {
  Desk desk(technical());
  desk.press(SDL_SCANCODE_TAB);
  desk.press(SDL_SCANCODE_RIGHT);
  desk.press(SDL_SCANCODE_DOWN);
  EXPECT_EQ(module_name(desk.model.technician.column, desk.model.technician.row), "2-2");
  EXPECT_EQ(card_at(*desk.model.status(), 2, 2)->id, 1);
  EXPECT_EQ(card_at(*desk.model.status(), 7, 6)->id, 27);
  desk.press(SDL_SCANCODE_V);  // from behind left is right
  desk.press(SDL_SCANCODE_RIGHT);
  EXPECT_EQ(desk.model.technician.column, 1);
  for (int i = 0; i < 30; ++i) desk.press(SDL_SCANCODE_LEFT), desk.press(SDL_SCANCODE_DOWN);
  EXPECT_EQ(module_name(desk.model.technician.column, desk.model.technician.row), "12-15");
  EXPECT_THAT(desk.sent(), IsEmpty());
}

TEST(TechnicianKeys, TheListTriesAVersionAndSavesOneUnderAName) {
  Desk desk(technical());
  desk.press(SDL_SCANCODE_P);
  desk.press(SDL_SCANCODE_DOWN);
  desk.press(SDL_SCANCODE_DOWN);
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_THAT(desk.sent(), ElementsAre("profile apply p1"));
  desk.press(SDL_SCANCODE_N);
  desk.model.technician.label_draft = "night 2";
  desk.press(SDL_SCANCODE_0);  // while a name is typed keys are letters
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_THAT(desk.sent(), ElementsAre("profile save night 2"));
}

TEST(Lock, OpensWithThePinAndLocksWhenNobodyTouches) {
  Desk desk(technical());
  desk.model.technician.lock = Lock("4711", 15);
  desk.press(SDL_SCANCODE_U);
  desk.press(SDL_SCANCODE_RETURN);
  desk.press(SDL_SCANCODE_0);
  desk.wait(0.2);
  EXPECT_THAT(desk.sent(), IsEmpty());
  desk.press(SDL_SCANCODE_BACKSPACE);
  for (const SDL_Scancode key : {SDL_SCANCODE_4, SDL_SCANCODE_7, SDL_SCANCODE_KP_1, SDL_SCANCODE_1})
    desk.press(key);
  EXPECT_TRUE(desk.model.technician.lock.open(desk.model.time));
  desk.press(SDL_SCANCODE_8);
  EXPECT_THAT(desk.sent(), ElementsAre("pattern low_gray"));
  desk.wait(14 * 60);
  desk.press(SDL_SCANCODE_V);
  desk.wait(14 * 60);
  EXPECT_TRUE(desk.model.technician.lock.open(desk.model.time));
  desk.wait(2 * 60);
  EXPECT_FALSE(desk.model.technician.lock.open(desk.model.time));
}

TEST(Lock, IsDeafForAWhileAfterThreeWrongPins) {
  Lock lock("4711", 15);
  const Instant at{1'000'000'000};
  for (const char digit : std::string("123412341234")) lock.type(digit, at);
  EXPECT_GT(lock.deaf_s(at), 0);
  for (const char digit : std::string("4711")) lock.type(digit, at);
  EXPECT_FALSE(lock.open(at));
  for (const char digit : std::string("4711")) lock.type(digit, at + 31);
  EXPECT_TRUE(lock.open(at + 31));
  EXPECT_TRUE(Lock().open(at));  // none configured
}

TEST(Lock, LeavesTheKeysOfEveryPage) {
  Desk desk(technical());
  desk.model.technician.lock = Lock("4711", 15);
  desk.press(SDL_SCANCODE_F);
  EXPECT_THAT(desk.sent(), ElementsAre("freeze on"));
  desk.press(SDL_SCANCODE_E);
  EXPECT_EQ(desk.model.language, Language::en);
}

struct CheckDesk : Desk {
  explicit CheckDesk(show::Status status) : Desk(std::move(status)) { model.technician.check_open = true; }
};

TEST(GuidedCheck, EachKeySendsTheAnswerToTheQuestionThatIsAsked) {
  const std::string id = checking().technician.check.question.id;
  const struct {
    SDL_Scancode key;
    std::string command;
  } cases[] = {{SDL_SCANCODE_Y, "verify answer " + id + " yes"},     {SDL_SCANCODE_N, "verify answer " + id + " no"},
               {SDL_SCANCODE_U, "verify answer " + id + " unsure"}, {SDL_SCANCODE_LEFT, "verify back"},
               {SDL_SCANCODE_BACKSPACE, "verify back"},             {SDL_SCANCODE_ESCAPE, "verify stop"},
               {SDL_SCANCODE_0, "pattern off"}};
  for (const auto& c : cases) {
    CheckDesk desk(checking());
    desk.press(c.key);
    EXPECT_THAT(desk.sent(), ElementsAre(c.command)) << SDL_GetScancodeName(c.key);
  }
  // What has another meaning on the page turns nothing while its panel is covered.
  for (const SDL_Scancode key : {SDL_SCANCODE_UP, SDL_SCANCODE_RIGHTBRACKET, SDL_SCANCODE_A, SDL_SCANCODE_RETURN, SDL_SCANCODE_R}) {
    CheckDesk desk(checking());
    desk.press(key);
    desk.wait(1);
    EXPECT_THAT(desk.sent(), IsEmpty()) << SDL_GetScancodeName(key);
  }
}

TEST(GuidedCheck, ANoteGoesWithItsAnswerAndWithNoOther) {
  CheckDesk desk(checking());
  const std::string id = desk.model.technician_told().check.question.id;
  desk.press(SDL_SCANCODE_T);
  ASSERT_TRUE(desk.model.technician.note_draft);
  desk.model.technician.note_draft = "module 7-6, left edge";
  desk.press(SDL_SCANCODE_N);  // a letter of the text, not an answer
  EXPECT_THAT(desk.sent(), IsEmpty());
  desk.press(SDL_SCANCODE_RETURN);
  desk.press(SDL_SCANCODE_N);
  EXPECT_THAT(desk.sent(), ElementsAre("verify answer " + id + " no module 7-6, left edge"));
  show::Status next = checking();
  next.technician.check.question.id = "another";
  show_status(desk.model, next);
  desk.press(SDL_SCANCODE_Y);
  EXPECT_THAT(desk.sent(), ElementsAre("verify answer another yes"));
}

TEST(GuidedCheck, WithoutItsPatternOnTheWallNothingIsAnsweredAndEnterBringsItBack) {
  show::Status s = checking();
  s.pattern.clear();
  CheckDesk desk(s);
  desk.press(SDL_SCANCODE_Y);
  EXPECT_THAT(desk.sent(), IsEmpty());
  EXPECT_NE(desk.model.notice("check-yes"), nullptr);
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_THAT(desk.sent(), ElementsAre("verify start"));
}

TEST(GuidedCheck, BeginsAtTheSecondPressWhileVisitorsAreThere) {
  show::Status s = technical();
  s.technician.check.available = true;
  s.tour.running = true;
  Desk desk(s);
  desk.press(SDL_SCANCODE_O);
  EXPECT_TRUE(desk.model.technician.check_open);
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_THAT(desk.sent(), IsEmpty());
  EXPECT_NE(desk.model.notice("check-start"), nullptr);
  desk.wait(6);
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_THAT(desk.sent(), IsEmpty());
  desk.wait(1);
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_THAT(desk.sent(), ElementsAre("verify start"));
}

TEST(GuidedCheck, EscClosesThePanelWhenNothingIsAskedAndATrialComesFirst) {
  CheckDesk idle(technical());
  idle.press(SDL_SCANCODE_ESCAPE);
  EXPECT_FALSE(idle.model.technician.check_open);
  EXPECT_THAT(idle.sent(), IsEmpty());
  CheckDesk trying(on_trial());
  trying.press(SDL_SCANCODE_ESCAPE);
  EXPECT_THAT(trying.sent(), ElementsAre("profile revert"));
  EXPECT_TRUE(trying.model.technician.check_open);
}

}  // namespace
}  // namespace guangmu::console
