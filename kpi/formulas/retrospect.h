// What formulas and health tables ask the history, asked in good time and kept: a payload computes its
// derived figures from answers that are there already, and nobody waits for the disk.
//
//   retrospect.due(now, 25)      what to ask next, under the ledger's lock
//   ask(past, question)          for each, outside of it: may take milliseconds
//   retrospect.take(answers)     under the lock again; true when an answer changed
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "kpi/formulas/expression.h"
#include "kpi/formulas/past.h"

namespace guangmu::kpi {

// One call, at one moment. `ids`: for availability the sources behind what was named, the least of which
// counts.
struct Question {
  PastCall call;
  Instant from, to;  // previous looks at `from` alone
  std::vector<std::string> ids;
};
struct LookBack {
  PastCall call;
  std::optional<double> value;
  Instant at;  // when it was asked
};

// The last moment of the hour, day, week (from Monday), month or year before that of `now`, in hall time;
// with a length the moment so long ago.
Instant end_of_previous(const Period& period, Instant now);

LookBack ask(const Past& past, const Question& question);

class Retrospect {
 public:
  // The calls that matter from now on, each with its ids; answers to calls that stay are kept.
  void declare(std::vector<std::pair<PastCall, std::vector<std::string>>> calls);
  // At most `most` questions that are due, the longest overdue first. A value at the end of a period is asked
  // again when the next has ended, and each hour, as a held reading may be accepted late; means and health
  // after a 288th of their length, at least a minute; what was unknown after a minute.
  std::vector<Question> due(Instant now, std::size_t most) const;
  bool take(const std::vector<LookBack>& answers);
  // Null before the first answer.
  const LookBack* answer(const PastCall& call) const;

 private:
  struct Slot {
    std::vector<std::string> ids;
    std::optional<LookBack> answer;
  };
  std::map<PastCall, Slot> slots_;
};

}  // namespace guangmu::kpi
