// How each source did over the last 24 hours, asked from the history in good time and kept, as Trends does for curves. Pure,
// apart from ask().
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

struct DayQuestion {
  std::string source;
  Instant now;
};
struct DayAnswer {
  DayQuestion question;
  SourceDay day;
};

// May take a millisecond or two: the disk is read.
DayAnswer ask(const Past& past, const DayQuestion& question);

class SourceDays {
 public:
  static constexpr double refresh_s = 30;

  void declare(const Declaration& declaration);
  // At most `most` that are due, the longest overdue first: half a minute after the last answer, ten seconds after one that
  // knew nothing.
  std::vector<DayQuestion> due(Instant now, std::size_t most) const;
  bool answered(const DayAnswer& answer);  // false: nobody asks about it any more

 private:
  struct Slot {
    std::optional<Instant> asked{};
    bool knew = false;
  };
  std::map<std::string, Slot> slots_;
};

}  // namespace guangmu::kpi
