#include "scenes/number.h"

#include "scenes/labelled_figure.h"

namespace guangmu::scenes {
namespace {

FigureStyle style_of(const Layout& layout) {
  const Palette& p = layout.palette();
  FigureStyle style;
  style.colour = style.unit_colour = p.text;
  style.quiet_colour = p.muted;
  style.sweep = p.accent.with_alpha(0.12f);
  return style;
}

}  // namespace

std::unique_ptr<Widget> make_widget(const NumberSettings& s, const SceneContext&) {
  return make_labelled_figure({s.area, s.enter.s, s.metric, s.label, s.size_px, s.label_px, s.place},
                              {.kind = "number",
                               .foot_px = 27,
                               .label_gap_px = 30,
                               .shade = 0.82f,
                               .style = style_of,
                               .label_colour = [](const Palette& p) { return p.muted; }});
}

}  // namespace guangmu::scenes
