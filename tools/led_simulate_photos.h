// `guangmu led simulate-photos`: photographs of a simulated wall, to rehearse `led locate` and `led
// calibrate` without one. Returns the process's exit code; prints to stdout and stderr. Some seconds per
// photograph.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guangmu::tools {

struct LedSimulatePhotosOptions {
  std::string exhibit;
  std::string set =
      "locate";  // locate: the coded patterns; flat: dark.png, red-1.png, green-1.png, blue-1.png
  std::vector<std::string> miswire;  // led_mapping/photo/miswiring_text.h
  std::string laid_out_for;          // another exhibit folder, whose plan the picture is laid out for
  std::string output;                // folder
  std::string size = "2400x1600";
  double yaw_deg = 8, pitch_deg = -4, roll_deg = 1, fill = 0.85, blur_px = 0.7;
  double exposure = 0;  // share of full scale of white; 0: so that nothing clips
  double module_spread = 0.08, pixel_spread = 0.03, shift_leds = 0.05;
  std::uint64_t seed = 1;
  bool srgb = false;  // 8-bit sRGB instead of 16-bit linear PNGs
};
int run_led_simulate_photos(const LedSimulatePhotosOptions& options);

}  // namespace guangmu::tools
