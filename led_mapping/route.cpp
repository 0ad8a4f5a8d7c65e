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

// A rectangle of an upright card, seen from the front on the card that hangs turned.
RectPx hung(RectPx r, SizePx upright, int turn) {
  switch (turn) {
    case 90:
      return {upright.h - r.bottom(), r.x, r.h, r.w};
    case 180:
      return {upright.w - r.right(), upright.h - r.bottom(), r.w, r.h};
    case 270:
      return {r.y, upright.w - r.right(), r.h, r.w};
    default:
      return r;
  }
}

}  // namespace

std::vector<Route> displaced(const Plan& plan) {
  std::vector<Route> out;
  for (const Card& card : plan.cards)
    if (card.rect_px != card.source_px || card.turn != 0)
      out.push_back({card.rect_px, card.source_px, card.turn});
  for (const Card& card : plan.cards)
    for (const CardModule& m : card.modules) {
      if (!m.source_px && m.turn == 0) continue;
      RectPx at = hung(m.in_card_px, card.upright(), card.turn);
      at.x += card.rect_px.x;
      at.y += card.rect_px.y;
      const RectPx usual{card.source_px.x + m.in_card_px.x, card.source_px.y + m.in_card_px.y, m.in_card_px.w,
                         m.in_card_px.h};
      out.push_back({at, m.source_px.value_or(usual), (card.turn + m.turn) % 360});
    }
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
