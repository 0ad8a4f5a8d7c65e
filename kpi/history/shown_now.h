// What stands on the wall at one moment: handed from the frame thread to the history when it changes. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace guangmu::kpi {

struct ShownFigure {
  std::string metric, digits, unit, form;  // as ShownRun (kpi/values/why.h)
  friend bool operator==(const ShownFigure&, const ShownFigure&) = default;
};

struct ShownNow {
  Instant at;
  std::string scene;
  std::uint64_t version = 0;          // of the snapshot
  std::vector<ShownFigure> figures;   // empty: no figure stands (blackout, pattern)
};

}  // namespace guangmu::kpi
