// How well sources and metrics did, as tables of the snapshot: availability and lateness in percent, refusals
// in number, and how each stands now. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kpi/declaration.h"
#include "kpi/formulas/retrospect.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// Everything that the declared formulas and health tables ask the history.
std::vector<std::pair<PastCall, std::vector<std::string>>> calls_of(const Declaration& declaration);

// How a source or metric stands: "good", "fault" (of its source), "quarantined", "refused" or "never".
using StateOf = std::function<std::string(const std::string& id)>;

// The rows of a health table, worst first unless it says how to sort; one for each source or metric of which
// the history knows everything. Of the oldest answer among them, the time; nothing without rows.
struct HealthRows {
  std::vector<std::vector<Cell>> rows;
  std::optional<Instant> at;
};
HealthRows health_rows(const TableSettings& table, const Declaration& declaration,
                       const Retrospect& retrospect, const StateOf& state_of);

}  // namespace guangmu::kpi
