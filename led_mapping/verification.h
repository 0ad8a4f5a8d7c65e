// The guided check of a wall as values: its questions in order, answers, and what they come to. Pure; asked by
// `guangmu led verify`, and by the console from the same table.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "led_mapping/pattern_table.h"

namespace guangmu::led {

struct VerifyStep {
  const PatternInfo* pattern;
  const PatternQuestion* question;
};
std::vector<VerifyStep> verify_steps();

enum class Verdict { yes, no, skipped };
std::string_view name_of(Verdict verdict);  // yes, no, skipped
std::optional<Verdict> verdict_named(std::string_view name);

struct VerifyAnswer {
  std::string question;  // id
  Verdict verdict = Verdict::skipped;
  std::string note;
  std::string at;  // ISO 8601, hall time
};

// One check of one wall, finished or not.
struct VerifyRecord {
  std::string wall;      // name or folder of the exhibit
  std::string size_px;   // "2304x1440"
  std::string by;        // who looked
  std::string begun, finished;  // ISO 8601; finished is empty while questions are open
  std::vector<VerifyAnswer> answers;
  const VerifyAnswer* find(std::string_view question) const;
  // Replaces an older answer to the same question.
  void put(VerifyAnswer answer);
};

// Questions that have no answer yet, in order.
std::vector<VerifyStep> open_steps(const VerifyRecord& record);

// What a person types: y, yes, 是, n, no, 否, s, skip, 跳过; anything after a space is a note. Nothing when
// it is none of these.
struct Typed {
  Verdict verdict;
  std::string note;
};
std::optional<Typed> read_answer(std::string_view line);

// Every question answered, none by no and none skipped.
bool passed(const VerifyRecord& record);

// How it ended, and for each no what to do. Lines of plain text.
std::string summary(const VerifyRecord& record, bool chinese);

}  // namespace guangmu::led
