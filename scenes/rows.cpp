#include "scenes/rows.h"

#include <algorithm>
#include <cmath>

#include "scenes/figure.h"
#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

constexpr double apart_s = 0.07;

class Rows final : public Widget {
 public:
  explicit Rows(const RowsSettings& s) : s_(s) {
    for (const ShownMetric& item : s.items)
      rows_.push_back(
          {item, Origin{"rows", item.metric, s.place}, Figure(hash_of("rows/" + item.metric)), {}});
  }

  double entrance_end_s() const override {
    return s_.enter.s + apart_s * static_cast<double>(rows_.size()) + motion::entrance_roll_s;
  }
  std::vector<std::string> names() const override {
    std::vector<std::string> ids;
    for (const Row& r : rows_) ids.push_back(r.item.metric);
    return ids;
  }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Rect c = layout.content(s_.area), cells = layout.cells(s_.area);
    const float pitch = std::round(cells.h / static_cast<float>(rows_.size()));
    FigureStyle style;
    style.size_px = layout.text_px(s_.size_px);
    style.colour = style.unit_colour = p.text;
    style.quiet_colour = p.muted;
    style.align = draw::Align::right;
    style.sweep = p.accent.with_alpha(0.11f);

    for (std::size_t i = 0; i < rows_.size(); ++i) {
      Row& row = rows_[i];
      const double since = frame.entered_s - s_.enter.s - apart_s * static_cast<double>(i);
      Claim claim = claim_of(frame.in, row.item.metric, row.item.label);
      // The same words in every row: the shortest.
      if (claim.marks.size() > 1) claim.marks = {claim.marks.back()};
      out.changes_at(frame.in.time_s + claim.changes_in_s);
      const float top = std::round(cells.y + pitch * static_cast<float>(i) +
                                   pitch * (pitch < layout.px(90) ? 0.045f : 0.21f));
      const float baseline = std::round(top + pitch * 0.8f);
      const float label_px = layout.text_px(s_.label_px);
      // The figure first; the label takes what is left, and is broken onto a second line only for its claim.
      const float label_wanted = frame.text.line(claim.label, {.size_px = label_px})->width_px;
      const float gap = layout.px(34);
      const float figure_room = std::max(c.w * 0.5f, c.w - label_wanted - gap);
      const float figure_w =
          row.figure.build(frame, claim, style, {c.right(), baseline}, figure_room, since, row.origin, out);
      if (since < 0) continue;

      Hash key(6);
      key.add(claim.label).add(claim.form).add(figure_w);
      for (const auto& m : claim.marks) key.add(m);
      const auto& label = row.label.get(key.value(), [&] {
        draw::GroupBuilder b(hash_of("rows/label/" + row.item.metric));
        put_bar(b, {c.x, top, c.w, layout.stroke(2)}, p.line);
        const LabelLine line =
            label_line(frame.text, layout, claim, claim.marks.empty() ? label_px : layout.text_px(0),
                       c.w - figure_w - gap, true);
        if (line.mark) {
          put_text(b, line.label, {c.x, std::round(top + pitch * 0.412f)}, p.muted, row.origin);
          const float mark_y = std::round(top + pitch * 0.85f);
          const float sign =
              put_sign(b, layout, claim.form, {c.x, mark_y}, line.mark->style.size_px, p.muted);
          put_text(b, line.mark, {c.x + sign, mark_y}, p.muted, row.origin);
        } else {
          put_text(b, line.label, {c.x, baseline}, p.muted, row.origin);
        }
        return b.finish();
      });
      const auto in = motion::appear(since, layout.px(20));
      if (in.moving) out.changes_at(frame.in.time_s);
      out.add(label, in.shift, in.opacity);
    }
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), 0.85f));
  }

 private:
  struct Row {
    ShownMetric item;
    Origin origin;
    Figure figure;
    GroupCache label;
  };
  RowsSettings s_;
  std::vector<Row> rows_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const RowsSettings& settings, const SceneContext&) {
  return std::make_unique<Rows>(settings);
}

}  // namespace guangmu::scenes
