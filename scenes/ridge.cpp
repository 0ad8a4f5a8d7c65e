#include "scenes/ridge.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "scenes/amounts.h"
#include "scenes/course.h"
#include "scenes/curve.h"
#include "scenes/lettering.h"
#include "scenes/months.h"
#include "scenes/motion.h"
#include "scenes/time_axis.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

constexpr double apart_s = 0.1, grow_s = 0.8, label_s = 0.5, walk_s = 24, walk_hz = 12;
constexpr std::array<int, 4> terraces{9, 6, 4, 3};

using Line = std::vector<Vec2>;

// The least 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten that holds v: the axis stands still while
// values move a little.
double ceiling(double v) {
  if (v <= 0) return 1;
  const double power = std::pow(10, std::floor(std::log10(v)));
  for (const double step : {1., 1.5, 2., 2.5, 3., 4., 5., 6., 8., 10.})
    if (v <= step * power * (1 + 1e-9)) return step * power;
  return 10 * power;
}

class Ridge final : public Widget {
 public:
  explicit Ridge(const RidgeSettings& s)
      : s_(s), origin_{"ridge", s.series, s.place}, id_(hash_of("ridge/" + s.series)) {}

  double entrance_end_s() const override {
    return s_.enter.s + apart_s * static_cast<double>(s_.columns.size()) + grow_s + label_s;
  }
  std::vector<std::string> names() const override { return {s_.series}; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const Layout& layout = frame.layout;
    const kpi::Series* series = frame.in.data->find_series(s_.series);
    ChartClaim claim = claim_of(frame.in, series);
    see_history(series);
    claim.empty = claim.empty || (course_ && !course_->enough);
    const double now = frame.in.time_s, since = frame.entered_s - s_.enter.s;
    out.changes_at(now + claim.changes_in_s);
    measure(layout);
    see(series, claim.empty, now, since >= grow_s);
    if (since < 0) return;

    const double grown_s = apart_s * static_cast<double>(s_.columns.size()) + grow_s;
    const bool growing = since < grown_s, moving = now - since_s_ < motion::roll_s;
    Hash key(id_);
    key.add(frame.in.language)
        .add(claim.form)
        .add(claim.mark)
        .add(claim.demonstration)
        .add(claim.empty)
        .add(version_);
    Hash words_key = key;
    words_key.add(no_history(*frame.in.data, frame.in.language));
    if (growing) key.add(since);
    if (moving) key.add(now);
    if (growing || moving) out.changes_at(now);
    out.add(land_.get(key.value(), [&] {
      return claim.empty ? draw_empty(layout, since) : draw_land(layout, claim, now, since);
    }));
    if (!claim.empty) walk(frame, claim, since - grown_s, out);

    const double words_since = since - grown_s + 0.35;
    const auto in = motion::appear(since, layout.px(16));
    out.add(title_.get(words_key.value(), [&] { return draw_title(frame, claim, series); }), in.shift,
            in.opacity);
    if (claim.empty || words_since < 0) {
      if (words_since < 0) out.changes_at(now);
      return;
    }
    const auto late = motion::appear(words_since, 0, label_s);
    if (late.moving) out.changes_at(now);
    if (moving) words_key.add(now);
    out.add(words_.get(words_key.value(), [&] { return draw_words(frame, claim, *series, now); }), {},
            late.opacity);
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    const Rect c = layout.cells(s_.area);
    shades.push_back(shade_over(layout, {c.x, c.bottom() - layout.px(58), c.w, layout.px(58)}, 0.9f));
  }

 private:
  void measure(const Layout& layout) {
    const Rect cells = layout.cells(s_.area);
    left_ = layout.px(48);
    right_ = static_cast<float>(layout.wall().canvas.w) - layout.px(48);
    width_ = static_cast<float>(layout.wall().canvas.w);
    base_ = std::round(cells.bottom() - layout.px(58));
    top_ = cells.y + layout.px(41);
    cells_top_ = cells.y;
  }

  // A curve of the history stands by its times, and breaks where nothing was known.
  void see_history(const kpi::Series* series) {
    if (!series || series->info->over_s <= 0) {
      course_.reset();
      return;
    }
    if (course_ && course_received_ == series->received && course_points_ == series->points.size()) return;
    course_received_ = series->received;
    course_points_ = series->points.size();
    course_ = course_of(*series, 0, {});
  }

