#include "scenes/ground.h"

#include <utility>

namespace guangmu::scenes {

draw::Backdrop make_ground(const BackdropSettings& s, const Layout& layout, std::vector<draw::Light> shades) {
  const Palette& p = layout.palette();
  const float w = static_cast<float>(layout.wall().canvas.w), h = static_cast<float>(layout.wall().canvas.h);
  draw::Backdrop b;
  const Linear dark{p.ground.r * 0.5f, p.ground.g * 0.5f, p.ground.b * 0.52f, 1};
  b.ground = draw::Paint::vertical(0, h, {{0, dark}, {0.42f, p.ground}, {0.72f, p.ground}, {1, dark}});

  const Vec2 light = layout.at(s.light), radii = layout.at(s.radii);
  draw::Light pool;
  pool.centre = light;
  pool.radii = radii;
  pool.power = 5.2f;
  pool.colour = p.light;
  b.lights.push_back(pool);

  if (s.kind == BackdropKind::contours) {
    draw::Contours c;
    c.seed = static_cast<std::uint32_t>(s.seed);
    c.scale_px = layout.px(520);
    c.width_px = layout.stroke(2);
    c.colour = p.contour;
    c.fifth = p.contour_fifth;
    c.fade_centre = light;
    c.fade_radii = {w * 0.8355f, h * 0.764f};
    b.contours = c;
    b.shades = std::move(shades);
  } else if (s.kind == BackdropKind::aurora) {
    draw::Aurora a;
    a.top_px = 0;
    a.bottom_px = h * 0.8f;
    a.colour = p.accent.with_alpha(0.07f);
    b.aurora = a;
  }
  return b;
}

}  // namespace guangmu::scenes
