#include "renderer/brushwork.h"

#include <cmath>
#include <numbers>

#include "renderer/face/shape_facts.h"
#include "renderer/face/text.h"
#include "renderer/stroker.h"

namespace guangmu::renderer {
namespace {

constexpr float turn = 2 * std::numbers::pi_v<float>;

float floor_px(float v) {
  return std::floor(v);
}
float ceil_px(float v) {
  return std::ceil(v);
}

RectPx rounded(Rect r) {
  const auto x = static_cast<int>(std::lround(r.x)), y = static_cast<int>(std::lround(r.y));
  return {x, y, static_cast<int>(std::lround(r.right())) - x, static_cast<int>(std::lround(r.bottom())) - y};
}

Float4 corners(Rect r) {
  return {r.x, r.y, r.right(), r.bottom()};
}

// Pieces of a ring whose straight outer edges stay within about 1.5 px of the circle.
int pieces_of(float radius_px, float sweep) {
  const float half = std::sqrt(3.f / std::max(radius_px, 4.f));
  return std::max(1, static_cast<int>(std::ceil(sweep / (2 * std::min(half, 0.6f)))));
}

}  // namespace

struct Brushwork::Ink {
  Float4 tint;          // premultiplied colour, or what a ramp's colours are multiplied by
  int variant = plain;  // with_ramp for gradients
  Float4 ramp0, ramp1;
  bool nothing = false;
};

Brushwork::Ink Brushwork::ink_of(Linear c) const {
  const float a = c.a * at_.opacity;
  Ink ink;
  ink.tint = {c.r * a, c.g * a, c.b * a, blend_ == draw::Blend::over ? a : 0.f};
  ink.nothing = a <= 0;
  return ink;
}

Brushwork::Ink Brushwork::ink_of(const draw::Paint& paint) const {
  if (paint.kind == draw::Paint::Kind::flat || paint.count < 2) return ink_of(paint.stops[0].colour);
  const int row = kit_.ramps.row(paint);
  if (row < 0) return ink_of(paint.stops[0].colour);
  Ink ink;
  const float o = at_.opacity;
  ink.tint = {o, o, o, blend_ == draw::Blend::over ? o : 0.f};
  ink.variant = with_ramp;
  ink.nothing = o <= 0;
  const auto r = static_cast<float>(row);
  const Vec2 from = at_(paint.from);
  if (paint.kind == draw::Paint::Kind::linear) {
    const Vec2 d = (paint.to - paint.from) * at_.scale;
    const float len2 = std::max(d.x * d.x + d.y * d.y, 1e-6f);
    const float ax = d.x / len2, ay = d.y / len2;
    ink.ramp0 = {ax, ay, -(ax * from.x + ay * from.y), r};
  } else {
    const float ix = 1 / std::max(paint.to.x * at_.scale, 1e-3f),
                iy = 1 / std::max(paint.to.y * at_.scale, 1e-3f);
    ink.ramp0 = {ix, 0, -from.x * ix, r};
    ink.ramp1 = {0, iy, -from.y * iy, 1};
  }
  return ink;
}

Batch& Brushwork::open(Brush brush, int variant, unsigned texture) {
  BatchKey key{brush, variant, texture, std::nullopt};
  if (clip_) key.clip = rounded(*clip_);
  return batches_.open(key, bounds_);
}

void Brushwork::put_ramp(Batch& b, const Ink& ink) const {
  if ((ink.variant & with_ramp) == 0) return;
  put(b, ink.ramp0);
  put(b, ink.ramp1);
}

void Brushwork::add(const draw::Group& group, const Placement& at, RectPx damage) {
  at_ = at;
  damage_ = damage;
  if (at.opacity <= 0 || !touches(at(group.bounds))) return;
  std::vector<bool> glow_done(group.items.size(), false);
  for (std::size_t i = 0; i < group.items.size(); ++i) {
    const draw::Item& item = group.items[i];
    const auto* text = std::get_if<draw::Text>(&item.shape);
    blend_ = item.blend;
    if (text && !glow_done[i] && text->run && (text->glows[0].blur_px > 0 || text->glows[1].blur_px > 0))
      glows(group, i, glow_done);
    bounds_ = at_(item.bounds);
    if (!touches(bounds_)) continue;
    blend_ = item.blend;
    clip_.reset();
    clip_soft_ = 0;
    if (item.clip) {
      clip_ = at_(*item.clip);
      clip_soft_ = item.clip_soft_px * at_.scale;
      if (!touches(*clip_)) continue;
    }
    std::visit([&](const auto& shape) { paint(shape); }, item.shape);
  }
}

void Brushwork::fill(Rect r, const Ink& ink) {
  if (r.empty() || !touches(r)) return;
  Batch& b = open(Brush::fill, ink.variant);
  put(b, {r.x, r.y, r.right(), r.y});
  put(b, {r.x, r.bottom(), r.right(), r.bottom()});
  put(b, ink.tint);
  put(b, {1, 1, 1, 1});
  put_ramp(b, ink);
  ++b.instances;
}

// The edges of a rounded rectangle, or its whole outline; the inside is filled by quads that need no
// coverage.
void Brushwork::box(Rect r, const std::array<float, 4>& radius, const Ink& ink, float stroke) {
  if (ink.nothing) return;
  const float most = std::min(r.w, r.h) / 2;
  const Float4 rr{std::min(radius[0], most), std::min(radius[1], most), std::min(radius[2], most),
                  std::min(radius[3], most)};
  const float top = std::max({rr.x, rr.y, stroke}), bottom = std::max({rr.z, rr.w, stroke});
  const float side = std::max(stroke, 0.f);
  // Whole pixels that lie inside, away from corners, edges and stroke.
  const float x0 = floor_px(r.x), y0 = floor_px(r.y), x1 = ceil_px(r.right()), y1 = ceil_px(r.bottom());
  const float in_x0 = std::min(ceil_px(r.x + side), x1), in_x1 = std::max(floor_px(r.right() - side), in_x0);
  const float in_y0 = std::min(ceil_px(r.y + top), y1),
              in_y1 = std::max(floor_px(r.bottom() - bottom), in_y0);
  const auto edge = [&](float ax, float ay, float bx, float by) {
    const Rect quad{ax, ay, bx - ax, by - ay};
    if (quad.empty() || !touches(quad)) return;
    Batch& b = open(Brush::box, ink.variant);
    put(b, corners(quad));
    put(b, corners(r));
    put(b, rr);
    put(b, ink.tint);
    put(b, {stroke, 0, 0, 0});
    put_ramp(b, ink);
    ++b.instances;
  };
  if (stroke <= 0) fill({in_x0, in_y0, in_x1 - in_x0, in_y1 - in_y0}, ink);
  edge(x0, y0, x1, in_y0);
  edge(x0, in_y1, x1, y1);
  edge(x0, in_y0, in_x0, in_y1);
  edge(in_x1, in_y0, x1, in_y1);
}

void Brushwork::paint(const draw::RoundRect& s) {
  const Rect r = at_(s.rect);
  if (r.empty()) return;
  std::array<float, 4> radius = s.radius_px;
  for (float& v : radius) v *= at_.scale;
  box(r, radius, ink_of(s.fill), 0);
  if (s.stroke_px > 0) box(r, radius, ink_of(s.stroke), s.stroke_px * at_.scale);
}

void Brushwork::paint(const draw::Ring& s) {
  const Ink ink = ink_of(s.fill);
  const float sweep = std::clamp(s.sweep_turn, -1.f, 1.f) * turn;
  if (ink.nothing || sweep == 0 || s.outer_px <= s.inner_px) return;
  const Vec2 c = at_(s.centre);
  const float inner = s.inner_px * at_.scale, outer = s.outer_px * at_.scale;
  const bool whole = std::abs(s.sweep_turn) >= 1;
  const float start = s.start_turn * turn + std::min(sweep, 0.f), width = std::abs(sweep);
  float first = start, extent = width;
  if (!whole) {  // room for caps and soft ends
    const float extra =
        ((s.round_caps ? (outer - inner) / 2 : 0) + 1.5f) / std::max((inner + outer) / 2, 1.f);
    first -= extra;
    extent = std::min(extent + 2 * extra, turn);
  }
  const bool closed = whole || extent >= turn;
  const int n = std::max(pieces_of(outer, extent), closed ? 6 : 1);
  const float step = extent / static_cast<float>(n);
  const float hull = (outer + 1) / std::cos(step / 2), core = std::max(inner - 1, 0.f);
  for (int i = 0; i < n; ++i) {
    const float a = first + step * static_cast<float>(i);
    const float b_angle = closed && i == n - 1 ? first : first + step * static_cast<float>(i + 1);
    Batch& b = open(Brush::ring, ink.variant);
    put(b, {c.x, c.y, inner, outer});
    put(b, {a, b_angle, core, hull});
    put(b, ink.tint);
    put(b, {start, width, s.round_caps ? 1.f : 0.f, whole ? 1.f : 0.f});
    put_ramp(b, ink);
    ++b.instances;
  }
}

void Brushwork::paint(const draw::Halo& s) {
  const Ink ink = ink_of(s.colour);
  if (ink.nothing) return;
  const Vec2 c = at_(s.centre);
  const float radius = s.radius_px * at_.scale, inside = s.inside_px * at_.scale,
              outside = s.outside_px * at_.scale;
  const int n = std::max(pieces_of(radius + outside, turn), 6);
  const float step = turn / static_cast<float>(n);
  for (int i = 0; i < n; ++i) {
    Batch& b = open(Brush::halo, plain);
    put(b, {c.x, c.y, radius, s.power});
    put(b, {step * static_cast<float>(i), i == n - 1 ? 0.f : step * static_cast<float>(i + 1),
            std::max(radius - inside, 0.f), (radius + outside) / std::cos(step / 2)});
    put(b, ink.tint);
    put(b, {inside, outside, 0, 0});
    ++b.instances;
  }
}

void Brushwork::paint(const draw::Light& s) {
  const Ink ink = ink_of(s.colour);
  if (ink.nothing || s.radii.x <= 0 || s.radii.y <= 0) return;
  const Vec2 c = at_(s.centre);
  const int n = std::clamp(pieces_of(std::max(s.radii.x, s.radii.y) * at_.scale, turn), 6, 24);
  const float step = turn / static_cast<float>(n);
  for (int i = 0; i < n; ++i) {
    Batch& b = open(Brush::pool, s.power == 2 ? plain : any_power);
    put(b, {c.x, c.y, s.radii.x * at_.scale, s.radii.y * at_.scale});
    put(b, {step * static_cast<float>(i), i == n - 1 ? 0.f : step * static_cast<float>(i + 1), 0,
            1 / std::cos(step / 2)});
    put(b, ink.tint);
    put(b, {s.power, 0, 0, 0});
    ++b.instances;
  }
}

void Brushwork::paint(const draw::Polyline& s) {
  if (!s.points || s.points->empty() || s.width_px <= 0) return;
  const bool coloured = s.colours && s.colours->size() == s.points->size();
  const Ink ink = coloured ? ink_of(Linear{1, 1, 1, 1}) : ink_of(s.paint);
  if (ink.nothing) return;
  std::vector<Vec2> points;
  points.reserve(s.points->size());
  for (const Vec2 p : *s.points) points.push_back(at_(p));
  const float half = s.width_px * at_.scale / 2;
  const bool glow = s.glow_px > 0 && s.glow_strength > 0, dashes = s.dash_on_px > 0 || s.dash_off_px > 0;
  const float reach = half + 1 + (glow && !dashes ? s.glow_px * at_.scale : 0);
  std::vector<std::size_t> index;
  if (!coloured) {
    index = simplified(points, 0.06f);
    std::vector<Vec2> fewer;
    for (const std::size_t i : index) fewer.push_back(points[i]);
    points = std::move(fewer);
  }
  const int variant = ink.variant | (dashes ? with_dash : glow ? with_glow : plain);
  for (const StrokeSegment& g : stroke(points, reach)) {
    const float x0 = std::min({g.begin_left.x, g.begin_right.x, g.end_left.x, g.end_right.x});
    const float x1 = std::max({g.begin_left.x, g.begin_right.x, g.end_left.x, g.end_right.x});
    const float y0 = std::min({g.begin_left.y, g.begin_right.y, g.end_left.y, g.end_right.y});
    const float y1 = std::max({g.begin_left.y, g.begin_right.y, g.end_left.y, g.end_right.y});
    if (!touches({x0, y0, x1 - x0, y1 - y0})) continue;
    Float4 first = ink.tint, last = ink.tint;
    if (coloured) {
      first = ink_of((*s.colours)[g.first_point]).tint;
      last = ink_of((*s.colours)[g.last_point]).tint;
    }
    Batch& b = open(Brush::line, variant);
    put(b, {g.begin_left.x, g.begin_left.y, g.begin_right.x, g.begin_right.y});
    put(b, {g.end_left.x, g.end_left.y, g.end_right.x, g.end_right.y});
    put(b, {g.begin.x, g.begin.y, g.end.x, g.end.y});
    put(b, {half, std::max(s.glow_px * at_.scale, 1e-3f), s.glow_strength, g.length_before});
    put(b, first);
    put(b, last);
    put(b, {s.dash_on_px * at_.scale, s.dash_off_px * at_.scale, 0, 0});
    put_ramp(b, ink);
    ++b.instances;
  }
}

void Brushwork::paint(const draw::Area& s) {
  if (!s.upper || s.upper->size() < 2) return;
  const Ink ink = ink_of(s.fill);
  if (ink.nothing) return;
  const bool paired = s.lower && s.lower->size() == s.upper->size();
  std::vector<Vec2> upper, lower;
  for (const Vec2 p : *s.upper) upper.push_back(at_(p));
  if (paired) {
    for (const Vec2 p : *s.lower) lower.push_back(at_(p));
  } else {
    std::vector<Vec2> fewer;
    for (const std::size_t i : simplified(upper, 0.06f)) fewer.push_back(upper[i]);
    upper = std::move(fewer);
  }
  const float base = at_(Vec2{0, s.base_y}).y;
  for (std::size_t i = 1; i < upper.size(); ++i) {
    const Vec2 a = upper[i - 1], z = upper[i];
    if (z.x <= a.x) continue;
    const float low_a = paired ? lower[i - 1].y : base, low_z = paired ? lower[i].y : base;
    const float steep = (z.y - a.y) / (z.x - a.x);
    const float cosine = 1 / std::sqrt(1 + steep * steep);
    const float soft = std::min(0.5f / cosine, 16.f);
    // Coverage rises from 0 above the line to 1 below it, as fast as the slope lets it.
    const float top_a = std::min(a.y, low_a) - soft, top_z = std::min(z.y, low_z) - soft;
    if (!touches({a.x, std::min(top_a, top_z), z.x - a.x, std::max(low_a, low_z) - std::min(top_a, top_z)}))
      continue;
    const auto coverage = [&](float y, float line_y) { return (y - line_y) * cosine + 0.5f; };
    Batch& b = open(Brush::fill, ink.variant);
    put(b, {a.x, top_a, z.x, top_z});
    put(b, {a.x, low_a, z.x, low_z});
    put(b, ink.tint);
    put(b, {coverage(top_a, a.y), coverage(top_z, z.y), coverage(low_a, a.y), coverage(low_z, z.y)});
    put_ramp(b, ink);
    ++b.instances;
  }
}

void Brushwork::paint(const draw::Strip& s) {
  if (!s.vertices) return;
  const auto& v = *s.vertices;
  for (std::size_t i = 2; i < v.size(); ++i) {
    const Vec2 p = at_(v[i - 2].at), q = at_(v[i - 1].at), r = at_(v[i].at);
    const float x0 = std::min({p.x, q.x, r.x}), x1 = std::max({p.x, q.x, r.x});
    const float y0 = std::min({p.y, q.y, r.y}), y1 = std::max({p.y, q.y, r.y});
    if (!touches({x0, y0, x1 - x0, y1 - y0})) continue;
    Batch& b = open(Brush::triangle, plain);
    put(b, {p.x, p.y, q.x, q.y});
    put(b, {r.x, r.y, 0, 0});
    for (std::size_t k = i - 2; k <= i; ++k) put(b, ink_of(v[k].colour).tint);
    ++b.instances;
  }
}

void Brushwork::paint(const draw::Dots& s) {
  if (!s.dots) return;
  for (const draw::Dot& d : *s.dots) {
    const Vec2 c = at_(d.at);
    const float r = d.radius_px * at_.scale;
    const Ink ink = ink_of(d.colour);
    if (ink.nothing || r <= 0 || !touches({c.x - r - 1, c.y - r - 1, 2 * r + 2, 2 * r + 2})) continue;
    Batch& b = open(Brush::dot, plain);
    put(b, {c.x, c.y, r, 0});
    put(b, ink.tint);
    ++b.instances;
  }
}

void Brushwork::paint(const draw::Picture& s) {
  const Texture* image = kit_.image(s.image);
  if (!image) return;
  // The picture is premultiplied already; the tint's alpha fades all of it.
  const float a = s.tint.a * at_.opacity;
  const Rect r = at_(s.to);
  Batch& b = open(Brush::picture, plain, image->id());
  put(b, corners(r));
  put(b, {s.tint.r * a, s.tint.g * a, s.tint.b * a, blend_ == draw::Blend::over ? a : 0.f});
  ++b.instances;
}

void Brushwork::paint(const draw::Text& s) {
  if (!s.run) return;
  const Ink ink = ink_of(s.paint);
  if (ink.nothing) return;
  const Vec2 shift = at_.shift * at_.scale;
  const Vec2 origin = at_(s.origin);
  const auto whole = [](float v) { return std::abs(v - std::round(v)) < 1.f / 128; };
  const bool moving = s.smooth || !whole(shift.x) || !whole(shift.y);
  const float size = s.run->style.size_px * at_.scale;
  for (const draw::Glyph& g : s.run->glyphs) {
    const GlyphSprite sprite = kit_.glyphs.sprite(kit_.text(), g.face, g.index, size);
    if (sprite.texels.empty()) continue;
    Vec2 pen{origin.x + g.x * at_.scale, origin.y + g.y * at_.scale};
    // The sprite's corner; a moving one lies between the pixels.
    const float left = moving ? pen.x + static_cast<float>(sprite.left)
                              : std::round(pen.x) + static_cast<float>(sprite.left);
    const float top =
        moving ? pen.y + static_cast<float>(sprite.top) : std::round(pen.y) + static_cast<float>(sprite.top);
    const auto w = static_cast<float>(sprite.texels.w), h = static_cast<float>(sprite.texels.h);
    Rect quad{left, top, w, h};
    if (moving) {
      const float x = floor_px(left), y = floor_px(top);
      quad = {x, y, w + 1, h + 1};
    }
    if (!touches(quad)) continue;
    const auto part = [&](float y0, float y1, float fade0, float fade1) {
      if (y1 <= y0) return;
      Batch& b = open(Brush::glyph, ink.variant | (moving ? smooth : plain), sprite.texture);
      put(b, {quad.x, y0, quad.right(), y1});
      put(b, {static_cast<float>(sprite.texels.x) - left, static_cast<float>(sprite.texels.y) - top, fade0,
              fade1});
      put(b, ink.tint);
      if (moving || (ink.variant & with_ramp) != 0)
        put(b,
            {static_cast<float>(sprite.texels.x), static_cast<float>(sprite.texels.y),
             static_cast<float>(sprite.texels.right() - 1), static_cast<float>(sprite.texels.bottom() - 1)});
      put_ramp(b, ink);
      ++b.instances;
    };
    if (clip_ && clip_soft_ > 0) {
      // Fades run from the clip's edge inwards.
      const float c0 = std::round(clip_->y), c1 = std::round(clip_->bottom());
      const float soft = std::max(1.f, std::min(clip_soft_, (c1 - c0) / 2));
      const float f0 = c0 + soft, f1 = c1 - soft;
      const auto up = [&](float y) { return (y - c0) / soft; };
      const auto down = [&](float y) { return (c1 - y) / soft; };
      const float y0 = std::max(quad.y, c0), y1 = std::min(quad.bottom(), c1);
      part(y0, std::min(y1, f0), up(y0), up(std::min(y1, f0)));
      part(std::max(y0, f0), std::min(y1, f1), 1, 1);
      part(std::max(y0, f1), y1, down(std::max(y0, f1)), down(y1));
    } else {
      part(quad.y, quad.bottom(), 1, 1);
    }
  }
}

// Neighbouring texts with the same glow give one light: blurred together, drawn once, under all of them.
void Brushwork::glows(const draw::Group& group, std::size_t first, std::vector<bool>& done) {
  const auto& model = std::get<draw::Text>(group.items[first].shape);
  const auto same = [](const draw::Glow& a, const draw::Glow& b) {
    return a.blur_px == b.blur_px && a.colour == b.colour;
  };
  std::vector<GlowingText> texts;
  Rect reach;
  for (std::size_t i = first; i < group.items.size(); ++i) {
    const auto* t = std::get_if<draw::Text>(&group.items[i].shape);
    if (!t || !t->run || !same(t->glows[0], model.glows[0]) || !same(t->glows[1], model.glows[1])) break;
    done[i] = true;
    GlowingText one;
    one.run = t->run.get();
    one.origin = at_(t->origin);
    one.scale = at_.scale;
    if (group.items[i].clip) one.clip = at_(*group.items[i].clip);
    texts.push_back(one);
    reach = unite(reach, at_(group.items[i].bounds));
  }
  if (!touches(reach)) return;
  blend_ = draw::Blend::add;
  clip_.reset();
  for (const draw::Glow& glow : model.glows) {
    if (glow.blur_px <= 0) continue;
    const Ink ink = ink_of(glow.colour);
    const GlowSprite s = kit_.glows.sprite(kit_.text(), texts, glow.blur_px * at_.scale);
    if (ink.nothing || s.texels.empty()) continue;
    const auto cell = static_cast<float>(s.grid_px);
    bounds_ = {static_cast<float>(s.cell_x) * cell, static_cast<float>(s.cell_y) * cell,
               static_cast<float>(s.texels.w) * cell, static_cast<float>(s.texels.h) * cell};
    if (!touches(bounds_)) continue;
    Batch& b = open(Brush::textglow, plain, s.texture);
    put(b, corners(bounds_));
    put(b, {cell, static_cast<float>(s.cell_x), static_cast<float>(s.cell_y), 0});
    put(b, {static_cast<float>(s.texels.x), static_cast<float>(s.texels.y), static_cast<float>(s.texels.w),
            static_cast<float>(s.texels.h)});
    put(b, ink.tint);
    ++b.instances;
  }
}

void paint_groups(Kit& kit, std::span<const draw::Placed> groups, float scale, const Target& target,
                  RectPx rect, Work& work) {
  Batches batches;
  Brushwork brush(kit, batches);
  for (const draw::Placed& placed : groups)
    if (placed.group) brush.add(*placed.group, {placed.shift, placed.opacity, scale}, rect);
  kit.draw(batches.list(), target, rect, work);
}

}  // namespace guangmu::renderer
