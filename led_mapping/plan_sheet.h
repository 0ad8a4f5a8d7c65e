// The plan as a drawing on A3 paper for the installer's wall: the wall from the front and from the back with
// modules, cards, ports in colours and chains, the loads of the ports, and what is wrong with the plan.
#pragma once

#include "led_mapping/plan_text.h"
#include "led_mapping/sheet.h"

namespace guangmu::led {

// Portrait or landscape, whichever shows the wall larger. Cards in remarks.dark are drawn dark.
Sheet plan_sheet(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks);

}  // namespace guangmu::led
