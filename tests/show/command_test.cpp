// Every command has one text form, and reads back as itself.
#include "show/values/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace guangmu::show {
namespace {

struct Form {
  const char* text;
  Command command;
};

const Form forms[] = {
    {"take overview", Take{"overview"}},
    {"take", Take{}},
    {"cut", Cut{}},
    {"fade 1.2", Fade{1.2}},
    {"preview timeline", Preview{"timeline"}},
    {"undo", Undo{}},
    {"hold 180", Hold{180}},
    {"hold off", Hold{}},
    {"rotation on", Rotation{true}},
    {"rotation off", Rotation{false}},
    {"tour start welcome", TourStart{"welcome"}},
    {"tour pause", TourControl{TourAction::pause}},
    {"tour resume", TourControl{TourAction::resume}},
    {"tour next", TourControl{TourAction::next}},
    {"tour back", TourControl{TourAction::back}},
    {"tour stop", TourControl{TourAction::stop}},
    {"tour goto 3", TourGoto{"3"}},
    {"timeline next", TimelineControl{TimelineAction::next}},
    {"timeline back", TimelineControl{TimelineAction::back}},
    {"timeline hold", TimelineControl{TimelineAction::hold}},
    {"timeline goto phase_two", TimelineGoto{"phase_two"}},
    {"blackout on", Blackout{true}},
    {"freeze off", Freeze{false}},
    {"logo on", Logo{true}},
    {"message 欢迎 考察团 莅临", Message{"欢迎 考察团 莅临"}},
    {"message off", Message{}},
    {"message \"off\"", Message{"off"}},
    {"message \"a\\nb \\\"c\\\" \\\\\"", Message{"a\nb \"c\" \\"}},
    {"emergency 请从北门离开", Emergency{"请从北门离开"}},
    {"emergency off", Emergency{}},
    {"brightness 0.62", Brightness{0.62}},
    {"volume master -12.5", Volume{audio::Bus::master, -12.5}},
    {"volume interface 6", Volume{audio::Bus::interface, 6}},
    {"mute on", Mute{true}},
    {"pattern cards", Pattern{"cards"}},
    {"pattern off", Pattern{}},
    {"language zh", SetLanguage{Language::zh}},
    {"language en", SetLanguage{Language::en}},
    {"accept users_total", Accept{"users_total"}},
    {"refuse users_total", Refuse{"users_total"}},
    {"override users_total 10016 3600", Override{"users_total", 10016, 3600}},
    {"override green_share 0.36672 600", Override{"green_share", 0.36672, 600}},
    {"override green_share off", Override{"green_share", 0, 0}},
    {"profile apply evening", Profile{ProfileAction::apply, "evening"}},
    {"profile confirm evening", Profile{ProfileAction::confirm, "evening"}},
    {"profile revert evening", Profile{ProfileAction::revert, "evening"}},
    {"profile apply wall", Profile{ProfileAction::apply, "wall"}},
    {"profile confirm", Profile{ProfileAction::confirm, ""}},
    {"profile revert", Profile{ProfileAction::revert, ""}},
    {"profile save 夜间 warm", ProfileSave{"夜间 warm"}},
    {"profile save \"off\"", ProfileSave{"off"}},
    {"profile split active now", ProfileSplit{"active", "now"}},
    {"profile split off", ProfileSplit{}},
    {"profile split off now", ProfileSplit{"off", "now"}},
    {"profile swap", ProfileSwap{}},
    {"adjust gamma.r 2.7", Adjust{"gamma.r", "2.7"}},
    {"adjust curve.r.3 0.125", Adjust{"curve.r.3", "0.125"}},
    {"adjust undo", AdjustUndo{}},
    {"note dead pixel in module 7-6", Note{"dead pixel in module 7-6"}},
    {"note \"off\"", Note{"off"}},
    {"point module 7-6", Point{PointAt::module, 7, 6, 0}},
    {"point card 27", Point{PointAt::card, 0, 0, 27}},
    {"point off", Point{}},
    {"verify start", VerifyControl{VerifyAction::start}},
    {"verify start again", VerifyControl{VerifyAction::again}},
    {"verify back", VerifyControl{VerifyAction::back}},
    {"verify stop", VerifyControl{VerifyAction::stop}},
    {"verify answer cards.lit yes", VerifyAnswer{"cards.lit", CheckVerdict::yes, ""}},
    {"verify answer cards.lit no 卡 7 暗", VerifyAnswer{"cards.lit", CheckVerdict::no, "卡 7 暗"}},
    {"verify answer cards.lit unsure \"off\"", VerifyAnswer{"cards.lit", CheckVerdict::unsure, "off"}},
    {"hall open", Hall{true}},
    {"hall close", Hall{false}},
};

TEST(CommandText, EveryFormReadsAndWritesBack) {
  std::set<std::size_t> kinds;
  for (const Form& form : forms) {
    const auto parsed = parse_command(form.text);
    ASSERT_TRUE(parsed.ok()) << form.text << ": " << parsed.error().text;
    EXPECT_TRUE(*parsed == form.command) << form.text << " became " << to_text(*parsed);
    EXPECT_EQ(to_text(form.command), form.text);
    kinds.insert(form.command.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<Command>) << "a command is missing in the table";
}

TEST(CommandText, SpacesAndUnitsAreForgiven) {
  EXPECT_TRUE(*parse_command("  take   overview  ") == Command{Take{"overview"}});
  EXPECT_TRUE(*parse_command("hold 3min") == Command{Hold{180}});
  EXPECT_TRUE(*parse_command("fade 600ms") == Command{Fade{0.6}});
  EXPECT_TRUE(*parse_command("volume music +3") == Command(Volume{audio::Bus::music, 3}));
}

struct Bad {
  const char* text;
  const char* told;
};
const Bad bad[] = {
    {"", "empty"},
    {"   ", "empty"},
    {"jump", "is no command"},
    {"Take overview", "is no command"},
    {"take overview now", "too much"},
    {"take ../etc", "no name"},
    {"take 概览", "no name"},
    {"cut overview", "expected `cut`"},
    {"fade", "expected `fade S`"},
    {"fade 0", "0.1 to 10"},
    {"fade nan", "no number"},
    {"fade inf", "no number"},
    {"fade 1e400", "no number"},
    {"preview", "name is missing"},
    {"undo 3", "expected `undo`"},
    {"hold", "hold S|off"},
    {"hold -5", "1 to 86400"},
    {"rotation", "rotation on|off"},
    {"rotation maybe", "rotation on|off"},
    {"tour", "tour start ID"},
    {"tour start", "name is missing"},
    {"tour goto", "name is missing"},
    {"tour dance", "tour start ID"},
    {"timeline goto", "name is missing"},
    {"timeline up", "timeline next"},
    {"blackout", "blackout on|off"},
    {"blackout on on", "blackout on|off"},
    {"message", "text is missing"},
    {"message \"\"", "text is missing"},
    {"message \"half", "quote"},
    {"message \"a\\x\"", "quote"},
    {"message \"a\\\"", "quote"},
    {"message \"a\" b\"", "quote"},
    {"brightness 1.5", "0 to 1"},
    {"brightness 62%", "no number"},
    {"brightness 0x1p-1", "no number"},
    {"volume master", "no number"},
    {"volume bass 3", "volume master|"},
    {"volume master 20", "-60 to 6"},
    {"mute", "mute on|off"},
    {"pattern", "name is missing"},
    {"language de", "language zh|en"},
    {"override users_total", "VALUE"},
    {"override users_total 1", "no number"},
    {"override users_total 1 0", "1 to"},
    {"profile", "profile apply"},
    {"profile apply", "name is missing"},
    {"profile confirm a b", "`b` is too much"},
    {"profile save", "text is missing"},
    {"profile save off", "\"off\""},
    {"profile split a", "two versions"},
    {"profile split a b c", "`c` is too much"},
    {"profile swap a", "too much"},
    {"verify", "verify start [again]"},
    {"verify start now", "verify start [again]"},
    {"verify stop it", "verify start [again]"},
    {"verify answer", "question's name is missing"},
    {"verify answer cards.lit", "yes|no|unsure"},
    {"verify answer cards.lit perhaps", "yes|no|unsure"},
    {"verify answer cards.lit no off", "\"off\""},
    {"verify answer cards.lit no \"a\\nb\"", "one line"},
    {"note", "the text is missing"},
    {"note off", "note TEXT"},
    {"note \"a\\nb\"", "one line"},
    {"adjust gamma.r", "adjust KEY VALUE"},
    {"adjust undo gamma.r", "adjust KEY VALUE"},
    {"point", "point module COLUMN-ROW"},
    {"point off now", "point module COLUMN-ROW"},
    {"point card", "point module COLUMN-ROW"},
    {"point card 0", "count from 1"},
    {"point card 3x", "count from 1"},
    {"point module 7", "e.g. 7-6"},
    {"point module 7-", "e.g. 7-6"},
    {"point module 7-6-5", "e.g. 7-6"},
    {"point module -7-6", "e.g. 7-6"},
    {"point module 99999999999-1", "e.g. 7-6"},
    {"hall ajar", "hall open|close"},
    {"message a\nb", "one line"},
    {"message \x01", "one line"},
    {"message \xff", "UTF-8"},
    {"message \xe4\xb8", "UTF-8"},
};

TEST(CommandText, WhatIsWrongSaysWhatWasExpected) {
  for (const Bad& each : bad) {
    const auto parsed = parse_command(each.text);
    ASSERT_FALSE(parsed.ok()) << each.text;
    EXPECT_THAT(parsed.error().text, testing::HasSubstr(each.told)) << each.text;
  }
  EXPECT_FALSE(parse_command("message " + std::string(500, 'x')).ok());
}

// Whatever is thrown at it: either an error, or a command that survives its own text form.
TEST(CommandText, RandomLinesNeverBreakTheRoundTrip) {
  std::mt19937 random(7);
  const char* words[] = {"take", "tour",   "start", "off", "on",     "message", "\"",   "\\",
                         "a",    "0.1",    "1e3",   "-0",  "volume", "music",   "hold", "override",
                         "x",    "adjust", " ",     "\t",  "goto",   "fade",    "光"};
  int good = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string line;
    for (auto n = random() % 6; n > 0; --n) {
      line += words[random() % std::size(words)];
      if (random() % 3 != 0) line += ' ';
    }
    const auto parsed = parse_command(line);
    if (!parsed) {
      EXPECT_FALSE(parsed.error().text.empty());
      continue;
    }
    ++good;
    const auto again = parse_command(to_text(*parsed));
    ASSERT_TRUE(again.ok()) << line << " -> " << to_text(*parsed) << ": " << again.error().text;
    EXPECT_TRUE(*again == *parsed) << line << " -> " << to_text(*parsed);
  }
  EXPECT_GT(good, 100);
}

}  // namespace
}  // namespace guangmu::show
