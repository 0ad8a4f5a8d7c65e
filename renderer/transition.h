// How one picture gives way to the next, as functions of progress 0..1. GL-free.
#pragma once

#include <cstdint>

#include "base/geometry.h"

namespace guangmu::renderer {

enum class TransitionKind : std::uint8_t {
  modules,   // from the left, module by module, each dissolving for a short while: the default
  dissolve,  // all at once, both pictures' light together a little brighter in the middle
  push,      // the new picture moves in from the right, the old one out to the left
  cut,
};

// Share of the new picture in the module at (column, row): exactly 0 before its turn, exactly 1 after it.
float module_share(float progress, int column, int row, int columns, int rows);

// What each picture's light is multiplied by in a dissolve of the given share.
struct Weights {
  float outgoing = 0, incoming = 1;
};
Weights dissolve_weights(float share);

// How far the pictures have moved to the left, in whole pixels, 0 to width.
int push_px(float progress, int width);

}  // namespace guangmu::renderer
