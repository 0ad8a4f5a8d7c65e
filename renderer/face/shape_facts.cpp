#include "renderer/face/shape_facts.h"

#include "base/hash.h"
#include "renderer/face/text.h"

namespace guangmu::draw {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

Rect around(Vec2 centre, float rx, float ry) {
  return {centre.x - rx, centre.y - ry, 2 * rx, 2 * ry};
}

template <class T>
Rect around_points(const std::vector<T>& points, auto position) {
  if (points.empty()) return {};
  float x0 = 1e30f, y0 = 1e30f, x1 = -1e30f, y1 = -1e30f;
  for (const T& p : points) {
    const Vec2 at = position(p);
    x0 = std::min(x0, at.x), x1 = std::max(x1, at.x);
    y0 = std::min(y0, at.y), y1 = std::max(y1, at.y);
  }
  return {x0, y0, x1 - x0, y1 - y0};
}

void add(Hash& h, Vec2 v) {
  h.add(v.x).add(v.y);
}
void add(Hash& h, Linear c) {
  h.add(c.r).add(c.g).add(c.b).add(c.a);
}
void add(Hash& h, Rect r) {
  h.add(r.x).add(r.y).add(r.w).add(r.h);
}
void add(Hash& h, const Paint& p) {
  h.add(p.kind).add(p.count);
  for (std::size_t i = 0; i < p.count && i < p.stops.size(); ++i) {
    h.add(p.stops[i].at);
    add(h, p.stops[i].colour);
  }
  if (p.kind != Paint::Kind::flat) add(h, p.from), add(h, p.to);
}
template <class T>
void add(Hash& h, const std::shared_ptr<const std::vector<T>>& v) {
  if (v)
    h.add(v->size()).bytes(v->data(), v->size());
  else
    h.word(0x6E756C6Cu);
}

}  // namespace

float glow_reach_px(float blur_px) {
  return blur_px > 0 ? 3.6f * blur_px + 3 : 0;
}

Rect bounds_of(const Shape& shape) {
  return std::visit(Overloaded{
                        [](const RoundRect& s) { return s.rect.grown(1); },
                        [](const Ring& s) { return around(s.centre, s.outer_px + 1, s.outer_px + 1); },
                        [](const Halo& s) {
                          return around(s.centre, s.radius_px + s.outside_px + 1,
                                        s.radius_px + s.outside_px + 1);
                        },
                        [](const Light& s) { return around(s.centre, s.radii.x + 1, s.radii.y + 1); },
                        [](const Polyline& s) {
                          if (!s.points || s.points->empty()) return Rect{};
                          const float grow = s.width_px / 2 + s.glow_px + 1.5f;
                          return around_points(*s.points, [](Vec2 p) { return p; }).grown(grow);
                        },
                        [](const Area& s) {
                          if (!s.upper || s.upper->size() < 2) return Rect{};
                          const auto self = [](Vec2 p) { return p; };
                          Rect r = around_points(*s.upper, self).grown(1.5f);
                          if (s.lower)
                            r = unite(r, around_points(*s.lower, self).grown(1));
                          else
                            r = unite(r, Rect{r.x, s.base_y - 1, r.w, 2});
                          return r;
                        },
                        [](const Strip& s) {
                          if (!s.vertices || s.vertices->size() < 3) return Rect{};
                          return around_points(*s.vertices, [](const Vertex& v) { return v.at; }).grown(1);
                        },
                        [](const Dots& s) {
                          Rect r;
                          if (s.dots)
                            for (const Dot& d : *s.dots)
                              r = unite(r, around(d.at, d.radius_px + 1, d.radius_px + 1));
                          return r;
                        },
                        [](const Picture& s) { return s.to.grown(1); },
                        [](const Text& s) {
                          if (!s.run || s.run->ink.empty()) return Rect{};
                          float reach = 1;
                          for (const Glow& g : s.glows) reach = std::max(reach, glow_reach_px(g.blur_px));
                          return s.run->ink.moved(s.origin).grown(reach);
                        },
                    },
                    shape);
}

std::uint64_t hash_of_shape(const Shape& shape) {
  Hash h(shape.index());
  std::visit(Overloaded{
                 [&](const RoundRect& s) {
                   add(h, s.rect);
                   for (float r : s.radius_px) h.add(r);
                   add(h, s.fill), h.add(s.stroke_px), add(h, s.stroke);
                 },
                 [&](const Ring& s) {
                   add(h, s.centre);
                   h.add(s.inner_px).add(s.outer_px).add(s.start_turn).add(s.sweep_turn).add(s.round_caps);
                   add(h, s.fill);
                 },
                 [&](const Halo& s) {
                   add(h, s.centre);
                   h.add(s.radius_px).add(s.inside_px).add(s.outside_px).add(s.power);
                   add(h, s.colour);
                 },
                 [&](const Light& s) { add(h, s.centre), add(h, s.radii), h.add(s.power), add(h, s.colour); },
                 [&](const Polyline& s) {
                   add(h, s.points), add(h, s.colours), add(h, s.paint);
                   h.add(s.width_px).add(s.glow_px).add(s.glow_strength).add(s.dash_on_px).add(s.dash_off_px);
                 },
                 [&](const Area& s) { add(h, s.upper), add(h, s.lower), h.add(s.base_y), add(h, s.fill); },
                 [&](const Strip& s) { add(h, s.vertices); },
                 [&](const Dots& s) { add(h, s.dots); },
                 [&](const Picture& s) { h.add(std::string_view(s.image)), add(h, s.to), add(h, s.tint); },
                 [&](const Text& s) {
                   h.add(s.run ? s.run->hash : 0).add(s.smooth);
                   add(h, s.origin), add(h, s.paint);
                   for (const Glow& g : s.glows) h.add(g.blur_px), add(h, g.colour);
                 },
             },
             shape);
  return h.value();
}

}  // namespace guangmu::draw
