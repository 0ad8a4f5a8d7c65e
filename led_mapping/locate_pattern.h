// The sequence of patterns by which photographs tell what each module really shows: white, black, then each
// bit of a module's column and row as Gray code, then left and upper halves of all modules (which show
// turns), each followed by its inverse. Gray code: neighbouring modules differ in one pattern only, so a
// place on a border is read as one of its two neighbours. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"
#include "led_mapping/pattern.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

struct LocateStep {
  enum class Kind { white, black, column, row, left_half, upper_half };
  Kind kind = Kind::white;
  int bit = 0;  // of column and row, from the highest
  bool inverse = false;
  friend bool operator==(const LocateStep&, const LocateStep&) = default;
};

// Columns and rows of a wall in modules, and the codes of its patterns.
struct LocateGrid {
  SizePx wall, module;
  explicit LocateGrid(const WallSettings& settings)
      : wall(settings.size_px()), module(settings.module_px()) {}
  int columns() const { return wall.w / module.w; }
  int rows() const { return wall.h / module.h; }
  int column_bits() const;
  int row_bits() const;
  std::vector<LocateStep> steps() const;                 // in the order they are shown and photographed
  bool lit(const LocateStep& step, int x, int y) const;  // canvas pixel
};

// locate-01, locate-02, … as commands and files call the steps.
std::string locate_name(std::size_t step);
std::vector<std::string> locate_names(const WallSettings& wall);

// In codes, so that no correction of the output pass bends it: lit is 200 of 255, half of full light on usual
// cards.
Pattern locate_pattern(const WallSettings& wall, const LocateStep& step);

// The number that Gray code stands for.
unsigned from_gray(unsigned gray);

}  // namespace guangmu::led
