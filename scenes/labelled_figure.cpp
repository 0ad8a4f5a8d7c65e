#include "scenes/labelled_figure.h"

#include <cmath>
#include <utility>

#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

class LabelledFigure final : public Widget {
 public:
  LabelledFigure(LabelledFigureText text, const LabelledFigureLook& look)
      : s_(std::move(text)),
        look_(look),
        id_(std::string(look.kind) + "/"),
        origin_{std::string(look.kind), s_.metric, s_.place},
        figure_(hash_of(id_ + s_.metric)) {}

  double entrance_end_s() const override { return s_.enter_s + motion::entrance_roll_s; }
  std::vector<std::string> names() const override { return {s_.metric}; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const Layout& layout = frame.layout;
    const Rect c = layout.content(s_.area), cells = layout.cells(s_.area);
    const double since = frame.entered_s - s_.enter_s;
    const Claim claim = claim_of(frame.in, s_.metric, s_.label);
    out.changes_at(frame.in.time_s + claim.changes_in_s);

    FigureStyle style = look_.style(layout);
    style.size_px = layout.text_px(s_.size_px);
    const float baseline = std::round(cells.bottom() - layout.px(look_.foot_px));
    figure_.build(frame, claim, style, {c.x, baseline}, c.w, since, origin_, out);
    if (since < 0) return;

    const auto& label = label_.get(key(claim, frame), [&] {
      draw::GroupBuilder b(hash_of(id_ + "label/" + s_.metric));
      const LabelLine line = label_line(frame.text, layout, claim, layout.text_px(s_.label_px), c.w);
      const float cap = frame.text.cap_height({.size_px = style.size_px, .weight = draw::Weight::semi_bold});
      const float at = std::round(baseline - cap - layout.px(look_.label_gap_px));
      put_label(b, layout, line, claim, {c.x, at}, look_.label_colour(layout.palette()), origin_);
      return b.finish();
    });
    const auto in = motion::appear(since, layout.px(20));
    if (in.moving) out.changes_at(frame.in.time_s);
    out.add(label, in.shift, in.opacity);
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), look_.shade));
  }

 private:
  std::uint64_t key(const Claim& claim, const WidgetFrame& frame) const {
    Hash key(hash_of(id_));
    key.add(claim.label).add(frame.in.language).add(claim.form);
    for (const auto& m : claim.marks) key.add(m);
    return key.value();
  }

  LabelledFigureText s_;
  LabelledFigureLook look_;
  std::string id_;
  Origin origin_;
  Figure figure_;
  GroupCache label_;
};

}  // namespace

std::unique_ptr<Widget> make_labelled_figure(LabelledFigureText text, const LabelledFigureLook& look) {
  return std::make_unique<LabelledFigure>(std::move(text), look);
}

}  // namespace guangmu::scenes
