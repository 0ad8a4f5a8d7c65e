// The wall's colours on trial: what was not confirmed goes back by itself, whatever was sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/show/rehearsal.h"

namespace guangmu::show {
namespace {

// Knows three versions and the ones that were kept meanwhile; gamma from 1 to 4.
struct FakeJudge : ColourJudge {
  std::vector<std::string> versions{"0001-installed", "0002-night", "0003-warm"};
  std::string broken = "0003-warm", no_folder;

  std::string why_not(const ColourWish& wish) const override {
    if (wish.profile == broken) return "0003-warm is for a wall of 4 modules, this one has 180";
    if (wish.profile != wall_alone &&
        std::find(versions.begin(), versions.end(), wish.profile) == versions.end())
      return "there is no profile " + wish.profile;
    for (const Adjustment& each : wish.adjustments)
      if (each.key != "gamma.r" && each.key != "gamma.g")
        return "there is no setting " + each.key;
      else if (const double value = std::stod(each.value); value < 1 || value > 4)
        return each.key + " is 1 to 4";
    return {};
  }
  std::string why_not_kept() const override { return no_folder; }
  std::string id_for(std::string_view label, int ahead) const override {
    return "000" + std::to_string(static_cast<int>(versions.size()) + 1 + ahead) + "-" +
           std::string(label.substr(0, 4));
  }
};

struct Wall : Rehearsal {
  explicit Wall(show::Setup s = with_wall()) : Rehearsal(std::move(s)) { colour = &judge; }
  static show::Setup with_wall() {
    show::Setup s = setup();
    s.profile = "0001-installed";
    s.columns = 12;
    s.rows = 15;
    s.cards = 48;
    return s;
  }
  // As stage does: what was kept is known from the next step on.
  Answer give(const std::string& text) {
    const Answer answer = send(text);
    for (const ProfileDeed& deed : out.profile_deeds) {
      deeds.push_back(deed);
      if (deed.kind == ProfileDeed::Kind::keep) judge.versions.push_back(deed.id);
    }
    return answer;
  }
  std::string stands() const {
    const ColourPicture& c = out.picture.colour;
    const auto text = [](const ColourWish& wish) {
      std::string words = wish.profile;
      for (const Adjustment& each : wish.adjustments) words += " " + each.key + "=" + each.value;
      return words;
    };
    return c.halves ? text((*c.halves)[0]) + " | " + text((*c.halves)[1]) : text(c.wish);
  }
  ProfileStatus told() const { return status().technician.profiles; }

