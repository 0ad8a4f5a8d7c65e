#include "console/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/console/sample.h"

namespace guangmu::console {
namespace {

using testing::connected_to;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Notebook;
using testing::sample_status;
using testing::show_status;
using testing::touring;

show::Status previewing(show::Status s) {
  s.scene.preview = "timeline";
  s.scene.ready = true;
  return s;
}

struct Desk {
  explicit Desk(show::Status status) : model(connected_to(std::move(status))) {}
  void press(SDL_Scancode key, bool shift = false) {
    keys.down(key, shift, model, wall);
    keys.up(key, model, wall);
  }
  void wait(double s) {
    model.time = model.time + s;
    keys.tick(model, wall);
  }
  Model model;
  Keys keys;
  Notebook wall;
};

TEST(Keys, ShiftTChoosesHowLongAFadeTakes) {
  Desk desk(previewing(sample_status()));
  desk.press(SDL_SCANCODE_T, true);
  EXPECT_THAT(desk.wall.sent, IsEmpty());
  desk.press(SDL_SCANCODE_T);
  EXPECT_THAT(desk.wall.sent, ElementsAre("fade 2"));
  for (const double length : {3., 0.5, 1., 2.}) {
    desk.press(SDL_SCANCODE_T, true);
    EXPECT_EQ(desk.model.fade_s, length);
  }
}

TEST(Keys, EachSendsItsCommand) {
  show::Status dark = sample_status();
  dark.blackout = dark.freeze = dark.logo = dark.sound.mute = true;
  dark.message = "hello";
  show::Status held = sample_status();
  held.hold_left_s = 60;
  show::Status paused = touring();
  paused.tour.paused = true;
  show::Status taken = sample_status();
  taken.scene.undo_depth = 1;
  const struct {
    SDL_Scancode key;
    bool shift;
    show::Status status;
    const char* command;
  } cases[] = {{SDL_SCANCODE_2, false, sample_status(), "preview timeline"},
               {SDL_SCANCODE_RETURN, false, previewing(sample_status()), "take"},
               {SDL_SCANCODE_X, false, previewing(sample_status()), "cut"},
               {SDL_SCANCODE_T, false, previewing(sample_status()), "fade 1"},
               {SDL_SCANCODE_Z, false, taken, "undo"},
               {SDL_SCANCODE_H, false, sample_status(), "hold 180"},
               {SDL_SCANCODE_H, true, sample_status(), "hold 180"},
               {SDL_SCANCODE_H, false, held, "hold off"},
               {SDL_SCANCODE_H, true, held, "hold 120"},
               {SDL_SCANCODE_R, false, sample_status(), "rotation off"},
               {SDL_SCANCODE_SPACE, false, sample_status(), "tour start welcome"},
               {SDL_SCANCODE_SPACE, false, touring(), "tour next"},
               {SDL_SCANCODE_PAGEUP, false, touring(), "tour back"},
               {SDL_SCANCODE_PAGEDOWN, false, touring(), "tour next"},
               {SDL_SCANCODE_P, false, touring(), "tour pause"},
               {SDL_SCANCODE_P, false, paused, "tour resume"},
               {SDL_SCANCODE_F, false, sample_status(), "freeze on"},
               {SDL_SCANCODE_F, false, dark, "freeze off"},
               {SDL_SCANCODE_L, false, sample_status(), "logo on"},
               {SDL_SCANCODE_L, false, dark, "logo off"},
               {SDL_SCANCODE_M, false, dark, "mute off"},
               {SDL_SCANCODE_B, false, dark, "blackout off"},
               {SDL_SCANCODE_W, false, dark, "message off"},
               {SDL_SCANCODE_COMMA, false, sample_status(), "brightness 0.95"},
               {SDL_SCANCODE_EQUALS, false, sample_status(), "volume master 1"},
               {SDL_SCANCODE_RIGHT, false, sample_status(), "timeline next"}};
  for (const auto& c : cases) {
    Desk desk(c.status);
    desk.press(c.key, c.shift);
    EXPECT_THAT(desk.wall.sent, ElementsAre(c.command));
  }
}

TEST(Keys, WhatCannotBeDoneSaysWhy) {
  const struct {
    SDL_Scancode key;
    const char* where;
  } cases[] = {{SDL_SCANCODE_RETURN, "take"},
               {SDL_SCANCODE_X, "cut"},
               {SDL_SCANCODE_Z, "undo"},
               {SDL_SCANCODE_PAGEDOWN, "go"},
               {SDL_SCANCODE_P, "go"}};
  for (const auto& c : cases) {
    Desk desk(sample_status());
    desk.press(c.key);
    EXPECT_THAT(desk.wall.sent, IsEmpty()) << c.where;
    EXPECT_NE(desk.model.notice(c.where), nullptr) << c.where;
  }
}

TEST(Keys, BlackMustBeHeldAndActsOnce) {
  Desk desk(sample_status());
  desk.keys.down(SDL_SCANCODE_B, false, desk.model, desk.wall);
  desk.wait(0.39);
  EXPECT_THAT(desk.wall.sent, IsEmpty());
  EXPECT_GT(desk.keys.black_s(desk.model.time), 0.3);
  desk.wait(0.02);
  EXPECT_THAT(desk.wall.sent, ElementsAre("blackout on"));
  desk.wait(5);
  EXPECT_THAT(desk.wall.sent, ElementsAre("blackout on"));
  EXPECT_FALSE(desk.keys.waiting());
}

TEST(Keys, ABriefTouchOfBlackDoesNothing) {
  Desk desk(sample_status());
  desk.keys.down(SDL_SCANCODE_B, false, desk.model, desk.wall);
  desk.wait(0.3);
  desk.keys.up(SDL_SCANCODE_B, desk.model, desk.wall);
  desk.wait(1);
  EXPECT_THAT(desk.wall.sent, IsEmpty());
}

TEST(Keys, ASlowFrameDoesNotSwallowAKeyThatWasHeld) {
  Desk desk(touring());
  desk.keys.down(SDL_SCANCODE_S, false, desk.model, desk.wall);
  desk.model.time = desk.model.time + 0.6;  // no frame in between
  desk.keys.up(SDL_SCANCODE_S, desk.model, desk.wall);
  EXPECT_THAT(desk.wall.sent, ElementsAre("tour stop"));
}

TEST(Keys, LosingTheKeyboardLetsGo) {
  Desk desk(sample_status());
  desk.keys.down(SDL_SCANCODE_B, false, desk.model, desk.wall);
  desk.keys.let_go();
  desk.wait(1);
  EXPECT_THAT(desk.wall.sent, IsEmpty());
}

TEST(Keys, WhileATextIsTypedLettersAreLetters) {
  Desk desk(sample_status());
  desk.press(SDL_SCANCODE_W);
  ASSERT_TRUE(desk.model.message_draft);
  desk.press(SDL_SCANCODE_F);
  desk.press(SDL_SCANCODE_2);
  desk.press(SDL_SCANCODE_SPACE);
  EXPECT_THAT(desk.wall.sent, IsEmpty());
  desk.press(SDL_SCANCODE_F2);
  EXPECT_EQ(desk.model.page, Page::figures);
  *desk.model.message_draft = "热烈欢迎各位来宾";
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_THAT(desk.wall.sent, ElementsAre("message 热烈欢迎各位来宾"));
  EXPECT_FALSE(desk.model.message_draft);
}

TEST(Keys, EscapeLeavesTheTextUnsent) {
  Desk desk(sample_status());
  desk.press(SDL_SCANCODE_W);
  *desk.model.message_draft = "no";
  desk.press(SDL_SCANCODE_ESCAPE);
  EXPECT_THAT(desk.wall.sent, IsEmpty());
  EXPECT_FALSE(desk.model.message_draft);
}

TEST(Keys, TheShowsKeysActOnItsPageOnly) {
  Desk desk(previewing(touring()));
  desk.press(SDL_SCANCODE_F4);
  for (const SDL_Scancode key :
       {SDL_SCANCODE_2, SDL_SCANCODE_RETURN, SDL_SCANCODE_SPACE, SDL_SCANCODE_PAGEDOWN})
    desk.press(key);
  EXPECT_THAT(desk.wall.sent, IsEmpty());
  desk.press(SDL_SCANCODE_F);
  EXPECT_THAT(desk.wall.sent, ElementsAre("freeze on"));
}

TEST(Keys, WorkBeforeAnyWallWasSeen) {
  Model model;
  Keys keys;
  Notebook wall;
  for (int key = SDL_SCANCODE_A; key <= SDL_SCANCODE_UP; ++key)
    keys.down(static_cast<SDL_Scancode>(key), false, model, wall);
  keys.tick(model, wall);
  EXPECT_THAT(wall.sent, IsEmpty());
}

}  // namespace
}  // namespace guangmu::console
