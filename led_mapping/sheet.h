// A drawing on paper as plain shapes: what plan_sheet.h draws, sheet_svg.h writes and the tools turn into
// pixels.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace guangmu::led {

struct SheetColour {
  std::uint8_t r = 0, g = 0, b = 0;
  double alpha = 1;
};

using SheetPoint = std::array<double, 2>;  // mm from the top left

// Filled, stroked or both; strokes have round ends and joints.
struct SheetPath {
  std::vector<SheetPoint> points;
  bool closed = true;
  std::optional<SheetColour> fill;
  std::optional<SheetColour> stroke;
  double width_mm = 0.2;
  double dash_mm = 0;  // length of dashes and gaps; 0: a full line
};

enum class SheetAnchor { start, middle, end };

// One line of UTF-8; y is the baseline, capitals are 0.72 of size_mm high.
struct SheetText {
  std::string text;
  SheetPoint at{};
  double size_mm = 3;
  SheetAnchor anchor = SheetAnchor::start;
  bool bold = false;
  SheetColour colour{};
};

struct Sheet {
  double w_mm = 297, h_mm = 420;
  std::vector<std::variant<SheetPath, SheetText>> shapes;  // in painting order, on white
};

}  // namespace guangmu::led
