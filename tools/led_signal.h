// `guangmu led signal`: how the canvas can reach the processor; modelines and EDIDs for the chosen way. Returns the process's exit
// code; prints to stdout and stderr.
#pragma once

#include <string>

namespace guangmu::tools {

struct LedSignalOptions {
  std::string exhibit;
  bool json = false;
  bool modeline = false;  // lines for xrandr alone
  std::string edid;       // write the EDID of a head into this file
  int head = 1;           // which one, from 1
  std::string read;       // print what this EDID file says
};
int run_led_signal(const LedSignalOptions& options);

}  // namespace guangmu::tools
