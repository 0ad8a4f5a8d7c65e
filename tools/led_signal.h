// `guangmu led signal`: how the canvas can reach the processor. Returns the process's exit code; prints to stdout and stderr.
#pragma once

#include <string>

namespace guangmu::tools {

struct LedSignalOptions {
  std::string exhibit;
};
int run_led_signal(const LedSignalOptions& options);

}  // namespace guangmu::tools