  FakeJudge judge;
  std::vector<ProfileDeed> deeds;
};

struct Case {
  const char* what;
  std::vector<const char*> commands;  // one a frame; "=N" waits N seconds
  const char* stands;
};

const Case cases[] = {
    {"as it began", {}, "0001-installed"},
    {"applied on trial", {"profile apply 0002-night"}, "0002-night"},
    {"not confirmed", {"profile apply 0002-night", "=20.1"}, "0001-installed"},
    {"confirmed", {"profile apply 0002-night", "profile confirm", "=60"}, "0002-night"},
    {"confirmed by name", {"profile apply 0002-night", "profile confirm 0002-night", "=60"}, "0002-night"},
    {"the wrong one confirmed",
     {"profile apply 0002-night", "profile confirm 0001-installed", "=20.1"},
     "0001-installed"},
    {"confirmed too late", {"profile apply 0002-night", "=20.1", "profile confirm", "=1"}, "0001-installed"},
    {"taken back", {"profile apply 0002-night", "profile revert"}, "0001-installed"},
    {"wall.yaml alone", {"profile apply wall", "profile confirm", "=60"}, "wall"},
    {"unknown", {"profile apply 0009-x"}, "0001-installed"},
    {"of another wall", {"profile apply 0003-warm"}, "0001-installed"},
    {"adjusted", {"adjust gamma.r 2.6", "adjust gamma.g 2.7"}, "0001-installed gamma.r=2.6 gamma.g=2.7"},
    {"the same key again",
     {"adjust gamma.r 2.6", "adjust gamma.g 2.7", "adjust gamma.r 2.5"},
     "0001-installed gamma.g=2.7 gamma.r=2.5"},
    {"adjustment out of range", {"adjust gamma.r 9"}, "0001-installed"},
    {"every change begins the time anew",
     {"adjust gamma.r 2.6", "=15", "adjust gamma.g 2.7", "=15"},
     "0001-installed gamma.r=2.6 gamma.g=2.7"},
    {"a refused one does not", {"adjust gamma.r 2.6", "=15", "adjust gamma.g 9", "=5.1"}, "0001-installed"},
    {"one undone", {"adjust gamma.r 2.6", "adjust gamma.g 2.7", "adjust undo"}, "0001-installed gamma.r=2.6"},
    {"a moving slider is one change",
     {"adjust gamma.r 2.6", "adjust gamma.r 2.61", "adjust gamma.r 2.62", "adjust undo"},
     "0001-installed"},
    {"two moves of it are two",
     {"adjust gamma.r 2.6", "=2", "adjust gamma.r 2.5", "adjust undo"},
     "0001-installed gamma.r=2.6"},
    {"adjusted over another version",
     {"profile apply 0002-night", "adjust gamma.r 2.6"},
     "0002-night gamma.r=2.6"},
    {"undo back over an apply",
     {"adjust gamma.r 2.6", "profile apply 0002-night", "adjust undo"},
     "0001-installed gamma.r=2.6"},
    {"confirmed adjustments are a version", {"adjust gamma.r 2.6", "profile confirm", "=60"}, "0004-gamm"},
    {"and can be left again",
     {"adjust gamma.r 2.6", "profile confirm", "profile apply 0001-installed", "profile confirm", "=60"},
     "0001-installed"},
    {"split", {"profile split active 0002-night"}, "0001-installed | 0002-night"},
    {"swapped", {"profile split active 0002-night", "profile swap"}, "0002-night | 0001-installed"},
    {"a split goes too", {"profile split active 0002-night", "=20.1"}, "0001-installed"},
    {"a half that is being adjusted",
     {"profile split active now", "adjust gamma.r 2.6"},
     "0001-installed | 0001-installed gamma.r=2.6"},
    {"split off keeps the trial",
     {"adjust gamma.r 2.6", "profile split active now", "profile split off"},
     "0001-installed gamma.r=2.6"},
    {"split with an unknown one", {"profile split active 0009-x"}, "0001-installed"},
    {"confirm ends the split",
     {"adjust gamma.r 2.6", "profile split active now", "profile confirm", "=60"},
     "0004-gamm"},
    {"saved on trial, not confirmed", {"adjust gamma.r 2.6", "profile save noon", "=20.1"}, "0001-installed"},
    {"saved on trial and confirmed",
     {"adjust gamma.r 2.6", "profile save noon", "profile confirm", "=60"},
     "0004-noon"},
    {"saved under a new name", {"profile save noon", "=60"}, "0004-noon"},
};

TEST(Trial, Sequences) {
  for (const Case& each : cases) {
    Wall wall;
    for (const std::string command : each.commands)
      if (command.starts_with('='))
        wall.run(std::stod(command.substr(1)));
      else
        wall.give(command);
    EXPECT_EQ(wall.stands(), each.stands) << each.what;
  }
}

TEST(Trial, RefusalsAreWords) {
  const struct {
    std::vector<const char*> before;
    const char* command;
    const char* words;
  } refusals[] = {
      {{}, "profile apply 0009-x", "there is no profile 0009-x"},
      {{}, "profile apply 0003-warm", "4 modules"},
      {{}, "adjust gamma.r 9", "1 to 4"},
      {{}, "adjust hue 3", "no setting hue"},
      {{}, "profile confirm", "nothing is on trial"},
      {{}, "adjust undo", "nothing is on trial"},
      {{}, "profile swap", "not split"},
      {{"profile split active 0002-night"}, "profile confirm", "only compared"},
      {{"adjust gamma.r 2.6"}, "profile confirm 0002-night", "not on trial"},
      {{}, "point module 13-1", "12 columns and 15 rows"},
      {{}, "point card 49", "has 48"},
  };
  for (const auto& each : refusals) {
    Wall wall;
    for (const char* command : each.before) ASSERT_TRUE(wall.give(command).applied) << command;
    const std::string stood = wall.stands();
    const Answer answer = wall.give(each.command);
    EXPECT_FALSE(answer.applied) << each.command;
    ASSERT_EQ(answer.refused.size(), 1u) << each.command;
    EXPECT_THAT(answer.refused[0].text, testing::HasSubstr(each.words));
    EXPECT_EQ(wall.stands(), stood) << each.command;
  }
}

TEST(Trial, WithoutAFolderNothingIsKeptButEverythingCanBeTried) {
  Wall wall;
  wall.judge.no_folder = "the wall runs without a state folder";
  EXPECT_TRUE(wall.give("adjust gamma.r 2.6").applied);
  for (const char* command : {"profile confirm", "profile save noon"})
    EXPECT_THAT(wall.give(command).refused.at(0).text, testing::HasSubstr("without a state folder"));
  wall.run(20.1);
  EXPECT_EQ(wall.stands(), "0001-installed");
  EXPECT_TRUE(wall.deeds.empty());
}

TEST(Trial, TheStateSaysWhatIsOnTrialAndForHowLong) {
  Wall wall;
  EXPECT_EQ(wall.told().active, "0001-installed");
  EXPECT_FALSE(wall.told().trial.has_value());
  wall.give("adjust gamma.r 2.6");
  wall.give("adjust gamma.g 2.7");
  wall.run(5);
  ASSERT_TRUE(wall.told().trial.has_value());
  EXPECT_EQ(wall.told().trial->what, "adjust");
  EXPECT_EQ(wall.told().trial->label, "gamma.r 2.6, gamma.g 2.7");
  EXPECT_EQ(wall.told().trial->back_to, "0001-installed");
  EXPECT_NEAR(wall.told().trial->left_s, 15, 0.05);
  EXPECT_EQ(wall.told().trial->changes, 2);
  EXPECT_EQ(wall.told().active, "0001-installed");
  wall.give("profile split active now");
  EXPECT_EQ(wall.told().left, "active");
  EXPECT_EQ(wall.told().right, "now");
  wall.run(20.1);
  EXPECT_FALSE(wall.told().trial.has_value());
  EXPECT_EQ(wall.told().left, "");
  EXPECT_THAT(wall.journal.back().text, testing::HasSubstr("back to 0001-installed"));
  EXPECT_EQ(wall.journal.back().by, "show");
}

TEST(Trial, WhatIsKeptLeavesAsDeedsInOrder) {
  Wall wall;
  wall.give("adjust gamma.r 2.6");
  EXPECT_TRUE(wall.deeds.empty()) << "nothing is written down while it is on trial";
  wall.give("profile confirm");
  ASSERT_EQ(wall.deeds.size(), 2u);
  EXPECT_EQ(wall.deeds[0].kind, ProfileDeed::Kind::keep);
  EXPECT_EQ(wall.deeds[0].label, "gamma.r 2.6");
  EXPECT_EQ(wall.deeds[0].by, "console");
  EXPECT_EQ(wall.deeds[0].from, (ColourWish{"0001-installed", {{"gamma.r", "2.6"}}}));
  EXPECT_EQ(wall.deeds[1], (ProfileDeed{ProfileDeed::Kind::activate, "0004-gamm", "", "", {}}));
  // A batch that is refused as a whole keeps nothing.
  wall.send_all({"profile save noon", "take nowhere"});
  EXPECT_TRUE(wall.out.profile_deeds.empty());
  EXPECT_EQ(wall.stands(), "0004-gamm");
  // Two versions in one batch get different names.
  wall.send_all({"profile save noon", "profile save dusk"});
  ASSERT_EQ(wall.out.profile_deeds.size(), 4u);
  EXPECT_EQ(wall.out.profile_deeds[0].id, "0005-noon");
  EXPECT_EQ(wall.out.profile_deeds[2].id, "0006-dusk");
}

TEST(Trial, EditedFilesLetItRunOn) {
  Wall wall;
  wall.give("adjust gamma.r 2.6");
  wall.run(10);
  wall.show.replace(Wall::with_wall());
  wall.run(5);
  EXPECT_EQ(wall.stands(), "0001-installed gamma.r=2.6");
  wall.run(5.1);
  EXPECT_EQ(wall.stands(), "0001-installed");
}

TEST(Trial, PointingGoesOffByItself) {
  Wall wall;
  wall.give("point module 7-6");
  EXPECT_EQ(wall.status().technician.pointed, "module 7-6");
  EXPECT_EQ(wall.out.picture.pointed, (Pointed{7, 6, 0}));
  wall.give("point card 48");
  EXPECT_EQ(wall.status().technician.pointed, "card 48");
  wall.run(59);
  EXPECT_EQ(wall.status().technician.pointed, "card 48");
  wall.run(1.1);
  EXPECT_EQ(wall.status().technician.pointed, "");
  wall.give("point card 3");
  wall.give("point off");
  EXPECT_EQ(wall.out.picture.pointed, Pointed{});
}

// Whatever is sent, without a confirmation the wall is as it was 20 s and a frame after the last command.
TEST(Trial, NothingUnconfirmedOutlivesItsTime) {
  const char* commands[] = {"profile apply 0002-night",
                            "profile apply wall",
                            "profile apply 0003-warm",
                            "profile apply active",
                            "profile apply now",
                            "profile revert",
                            "adjust gamma.r 2.6",
                            "adjust gamma.g 2.7",
                            "adjust gamma.r 2.8",
                            "adjust gamma.r 9",
                            "adjust undo",
                            "profile split active now",
                            "profile split 0002-night wall",
                            "profile split off",
                            "profile swap",
                            "blackout on",
                            "emergency 请离开",
                            "emergency off",
                            "take timeline",
                            "freeze on",
                            "tour start welcome"};
  std::mt19937 random(11);
  for (int run = 0; run < 60; ++run) {
    Wall wall;
    for (auto n = 1 + random() % 12; n > 0; --n) {
      wall.give(commands[random() % std::size(commands)]);
      wall.run(0.02 * static_cast<double>(random() % 300));
    }
    wall.run(20 + 0.02);
    EXPECT_EQ(wall.stands(), "0001-installed");
    EXPECT_FALSE(wall.told().trial.has_value());
    EXPECT_TRUE(wall.deeds.empty());
  }
}

}  // namespace
}  // namespace guangmu::show
