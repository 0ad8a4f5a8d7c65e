#include "scenes/leaf.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace guangmu::scenes {
namespace {

// Half width of the blade at t, 0 at the tip and 1 at the foot: widest below the middle, pointed at both
// ends.
float half_width(float t) {
  return 2.195f * std::pow(std::max(0.f, t), 0.62f) * std::pow(std::max(0.f, 1 - t), 0.52f);
}

std::shared_ptr<const std::vector<Vec2>> points(std::vector<Vec2> p) {
  return std::make_shared<const std::vector<Vec2>>(std::move(p));
}

void line(draw::GroupBuilder& group, std::vector<Vec2> p, float width, Linear colour) {
  draw::Polyline l;
  l.points = points(std::move(p));
  l.width_px = width;
  l.paint = colour;
  group.add(std::move(l));
}

}  // namespace

void put_leaf(draw::GroupBuilder& group, const Layout& layout, Rect box, Linear colour, float grown,
              bool hollow) {
  const Palette& p = layout.palette();
  const float stem = box.h * 0.1f, blade = (box.h - stem) * grown, foot = box.bottom() - stem,
              tip = foot - blade;
  const float half = box.w / 2 * grown, x = box.x + box.w / 2;
  if (blade < 2) return;
  constexpr int steps = 28;
  if (hollow) {
    std::vector<Vec2> edge;
    for (int i = 0; i <= steps; ++i) {
      const float t = static_cast<float>(i) / steps;
      edge.push_back({x + half * half_width(t), tip + blade * t});
    }
    for (int i = steps; i >= 0; --i) {
      const float t = static_cast<float>(i) / steps;
      edge.push_back({x - half * half_width(t), tip + blade * t});
    }
    line(group, std::move(edge), layout.stroke(3), colour);
    line(group, {{x, foot}, {x, box.bottom()}}, layout.stroke(3), colour);
    return;
  }
  // The blade as a standing shape: an area over x needs its halves left and right of the rib, from tip to
  // foot.
  std::vector<Vec2> upper, lower;
  constexpr int across = 24;
  for (int i = 0; i <= across; ++i) {
    const float u = -1 + 2 * static_cast<float>(i) / across;  // -1..1 across the blade
    // Where the edge reaches this distance from the rib: above and below the widest place, by bisection.
    constexpr float widest = 0.544f;
    const float want = std::abs(u) * half_width(widest) * 0.9995f;
    const auto solve = [&](float a, float b) {
      for (int k = 0; k < 24; ++k) {
        const float m = (a + b) / 2;
        (half_width(m) < want ? a : b) = m;
      }
      return (a + b) / 2;
    };
    const float px = x + u * half * half_width(widest);
    upper.push_back({px, tip + blade * solve(0, widest)});
    lower.push_back({px, tip + blade * solve(1, widest)});
  }
  draw::Area area;
  area.upper = points(std::move(upper));
  area.lower = points(std::move(lower));
  area.fill = draw::Paint::vertical(tip, foot, {{0, colour}, {1, mix(colour, p.land, 0.28f)}});
  group.add(std::move(area));
  const Linear rib = mix(p.ground, p.land, 0.5f);
  const float w = layout.stroke(2.6);
  line(group, {{x, tip + blade * 0.3f}, {x, foot}}, w, rib);
  line(group, {{x, foot}, {x, box.bottom()}}, w, mix(colour, p.land, 0.4f));
  for (const float t : {0.52f, 0.68f, 0.84f}) {
    const float reach = half * half_width(t) * 0.62f;
    for (const float side : {-1.f, 1.f})
      line(group, {{x, tip + blade * t}, {x + side * reach, tip + blade * t - reach * 1.08f}}, w, rib);
  }
}

}  // namespace guangmu::scenes
