#include "scenes/mark.h"

#include <algorithm>
#include <cmath>

namespace guangmu::scenes {

void put_mark(draw::GroupBuilder& group, const Layout& layout, Vec2 bottom_left, float width_px) {
  const Palette& p = layout.palette();
  const float bar = std::max(2.f, std::round(width_px * 0.07f)), gap = std::round(width_px * 0.06f);
  const float stroke = std::max(2.f, std::round(width_px * 0.065f));
  const float outer = width_px * 0.48f;
  const Vec2 centre{bottom_left.x + width_px / 2, bottom_left.y - bar - gap};
  const Rect above{centre.x - width_px, centre.y - width_px, width_px * 2, width_px};
  const auto arc = [&](float r, float thickness, Linear colour) {
    draw::Ring ring;
    ring.centre = centre;
    ring.outer_px = r;
    ring.inner_px = std::max(0.f, r - thickness);
    ring.start_turn = -0.25f;
    ring.sweep_turn = 0.5f;
    ring.fill = colour;
    group.add(std::move(ring)).clip = above;
  };
  arc(outer, stroke, mix(p.accent, p.land, 0.35f));
  arc(outer * 0.66f, stroke, p.accent);
  arc(outer * 0.36f, outer, p.text);
  draw::RoundRect horizon;
  horizon.rect = {bottom_left.x, bottom_left.y - bar, width_px, bar};
  horizon.radius_px = {bar / 2, bar / 2, bar / 2, bar / 2};
  horizon.fill = p.accent;
  group.add(std::move(horizon));
}

}  // namespace guangmu::scenes
