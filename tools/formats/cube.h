// Tables of colour as .cube files (Adobe Cube LUT Specification 1.0), of one or of three dimensions.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "led_mapping/colour_settings.h"

namespace guangmu::formats {

struct Cube {
  std::string title;
  bool three_d = false;
  int size = 0;  // entries, or entries along each side
  std::array<double, 3> domain_min{0, 0, 0}, domain_max{1, 1, 1};
  std::vector<std::array<double, 3>> values;  // red runs fastest, then green, then blue
  std::vector<int> lines;                     // where each value stood in the file; empty when made here
};

// `name` stands in messages, with line numbers. Refused: no size or two, tables shorter or longer than their
// size says, sizes outside 2..65536 (three dimensions: 2..129), words that are no finite numbers, empty
// domains.
Result<Cube> read_cube(std::string_view text, const std::string& name);
std::string write_cube(const Cube& cube);

using ColourMap = std::function<std::array<double, 3>(std::array<double, 3>)>;
Cube cube_of(const ColourMap& map, bool three_d, int size, std::string title);

// Linear between entries, trilinear in three dimensions; outside the domain its nearest edge.
std::array<double, 3> look_up(const Cube& cube, std::array<double, 3> in);

// A table of one dimension as the cards' curve, code / 255 to light. Must never fall and run from 0 to 1
// (within a thousandth, then set there); sampled at the 256 codes where it has more entries.
Result<led::CurveSettings> curve_of(const Cube& cube, const std::string& name);

}  // namespace guangmu::formats
