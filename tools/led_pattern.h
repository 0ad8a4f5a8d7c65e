// `guangmu led pattern`: a test pattern as a picture. Returns the process's exit code; prints to stdout and stderr.
#pragma once

#include <string>

namespace guangmu::tools {

struct LedPatternOptions {
  std::string exhibit, name, output;
  std::string stage = "canvas";  // canvas, output or wall, as in `guangmu render`
};
int run_led_pattern(const LedPatternOptions& options);

}  // namespace guangmu::tools
