// Where the wall stands in a photograph: its outline, found by itself, and from it which LED every place of
// the sensor looks at, with the lens's distortion. Pure, any thread; some 0.2 s for 24 Mpx.
//
// Model, from the sensor to the wall: a place p (pixels, the first pixel's middle at 0.5) becomes
// n = (p - centre) / half diagonal; straightened q = n (1 + a1 |n|^2 + a2 |n|^4); a homography takes q to
// LEDs (u, v), 0..columns of LEDs and 0..rows, the origin at the wall's top left corner.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"

namespace guangmu::led {

struct Place {
  double x = 0, y = 0;
};

// One colour of a photograph as numbers in proportion to light; may be below 0 after the dark frame is taken
// off.
struct Plane {
  SizePx size;
  std::vector<float> light;
  float at(int x, int y) const {
    return light[static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) +
                 static_cast<std::size_t>(x)];
  }
};

// What is known of the wall before: LEDs across and down, and a module's.
struct LedGrid {
  SizePx wall, module;
  double aspect = 1.6;  // width / height of the lit surface in mm
  int columns() const { return wall.w / module.w; }
  int rows() const { return wall.h / module.h; }
};

struct WallView {
  SizePx photo;
  SizePx wall;
  Place centre;       // of distortion, px
  double radius = 1;  // half the photograph's diagonal, px
  double a1 = 0, a2 = 0;
  std::array<double, 9> to_wall{}, to_sensor{};  // straightened places <-> LEDs, both in units of -1..1
  double px_per_led_x = 0, px_per_led_y = 0;     // where the wall is smallest in the photograph
  double blur_px = 0;                            // sigma of the blur of its outline
  double misfit_leds = 0;                        // how far the outline is from the model, robust sigma

  // A new homography, with its inverse.
  void use_homography(const std::array<double, 9>& straightened_to_wall);
  // Fills px_per_led_*; the homography and distortion come first.
  void measure_scale();

  Place led_at(Place sensor) const;
  Place sensor_at(Place led) const;
};

// How much wider than high the wall of `view` is compared with this wall, for the focal length that explains
// it best: 1 for the right one.
double aspect_ratio(const WallView& view, const LedGrid& grid);

// Finds the lit wall in `plane` (a field lit, the dark taken off). `name` stands in the errors: nothing lit,
// cut off by the border, too small, hidden or blurred outline, an outline that cannot be this wall's.
Result<WallView> find_wall(const Plane& plane, const LedGrid& grid, const std::string& name);

}  // namespace guangmu::led
