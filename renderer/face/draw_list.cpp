#include "renderer/face/draw_list.h"

#include <algorithm>

#include "base/hash.h"
#include "renderer/face/shape_facts.h"

namespace guangmu::draw {
namespace {

Paint gradient(Paint::Kind kind, Vec2 from, Vec2 to, std::initializer_list<Stop> stops) {
  Paint p;
  p.kind = kind;
  p.from = from;
  p.to = to;
  p.count = static_cast<std::uint8_t>(std::min(stops.size(), p.stops.size()));
  std::copy_n(stops.begin(), p.count, p.stops.begin());
  if (p.count == 0) p.count = 1, p.stops[0].colour = {0, 0, 0, 0};
  return p;
}

void add(Hash& h, Linear c) {
  h.add(c.r).add(c.g).add(c.b).add(c.a);
}
void add(Hash& h, const Light& l) {
  h.word(hash_of_shape(l));
}

}  // namespace

Paint Paint::linear(Vec2 from, Vec2 to, std::initializer_list<Stop> stops) {
  return gradient(Kind::linear, from, to, stops);
}
Paint Paint::radial(Vec2 centre, Vec2 radii, std::initializer_list<Stop> stops) {
  return gradient(Kind::radial, centre, radii, stops);
}
Paint Paint::faded(float by) const {
  Paint p = *this;
  for (Stop& s : p.stops) s.colour.a *= by;
  return p;
}

Item& GroupBuilder::add(Shape shape, Blend blend) {
  return add_named(Hash(group_.id).add(group_.items.size()).value(), std::move(shape), blend);
}

Item& GroupBuilder::add_named(Id id, Shape shape, Blend blend) {
  Item& item = group_.items.emplace_back();
  item.id = id;
  item.shape = std::move(shape);
  item.blend = blend;
  return item;
}

GroupPtr GroupBuilder::finish() {
  Hash all(group_.id);
  for (Item& item : group_.items) {
    item.bounds = bounds_of(item.shape);
    Hash h(hash_of_shape(item.shape));
    h.add(item.blend);
    if (item.clip) {
      // The clip cuts the glyphs; the light of what is left reaches beyond it.
      float reach = 1;
      if (const auto* text = std::get_if<Text>(&item.shape))
        for (const Glow& g : text->glows) reach = std::max(reach, glow_reach_px(g.blur_px));
      item.bounds = intersect(item.bounds, item.clip->grown(reach));
      h.add(item.clip->x).add(item.clip->y).add(item.clip->w).add(item.clip->h).add(item.clip_soft_px);
    }
    item.hash = h.value();
    group_.bounds = unite(group_.bounds, item.bounds);
    all.word(item.hash);
  }
  group_.hash = all.value();
  auto done = std::make_shared<Group>(std::move(group_));
  group_ = Group{done->id, {}, {}, 0};
  return done;
}

std::uint64_t Backdrop::hash() const {
  Hash h;
  h.add(amount);
  h.word(hash_of_shape(RoundRect{{}, {}, ground, 0, {}}));
  for (const Light& l : lights) draw::add(h, l);
  h.word(lights.size());
  for (const Light& l : shades) draw::add(h, l);
  if (contours) {
    const Contours& c = *contours;
    h.add(c.seed).add(c.scale_px).add(c.step).add(c.width_px).add(c.cycle_s);
    h.add(c.fade_centre.x).add(c.fade_centre.y).add(c.fade_radii.x).add(c.fade_radii.y);
    draw::add(h, c.colour), draw::add(h, c.fifth);
  }
  if (aurora) {
    h.add(aurora->top_px).add(aurora->bottom_px).add(aurora->cycle_s);
    draw::add(h, aurora->colour);
  }
  return h.value();
}

}  // namespace guangmu::draw
