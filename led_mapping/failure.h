// What goes dark when a port or a card fails.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "led_mapping/plan.h"

namespace guangmu::led {

struct Failure {
  enum class Part { port, card } part = Part::port;
  int id = 0;
};

Result<Failure> parse_failure(std::string_view text);  // "port=3", "card=17"

// Ids of the cards without light, ascending. A failed card also takes the picture from the cards behind it in
// its chain, unless a backup port feeds the chain from the far end. Fails for an id the plan does not have.
Result<std::vector<int>> dark_cards(const Plan& plan, Failure failure);

}  // namespace guangmu::led
