// Dark and bright lines along the joints of modules, measured on a laid-out field. A joint's light is taken
// as an integral across it, compared with what both modules show beside it: blur widens the line but keeps
// the integral, so it can be told even where the photograph does not show single LEDs. Where neighbours
// differ in level, a joint laid out a little beside its place looks like a line; that shift is the same all
// along a joint of the wall, the lines are not, and so both are told apart by a straight fit. Pure, any
// thread.
#pragma once

#include <vector>

#include "led_mapping/photo/shading.h"

namespace guangmu::led {

// A joint between two modules: the right edge of (column, row) or, with `below`, its lower edge.
struct SeamEstimate {
  int column = 0, row = 0;  // from 0
  bool below = false;
  double excess =
      0;  // light too much (bright line) or missing (below 0), in LED rows: -0.06 for 0.1 mm at 1.67 mm
  double error = 0;  // one sigma
};

struct SeamEstimates {
  std::vector<SeamEstimate> joints;  // those between two living modules
  double noise = 0;                  // sigma of the same measure where there is no joint
  double spread = 0;                 // sigma of the joints themselves, noise taken off
  bool seen = false;                 // the joints stand out of the noise
};

// Beliefs are weighed: each estimate is drawn towards the middle of all joints by as much as noise explains.
SeamEstimates estimate_seams(const std::vector<SeenField>& fields, const WallLevels& levels,
                             double blur_leds);

}  // namespace guangmu::led
