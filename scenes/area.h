// Where a widget stands, as every widget's settings say it: [column, row, columns, rows] on the wall's module
// grid.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/fields.h"

namespace guangmu::scenes {

// Column and row of the top-left cell, counted from 0, then width and height in cells. {0, 0, 0, 0}: not
// written.
using Area = std::array<int, 4>;

inline constexpr fields::Meta area_meta{
    .help = "Place on the module grid: [column, row, columns, rows], from 0 at the top left.",
    .unit = "cells",
    .min = 0,
    .max = 64,
    .required = true};
inline constexpr fields::Meta enter_meta{
    .help = "When the widget begins to enter, counted from the scene's own entrance.",
    .unit = "s",
    .min = 0,
    .max = 10};

inline void check_area(const Area& a, fields::Complaints& c) {
  if (a[2] == 0 || a[3] == 0) c.at("area", "the area has no size; expected at least one column and one row");
}

}  // namespace guangmu::scenes
