// From what is seen on the wall to what is wrong with its wiring. What explains a whole card, its port or a
// connector is preferred to what explains its modules one by one. Pure, any thread; a few milliseconds.
#pragma once

#include <vector>

#include "led_mapping/photo/wall_codes.h"
#include "led_mapping/photo/wiring.h"
#include "led_mapping/plan.h"
#include "led_mapping/simulator.h"

namespace guangmu::led {

struct Diagnosis {
  Miswiring wrong;  // the same in the words of cards, connectors and places; lists are sorted
  Wiring wiring;    // the same by card and module
  // Places for modules whose picture the findings above do not explain, with the canvas module mostly seen
  // there.
  struct Odd {
    ModuleRef place;
    int column = 0, row = 0;  // of the canvas, from 1; 0: nothing can be read
  };
  std::vector<Odd> odd;
  bool all_right() const;
};

Diagnosis diagnose(const Plan& plan, const WallCodes& codes);

// The plan as the wall is really wired: with it the picture is laid out so that every lit LED shows its own
// pixel. Cards keep their ids, ports and places in the chain.
Plan corrected_plan(const Plan& plan, const Wiring& wiring);

}  // namespace guangmu::led