  // Takes the values over; remembers when they changed and from what.
  void see(const kpi::Series* series, bool empty, double now, bool animate) {
    std::vector<std::vector<double>> values;
    std::vector<std::string> x;
    if (!empty && course_) {
      values.emplace_back();
      for (const Course::Point& point : course_->points) {
        x.push_back(iso8601(point.at));
        values.back().push_back(point.value);
      }
    } else if (!empty) {
      for (const auto& point : series->points) x.push_back(point.x);
      for (const RidgeColumn& column : s_.columns) {
        const auto& names = series->info->columns;
        const auto it = std::find(names.begin(), names.end(), column.column);
        if (it == names.end()) continue;
        const auto k = static_cast<std::size_t>(it - names.begin());
        std::vector<double> y;
        for (const auto& point : series->points)
          y.push_back(k < point.y.size() && std::isfinite(point.y[k]) ? point.y[k] : 0);
        values.push_back(std::move(y));
      }
    }
    if (values == to_ && x == x_) return;
    const bool same_shape = animate && x == x_ && values.size() == to_.size() && now >= last_s_;
    from_ = same_shape ? values_at(now) : values;
    since_s_ = same_shape ? now : -1e9;
    to_ = std::move(values);
    x_ = std::move(x);
    last_s_ = now;
    ++version_;
    double most = 0;
    for (const auto& column : to_)
      for (const double v : column) most = std::max(most, v);
    most_ = ceiling(most);
  }
  std::vector<std::vector<double>> values_at(double now) const {
    const double p = static_cast<double>(motion::out_cubic(motion::progress(now - since_s_, motion::roll_s)));
    auto values = to_;
    if (p >= 1 || from_.size() != to_.size()) return values;
    for (std::size_t k = 0; k < values.size(); ++k)
      for (std::size_t i = 0; i < values[k].size() && i < from_[k].size(); ++i)
        values[k][i] = from_[k][i] + (to_[k][i] - from_[k][i]) * p;
    return values;
  }

  float x_of(std::size_t i) const {
    if (course_ && i < course_->points.size() && x_.size() > 1) {
      const Instant first = course_->points.front().at;
      return left_ + (right_ - left_) * static_cast<float>((course_->points[i].at - first) / (course_->points.back().at - first));
    }
    return x_.size() < 2
               ? (left_ + right_) / 2
               : left_ + (right_ - left_) * static_cast<float>(i) / static_cast<float>(x_.size() - 1);
  }
  float y_of(double v) const { return base_ - static_cast<float>(std::max(0., v) / most_) * (base_ - top_); }

  // The crest of one column, sampled over the whole wall, in one piece but for breaks of the history; left and right of the
  // data the ridge runs on as decoration.
  std::vector<Line> crests(const std::vector<double>& values, float grown) const {
    std::vector<Course::Run> runs{{0, values.size() - 1}};
    if (course_ && course_->points.size() == values.size()) runs = course_->runs;
    std::vector<Line> lines;
    for (const Course::Run& run : runs) {
      std::vector<double> x, y;
      const auto put = [&](float px, double v) {
        if (!x.empty() && static_cast<double>(px) < x.back() + 0.5) return;
        x.push_back(static_cast<double>(px));
        y.push_back(v);
      };
      if (run.first == 0) put(-left_, values.front() * 0.86);
      for (std::size_t i = run.first; i <= run.last; ++i) put(x_of(i), values[i]);
      if (run.last + 1 == values.size()) put(width_ + left_, values.back() * 0.9);
      const float from = std::max(0.f, static_cast<float>(x.front())), to = std::min(width_, static_cast<float>(x.back()));
      const MonotoneCurve curve(std::move(x), std::move(y));
      Line line;
      const float step = std::max(4.f, width_ / 384);
      for (float px = from; px < to + step; px += step) {
        const float at = std::min(px, std::max(to, from + 1));
        line.push_back({at, base_ - (base_ - y_of(curve.at(static_cast<double>(at)))) * grown});
      }
      lines.push_back(std::move(line));
    }
    return lines;
  }

