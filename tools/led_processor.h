// `guangmu led processor`: asks or sets the video processor that wall.yaml names. Returns the process's exit code.
#pragma once

#include <string>
#include <vector>

namespace guangmu::tools {

struct LedProcessorOptions {
  std::string exhibit;
  std::vector<std::string> words;  // empty or "state": tell; else see devices/processor_wish.h
};
int run_led_processor(const LedProcessorOptions& options);

}  // namespace guangmu::tools
