// `guangmu led calibrate`: shows the flat fields on a running wall, and makes a profile from photographs of
// them. Prints to stdout and stderr; returns the process's exit code.
#pragma once

#include <string>
#include <vector>

namespace guangmu::tools {

struct LedCalibrateOptions {
  std::string exhibit;
  std::string photos;              // folder of the first standpoint
  std::vector<std::string> poses;  // folders of further standpoints
  std::string output;              // PROFILE.yaml; empty: only report
  std::string state;               // also put into this state folder as the next version
  std::string label = "calibration";
  std::string by;
  double clipped_percent = 0.5;  // of the LEDs may stay weaker than the rest
  bool pixels = false;           // correct every LED where the photographs show single ones
  bool chinese = false;          // report
  std::string show;              // ADDR:PORT of a running wall: walk through the fields instead
  std::string token;
};
int run_led_calibrate(const LedCalibrateOptions& options);

}  // namespace guangmu::tools
