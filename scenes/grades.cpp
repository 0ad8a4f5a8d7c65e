#include "scenes/grades.h"

#include <algorithm>
#include <cmath>

#include "scenes/figure.h"
#include "scenes/leaf.h"
#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

constexpr double apart_s = 0.08, grow_s = 0.8;

class Grades final : public Widget {
 public:
  explicit Grades(const GradesSettings& s)
      : s_(s), origin_{"grades", s.table, s.place}, id_(hash_of("grades/" + s.table)) {
    for (std::size_t i = 0; i < s.grades.size(); ++i) figures_.emplace_back(Hash(id_).add(i).value());
  }

  double entrance_end_s() const override {
    return s_.enter.s + apart_s * static_cast<double>(s_.grades.size()) + motion::entrance_roll_s;
  }
  std::vector<std::string> names() const override { return {s_.table}; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const kpi::Table* table = frame.in.data->find_table(s_.table);
    const ChartClaim claim = claim_of(frame.in, table);
    const double now = frame.in.time_s, since = frame.entered_s - s_.enter.s;
    out.changes_at(now + claim.changes_in_s);
    if (since < 0) return;

    const bool growing = since < apart_s * static_cast<double>(s_.grades.size()) + grow_s;
    Hash key(id_);
    key.add(frame.in.language).add(claim.form).add(claim.mark).add(claim.demonstration).add(claim.empty);
    if (growing) {
      key.add(since);
      out.changes_at(now);
    }
    const auto in = motion::appear(since, layout.px(20));
    const auto& still = still_.get(
        key.value(), [&] { return draw_still(frame, claim, table ? table->info->unit : "", since); });
    out.add(still, in.shift, in.opacity);
    if (claim.empty) return;

    FigureStyle style;
    style.size_px = layout.text_px(s_.size_px);
    style.colour = p.text;
    style.quiet_colour = p.muted;
    style.sweep = p.accent.with_alpha(0.11f);
    for (std::size_t i = 0; i < s_.grades.size(); ++i) {
      Claim figure;
      figure.value = count(*table, s_.grades[i]);
      if (figure.value) figure.text.digits = kpi::grouped(*figure.value, 0);
      figure.light = claim.light;
      const Place at = place(layout, i);
      figures_[i].build(frame, figure, style, {at.text_x, at.count_y}, at.room,
                        since - apart_s * static_cast<double>(i), origin_, out);
    }
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), 0.85f));
  }

 private:
  struct Place {
    Rect leaf;
    float text_x = 0, name_y = 0, count_y = 0, room = 0;
  };
  Place place(const Layout& layout, std::size_t i) const {
    const Rect c = layout.content(s_.area);
    const float pitch = c.w / static_cast<float>(s_.grades.size());
    const float x = std::round(c.x + pitch * static_cast<float>(i));
    const float leaf_w = layout.px(46), leaf_h = layout.px(116),
                top = std::round(c.y + c.h * 0.5f - layout.px(10));
    const float text_x = x + leaf_w + layout.px(16);
    return {{x, top, leaf_w, leaf_h},
            text_x,
            std::round(top + layout.px(34)),
            std::round(top + layout.px(92)),
            x + pitch - text_x - layout.px(8)};
  }

  std::optional<double> count(const kpi::Table& table, const Grade& grade) const {
    const auto& columns = table.info->columns;
    const auto column = [&](const std::string& name, std::size_t otherwise) {
      const auto it = std::find(columns.begin(), columns.end(), name);
      return it == columns.end() ? otherwise : static_cast<std::size_t>(it - columns.begin());
    };
    const std::size_t name = column(s_.name_column, 0), value = column(s_.value_column, 1);
    for (const auto& cells : table.rows) {
      if (name >= cells.size() || value >= cells.size()) continue;
      const std::string& words = cells[name].text;
      if (words == grade.key || words == grade.name.zh || words == grade.name.en) return cells[value].number;
    }
    return std::nullopt;
  }

  draw::GroupPtr draw_still(const WidgetFrame& frame, const ChartClaim& claim, const std::string& table_unit,
                            double since) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Language language = frame.in.language;
    draw::GroupBuilder b(id_);
    const std::string& own_unit = s_.unit.in(language);
    const std::string unit = own_unit.empty() ? kpi::unit_in(table_unit, language) : own_unit;
    const std::string beside = claim.empty ? no_data(language) : beside_title(unit, claim, language);
    put_panel_head(b, frame.text, layout, layout.content(s_.area), s_.title.in(language),
                   layout.text_px(s_.title_px), beside, claim.form, origin_);
    for (std::size_t i = 0; i < s_.grades.size(); ++i) {
      const Place at = place(layout, i);
      const float grown =
          motion::out_cubic(motion::progress(since - apart_s * static_cast<double>(i), grow_s));
      Linear colour = s_.grades[i].colour.linear();
      colour = {colour.r * claim.light, colour.g * claim.light, colour.b * claim.light, 1};
      put_leaf(b, layout, at.leaf, colour, grown, false);
      const float y = claim.empty ? (at.name_y + at.count_y) / 2 : at.name_y;
      put_text(b,
               fit_line(frame.text, s_.grades[i].name.in(language), {.size_px = layout.text_px(s_.label_px)},
                        at.room, layout.text_px(0)),
               {at.text_x, y}, claim.empty ? p.muted : p.text, origin_);
    }
    return b.finish();
  }

  GradesSettings s_;
  Origin origin_;
  draw::Id id_;
  std::vector<Figure> figures_;
  GroupCache still_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const GradesSettings& settings, const SceneContext&) {
  return std::make_unique<Grades>(settings);
}

}  // namespace guangmu::scenes
