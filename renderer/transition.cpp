#include "renderer/transition.h"

#include <algorithm>
#include <cmath>

namespace guangmu::renderer {
namespace {

float smooth(float t) {
  t = std::clamp(t, 0.f, 1.f);
  return t * t * (3 - 2 * t);
}

// 0..1, the same for a module every time.
float scatter(int column, int row) {
  std::uint32_t v =
      static_cast<std::uint32_t>(column) * 0x9E3779B1u ^ static_cast<std::uint32_t>(row) * 0x85EBCA77u;
  v ^= v >> 15, v *= 0x2C1B3C6Du, v ^= v >> 12;
  return static_cast<float>(v & 0xFFFFu) / 65535.f;
}

}  // namespace

float module_share(float progress, int column, int row, int columns, int rows) {
  constexpr float takes = 0.26f;  // of the whole progress, for one module
  const float across = columns > 1 ? static_cast<float>(column) / static_cast<float>(columns - 1) : 0;
  const float down = rows > 1 ? static_cast<float>(row) / static_cast<float>(rows - 1) : 0;
  const float turn = (0.74f * across + 0.12f * down + 0.14f * scatter(column, row)) * (1 - takes);
  return smooth((progress - turn) / takes);
}

Weights dissolve_weights(float share) {
  const float s = smooth(share);
  return {(1 - s) * (1 + 0.3f * s), s * (1 + 0.3f * (1 - s))};
}

int push_px(float progress, int width) {
  const float t = std::clamp(progress, 0.f, 1.f);
  const float eased = t < 0.5f ? 4 * t * t * t : 1 - std::pow(-2 * t + 2, 3.f) / 2;
  return static_cast<int>(std::lround(eased * static_cast<float>(width)));
}

}  // namespace guangmu::renderer
