#include "renderer/placed_head.h"

#include <algorithm>
#include <cmath>

namespace guangmu::renderer {

std::vector<PlacedHead> placed_in_window(const std::vector<HeadRect>& heads, SizePx window, SizePx canvas) {
  std::vector<PlacedHead> placed;
  SizePx together;
  for (const HeadRect& h : heads) {
    placed.push_back({h.rect_px, {together.w, 0, h.rect_px.w, h.rect_px.h}});
    together = {together.w + h.rect_px.w, std::max(together.h, h.rect_px.h)};
  }
  if (together == window) return placed;
  const double scale =
      std::min(static_cast<double>(window.w) / canvas.w, static_cast<double>(window.h) / canvas.h);
  const int w = std::max(1, static_cast<int>(std::lround(canvas.w * scale)));
  const int h = std::max(1, static_cast<int>(std::lround(canvas.h * scale)));
  return {{{0, 0, canvas.w, canvas.h}, {(window.w - w) / 2, (window.h - h) / 2, w, h}}};
}

}  // namespace guangmu::renderer