  Linear body(const Palette& p, std::size_t k) const {
    return mix(p.land, p.accent, 0.022f * static_cast<float>(k));
  }
  Linear crest_colour(const Palette& p, std::size_t k, std::size_t count) const {
    const float t = count < 2 ? 0 : static_cast<float>(k) / static_cast<float>(count - 1);
    return t < 0.5f ? mix(mix(p.accent, p.land, 0.62f), mix(p.accent, p.land, 0.16f), t * 2)
                    : mix(mix(p.accent, p.land, 0.16f), mix(p.pale, p.accent, 0.18f), t * 2 - 1);
  }

  draw::GroupPtr draw_land(const Layout& layout, const ChartClaim& claim, double now, double since) const {
    const Palette& p = layout.palette();
    draw::GroupBuilder b(id_);
    const auto values = values_at(now);
    const Vec2 sun = layout.at(s_.light);
    for (std::size_t k = 0; k < values.size(); ++k) {
      const float grown =
          motion::out_cubic(motion::progress(since - apart_s * static_cast<double>(k), grow_s));
      if (grown <= 0) continue;
      for (const Line& line : crests(values[k], grown)) put_crest(b, layout, claim, line, k, values.size(), sun);
    }
    put_bar(b, {left_, base_, right_ - left_, layout.stroke(2)}, p.line);
    return b.finish();
  }

  // One piece of a crest: its body, the terraces in it and its lit edge.
  void put_crest(draw::GroupBuilder& b, const Layout& layout, const ChartClaim& claim, const Line& line, std::size_t k,
                 std::size_t count, Vec2 sun) const {
    const Palette& p = layout.palette();
    float peak = base_;
    for (const Vec2& v : line) peak = std::min(peak, v.y);
    const auto shared = std::make_shared<const Line>(line);
    draw::Area area;
    area.upper = shared;
    area.base_y = base_;
    const Linear full = body(p, k), low = mix(p.ground, p.land, 0.12f);
    area.fill = draw::Paint::vertical(peak, base_, {{0, full}, {0.45f, mix(full, low, 0.42f)}, {1, low}});
    b.add(std::move(area));
    // Terraces: the crest drawn again on its way down, like loess.
    const int steps = terraces[std::min(k, terraces.size() - 1)];
    for (int s = 1; s <= steps; ++s) {
      const float t = static_cast<float>(s) / static_cast<float>(steps + 1);
      auto lower = std::make_shared<Line>(line);
      for (Vec2& v : *lower) v.y = base_ - (base_ - v.y) * (1 - t);
      draw::Polyline terrace;
      terrace.points = std::move(lower);
      terrace.width_px = layout.stroke(2);
      terrace.paint = mix(p.line, p.accent, 0.12f).with_alpha(0.42f * (1 - t) * (1 - t) * claim.light);
      b.add(std::move(terrace));
    }
    draw::Polyline ridge;
    auto colours = std::make_shared<std::vector<Linear>>();
    const Linear own = crest_colour(p, k, count);
    for (const Vec2& v : line) {
      const float d = k == 0 ? std::abs(v.x - sun.x) / layout.px(430) : 1;
      const float gild = d < 1 ? (1 - d * d) * (1 - d * d) : 0;
      Linear c = mix(own, p.gold, gild);
      colours->push_back({c.r * claim.light, c.g * claim.light, c.b * claim.light, 1});
    }
    ridge.points = shared;
    ridge.colours = std::move(colours);
    ridge.width_px = layout.stroke(k == 0 ? 3 : 4);
    ridge.glow_px = layout.px(17);
    ridge.glow_strength = k == 0 ? 0.24f : 0.2f;
    b.add(std::move(ridge));
  }

