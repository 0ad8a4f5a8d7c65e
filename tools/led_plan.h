// `guangmu led plan`: the card plan, printed or drawn; 1 when a limit is broken. Returns the process's exit code; prints to stdout and stderr.
#pragma once

#include <string>

namespace guangmu::tools {

struct LedPlanOptions {
  std::string exhibit;
  bool json = false;
  std::string fail;    // "port=3" or "card=17"; empty: nothing fails
  std::string output;  // F.svg or F.png: the drawing; F.yaml: the plan for wall.yaml; empty: print
};
int run_led_plan(const LedPlanOptions& options);

}  // namespace guangmu::tools
