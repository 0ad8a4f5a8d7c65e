// A panel of words that no figure changes: drawn once in each language, it comes in with its scene and then stands.
#pragma once

#include <vector>

#include "scenes/motion.h"
#include "scenes/widget.h"

namespace guangmu::scenes {

class FixedPanel : public Widget {
 public:
  // `area` in cells of the scene; `enter_s` after the scene's entrance began.
  FixedPanel(const Area& area, double enter_s) : area_(area), enter_s_(enter_s) {}

  double entrance_end_s() const override { return enter_s_ + motion::appear_s; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const double since = frame.entered_s - enter_s_;
    if (since < 0) return;
    const auto in = motion::appear(since, frame.layout.px(20));
    if (in.moving) out.changes_at(frame.in.time_s);
    out.add(cache_.get(Hash().add(frame.in.language).value(), [&] { return draw(frame); }), in.shift, in.opacity);
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(area_), 0.85f));
  }

 private:
  virtual draw::GroupPtr draw(const WidgetFrame& frame) const = 0;

  Area area_;
  double enter_s_;
  GroupCache cache_;
};

}  // namespace guangmu::scenes