  // Without data: a range of hills as scenery. No axis, no label, no line of a value.
  draw::GroupPtr draw_empty(const Layout& layout, double since) const {
    const Palette& p = layout.palette();
    draw::GroupBuilder b(id_);
    const Vec2 sun = layout.at(s_.light);
    for (int k = 0; k < 4; ++k) {
      const float grown = motion::out_cubic(motion::progress(since - apart_s * k, grow_s));
      if (grown <= 0) continue;
      const float depth = static_cast<float>(k) / 3;
      auto line = std::make_shared<Line>();
      auto colours = std::make_shared<std::vector<Linear>>();
      const float step = std::max(4.f, width_ / 384), height = (base_ - top_) * (0.74f - 0.5f * depth);
      float peak = base_;
      for (float px = 0; px < width_ + step; px += step) {
        const float x = std::min(px, width_), u = x / width_ * 2 * std::numbers::pi_v<float>,
                    q = static_cast<float>(k) * 1.9f;
        const auto hump = [&](float at, float wide) {
          const float d = (x - sun.x - layout.px(at)) / layout.px(wide);
          return std::exp(-d * d);
        };
        float wave = 0.42f + 0.13f * std::sin(u * 2.3f + 0.9f + q) + 0.07f * std::sin(u * 5.1f + q * 2) +
                     0.03f * std::sin(u * 11.7f + q * 3);
        if (k == 0)
          wave += 0.34f * hump(-215, 120) + 0.30f * hump(270, 150) + 0.2f * hump(690, 240) -
                  0.16f * hump(15, 100);
        line->push_back({x, base_ - (height * wave + (base_ - top_) * 0.12f * (1 - depth)) * grown});
        peak = std::min(peak, line->back().y);
        const float e = std::abs(x - sun.x) / layout.px(430),
                    gild = k == 0 && e < 1 ? (1 - e * e) * (1 - e * e) : 0;
        colours->push_back(mix(p.line.with_alpha(0.75f - 0.35f * depth), p.gold, gild * 0.8f));
      }
      draw::Area area;
      area.upper = line;
      area.base_y = base_;
      const Linear full = mix(p.land, p.ground, 0.1f + 0.45f * depth);
      area.fill = draw::Paint::vertical(peak, base_, {{0, full}, {1, mix(p.ground, p.land, 0.1f)}});
      b.add(std::move(area));
      for (int t = 1; t <= 5 - k; ++t) {
        const float down = static_cast<float>(t) / static_cast<float>(6 - k);
        auto lower = std::make_shared<Line>(*line);
        for (Vec2& v : *lower) v.y = base_ - (base_ - v.y) * (1 - down);
        draw::Polyline terrace;
        terrace.points = std::move(lower);
        terrace.width_px = layout.stroke(2);
        terrace.paint = p.line.with_alpha(0.3f * (1 - down) * (1 - down));
        b.add(std::move(terrace));
      }
      draw::Polyline crest;
      crest.points = line;
      crest.colours = std::move(colours);
      crest.width_px = layout.stroke(k == 0 ? 3 : 2);
      b.add(std::move(crest));
    }
    return b.finish();
  }

  Rect title_box(const Layout& layout, float width) const {
    return {left_, title_y(layout) - layout.px(46), width, layout.px(62)};
  }
  float title_y(const Layout& layout) const { return std::round(cells_top_ + layout.px(155)); }

  draw::GroupPtr draw_title(const WidgetFrame& frame, const ChartClaim& claim, const kpi::Series* series) {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Language language = frame.in.language;
    draw::GroupBuilder b(Hash(id_).add(1).value());
    const float y = title_y(layout), size = layout.text_px(s_.title_px);
    const auto title =
        frame.text.line(s_.title.in(language), {.size_px = size, .weight = draw::Weight::bold});
    const std::string own = s_.unit.in(language);
    const std::string unit = own.empty() && series ? common_unit(series->info->unit, language).unit : own;
    const std::string beside = !claim.empty ? beside_title(unit, claim, language) : course_ ? no_history(*frame.in.data, language) : no_data(language);
    const auto mark = frame.text.line(beside, {.size_px = layout.text_px(0)});
    const float gap = layout.px(16), width = title->width_px + gap + mark->width_px;
    draw::Light shade;
    shade.centre = {left_ + width * 0.46f, y - size * 0.34f};
    shade.radii = {width * 0.74f, size * 1.5f};
    shade.power = 1.4f;
    shade.colour = p.ground.with_alpha(0.8f);
    b.add(shade);
    put_text(b, title, {left_, y}, p.text, origin_);
    put_text(b, mark, {left_ + title->width_px + gap, y}, p.muted, origin_);
    if (claim.form == Form::stale)
      put_hatch(b, layout, {left_ - layout.px(20), y - size * 0.8f, layout.px(11), size * 0.86f}, p.muted);
    title_width_ = width;
    return b.finish();
  }

