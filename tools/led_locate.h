// `guangmu led locate`: the patterns as stills or on a running wall, and what photographs of them say about
// the wiring. Prints to stdout and stderr; returns the process's exit code, 1 when something is wired
// wrongly.
#pragma once

#include <string>

namespace guangmu::tools {

struct LedLocateOptions {
  std::string exhibit;
  std::string patterns;  // folder for locate-01.png …: what to show, canvas-sized
  std::string show;      // ADDR:PORT of a running wall: walk through the patterns
  std::string token;
  std::string photos;    // folder of photographs, read in the order of their names
  std::string write;     // the corrected map: the key `plan:` for wall.yaml
  bool chinese = false;  // report
};
int run_led_locate(const LedLocateOptions& options);

}  // namespace guangmu::tools
