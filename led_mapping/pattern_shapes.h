// What several patterns are drawn from. Internal to the patterns.
#pragma once

#include <algorithm>
#include <string>

#include "led_mapping/pattern.h"

namespace guangmu::led {

inline Rgb8 gray_code(int code) {
  const auto v = static_cast<std::uint8_t>(code);
  return {v, v, v};
}

// 0 white, 1 red, 2 green, 3 blue at one code.
inline Rgb8 channel_code(int channel, int code) {
  if (channel == 0) return gray_code(code);
  Rgb8 out{};
  out[static_cast<std::size_t>(channel - 1)] = static_cast<std::uint8_t>(code);
  return out;
}

inline void fill(Pattern& p, RectPx r, Rgb8 colour) {
  p.rects.push_back({r, colour, false, {}});
}

// Part `i` of `n` equal parts of a length.
inline int part_edge(int length, int i, int n) {
  return static_cast<int>(static_cast<std::int64_t>(length) * i / n);
}
inline RectPx column_of(RectPx r, int i, int n) {
  const int x0 = part_edge(r.w, i, n), x1 = part_edge(r.w, i + 1, n);
  return {r.x + x0, r.y, x1 - x0, r.h};
}
inline RectPx row_of(RectPx r, int i, int n) {
  const int y0 = part_edge(r.h, i, n), y1 = part_edge(r.h, i + 1, n);
  return {r.x, r.y + y0, r.w, y1 - y0};
}

// Largest label of at most `height` whose text stays inside `width`; multiples of the font's 7 dots.
inline int fitting_height(const std::string& text, int width, int height) {
  const int by_width = width / (std::max(1, static_cast<int>(text.size())) * 6);
  return 7 * std::max(1, std::min(by_width, height / 7));
}

// A label on a plate of its own, so that it can be read on any ground. Nothing where there is no room for it.
void plate(Pattern& p, const std::string& text, int x, int y, RectPx room, int height, Rgb8 ink, Rgb8 ground);

}  // namespace guangmu::led
