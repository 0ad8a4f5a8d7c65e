// The guided check on the wall: the pattern stands while its question is asked, every answer is kept at once, and a
// check that broke off goes on where it stopped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/show/rehearsal.h"

namespace guangmu::show {
namespace {

using testing::HasSubstr;

CheckQuestion question(const std::string& id, const std::string& pattern) {
  return {id, pattern, {pattern, pattern}, {id + "？", id + "?"}, {"修 " + id, "mend " + id}};
}

show::Setup with_check(CheckRecord newest = {}) {
  show::Setup s = setup();
  s.check.questions = {question("cards.lit", "cards"), question("cards.order", "cards"), question("gray.even", "gray")};
  s.check.size_px = "2304x1440";
  s.check.newest = std::move(newest);
  return s;
}

struct Wall : Rehearsal {
  explicit Wall(show::Setup s = with_check()) : Rehearsal(std::move(s)) {}
  CheckStatus told() const { return status().technician.check; }
  // As app does.
  Answer give(const std::string& text) {
    const Answer answer = send(text);
    if (out.check_record) kept = out.check_record, ++keepings;
    return answer;
  }
  std::optional<CheckRecord> kept;
  int keepings = 0;
};

struct Case {
  const char* what;
  std::vector<const char*> commands;
  const char *asked, *pattern;  // at the end; empty: none
  const char* refused;          // the last command, with these words; null: it was not
};

const Case cases[] = {
    {"not begun", {}, "", "", nullptr},
    {"the first question", {"verify start"}, "cards.lit", "cards", nullptr},
    {"the same pattern stays", {"verify start", "verify answer cards.lit yes"}, "cards.order", "cards", nullptr},
    {"the next pattern",
     {"verify start", "verify answer cards.lit yes", "verify answer cards.order no card 7"},
     "gray.even",
     "gray",
     nullptr},
    {"one step back",
     {"verify start", "verify answer cards.lit yes", "verify answer cards.order yes", "verify back"},
     "cards.order",
     "cards",
     nullptr},
    {"answered anew it goes on to what is open",
     {"verify start", "verify answer cards.lit yes", "verify answer cards.order yes", "verify back", "verify back",
      "verify answer cards.lit no"},
     "gray.even",
     "gray",
     nullptr},
    {"back from the first does nothing", {"verify start", "verify back"}, "cards.lit", "cards", nullptr},
    {"pressed twice it counts once",
     {"verify start", "verify answer cards.lit yes", "verify answer cards.lit yes"},
     "cards.order",
     "cards",
     nullptr},
    {"not the question that is asked",
     {"verify start", "verify answer gray.even yes"},
     "cards.lit",
     "cards",
     "asks cards.lit now"},
    {"no such question", {"verify start", "verify answer nose yes"}, "cards.lit", "cards", "no question nose"},
    {"nothing is asked", {"verify answer cards.lit yes"}, "", "", "verify start"},
    {"stopped", {"verify start", "verify answer cards.lit yes", "verify stop"}, "", "", nullptr},
    {"goes on where it stopped",
     {"verify start", "verify answer cards.lit yes", "verify stop", "verify start"},
     "cards.order",
     "cards",
     nullptr},
    {"its pattern was taken off",
     {"verify start", "pattern off", "verify answer cards.lit yes"},
     "cards.lit",
     "",
     "cards does not stand on the wall"},
    {"and is brought back", {"verify start", "pattern gray", "verify start"}, "cards.lit", "cards", nullptr},
    {"somebody else's pattern stays after the end", {"verify start", "pattern gray", "verify stop"}, "", "gray", nullptr},
    {"not before an emergency", {"emergency leave", "verify start"}, "", "", "emergency"},
    {"no answer under an emergency",
     {"verify start", "emergency leave", "verify answer cards.lit yes"},
     "cards.lit",
     "cards",
     "emergency"},
    {"the end",
     {"verify start", "verify answer cards.lit yes", "verify answer cards.order unsure",
      "verify answer gray.even yes"},
     "",
     "",
     nullptr},
    {"after the end a new one",
     {"verify start", "verify answer cards.lit yes", "verify answer cards.order yes",
      "verify answer gray.even yes", "verify start"},
     "cards.lit",
     "cards",
     nullptr},
};

TEST(Check, AsksOneQuestionAfterTheOtherUnderItsPattern) {
  for (const Case& c : cases) {
    Wall wall;
    Answer last;
    for (const char* command : c.commands) {
      wall.run(1.5);  // a record is named after its second
      last = wall.give(command);
    }
    EXPECT_EQ(wall.told().question.id, c.asked) << c.what;
    EXPECT_EQ(wall.told().running, *c.asked != 0) << c.what;
    EXPECT_EQ(wall.status().pattern, c.pattern) << c.what;
    ASSERT_EQ(last.refused.size(), c.refused ? 1u : 0u) << c.what;
    if (c.refused != nullptr) {
      EXPECT_THAT(last.refused[0].text, HasSubstr(c.refused)) << c.what;
    }
  }
}

TEST(Check, EveryAnswerIsHandedOverToBeKeptAndTheStateSaysWhatToDo) {
  Wall wall;
  wall.give("verify start");
  ASSERT_TRUE(wall.kept);
  EXPECT_EQ(wall.kept->by, "console");
  EXPECT_EQ(wall.kept->wall, "展厅");
  EXPECT_EQ(wall.kept->size_px, "2304x1440");
  wall.give("verify answer cards.lit no card 7, left edge");
  EXPECT_EQ(wall.keepings, 2);
  ASSERT_EQ(wall.kept->answers.size(), 1u);
  EXPECT_EQ(wall.kept->answers[0], (CheckAnswer{"cards.lit", CheckVerdict::no, "card 7, left edge", wall.kept->answers[0].at}));
  EXPECT_TRUE(parse_instant(wall.kept->answers[0].at));
  EXPECT_EQ(wall.kept->finished, "");
  const CheckStatus under_way = wall.told();
  EXPECT_EQ(under_way.number, 2);
  EXPECT_EQ(under_way.of, 3);
  EXPECT_EQ(under_way.open, (std::vector<std::string>{"cards.order", "gray.even"}));
  ASSERT_EQ(under_way.todo.size(), 1u);
  EXPECT_EQ(under_way.todo[0].question.if_not.en, "mend cards.lit");
  wall.give("verify answer cards.order yes");
  wall.give("verify answer gray.even unsure");
  EXPECT_EQ(wall.keepings, 4);
  EXPECT_NE(wall.kept->finished, "");
  const CheckStatus done = wall.told();
  EXPECT_FALSE(done.passed);
  EXPECT_EQ(done.yes, 1);
  EXPECT_EQ(done.no, 1);
  EXPECT_EQ(done.unsure, 1);
  EXPECT_EQ(done.finished, wall.kept->finished);
  EXPECT_TRUE(done.open.empty());
  wall.frame({});
  EXPECT_FALSE(wall.out.check_record) << "nothing changed";
}

TEST(Check, ABrokenOffRecordGoesOnAndAgainBeginsANewOne) {
  CheckRecord before{"Hall", "2304x1440", "Li", "2026-11-19T22:00:00+08:00", "", {{"cards.lit", CheckVerdict::no, "", "x"}}};
  Wall wall(with_check(before));
  EXPECT_EQ(wall.told().begun, before.begun);
  EXPECT_EQ(wall.told().question.id, "");
  wall.give("verify start");
  EXPECT_EQ(wall.told().question.id, "cards.order");
  EXPECT_FALSE(wall.kept) << "nothing was answered yet";
  wall.give("verify answer cards.order yes");
  EXPECT_EQ(wall.kept->begun, before.begun);
  EXPECT_EQ(wall.kept->answers.size(), 2u);
  wall.give("verify start again");
  EXPECT_NE(wall.kept->begun, before.begun);
  EXPECT_TRUE(wall.kept->answers.empty());
  EXPECT_EQ(wall.told().question.id, "cards.lit");
}

TEST(Check, AllByYesIsPassed) {
  Wall wall;
  for (const char* text : {"verify start", "verify answer cards.lit yes", "verify answer cards.order yes", "verify answer gray.even yes"})
    wall.give(text);
  EXPECT_TRUE(wall.told().passed);
  EXPECT_TRUE(wall.told().todo.empty());
}

TEST(Check, WhereNothingCanBeKeptNothingIsAsked) {
  show::Setup s = with_check();
  s.check.why_not = "the wall runs without a state folder";
  Wall wall(std::move(s));
  const Answer answer = wall.give("verify start");
  ASSERT_EQ(answer.refused.size(), 1u);
  EXPECT_THAT(answer.refused[0].text, HasSubstr("state folder"));
  EXPECT_FALSE(wall.told().available);
  EXPECT_EQ(wall.status().pattern, "");
}

TEST(Check, ARefusedBatchAnswersNothing) {
  Wall wall;
  wall.give("verify start");
  const Answer answer = wall.send_all({"verify answer cards.lit yes", "take nowhere"});
  EXPECT_FALSE(answer.applied);
  EXPECT_FALSE(wall.out.check_record);
  EXPECT_EQ(wall.told().question.id, "cards.lit");
}

}  // namespace
}  // namespace guangmu::show
