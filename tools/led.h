// `guangmu led …`: the technician's command line. Each returns the process's exit code and prints to stdout and stderr.
#pragma once

#include <string>

namespace guangmu::tools {

struct LedPlanOptions {
  std::string exhibit;
  bool json = false;
  std::string fail;    // "port=3" or "card=17"; empty: nothing fails
  std::string output;  // F.svg; empty: print
};
// Prints the card plan; 1 when a limit is broken.
int run_led_plan(const LedPlanOptions& options);

struct LedPatternOptions {
  std::string exhibit, name, output;
  std::string stage = "canvas";  // canvas, output or wall, as in `guangmu render`
};
int run_led_pattern(const LedPatternOptions& options);

// Prints how the canvas can reach the processor.
int run_led_signal(const std::string& exhibit);

}  // namespace guangmu::tools
