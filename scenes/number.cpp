#include "scenes/number.h"

#include <cmath>

#include "scenes/figure.h"
#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

class Number final : public Widget {
 public:
  explicit Number(const NumberSettings& s)
      : s_(s), origin_{"number", s.metric, s.place}, figure_(hash_of("number/" + s.metric)) {}

  double entrance_end_s() const override { return s_.enter.s + motion::entrance_roll_s; }
  std::vector<std::string> names() const override { return {s_.metric}; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Rect c = layout.content(s_.area), cells = layout.cells(s_.area);
    const double since = frame.entered_s - s_.enter.s;
    const Claim claim = claim_of(frame.in, s_.metric, s_.label);
    out.changes_at(frame.in.time_s + claim.changes_in_s);

    const float size = layout.text_px(s_.size_px), baseline = std::round(cells.bottom() - layout.px(27));
    FigureStyle style;
    style.size_px = size;
    style.colour = style.unit_colour = p.text;
    style.quiet_colour = p.muted;
    style.sweep = p.accent.with_alpha(0.12f);
    figure_.build(frame, claim, style, {c.x, baseline}, c.w, since, origin_, out);
    if (since < 0) return;

    Hash key(5);
    key.add(claim.label).add(frame.in.language).add(claim.form);
    for (const auto& m : claim.marks) key.add(m);
    const auto& label = label_.get(key.value(), [&] {
      draw::GroupBuilder b(hash_of("number/label/" + s_.metric));
      const LabelLine line = label_line(frame.text, layout, claim, layout.text_px(s_.label_px), c.w);
      const float cap = frame.text.cap_height({.size_px = size, .weight = draw::Weight::semi_bold});
      put_label(b, layout, line, claim, {c.x, std::round(baseline - cap - layout.px(30))}, p.muted, origin_);
      return b.finish();
    });
    const auto in = motion::appear(since, layout.px(20));
    if (in.moving) out.changes_at(frame.in.time_s);
    out.add(label, in.shift, in.opacity);
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), 0.82f));
  }

 private:
  NumberSettings s_;
  Origin origin_;
  Figure figure_;
  GroupCache label_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const NumberSettings& settings, const SceneContext&) {
  return std::make_unique<Number>(settings);
}

}  // namespace guangmu::scenes
