// A smooth line through points that never leaves the range of its neighbours: monotone cubic (Fritsch and
// Carlson 1980).
#pragma once

#include <vector>

namespace guangmu::scenes {

class MonotoneCurve {
 public:
  // x ascending, at least one point. Beyond the ends the end values go on.
  MonotoneCurve(std::vector<double> x, std::vector<double> y);
  double at(double x) const;

 private:
  std::vector<double> x_, y_, slope_;
};

}  // namespace guangmu::scenes
