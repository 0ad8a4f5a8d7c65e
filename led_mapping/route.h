// From the canvas to the processor's raster: what each card shows is put where the card cuts it out, turned
// so that it stands upright on the wall. With a plan whose rect_px and source_px agree this changes nothing.
#pragma once

#include <vector>

#include "led_mapping/pattern.h"
#include "led_mapping/plan.h"

namespace guangmu::led {

// One copy: `canvas` is turned counter-clockwise by `turn` degrees on its way to `raster`.
struct Route {
  RectPx canvas;
  RectPx raster;
  int turn = 0;
};

// One route per card that is displaced or turned, then one per module that is; those that agree need none.
// Later routes go over earlier ones.
std::vector<Route> displaced(const Plan& plan);

// The raster for a canvas-sized picture of codes. Pixels that no card asks for stay as they are on the
// canvas.
Picture8 to_raster(const Plan& plan, const Picture8& canvas);

// The heads' pictures beside each other in order, tops aligned, black below shorter ones.
Picture8 side_by_side(const std::vector<Picture8>& heads);

}  // namespace guangmu::led
