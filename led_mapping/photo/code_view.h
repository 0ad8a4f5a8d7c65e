// Where the wall is in photographs of the locate patterns, from the codes themselves: it does not matter
// which of its modules are dark, only that most show their own code. Also what pattern a photograph shows.
// Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "led_mapping/locate_pattern.h"
#include "led_mapping/photo/wall_view.h"

namespace guangmu::led {

// `planes` in the order of grid.steps(). Fails when too few quarters of modules are seen where one wall could
// have them.
Result<WallView> view_by_codes(const LocateGrid& grid, const std::vector<Plane>& planes);

// Light of `plane` around a LED, the mean over a window of so many LEDs.
double light_around(const Plane& plane, const WallView& view, Place led, double window_w, double window_h);

// What a photograph shows: how well it agrees with each step of the sequence when seen against white, -1..1
// (Pearson's correlation; 0 for white and black), and how bright its brighter parts are, white being 1.
struct Likeness {
  std::vector<double> by_step;
  double bright = 0;
  // The likeliest step; black when nothing is bright.
  std::size_t best() const;
};
Likeness likeness(const LocateGrid& grid, const WallView& view, const Plane& plane, const Plane& white);

}  // namespace guangmu::led
