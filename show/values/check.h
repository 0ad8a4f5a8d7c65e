// The guided check of a wall as values: its questions in order, the answers, and what they come to. Asked by the
// wall itself (`verify …`, for the console) and by `guangmu led verify`; both keep the same record. Pure; any
// thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"

namespace guangmu::show {

// Answered by yes when all is well.
struct CheckQuestion {
  std::string id, pattern;  // the pattern has to stand on the wall while it is asked
  LocalText purpose;        // of the pattern, one line
  LocalText ask, if_not;    // what to do after a no
  friend bool operator==(const CheckQuestion&, const CheckQuestion&) = default;
};

enum class CheckVerdict { yes, no, unsure };
constexpr auto fields_names(CheckVerdict) -> std::array<std::pair<CheckVerdict, std::string_view>, 3> {
  return {{{CheckVerdict::yes, "yes"}, {CheckVerdict::no, "no"}, {CheckVerdict::unsure, "unsure"}}};
}

struct CheckAnswer {
  std::string question;  // id
  CheckVerdict verdict = CheckVerdict::unsure;
  std::string note;
  std::string at;  // ISO 8601, hall time
  friend bool operator==(const CheckAnswer&, const CheckAnswer&) = default;
};

// One check of one wall, finished or not.
struct CheckRecord {
  std::string wall;             // name or folder of the exhibit
  std::string size_px;          // "2304x1440"
  std::string by;               // who looked
  std::string begun, finished;  // ISO 8601; finished is empty while questions are open
  std::vector<CheckAnswer> answers;
  const CheckAnswer* find(std::string_view question) const;
  // Replaces an older answer to the same question.
  void put(CheckAnswer answer);
  friend bool operator==(const CheckRecord&, const CheckRecord&) = default;
};

// Questions that have no answer yet, in order.
std::vector<CheckQuestion> open_questions(const CheckRecord& record, const std::vector<CheckQuestion>& questions);

struct CheckCount {
  int yes = 0, no = 0, unsure = 0, open = 0;
  bool passed() const { return no + unsure + open == 0; }  // every question answered by yes
};
CheckCount count(const CheckRecord& record, const std::vector<CheckQuestion>& questions);

// How it ended, and for each no what to do. Lines of plain text.
std::string summary(const CheckRecord& record, const std::vector<CheckQuestion>& questions, Language language);

// An answer by no with what has to be done about it.
struct CheckTodo {
  CheckQuestion question;
  std::string note;
};

// The check as console and scripts see it.
struct CheckStatus {
  bool available = false;  // a record can be kept
  std::string reason;      // why not
  bool running = false;    // a question is being asked
  int number = 0, of = 0;  // of the question, from 1; how many there are
  CheckQuestion question;  // empty id: none is asked
  // Of the newest record, the one under way included; begun is empty before the first.
  std::string by, begun, finished;
  bool passed = false;
  int yes = 0, no = 0, unsure = 0;
  std::vector<CheckAnswer> answers;  // in the order in which they were given
  std::vector<std::string> open;     // ids of questions without an answer
  std::vector<CheckTodo> todo;       // in the order of the questions
};

}  // namespace guangmu::show
