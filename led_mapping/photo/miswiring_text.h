// Mistakes of wiring as words on a command line, one each: swap-cards=3,7  turn-card=5,180
// swap-connectors=4,1,2  dead-card=9  dead-port=2  swap-modules=3/1,8/4  turn-module=3/2,180 dead-module=3/4;
// a module is card/connector or card/connector/place. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "led_mapping/plan.h"
#include "led_mapping/simulator.h"

namespace guangmu::led {

// Fails for a word that is none of these or names what the plan does not have.
Result<Miswiring> parse_miswiring(const std::vector<std::string>& words, const Plan& plan);

// The words for it; reads back as the same.
std::vector<std::string> miswiring_words(const Miswiring& wrong);

}  // namespace guangmu::led
