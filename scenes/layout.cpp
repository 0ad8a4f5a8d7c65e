#include "scenes/layout.h"

#include <algorithm>
#include <cmath>

namespace guangmu::scenes {

Palette::Palette(const Theme& t)
    : ground(t.ground.linear()),
      panel(t.panel.linear()),
      line(t.line.linear()),
      text(t.text.linear()),
      muted(t.muted.linear()),
      accent(t.accent.linear()),
      gold(t.gold.linear()),
      alarm(t.alarm.linear()),
      light(t.light.linear()),
      contour(t.contour.linear()),
      contour_fifth(t.contour_fifth.linear()),
      land(t.land.linear()),
      pale(t.pale.linear()) {}

Layout::Layout(const SceneContext& context, int columns, int rows)
    : palette_(context.theme), wall_(context.wall) {
  cell_ = {static_cast<float>(wall_.canvas.w) / static_cast<float>(std::max(1, columns)),
           static_cast<float>(wall_.canvas.h) / static_cast<float>(std::max(1, rows))};
  scale_ = std::min(cell_.x / 192.f, cell_.y / 96.f);
}

Rect Layout::cells(const Area& a) const {
  const auto edge = [](float cell, int n) { return std::round(cell * static_cast<float>(n)); };
  const float x = edge(cell_.x, a[0]), y = edge(cell_.y, a[1]);
  return {x, y, edge(cell_.x, a[0] + a[2]) - x, edge(cell_.y, a[1] + a[3]) - y};
}

Rect Layout::panel(const Area& a) const {
  return cells(a).inset(px(12));
}

Rect Layout::content(const Area& a) const {
  const Rect c = cells(a);
  const bool at_edge = c.right() >= static_cast<float>(wall_.canvas.w) - 1;
  const float left = px(48), right = at_edge ? px(48) : px(24);
  return {c.x + left, c.y + px(12), c.w - left - right, c.h - px(24)};
}

Vec2 Layout::at(const std::array<double, 2>& p) const {
  return {cell_.x * static_cast<float>(p[0]), cell_.y * static_cast<float>(p[1])};
}

float Layout::stroke(double design) const {
  return std::max(2.f, px(design));
}
float Layout::text_px(double design) const {
  return std::max(wall_.legible_px, std::round(px(design)));
}
float Layout::small_text_px(double design) const {
  return std::max(std::ceil(wall_.legible_px * 0.875f), std::round(px(design)));
}

}  // namespace guangmu::scenes
