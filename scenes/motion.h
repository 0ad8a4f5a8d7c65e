// Curves and lengths of the wall's movements. All functions of time in seconds; progress p in 0..1.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/geometry.h"

namespace guangmu::scenes::motion {

inline constexpr double roll_s = 0.9;           // a changed digit rolls to its new value
inline constexpr double dissolve_s = 0.45;      // and dissolves when changes come faster than that
inline constexpr double entrance_roll_s = 1.4;  // figures roll up when they enter
inline constexpr double appear_s = 0.55;        // a panel comes in
inline constexpr double sweep_s = 0.9;          // the light over a tile whose figure changed

inline float progress(double since_s, double length_s) {
  return static_cast<float>(std::clamp(since_s / length_s, 0., 1.));
}
inline float out_cubic(float p) {
  return 1 - (1 - p) * (1 - p) * (1 - p);
}
inline float out_quint(float p) {
  return 1 - std::pow(1 - p, 5.f);
}
inline float in_out(float p) {
  return p * p * (3 - 2 * p);
}

// How far a panel has come in: opacity and the way it still has to rise.
struct Appear {
  float opacity = 1;
  Vec2 shift;
  bool moving = false;
};
inline Appear appear(double since_s, float rise_px, double length_s = appear_s) {
  const float p = progress(since_s, length_s);
  return {in_out(p), {0, std::round(rise_px * (1 - out_cubic(p)))}, since_s < length_s};
}

}  // namespace guangmu::scenes::motion
