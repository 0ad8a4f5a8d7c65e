#include "scenes/hero.h"

#include "scenes/labelled_figure.h"

namespace guangmu::scenes {
namespace {

FigureStyle style_of(const Layout& layout) {
  const Palette& p = layout.palette();
  const Linear warm = srgb(0xFFBA54);
  FigureStyle style;
  style.colour = style.unit_colour = p.gold;
  style.quiet_colour = p.muted;
  style.glows = {draw::Glow{layout.px(28), mix(p.gold, warm, 0.5f).with_alpha(0.094f)},
                 draw::Glow{layout.px(75), warm.with_alpha(0.058f)}};
  style.sweep = p.gold.with_alpha(0.11f);
  return style;
}

}  // namespace

std::unique_ptr<Widget> make_widget(const HeroSettings& s, const SceneContext&) {
  return make_labelled_figure({s.area, s.enter.s, s.metric, s.label, s.size_px, s.label_px, s.place},
                              {.kind = "hero",
                               .foot_px = 54,
                               .label_gap_px = 58,
                               .shade = 0.75f,
                               .style = style_of,
                               .label_colour = [](const Palette& p) { return p.text; }});
}

}  // namespace guangmu::scenes
