#include "scenes/trend.h"

#include <algorithm>
#include <cmath>

#include "scenes/amounts.h"
#include "scenes/course.h"
#include "scenes/curve.h"
#include "scenes/lettering.h"
#include "scenes/motion.h"
#include "scenes/time_axis.h"
#include "scenes/value_axis.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

constexpr double draw_s = 1.1;       // the line draws itself
constexpr double steps_of_time = 900;  // the axis moves on in such parts of its length

using Line = std::vector<Vec2>;

// How the figure's values are written.
struct Scale {
  double factor = 1;
  double resolution = 1;  // last digit, in what is shown
  bool share = false;
  std::string unit;
};

class Trend final : public Widget {
 public:
  explicit Trend(const TrendSettings& s)
      : s_(s), origin_{"trend", s.series, s.place}, id_(hash_of("trend/" + s.series)) {}

  double entrance_end_s() const override { return s_.enter.s + draw_s; }
  std::vector<std::string> names() const override { return {s_.series}; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const kpi::Series* series = frame.in.data->find_series(s_.series);
    const ChartClaim claim = claim_of(frame.in, series);
    const double since = frame.entered_s - s_.enter.s;
    out.changes_at(frame.in.time_s + claim.changes_in_s);
    see(frame.in, series, out);
    if (since < 0) return;

    Hash key(id_);
    key.add(frame.in.language).add(claim.form).add(claim.mark).add(claim.demonstration).add(claim.empty);
    key.add(seen_).add(no_history(*frame.in.data, frame.in.language));
    const bool drawing = since < draw_s;
    if (drawing) key.add(since), out.changes_at(frame.in.time_s);
    const auto in = motion::appear(since, frame.layout.px(20));
    out.add(cache_.get(key.value(), [&] { return draw_all(frame, claim, series, since); }), in.shift, in.opacity);
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), 0.85f));
  }

 private:
  // Takes the series over when it, or the end of the axis, is another.
  void see(const SceneInput& in, const kpi::Series* series, WidgetOutput& out) {
    Hash hash;
    Instant end;
    if (series) {
      if (series->info->over_s > 0 && !in.figures_frozen) {
        const auto step = static_cast<std::int64_t>(std::max(60., series->info->over_s / steps_of_time) * 1e6);
        end = {(in.wall_clock.us / step + 1) * step};
        out.changes_at(in.time_s + (end - in.wall_clock));
      }
      hash.add(series->info->over_s).add(end.us).add(series->points.size());
      for (const auto& p : series->points) {
        hash.add(std::string_view(p.x));
        for (const double y : p.y) hash.add(y);
      }
    }
    if (hash.value() == seen_) return;
    seen_ = hash.value();
    course_ = series ? course_of(*series, column_of(*series), end) : Course{};
  }
  std::size_t column_of(const kpi::Series& series) const {
    const auto& names = series.info->columns;
    const auto it = std::find(names.begin(), names.end(), s_.column);
    return it == names.end() ? 0 : static_cast<std::size_t>(it - names.begin());
  }

  Scale scale_of(const SceneInput& in, const kpi::Series& series) const {
    const CommonUnit common = common_unit(series.info->unit, in.language);
    Scale s{common.factor, 1, series.info->unit == "%", common.unit};
    if (s.share) s.factor = 100;
    const std::size_t column = column_of(series);
    const kpi::Metric* m = column < series.info->columns.size() ? in.data->metric(series.info->columns[column]) : nullptr;
    s.resolution = std::pow(10, -(m ? m->info->decimals : 1)) * (s.share ? 1 : s.factor);
    return s;
  }

  struct Plot {
    Rect box;  // of the curve
    float label_right = 0;
    ValueAxis values;
    Instant from, to;
    double factor = 1;
    float x(Instant at) const {
      const double whole = to - from;
      return box.x + box.w * static_cast<float>(whole > 0 ? std::clamp((at - from) / whole, 0., 1.) : 0.5);
    }
    float y(double value) const {
      const double part = (value * factor - values.low) / (values.high - values.low);
      return box.bottom() - box.h * static_cast<float>(std::clamp(part, 0., 1.));
    }
  };

  draw::GroupPtr draw_all(const WidgetFrame& frame, const ChartClaim& claim, const kpi::Series* series, double since) const {
    const Layout& layout = frame.layout;
    const Language language = frame.in.language;
    const Rect c = layout.content(s_.area);
    draw::GroupBuilder b(id_);
    const bool known = series && !claim.empty && course_.enough;
    const Scale scale = series ? scale_of(frame.in, *series) : Scale{};
    const std::string own = s_.unit.in(language);
    const std::string unit = own.empty() ? scale.unit : own;
    const PanelHead head =
        put_panel_head(b, frame.text, layout, c, s_.title.in(language), layout.text_px(s_.title_px),
                       known ? beside_title(unit, claim, language) : series ? unit : no_data(language),
                       known ? claim.form : Form::live, origin_);

    const draw::TextStyle axis{.size_px = layout.text_px(s_.axis_px)};
    const float floor_y = off_seam(layout, std::round(c.bottom() - axis.size_px - layout.px(18)));
    Plot plot;
    plot.box = {c.x, head.bottom_y + layout.px(28), c.w - layout.px(16), 0};
    plot.box.h = floor_y - plot.box.y;
    plot.from = course_.from;
    plot.to = course_.to;
    plot.factor = scale.factor;
    if (known) {
      measure_values(frame, scale, axis, plot);
      put_levels(b, frame, axis, plot);
    }
    put_bar(b, {plot.box.x, plot.box.bottom(), c.right() - plot.box.x, layout.stroke(2)}, layout.palette().line);
    put_times(b, frame, axis, plot, c);
    if (known) {
      put_curve(b, layout, claim, plot, since);
      put_gaps(b, frame, plot, since);
      put_newest(b, frame, claim, *series, head, c, plot, since);
    } else {
      put_beginning(b, frame, series, plot);
    }
    return b.finish();
  }

  void measure_values(const WidgetFrame& frame, const Scale& scale, const draw::TextStyle& axis, Plot& plot) const {
    double least = course_.points.front().value, most = least;
    for (const auto& p : course_.points) {
      least = std::min(least, p.value);
      most = std::max(most, p.value);
    }
    plot.values = value_axis(least * scale.factor, most * scale.factor, scale.resolution, scale.share);
    float width = 0;
    for (int i = 0; i < plot.values.levels(); ++i)
      width = std::max(width, frame.text.line(level_words(plot.values, i), axis)->width_px);
    plot.label_right = plot.box.x + std::ceil(width);
    const float moved = std::ceil(width) + frame.layout.px(20);
    plot.box.x += moved;
    plot.box.w -= moved;
  }
  static std::string level_words(const ValueAxis& axis, int i) {
    return kpi::grouped(std::min(axis.high, axis.level(i)), axis.decimals);
  }

  // Levels of the values: as many as have room, the lowest and the highest always.
  void put_levels(draw::GroupBuilder& b, const WidgetFrame& frame, const draw::TextStyle& axis, const Plot& plot) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const int last = plot.values.levels() - 1;
    const float pitch = plot.box.h / static_cast<float>(std::max(1, last));
    const int every = std::clamp(static_cast<int>(std::ceil(axis.size_px * 1.25f / std::max(1.f, pitch))), 1, std::max(1, last));
    for (int i = 0; i <= last; ++i) {
      if (i != last && (i % every != 0 || (i != 0 && last - i < every))) continue;
      const double shown = std::min(plot.values.high, plot.values.level(i));
      const float y = i == 0 ? plot.box.bottom() : off_seam(layout, std::round(plot.y(shown / plot.factor)));
      if (i > 0) put_bar(b, {plot.box.x, y, plot.box.w + layout.px(16), layout.stroke(2)}, p.line.with_alpha(0.34f));
      put_text(b, frame.text.line(level_words(plot.values, i), axis), {plot.label_right, y + axis.size_px * 0.36f}, p.muted,
               origin_, draw::Align::right);
    }
  }

  void put_times(draw::GroupBuilder& b, const WidgetFrame& frame, const draw::TextStyle& axis, const Plot& plot, const Rect& c) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const auto width_of = [&](const std::string& words) { return static_cast<double>(frame.text.line(words, axis)->width_px); };
    const float gap = layout.px(28), y = plot.box.bottom();
    float taken = -1e9f;
    for (const TimeTick& tick :
         time_ticks(plot.from, plot.to, static_cast<double>(plot.box.w), static_cast<double>(gap), frame.in.language, width_of)) {
      const auto run = frame.text.line(tick.words, axis);
      const float at = std::round(plot.x(tick.at));
      const float x = std::clamp(at - run->width_px / 2, std::max(c.x, plot.box.x - layout.px(20)), c.right() - run->width_px);
      put_bar(b, {at - layout.stroke(2) / 2, y, layout.stroke(2), layout.px(10)}, p.line);
      if (x < taken + gap) continue;
      taken = x + run->width_px;
      put_text(b, run, {x, y + layout.px(12) + axis.size_px * 0.9f}, tick.strong ? p.text : p.muted, origin_);
    }
  }

  void put_curve(draw::GroupBuilder& b, const Layout& layout, const ChartClaim& claim, const Plot& plot, double since) const {
    const Palette& p = layout.palette();
    const float grown = motion::in_out(motion::progress(since, draw_s));
    // The line draws itself from the past to the present.
    const float reach = layout.px(40);
    const Rect seen{plot.box.x - reach, plot.box.y - reach, (plot.box.w + 2 * reach) * grown, plot.box.h + 2 * reach};
    const auto put = [&](draw::Shape shape, draw::Blend blend = draw::Blend::over) {
      draw::Item& item = b.add(std::move(shape), blend);
      if (grown < 1) item.clip = seen;
    };
    const Linear crest = mix(p.accent, p.pale, 0.25f).faded(1);
    for (const Course::Run& run : course_.runs) {
      if (run.first == run.last) {
        const auto& point = course_.points[run.first];
        put(draw::Ring{.centre = {plot.x(point.at), plot.y(point.value)}, .outer_px = layout.px(4), .fill = lit(crest, claim.light)});
        continue;
      }
      const auto line = std::make_shared<const Line>(line_of(run, plot, layout));
      float peak = plot.box.bottom();
      for (const Vec2& v : *line) peak = std::min(peak, v.y);
      draw::Area area;
      area.upper = line;
      area.base_y = plot.box.bottom();
      const Linear body = mix(p.accent, p.land, 0.45f);
      area.fill = draw::Paint::vertical(peak, plot.box.bottom(),
                                        {{0, body.with_alpha(0.46f * claim.light)}, {1, body.with_alpha(0.03f)}});
      put(std::move(area));
      draw::Polyline stroke;
      stroke.points = line;
      stroke.width_px = layout.stroke(4);
      stroke.paint = lit(crest, claim.light);
      if (claim.light >= 1) stroke.glow_px = layout.px(16), stroke.glow_strength = 0.22f;
      put(std::move(stroke));
    }
  }

  static Linear lit(Linear c, float light) { return {c.r * light, c.g * light, c.b * light, c.a}; }

  // Smooth between its points, through each of them.
  static Line line_of(const Course::Run& run, const Plot& plot, const Layout& layout, const std::vector<Course::Point>& points) {
    std::vector<double> x, y;
    for (std::size_t i = run.first; i <= run.last; ++i) {
      const double at = static_cast<double>(plot.x(points[i].at)), value = static_cast<double>(plot.y(points[i].value));
      if (!x.empty() && at < x.back() + 0.5) {
        y.back() = value;  // no room for two
        continue;
      }
      x.push_back(at);
      y.push_back(value);
    }
    const double first = x.front(), last = x.back(), step = static_cast<double>(std::max(2.f, layout.px(3)));
    const MonotoneCurve curve(std::move(x), std::move(y));
    Line line;
    for (double at = first; at < last; at += step)
      line.push_back({static_cast<float>(at), static_cast<float>(curve.at(at))});
    line.push_back({static_cast<float>(std::max(last, first + 1)), static_cast<float>(curve.at(last))});
    return line;
  }
  Line line_of(const Course::Run& run, const Plot& plot, const Layout& layout) const {
    return line_of(run, plot, layout, course_.points);
  }

  // The ground is hatched where nothing was known; since when anything is, stands there if it has room.
  void put_gaps(draw::GroupBuilder& b, const WidgetFrame& frame, const Plot& plot, double since) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    if (since < draw_s * 0.6) return;
    const float edge = layout.px(14), y = plot.box.bottom() - edge - layout.px(4);
    const auto hatch = [&](float from, float to) {
      if (to - from > layout.px(22)) put_hatch(b, layout, {from + layout.px(6), y, to - from - layout.px(12), edge}, p.muted.with_alpha(0.5f));
    };
    const float first = plot.x(course_.points.front().at);
    hatch(plot.box.x, first);
    for (std::size_t i = 1; i < course_.runs.size(); ++i)
      hatch(plot.x(course_.points[course_.runs[i - 1].last].at), plot.x(course_.points[course_.runs[i].first].at));
    if (plot.to - course_.points.back().at > (plot.to - plot.from) / 48)
      hatch(plot.x(course_.points.back().at), plot.box.right());
    const auto words = frame.text.line(since_words(frame.in.language), {.size_px = layout.text_px(0)});
    if (first - plot.box.x > words->width_px + layout.px(48))
      put_text(b, words, {(plot.box.x + first) / 2, plot.box.y + plot.box.h * 0.5f + words->style.size_px * 0.36f}, p.muted, origin_,
               draw::Align::centre);
  }

  // The newest value: a point of light at the end of the line, and its figure at the right of the title.
  void put_newest(draw::GroupBuilder& b, const WidgetFrame& frame, const ChartClaim& claim, const kpi::Series& series,
                  const PanelHead& head, const Rect& c, const Plot& plot, double since) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const float shown = motion::progress(since - draw_s * 0.85, draw_s * 0.15);
    if (shown <= 0) return;
    const auto& newest = course_.points.back();
    const Vec2 at{plot.x(newest.at), plot.y(newest.value)};
    if (claim.light >= 1) {
      draw::Light glow;
      glow.centre = at;
      glow.radii = {layout.px(30), layout.px(30)};
      glow.colour = p.accent.with_alpha(0.3f * shown);
      b.add(glow, draw::Blend::add);
    }
    b.add(draw::Ring{.centre = at, .outer_px = layout.px(11), .fill = p.ground.with_alpha(0.85f * shown)});
    b.add(draw::Ring{.centre = at, .outer_px = layout.px(7), .fill = lit(p.text, claim.light).faded(shown)});

    const std::size_t column = column_of(series);
    const kpi::Metric* m = column < series.info->columns.size() ? frame.in.data->metric(series.info->columns[column]) : nullptr;
    const kpi::NumberText words = kpi::number_text(newest.value, series.info->unit, m ? m->info->decimals : 1, frame.in.language,
                                                   m && m->info->is_short);
    const float size = layout.text_px(s_.title_px), floor_px = layout.text_px(0);
    const auto digits = frame.text.line(words.digits, {.size_px = size, .weight = draw::Weight::semi_bold});
    // The unit stands beside the title already, unless money changes its own.
    const bool share = series.info->unit == "%";
    const bool with_unit = !words.unit.empty() && (share || words.unit != common_unit(series.info->unit, frame.in.language).unit);
    const auto unit = frame.text.line(with_unit ? words.unit : "", {.size_px = floor_px});
    const float gap = with_unit ? layout.px(8) : 0, width = digits->width_px + gap + unit->width_px;
    if (head.right_x + layout.px(40) > c.right() - width) return;
    const Linear ink = lit(p.text, claim.light).faded(shown);
    put_text(b, digits, {c.right() - width, head.baseline_y}, ink, origin_);
    if (with_unit) put_text(b, unit, {c.right(), head.baseline_y}, ink, origin_, draw::Align::right);
  }

  std::string since_words(Language language) const {
    const std::string at = moment_words(*course_.since(), course_.to - course_.from, language);
    return language == Language::zh ? "自 " + at + " 起有记录" : "recorded since " + at;
  }

  // Nothing to draw a line from: the axis stands, and words in the place of the curve.
  void put_beginning(draw::GroupBuilder& b, const WidgetFrame& frame, const kpi::Series* series, const Plot& plot) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    std::string words = no_data(frame.in.language), more;
    if (series && series->info->over_s > 0) {
      words = no_history(*frame.in.data, frame.in.language);
      if (course_.since()) more = since_words(frame.in.language);
    }
    const float size = layout.text_px(40), small = layout.text_px(0);
    const auto run = fit_line(frame.text, words, {.size_px = size}, plot.box.w, small);
    const float second = more.empty() ? 0 : small * 1.3f, x = plot.box.x + plot.box.w / 2;
    const float top = plot.box.y - layout.px(2), bottom = plot.box.bottom() - layout.px(26);
    const float baseline = std::round((top + bottom + size * 0.72f - second) / 2);
    put_text(b, run, {x, baseline}, p.muted, origin_, draw::Align::centre);
    if (!more.empty())
      put_text(b, fit_line(frame.text, more, {.size_px = small}, plot.box.w, small), {x, baseline + second}, p.muted, origin_,
               draw::Align::centre);
    if (plot.box.h > size * 1.6f)
      put_hatch(b, layout, {plot.box.x, plot.box.bottom() - layout.px(18), plot.box.w, layout.px(14)}, p.muted.with_alpha(0.4f));
  }

  // No level lies along a seam between modules.
  static float off_seam(const Layout& layout, float y) {
    const float module = static_cast<float>(layout.wall().module.h);
    if (module <= 0) return y;
    const float seam = std::round(y / module) * module, apart = std::max(4.f, layout.px(6));
    return std::abs(y - seam) < apart ? seam + (y < seam ? -apart : apart) : y;
  }

  TrendSettings s_;
  Origin origin_;
  draw::Id id_;
  Course course_;
  std::uint64_t seen_ = 0;
  GroupCache cache_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const TrendSettings& settings, const SceneContext&) {
  return std::make_unique<Trend>(settings);
}

}  // namespace guangmu::scenes
