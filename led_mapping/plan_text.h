// The plan in words and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "led_mapping/failure.h"
#include "led_mapping/plan.h"
#include "led_mapping/plan_check.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

// What stands beside the plan itself: the rules it breaks, and what goes dark if `failure` happens. Made by
// judge().
struct PlanRemarks {
  std::vector<PlanFault> faults;  // from check_plan(); empty says that the plan is in order
  std::optional<Failure> failure;
  std::vector<int> dark;                 // cards
  std::vector<int> dark_without_backup;  // the same if no chain had its loop
  std::vector<std::string> reasons;      // from plan_reasons()
};

// Checks the plan and follows the failure, if one is asked for. Fails for a failure of something the plan
// does not have.
Result<PlanRemarks> judge(const Plan& plan, const WallSettings& wall, std::optional<Failure> failure = {});

// UTF-8 text for a terminal: the wall, the limits, ports, cards, faults.
std::string plan_table(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks);

// `cards`: list of {id, port, order, rect_px: {x, y, w, h}, source_px: {x, y, w, h}, turn, modules}, `ports`:
// list of {id, pixels, capacity, backup}, `faults`: list of {text, card, port}, `reasons`: list of texts;
// with a failure also `fail`, `dark` and `dark_without_backup`.
std::string plan_json(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks);

// "if port 2 fails: 8 of 48 cards go dark: 9-16", with what the backup saves.
std::string failure_text(const Plan& plan, const PlanRemarks& remarks);

// "1-8", "1, 3-5"; ids ascend.
std::string id_ranges(const std::vector<int>& ids);

}  // namespace guangmu::led
