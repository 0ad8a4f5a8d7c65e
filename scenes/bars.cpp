#include "scenes/bars.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "scenes/amounts.h"
#include "scenes/eased.h"
#include "scenes/lettering.h"
#include "scenes/motion.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

constexpr double apart_s = 0.06, grow_s = 0.9;

class Bars final : public Widget {
 public:
  explicit Bars(const BarsSettings& s)
      : s_(s), origin_{"bars", s.table, s.place}, id_(hash_of("bars/" + s.table)) {}

  double entrance_end_s() const override { return s_.enter.s + apart_s * s_.limit + grow_s; }
  std::vector<std::string> names() const override { return {s_.table}; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const kpi::Table* table = frame.in.data->find_table(s_.table);
    const ChartClaim claim = claim_of(frame.in, table);
    const double now = frame.in.time_s, since = frame.entered_s - s_.enter.s;
    out.changes_at(now + claim.changes_in_s);
    std::vector<Row> rows = claim.empty ? std::vector<Row>{} : read(*table);
    for (Row& r : rows) r.shown = shown_name(r.name, frame.in);

    Hash key(id_);
    key.add(frame.in.language).add(claim.form).add(claim.mark).add(claim.demonstration);
    const bool growing = since < apart_s * s_.limit + grow_s;
    bool moving = growing;
    for (const Row& r : rows) {
      EasedValue& value = values_[r.name];
      value.see(r.value, now, !growing);
      moving = moving || value.moving(now);
      key.add(r.name).add(r.shown).add(value.at(now)).add(r.value);
    }
    if (since < 0) return;
    if (growing) key.add(since);
    if (moving) out.changes_at(now);
    const auto in = motion::appear(since, frame.layout.px(20));
    out.add(cache_.get(key.value(),
                       [&] { return draw_all(frame, claim, rows, table ? table->info->unit : "", since); }),
            in.shift, in.opacity);
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), 0.85f));
  }

 private:
  struct Row {
    std::string name, shown;  // as the table says, and on the wall
    double value = 0;
  };

  std::vector<Row> read(const kpi::Table& table) const {
    const auto& columns = table.info->columns;
    const auto column = [&](const std::string& name, std::size_t otherwise) {
      const auto it = std::find(columns.begin(), columns.end(), name);
      return it == columns.end() ? otherwise : static_cast<std::size_t>(it - columns.begin());
    };
    const std::size_t name = column(s_.name_column, 0), value = column(s_.value_column, 1);
    std::vector<Row> rows;
    for (const auto& cells : table.rows) {
      if (rows.size() >= static_cast<std::size_t>(s_.limit)) break;
      if (name >= cells.size() || value >= cells.size() || !cells[value].number) continue;
      if (!std::isfinite(*cells[value].number)) continue;
      rows.push_back({cells[name].text, "", *cells[value].number});
    }
    return rows;
  }

  draw::GroupPtr draw_all(const WidgetFrame& frame, const ChartClaim& claim, const std::vector<Row>& rows,
                          const std::string& table_unit, double since) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Language language = frame.in.language;
    const Rect c = layout.content(s_.area);
    draw::GroupBuilder b(id_);
    const CommonUnit unit = common_unit(table_unit, language);
    const std::string& own_unit = s_.unit.in(language);
    const std::string beside = claim.empty
                                   ? no_data(language)
                                   : beside_title(own_unit.empty() ? unit.unit : own_unit, claim, language);
    const PanelHead head = put_panel_head(b, frame.text, layout, c, s_.title.in(language),
                                          layout.text_px(s_.title_px), beside, claim.form, origin_);

    const auto lines =
        static_cast<std::size_t>(claim.empty ? s_.limit : std::max<std::size_t>(rows.size(), 3));
    const float floor_px = layout.text_px(0), size = layout.text_px(s_.text_px);
    const float bottom = c.bottom() + layout.px(2), first = head.bottom_y + layout.px(41);
    const float pitch =
        lines > 1 ? std::min(layout.px(46), (bottom - first) / static_cast<float>(lines - 1)) : 0;
    const float bar_h = layout.px(14), gap = layout.px(24);
    const auto bar_y = [&](float baseline) { return std::round(baseline - size * 0.36f - bar_h / 2); };

    if (claim.empty) {  // the places are kept, as quiet tracks that fade
      for (std::size_t i = 0; i < lines; ++i) {
        const float baseline = std::round(first + pitch * static_cast<float>(i));
        const float alpha = 0.5f * (1 - static_cast<float>(i) / static_cast<float>(lines));
        put_bar(b, {c.x, bar_y(baseline), c.w * (1 - 0.14f * static_cast<float>(i)), bar_h},
                draw::Paint::horizontal(c.x, c.right(),
                                        {{0, p.line.with_alpha(alpha)}, {1, p.line.with_alpha(0)}}));
      }
      return b.finish();
    }

    const draw::TextStyle value_style{.size_px = size, .weight = draw::Weight::semi_bold};
    float name_w = 0, value_w = 0;
    double most = 0;
    for (const Row& r : rows) {
      name_w = std::max(name_w, frame.text.line(r.shown, {.size_px = size})->width_px);
      value_w = std::max(value_w, frame.text.line(words(r.value, unit), value_style)->width_px);
      most = std::max(most, r.value);
    }
    // Names too long to stand before their bars stand above them, where the rows are far enough apart.
    const float least_name = c.w * 0.46f, above_pitch = above(c.bottom() + layout.px(10), first, size, rows.size());
    const bool names_above = name_w > least_name && above_pitch >= size * 1.44f;
    if (names_above) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const float baseline = std::round(first + above_pitch * static_cast<float>(i));
        put_row_above(b, frame, claim, rows[i], i, rows.size(), most, baseline, c, since, words(rows[i].value, unit));
      }
      return b.finish();
    }
    name_w = std::min(name_w, least_name);
    const float x = std::round(c.x + name_w + gap), track = c.right() - value_w - gap - x;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Row& r = rows[i];
      const float baseline = std::round(first + pitch * static_cast<float>(i));
      const float grown =
          motion::out_cubic(motion::progress(since - apart_s * static_cast<double>(i), grow_s));
      put_text(b, fit_line(frame.text, r.shown, {.size_px = size}, name_w + 1, floor_px), {c.x, baseline},
               p.text, origin_);
      put_bar(b, {x, bar_y(baseline), track, bar_h}, p.line.with_alpha(0.28f));
      put_filled(b, frame, claim, r, i, rows.size(), most, {x, bar_y(baseline), track, bar_h}, grown);
      Linear ink = p.text;
      ink = {ink.r * claim.light, ink.g * claim.light, ink.b * claim.light, grown};
      put_text(b, frame.text.line(words(r.value, unit), value_style), {c.right(), baseline}, ink, origin_,
               draw::Align::right);
    }
    return b.finish();
  }

  // The part of a track that a row's value fills.
  void put_filled(draw::GroupBuilder& b, const WidgetFrame& frame, const ChartClaim& claim, const Row& r, std::size_t i,
                  std::size_t count, double most, Rect track, float grown) const {
    const Palette& p = frame.layout.palette();
    const auto shown = values_.find(r.name);
    const double value = shown == values_.end() ? r.value : shown->second.at(frame.in.time_s);
    const float w = most > 0 ? std::max(0.f, static_cast<float>(value / most)) * track.w * grown : 0;
    if (w <= 0.5f) return;
    const Linear end = mix(p.accent, p.land, 0.45f * static_cast<float>(i) / static_cast<float>(count));
    put_bar(b, {track.x, track.y, std::min(w, track.w), track.h},
            draw::Paint::horizontal(track.x, track.x + w,
                                    {{0, mix(end, p.land, 0.72f).faded(claim.light)}, {1, end.faded(claim.light)}}));
  }

  // How far apart the rows stand when each has its bar under it.
  static float above(float bottom, float first, float size, std::size_t rows) {
    const float bar = size * 0.6f;
    return rows < 2 ? size * 1.7f : std::min(size * 1.7f, (bottom - bar - first) / static_cast<float>(rows - 1));
  }
  // Name and value on one line, the bar thin under it.
  void put_row_above(draw::GroupBuilder& b, const WidgetFrame& frame, const ChartClaim& claim, const Row& r, std::size_t i,
                     std::size_t count, double most, float baseline, const Rect& c, double since,
                     const std::string& value_words) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const float size = layout.text_px(s_.text_px), floor_px = layout.text_px(0);
    const float grown = motion::out_cubic(motion::progress(since - apart_s * static_cast<double>(i), grow_s));
    const auto value = frame.text.line(value_words, {.size_px = size, .weight = draw::Weight::semi_bold});
    put_text(b, fit_line(frame.text, r.shown, {.size_px = size}, c.w - value->width_px - layout.px(24), floor_px),
             {c.x, baseline}, p.text, origin_);
    const Rect track{c.x, std::round(baseline + size * 0.3f), c.w, layout.stroke(6)};
    put_bar(b, track, p.line.with_alpha(0.28f));
    put_filled(b, frame, claim, r, i, count, most, track, grown);
    const Linear ink{p.text.r * claim.light, p.text.g * claim.light, p.text.b * claim.light, grown};
    put_text(b, value, {c.right(), baseline}, ink, origin_, draw::Align::right);
  }

  // A row that is called by the id of a metric bears its label.
  std::string shown_name(const std::string& name, const SceneInput& in) const {
    for (const RowName& n : s_.names)
      if (n.key == name) return n.name.in(in.language);
    const kpi::Metric* m = in.data->metric(name);
    return m && !m->info->label.empty() ? m->info->label.in(in.language) : name;
  }
  std::string words(double value, const CommonUnit& unit) const {
    return kpi::grouped(value * unit.factor, s_.decimals);
  }

  BarsSettings s_;
  Origin origin_;
  draw::Id id_;
  std::map<std::string, EasedValue> values_;
  GroupCache cache_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const BarsSettings& settings, const SceneContext&) {
  return std::make_unique<Bars>(settings);
}

}  // namespace guangmu::scenes
