#include "led_mapping/route.h"

#include <algorithm>

namespace guangmu::led {

namespace {

void put(Picture8& picture, int x, int y, const Rgb8& colour) {
  if (x < 0 || y < 0 || x >= picture.size.w || y >= picture.size.h) return;
  const auto i =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.w) + static_cast<std::size_t>(x)) *
      3;
  std::copy(colour.begin(), colour.end(), picture.rgb.begin() + static_cast<std::ptrdiff_t>(i));
}

}  // namespace

std::vector<Route> displaced(const Plan& plan) {
  std::vector<Route> out;
  for (const Card& card : plan.cards)
    if (card.rect_px != card.source_px || card.turn != 0)
      out.push_back({card.rect_px, card.source_px, card.turn});
  return out;
}

Picture8 to_raster(const Plan& plan, const Picture8& canvas) {
  Picture8 raster = canvas;
  const RectPx all{0, 0, canvas.size.w, canvas.size.h};
  for (const Route& r : displaced(plan))
    for (int v = 0; v < r.raster.h; ++v)
      for (int u = 0; u < r.raster.w; ++u) {
        // (u, v) counts from the raster's corner; it appears here on the turned card:
        int x = u, y = v;
        if (r.turn == 90) x = r.raster.h - 1 - v, y = u;
        if (r.turn == 180) x = r.raster.w - 1 - u, y = r.raster.h - 1 - v;
        if (r.turn == 270) x = v, y = r.raster.w - 1 - u;
        x += r.canvas.x;
        y += r.canvas.y;
        if (all.contains(x, y)) put(raster, r.raster.x + u, r.raster.y + v, canvas.at(x, y));
      }
  return raster;
}

Picture8 side_by_side(const std::vector<Picture8>& heads) {
  Picture8 out;
  for (const Picture8& head : heads) out.size = {out.size.w + head.size.w, std::max(out.size.h, head.size.h)};
  out.rgb.resize(static_cast<std::size_t>(out.size.area()) * 3);
  int left = 0;
  for (const Picture8& head : heads) {
    for (int y = 0; y < head.size.h; ++y)
      for (int x = 0; x < head.size.w; ++x) put(out, left + x, y, head.at(x, y));
    left += head.size.w;
  }
  return out;
}

}  // namespace guangmu::led
