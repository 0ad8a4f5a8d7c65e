// Threshold textures: what is added to a level before it is cut down to a code.
#pragma once

#include <vector>

namespace guangmu::led {

// side * side thresholds in (0, 1), each value of (k + 0.5) / n exactly once: 0.5 stands for plain rounding.
struct ThresholdTexture {
  int side = 1;
  std::vector<float> values{0.5f};
};

// Bayer 1973, recursive 8x8.
ThresholdTexture ordered_8x8();

// Void and cluster (Ulichney 1993) on a torus of 64 x 64, Gaussian sigma 1.5 px. Integer energies and a fixed
// seed: the same texture on every machine. About 20 ms the first time, then a copy.
ThresholdTexture blue_noise_64();

}  // namespace guangmu::led
