// A photographed field laid out LED by LED: the mean light that the camera saw of each LED's cell, or of
// small groups of LEDs where the photograph is too coarse. Pure, any thread; some 0.5 s for 24 Mpx.
#pragma once

#include <vector>

#include "led_mapping/photo/wall_view.h"

namespace guangmu::led {

struct FieldMap {
  LedGrid grid;
  int nx = 0, ny = 0;        // cells per module; the module's LEDs where each is its own cell
  std::vector<float> light;  // row by row over the wall, w() * h()
  int w() const { return grid.columns() * nx; }
  int h() const { return grid.rows() * ny; }
  double cell_w() const { return static_cast<double>(grid.module.w) / nx; }  // LEDs
  double cell_h() const { return static_cast<double>(grid.module.h) / ny; }
  float at(int x, int y) const {
    return light[static_cast<std::size_t>(y) * static_cast<std::size_t>(w()) + static_cast<std::size_t>(x)];
  }
};

// `moved`: how far each module's LEDs are from their places, row by row, right and down in LEDs; a pixel is
// then laid out as if its module sat right. Empty: as it is.
FieldMap map_field(const Plane& plane, const WallView& view, const LedGrid& grid,
                   const std::vector<Place>& moved = {});

// How far the LEDs of each module are from where the view expects them, by the phase of the bright dots: for
// photographs with 3 px or more per LED. Modules without light have 0.
std::vector<Place> module_offsets(const Plane& plane, const WallView& view, const LedGrid& grid);

}  // namespace guangmu::led
