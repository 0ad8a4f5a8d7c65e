// Curves of what metrics were, asked from the history in good time and kept, as Retrospect does for formulas: a payload is
// judged without waiting for the disk. Pure, apart from ask().
//
//   trends.due(now, 5)       what to ask next, under the ledger's lock
//   ask(past, question)      for each, outside of it: may take milliseconds
//   trends.answered(answer)  under the lock again; false where nobody asks any more
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "kpi/declaration.h"
#include "kpi/formulas/past.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

struct TrendQuestion {
  std::string series, metric;
  Instant from, to;
  int most = 0;  // points
};
struct TrendAnswer {
  TrendQuestion question;
  std::vector<SeriesPoint> points;  // x: the time of receipt, ISO 8601; the wall writes it as its reader expects
  std::optional<Instant> newest;    // when the last point was received; nothing where nothing is known
};

TrendAnswer ask(const Past& past, const TrendQuestion& question);

class Trends {
 public:
  static constexpr double refresh_s = 60;

  // The curves that matter from now on; those that stay keep their rhythm.
  void declare(const Declaration& declaration);
  // At most `most` questions that are due: a minute after the last answer, five seconds after one that knew nothing.
  std::vector<TrendQuestion> due(Instant now, std::size_t most) const;
  bool answered(const TrendAnswer& answer);

 private:
  struct Slot {
    std::string metric;
    double over_s = 0;
    int most = 0;
    std::optional<Instant> asked{};
    bool empty = true;
  };
  std::map<std::string, Slot> slots_;
};

}  // namespace guangmu::kpi
