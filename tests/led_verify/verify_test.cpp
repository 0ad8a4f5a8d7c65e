// The guided check: what is asked, kept, taken up again and summed up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "led_mapping/pattern_table.h"
#include "stage/check_questions.h"
#include "store/verifications.h"
#include "tools/verify_session.h"

namespace guangmu::tools {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class VerifyTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "guangmu-verify-XXXXXX").string();
    state_ = ::mkdtemp(name.data());
    sitting_.state_folder = state_;
    sitting_.questions = stage::check_questions();
    sitting_.language = Language::en;
    sitting_.record = {"Hall", "2304x1440", "Li", "2026-05-01T10:00:00+08:00", "", {}};
    sitting_.send = [this](const std::string& command) {
      sent_.push_back(command);
      return command == refused_ ? Result<void>(Error{"the wall is gone", Blame::machine}) : Result<void>();
    };
    sitting_.time = [] { return std::string("2026-05-01T10:05:00+08:00"); };
  }
  void TearDown() override { fs::remove_all(state_); }
  Result<void> answer(const std::string& lines) {
    std::istringstream in(lines);
    std::ostringstream out;
    const auto done = sit(sitting_, in, out);
    said_ = out.str();
    return done;
  }
  static std::string all_yes() {
    std::string lines;
    for (std::size_t i = 0; i < stage::check_questions().size(); ++i) lines += "y\n";
    return lines;
  }

  std::string state_, refused_, said_;
  std::vector<std::string> sent_;
  VerifySitting sitting_;
};

TEST_F(VerifyTest, every_pattern_with_questions_is_shown_once_and_the_wall_is_put_back) {
  ASSERT_TRUE(answer(all_yes()).ok());
  std::vector<std::string> expected;
  for (const auto& p : led::pattern_table())
    if (!p.questions.empty()) expected.push_back("pattern " + std::string(p.name));
  expected.push_back("pattern off");
  EXPECT_EQ(sent_, expected);
  EXPECT_TRUE(show::count(sitting_.record, sitting_.questions).passed());
  EXPECT_EQ(sitting_.record.finished, "2026-05-01T10:05:00+08:00");
  EXPECT_THAT(show::summary(sitting_.record, sitting_.questions, Language::en), HasSubstr("all is well"));
}

TEST_F(VerifyTest, stops_anywhere_and_goes_on_there) {
  ASSERT_TRUE(answer("y\nno card 17 is dark\nq\n").ok());
  EXPECT_EQ(sent_, (std::vector<std::string>{"pattern cards", "pattern modules", "pattern off"}));
  const auto kept = store::newest_verification(state_);
  ASSERT_TRUE(kept.ok() && kept->has_value());
  const show::CheckRecord& record = **kept;
  EXPECT_EQ(record.by, "Li");
  ASSERT_EQ(record.answers.size(), 2u);
  EXPECT_EQ(record.answers[1].note, "card 17 is dark");
  EXPECT_EQ(show::open_questions(record, sitting_.questions).front().id, "modules.order");

  sitting_.record = **kept;
  sent_.clear();
  ASSERT_TRUE(answer(all_yes()).ok());
  EXPECT_EQ(sent_.front(), "pattern modules");
  EXPECT_FALSE(show::count(sitting_.record, sitting_.questions).passed());
  const std::string summary = show::summary(sitting_.record, sitting_.questions, Language::en);
  EXPECT_THAT(summary, HasSubstr("1 no, 0 skipped, 0 open"));
  EXPECT_THAT(summary, HasSubstr("card 17 is dark"));
  EXPECT_THAT(summary, HasSubstr("check its power and its cable"));
  EXPECT_THAT(show::summary(sitting_.record, sitting_.questions, Language::zh), HasSubstr("要处理"));
}

TEST_F(VerifyTest, an_answer_that_is_none_is_asked_again) {
  ASSERT_TRUE(answer("perhaps\n\n是 好\nq\n").ok());
  ASSERT_EQ(sitting_.record.answers.size(), 1u);
  EXPECT_EQ(sitting_.record.answers[0].note, "好");
  EXPECT_THAT(said_, HasSubstr("expected y, n, s or q"));
}

TEST_F(VerifyTest, a_wall_that_goes_away_costs_no_answer) {
  refused_ = "pattern grid";
  const auto done = answer("y\ny\ns\ny\n");
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().blame, Blame::machine);
  EXPECT_EQ((*store::newest_verification(state_))->answers.size(), 3u);
}

TEST_F(VerifyTest, a_damaged_record_is_named) {
  ASSERT_TRUE(answer("y\nq\n").ok());
  for (const char* bad : {"{\"answers\": [", "[]", "{\"answers\": [{\"question\": \"x\", \"answer\": \"maybe\"}]}", ""}) {
    std::ofstream(store::verification_path(state_, sitting_.record.begun)) << bad;
    const auto read = store::newest_verification(state_);
    ASSERT_FALSE(read.ok()) << bad;
    EXPECT_THAT(read.error().text, HasSubstr("2026-05-01T100000.json"));
  }
  EXPECT_FALSE(store::newest_verification(state_ + "/nowhere")->has_value());
}

TEST(Verification, what_people_type) {
  struct Case {
    const char* line;
    show::CheckVerdict verdict;
    const char* note;
  };
  for (const Case& c : {Case{"y", show::CheckVerdict::yes, ""}, {" Yes  fine ", show::CheckVerdict::yes, "fine"},
                        {"否", show::CheckVerdict::no, ""}, {"N left edge\r", show::CheckVerdict::no, "left edge"},
                        {"skip", show::CheckVerdict::unsure, ""}}) {
    const auto typed = read_answer(c.line);
    ASSERT_TRUE(typed) << c.line;
    EXPECT_EQ(typed->verdict, c.verdict);
    EXPECT_EQ(typed->note, c.note);
  }
  for (const char* line : {"", "  ", "yep", "不知道"}) EXPECT_FALSE(read_answer(line)) << line;
}

}  // namespace
}  // namespace guangmu::tools