  // Months under the axis, and each column's highest value at its place.
  draw::GroupPtr draw_words(const WidgetFrame& frame, const ChartClaim& claim, const kpi::Series& series,
                            double now) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Language language = frame.in.language;
    draw::GroupBuilder b(Hash(id_).add(2).value());
    const draw::TextStyle axis{.size_px = layout.text_px(s_.axis_px)};
    if (course_) {
      put_times(b, frame, axis);
    } else {
      const double pitch = x_.size() < 2 ? 1e6 : static_cast<double>(x_of(1) - x_of(0));
      for (const AxisLabel& label :
           month_labels(x_, pitch, static_cast<double>(axis.size_px) * 4.2, language)) {
        const auto run = frame.text.line(label.words, axis);
        const float x = std::clamp(x_of(label.index) - run->width_px / 2, left_, right_ - run->width_px);
        put_text(b, run, {x, base_ + layout.px(10) + axis.size_px}, label.strong ? p.text : p.muted, origin_);
      }
    }

    const auto values = values_at(now);
    const CommonUnit unit = common_unit(series.info->unit, language);
    const double factor = series.info->unit == "%" ? 100 : unit.factor;
    std::vector<Rect> taken{title_box(layout, title_width_)};
    std::vector<Line> pieces;
    for (const auto& column : values)
      for (Line& line : crests(column, 1)) pieces.push_back(std::move(line));
    for (std::size_t k = 0; k < values.size(); ++k) {
      const auto peak = std::max_element(values[k].begin(), values[k].end());
      if (peak == values[k].end() || *peak <= 0) continue;
      const auto i = static_cast<std::size_t>(peak - values[k].begin());
      const Vec2 at{x_of(i), y_of(*peak)};
      const float size = layout.text_px(k == 0 ? s_.label_px : s_.axis_px);
      const std::string words = s_.columns[k].label.in(language) + " " +
                                kpi::grouped(to_[k][i] * factor, unit.factor < 1 ? 2 : 1);
      const auto run = frame.text.line(words, {.size_px = size, .weight = draw::Weight::medium});
      const auto spot = find_spot(layout, at, run->width_px, size, taken, pieces);
      draw::Ring ground_dot, dot;
      ground_dot.centre = dot.centre = at;
      ground_dot.outer_px = layout.px(12);
      ground_dot.fill = p.ground.with_alpha(0.8f);
      dot.outer_px = layout.px(7);
      dot.fill = Linear{p.text.r * claim.light, p.text.g * claim.light, p.text.b * claim.light, 1};
      if (spot) {
        const Rect box{spot->x, spot->y - size * 0.86f, run->width_px, size};
        draw::Light shade;
        shade.centre = box.centre();
        shade.radii = {box.w * 0.8f, size * 1.1f};
        shade.power = 1;
        shade.colour = p.ground.with_alpha(0.92f);
        b.add(shade);
        taken.push_back(box.grown(layout.px(4)));
        put_text(b, run, *spot, dot.fill, origin_);
      }
      b.add(ground_dot);
      b.add(dot);
    }
    return b.finish();
  }

  void put_times(draw::GroupBuilder& b, const WidgetFrame& frame, const draw::TextStyle& axis) const {
    const Palette& p = frame.layout.palette();
    const Instant first = course_->points.front().at, last = course_->points.back().at;
    const auto width_of = [&](const std::string& words) { return static_cast<double>(frame.text.line(words, axis)->width_px); };
    for (const TimeTick& tick : time_ticks(first, last, static_cast<double>(right_ - left_), static_cast<double>(axis.size_px) * 2.2,
                                           frame.in.language, width_of)) {
      const auto run = frame.text.line(tick.words, axis);
      const float at = left_ + (right_ - left_) * static_cast<float>((tick.at - first) / (last - first));
      const float x = std::clamp(at - run->width_px / 2, left_, right_ - run->width_px);
      put_text(b, run, {x, base_ + frame.layout.px(10) + axis.size_px}, tick.strong ? p.text : p.muted, origin_);
    }
  }

  // Left end of the baseline for a label at a peak: under it, above it, right or left of it, where no crest
  // runs through it; else the first of these that has room; none when all are taken.
  std::optional<Vec2> find_spot(const Layout& layout, Vec2 at, float w, float size,
                                const std::vector<Rect>& taken, const std::vector<Line>& crests) const {
    const float centred = std::clamp(at.x - w / 2, left_, right_ - w), gap = layout.px(22);
    const std::array<Vec2, 4> tries{
        Vec2{centred, at.y + layout.px(11) + size * 0.8f}, Vec2{centred, at.y - layout.px(22)},
        Vec2{at.x + gap, at.y + size * 0.36f}, Vec2{at.x - gap - w, at.y + size * 0.36f}};
    std::optional<Vec2> second;
    for (const Vec2& t : tries) {
      const Rect box{t.x, t.y - size * 0.82f, w, size * 0.9f};
      if (box.x < left_ - 1 || box.right() > right_ + 1 || box.bottom() > base_ - 1 || box.y < cells_top_)
        continue;
      if (std::any_of(taken.begin(), taken.end(), [&](const Rect& r) { return !intersect(r, box).empty(); }))
        continue;
      const Vec2 spot{std::round(t.x), std::round(t.y)};
      const Rect clear = box.grown(layout.px(4));
      const bool crossed = std::any_of(crests.begin(), crests.end(), [&](const Line& line) {
        return std::any_of(line.begin(), line.end(), [&](Vec2 v) {
          return v.x > clear.x && v.x < clear.right() && v.y > clear.y && v.y < clear.bottom();
        });
      });
      if (!crossed) return spot;
      if (!second) second = spot;
    }
    return second;
  }

  // A soft light that walks along the front ridge.
  void walk(const WidgetFrame& frame, const ChartClaim& claim, double since, WidgetOutput& out) {
    if (!frame.in.backdrop_moves || since < 0 || to_.empty() || claim.form == Form::stale) return;
    const Layout& layout = frame.layout;
    const double tick = std::floor(frame.in.time_s * walk_hz), t = std::fmod(tick / walk_hz / walk_s, 1.);
    out.changes_at((tick + 1) / walk_hz);
    const float reach = layout.px(150), x = -reach + (width_ + 2 * reach) * static_cast<float>(t);
    const auto& group = walk_.get(Hash(id_).add(3).add(tick).add(version_).value(), [&] {
      draw::GroupBuilder b(Hash(id_).add(3).value());
      auto line = std::make_shared<Line>();
      auto colours = std::make_shared<std::vector<Linear>>();
      const auto pieces = crests(values_at(frame.in.time_s).back(), 1);
      // The light walks along one piece at a time.
      const auto piece = std::ranges::find_if(pieces, [&](const Line& one) { return one.back().x >= x; });
      for (const Vec2& v : piece == pieces.end() ? pieces.back() : *piece) {
        const float d = std::abs(v.x - x) / reach;
        if (d >= 1) continue;
        line->push_back(v);
        colours->push_back(layout.palette().pale.with_alpha(0.55f * (1 - d * d) * (1 - d * d)));
      }
      if (line->size() > 1) {
        draw::Polyline light;
        light.points = std::move(line);
        light.colours = std::move(colours);
        light.width_px = layout.stroke(4);
        light.glow_px = layout.px(22);
        light.glow_strength = 0.5f;
        b.add(std::move(light), draw::Blend::add);
      }
      return b.finish();
    });
    out.add(group);
  }

  RidgeSettings s_;
  Origin origin_;
  draw::Id id_;
  float left_ = 0, right_ = 0, width_ = 0, base_ = 0, top_ = 0, cells_top_ = 0, title_width_ = 0;
  std::optional<Course> course_;  // of the history; none: a source delivers the series
  std::optional<Instant> course_received_;
  std::size_t course_points_ = 0;
  std::vector<std::vector<double>> from_, to_;
  std::vector<std::string> x_;
  double since_s_ = -1e9, last_s_ = -1e9, most_ = 1;
  std::uint64_t version_ = 0;
  GroupCache land_, walk_, title_, words_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const RidgeSettings& settings, const SceneContext&) {
  return std::make_unique<Ridge>(settings);
}

}  // namespace guangmu::scenes
