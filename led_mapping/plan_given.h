// The plan that a technician wrote into wall.yaml, as values; and a plan written back as such a piece of
// YAML.
#pragma once

#include <optional>
#include <string>

#include "led_mapping/plan.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

// wall.plan.cards as a plan, however wrong; check_plan() judges it. Modules that are not written are placed
// row by row, a source that is not written is the place on the wall. Ports are those the cards name.
Plan given_plan(const WallSettings& wall);

// Where a module, counted row by row from 1 at the top left of the wall, sits on the upright card. Nothing
// when it does not lie on this card. A card that hangs on its side carries no module of the wall's grid
// unless modules are square.
std::optional<RectPx> module_on_card(const WallSettings& wall, const PlanCardSettings& card, int module);

// The number of the module that lights canvas pixel (x, y).
int module_number(const WallSettings& wall, int x, int y);

// The key `plan:` for wall.yaml with every card and port of the plan; reads back as the same plan.
std::string plan_yaml(const Plan& plan);

}  // namespace guangmu::led
