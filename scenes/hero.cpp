#include "scenes/hero.h"

#include <cmath>

#include "scenes/figure.h"
#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

class Hero final : public Widget {
 public:
  explicit Hero(const HeroSettings& s)
      : s_(s), origin_{"hero", s.metric, s.place}, figure_(hash_of("hero/" + s.metric)) {}

  double entrance_end_s() const override { return s_.enter.s + motion::entrance_roll_s; }
  std::vector<std::string> names() const override { return {s_.metric}; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Rect c = layout.content(s_.area), cells = layout.cells(s_.area);
    const double since = frame.entered_s - s_.enter.s;
    const Claim claim = claim_of(frame.in, s_.metric, s_.label);
    out.changes_at(frame.in.time_s + claim.changes_in_s);

    const float size = layout.text_px(s_.size_px), baseline = std::round(cells.bottom() - layout.px(54));
    FigureStyle style;
    style.size_px = size;
    style.colour = style.unit_colour = p.gold;
    style.quiet_colour = p.muted;
    const Linear warm = srgb(0xFFBA54);
    style.glows = {draw::Glow{layout.px(28), mix(p.gold, warm, 0.5f).with_alpha(0.094f)},
                   draw::Glow{layout.px(75), warm.with_alpha(0.058f)}};
    style.sweep = p.gold.with_alpha(0.11f);
    figure_.build(frame, claim, style, {c.x, baseline}, c.w, since, origin_, out);
    if (since < 0) return;

    Hash key(4);
    key.add(claim.label).add(frame.in.language).add(claim.form);
    for (const auto& m : claim.marks) key.add(m);
    const auto& label = label_.get(key.value(), [&] {
      draw::GroupBuilder b(hash_of("hero/label/" + s_.metric));
      const float label_px = layout.text_px(s_.label_px);
      const LabelLine line = label_line(frame.text, layout, claim, label_px, c.w);
      const float cap = frame.text.cap_height({.size_px = size, .weight = draw::Weight::semi_bold});
      put_label(b, layout, line, claim, {c.x, std::round(baseline - cap - layout.px(58))}, p.text, origin_);
      return b.finish();
    });
    const auto in = motion::appear(since, layout.px(20));
    if (in.moving) out.changes_at(frame.in.time_s);
    out.add(label, in.shift, in.opacity);
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), 0.75f));
  }

 private:
  HeroSettings s_;
  Origin origin_;
  Figure figure_;
  GroupCache label_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const HeroSettings& settings, const SceneContext&) {
  return std::make_unique<Hero>(settings);
}

}  // namespace guangmu::scenes
