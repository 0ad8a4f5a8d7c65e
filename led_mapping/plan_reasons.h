// Why a plan is as it is, in sentences with numbers: what bounds the cards, what bounds the ports, what a
// backup loop would take.
#pragma once

#include <string>
#include <vector>

#include "led_mapping/plan.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

// For the table and the drawing. Plans the wall anew at a few lower rates: some milliseconds.
std::vector<std::string> plan_reasons(const Plan& plan, const WallSettings& wall);

// "2,304,000"
std::string grouped(std::int64_t number);

}  // namespace guangmu::led
