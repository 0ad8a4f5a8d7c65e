// How far a real wall is from an ideal one: every module and every LED has its own light, modules do not sit
// quite in line, some LEDs are dead. Made up from a seed, for simulated photographs and rehearsals only.
// Pure, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "led_mapping/simulator.h"

namespace guangmu::led {

// Shares of the ideal value as standard deviations, red green blue. All 0: an ideal wall.
struct SpreadSettings {
  std::array<double, 3> module_light{0, 0, 0};
  std::array<double, 3> pixel_light{0, 0, 0};
  double module_shift_leds = 0;  // of a module from its place, across and down; neighbours' shifts make seams
  double dead_leds = 0;          // share of the LEDs that give no light
  double lit_share = 0.5;  // side of the square that lights up, of the distance from LED to LED: 0.05..1
  std::uint64_t seed = 1;
};

struct WallSpread {
  SizePx wall, module;
  double lit_share = 0.5;
  std::vector<std::array<float, 3>> module_gain;   // row by row
  std::vector<std::array<float, 2>> module_shift;  // LEDs, right and down
  std::vector<float> led_gain;                     // r g b per LED, row by row; empty: all 1
  int columns() const { return wall.w / module.w; }
  int rows() const { return wall.h / module.h; }
  std::size_t module_at(int x, int y) const {
    return static_cast<std::size_t>(y / module.h) * static_cast<std::size_t>(columns()) +
           static_cast<std::size_t>(x / module.w);
  }
};

// `wall` is a whole number of modules. The gains of all modules are scaled so that for each channel their
// mean is 1 and sigma / mean is exactly module_light.
WallSpread make_spread(SizePx wall, SizePx module, const SpreadSettings& settings);

// The light the LEDs of this wall really give where an ideal wall gives `light`.
WallLight emitted(const WallLight& light, const WallSpread& spread);

// Mean light of each module, row by row, r g b.
std::vector<std::array<double, 3>> module_means(const WallLight& light, SizePx module);

// Sigma / mean of the modules' light per channel. Modules below a tenth of the brightest count as dead and
// are left out.
std::array<double, 3> non_uniformity(const std::vector<std::array<double, 3>>& means);

}  // namespace guangmu::led
