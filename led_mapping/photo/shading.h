// Lens shading and the wall's own differences taken apart. A module's light is the same all over it up to its
// LEDs' spread and jumps at its rim; what the lens does runs smoothly over the sensor and is the same for
// every colour. So the light's slope INSIDE the modules, all of them together, tells the shading, and what is
// left at each module is its own: least squares with one level per module and colour taken out (a fit with
// effects by group), weighted so that single strange places do not count (Huber). How alike the modules are is
// estimated too, and the more alike, the more their levels themselves say about the lens (a mixed model): on
// an even wall nearly all of a slope is the lens's. Where the levels trend over the wall as a whole, the trend is
// known from the slopes inside modules alone. Of a lens it is believed that it darkens mostly by
// distance from the middle; what departs from that is held the smaller the finer it is. A slope that runs over the
// whole wall without jumps cannot be told from shading by one standpoint; with two standpoints or more the
// wall's slope and the lens's are both in the fit. Pure, any thread.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <vector>

#include "led_mapping/photo/field_map.h"

namespace guangmu::led {

inline constexpr int field_colours = 4;  // red, green, blue, white

// One field as seen from one standpoint.
struct SeenField {
  int pose = 0;
  int colour = 0;  // 0..3: red, green, blue, white
  WallView view;
  FieldMap map;
  FieldMap leds;  // the same with every module moved to its place, where single LEDs are wanted; else empty
};

struct LevelEstimate {
  bool seen = false;
  bool dead = false;  // gives less than a quarter of the middle of its colour
  double light = 0;   // 1 is the mean of the modules that give light
  double error = 0;   // one sigma, relative
  double uneven = 0;  // sigma of its parts after shading, relative: what one level cannot say
};

// What the fit solved for: shading shared by all fields, its small differences by colour and by standpoint,
// the wall's own slope when standpoints differ, and each photograph's exposure beyond the first of its
// colour.
struct ShadingTerms {
  std::array<int, field_colours> colour_at{-1, -1, -1, -1};
  std::map<int, int> pose_at;
  int wall_at = -1;
  std::array<int, field_colours> mean_at{-1, -1, -1, -1};  // no shading: the level that modules spread around
  // Likewise no shading: how the modules' levels themselves trend over the wall, step by step.
  std::array<int, field_colours> trend_at{-1, -1, -1, -1};
  std::vector<int> exposure_at;  // by field
  int size = 0;
  std::vector<double> solved;
};

struct WallLevels {
  int columns = 0, rows = 0;
  std::array<std::vector<LevelEstimate>, field_colours> modules;  // by colour, row by row; empty: not shown
  double shading = 0;  // darkest part of the wall in the photograph through the lens, share of the brightest
  double uneven = 0;   // sigma of a middling module's quarters around the model beyond noise, relative
  bool slope_known = false;                   // two standpoints told the wall's own smooth slope
  std::array<double, field_colours> sigma{};  // sigma / mean of the living modules' light
  ShadingTerms terms;
  // Factor by which lens, standpoint and exposure change the light that field number `index` shows of an LED.
  double shading_at(const std::vector<SeenField>& fields, std::size_t index, Place led) const;
};

// `fields` in any order; all of one grid. `inset_leds` is left out along each module's rim: seams and blur.
WallLevels estimate_levels(const std::vector<SeenField>& fields, double inset_leds);

}  // namespace guangmu::led
