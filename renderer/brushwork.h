// Turns draw items into instances for the GPU: the tightest geometry that covers each shape, cut to the
// damaged rectangle.
#pragma once

#include <span>

#include "renderer/batches.h"
#include "renderer/face/draw_list.h"
#include "renderer/kit.h"

namespace guangmu::renderer {

// Where a group stands: target = (canvas + shift) * scale.
struct Placement {
  Vec2 shift;
  float opacity = 1;
  float scale = 1;
  Vec2 operator()(Vec2 p) const { return {(p.x + shift.x) * scale, (p.y + shift.y) * scale}; }
  Rect operator()(Rect r) const {
    return {(r.x + shift.x) * scale, (r.y + shift.y) * scale, r.w * scale, r.h * scale};
  }
};

class Brushwork {
 public:
  Brushwork(Kit& kit, Batches& batches) : kit_(kit), batches_(batches) {}
  // Adds what of the group touches `damage` (target pixels).
  void add(const draw::Group& group, const Placement& at, RectPx damage);

 private:
  struct Ink;  // colour or gradient, ready for the shaders
  Ink ink_of(const draw::Paint& paint) const;
  Ink ink_of(Linear colour) const;
  Batch& open(Brush brush, int variant, unsigned texture = 0);
  void put_ramp(Batch& b, const Ink& ink) const;

  void paint(const draw::RoundRect& s);
  void paint(const draw::Ring& s);
  void paint(const draw::Halo& s);
  void paint(const draw::Light& s);
  void paint(const draw::Polyline& s);
  void paint(const draw::Area& s);
  void paint(const draw::Strip& s);
  void paint(const draw::Dots& s);
  void paint(const draw::Picture& s);
  void paint(const draw::Text& s);

  void box(Rect r, const std::array<float, 4>& radius, const Ink& ink, float stroke);
  void fill(Rect r, const Ink& ink);
  void glows(const draw::Group& group, std::size_t first, std::vector<bool>& done);
  bool touches(Rect r) const { return !intersect(covering(r), damage_).empty(); }

  Kit& kit_;
  Batches& batches_;
  // of the group and item at hand:
  Placement at_;
  RectPx damage_;
  draw::Blend blend_ = draw::Blend::over;
  Rect bounds_;
  std::optional<Rect> clip_;
  float clip_soft_ = 0;
};

// Paints groups over what `target` holds, cut to `rect`.
void paint_groups(Kit& kit, std::span<const draw::Placed> groups, float scale, const Target& target,
                  RectPx rect, Work& work);

}  // namespace guangmu::renderer
