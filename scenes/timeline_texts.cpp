#include "scenes/timeline_texts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "scenes/claim.h"
#include "scenes/lettering.h"

namespace guangmu::scenes {
namespace {

constexpr draw::Weight bold = draw::Weight::bold;

// How many lines but the last end where one pauses in reading.
int pauses(const std::vector<draw::TextRunPtr>& lines) {
  int n = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i)
    for (const char* mark : {"，", "、", "。", "；", "：", ",", ";", "."})
      if (lines[i]->text.ends_with(mark)) ++n;
  return n;
}

// The short name of a neighbour's figure: that of the curve where it is one of the curve's.
const LocalText& short_label(const TimelineSettings& timeline, const TimelineFigure& f) {
  for (const TimelineTotal& t : timeline.totals)
    if (!f.metric.empty() && t.metric == f.metric) return t.label;
  return f.label;
}

class Arranger {
 public:
  Arranger(const TimelineWords& w, int present, const std::vector<Rect>& taken)
      : w_(w), plan_(w.plan), present_(present), taken_(taken) {
    rest_.poses.resize(w.timeline.events.size());
    rest_.knot_y = std::round(plan_.y_of(plan_.knot_value(present)));
  }

  TimelineRest arrange() {
    card();
    taken_.push_back(rest_.card.grown(px(18)));
    taken_.push_back(
        {plan_.present_x() - px(20), rest_.card.bottom(), px(40), plan_.ground_y() - rest_.card.bottom()});
    fan();
    brackets();
    std::vector<int> order = others();
    for (int e : order)
      if (plan_.is_known(e)) with_figure(e);
    posts();
    std::array<int, 2> placed{};  // without a figure, left and right
    for (int e : order) {
      if (plan_.is_known(e) || !dated(e)) continue;
      int& n = placed[x_of(e) < plan_.present_x() ? 0 : 1];
      mast(e);
      if (n >= 3 || std::abs(x_of(e) - plan_.present_x()) < px(8)) continue;
      if (at_mast(e, n == 0)) ++n;
    }
    return std::move(rest_);
  }

 private:
  float px(double d) const { return plan_.px(d); }
  float size(double d) const { return w_.layout.text_px(d); }
  const TimelineEvent& event(int e) const { return w_.timeline.events[static_cast<std::size_t>(e)]; }
  TimelinePose& pose(int e) { return rest_.poses[static_cast<std::size_t>(e)]; }
  bool dated(int e) const { return event(e).date.month != 0; }
  float x_of(int e) const { return plan_.x_of(plan_.month(e), plan_.month(present_)); }

  // The other events on the wall, nearest first, later before earlier.
  std::vector<int> others() const {
    std::vector<int> order;
    for (int e = 0; e < plan_.count(); ++e)
      if (e != present_ && x_of(e) > px(24) && x_of(e) < plan_.width() - px(24)) order.push_back(e);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      const double da = std::abs(plan_.month(a) - plan_.month(present_)),
                   db = std::abs(plan_.month(b) - plan_.month(present_));
      return da < db;
    });
    return order;
  }

  bool free(Rect r, Rect own = {}) const {
    if (r.x < px(30) || r.right() > plan_.width() - px(30) || r.y < px(30)) return false;
    return std::none_of(taken_.begin(), taken_.end(),
                        [&](const Rect& t) { return !intersect(t, r).empty() && !(t == own); });
  }

  void card() {
    TimelinePose& p = pose(present_);
    const TimelineEvent& e = event(present_);
    const float half = plan_.x(468), inset = px(12);
    const float row = plan_.y(96);
    float bottom = 8 * row - inset;
    while (bottom > rest_.knot_y - px(84) && bottom > 5 * row) bottom -= row;
    const float width = 2 * half - px(88);

    const auto broken = [&](double full, double floor) {
      const auto one = fit_line(w_.text, e.title.in(w_.language), {.size_px = size(full), .weight = bold},
                                width, size(floor));
      if (one->text == e.title.in(w_.language)) {
        p.title_px = one->style.size_px;
        p.lines = {one->text};
        return;
      }
      p.title_px = size(60);
      for (const auto& l : balanced(e.title.in(w_.language), {.size_px = p.title_px, .weight = bold}, width))
        p.lines.push_back(l->text);
    };
    broken(76, 52);
    p.shown = true;
    p.near = true;
    p.align = 0.5f;
    p.date_px = size(40);
    p.title_step = std::round(p.title_px * 1.18f);
    const float more = static_cast<float>(p.lines.size() - 1) * p.title_step;
    float top = 0;
    if (e.figure) {
      top = 2 * row + inset;
      const float k = std::clamp((bottom - top - px(456)) / px(96), 0.f, 1.f);
      p.date_y = top + px(48 + 5 * k);
      p.title_y = top + px(128 + 11 * k);
      rest_.card_body_y = p.title_y + more + px(52 + 18 * k);
    } else {
      rest_.body_px = size(36);
      const float floor = size(32);
      std::vector<draw::TextRunPtr> lines;
      for (;; rest_.body_px -= 2) {
        lines = w_.text.paragraph(e.text.in(w_.language), {.size_px = rest_.body_px}, width, 4);
        if (lines.size() <= 3 || rest_.body_px - 2 < floor) break;
      }
      // Lines of much the same length, ending where the sentence pauses if they can.
      auto best = lines;
      int most = pauses(lines);
      for (float narrow = width - px(24); lines.size() > 1 && narrow > width * 0.5f; narrow -= px(24)) {
        auto other = w_.text.paragraph(e.text.in(w_.language), {.size_px = rest_.body_px}, narrow, 5);
        if (other.size() != lines.size()) break;
        if (pauses(other) < most) continue;
        most = pauses(other);
        best = std::move(other);
      }
      if (lines.size() == 2 && most == 0) best = halves(e.text.in(w_.language), width, std::move(best));
      lines = std::move(best);
      for (const auto& l : lines) rest_.body.push_back(l->text);
      rest_.body_step = std::round(rest_.body_px * 1.5f);
      const float block =
          px(36) + px(86) + more + px(70) + static_cast<float>(lines.size() - 1) * rest_.body_step;
      const float rows = std::max(4.f, std::ceil((block + px(88) + 2 * inset) / row));
      top = bottom - rows * row + 2 * inset;
      const float first = top + (bottom - top - block) / 2 + px(36);
      p.date_y = first - px(4);
      p.title_y = first + px(86);
      rest_.card_body_y = p.title_y + more + px(70);
    }
    for (float* v : {&p.date_y, &p.title_y, &rest_.card_body_y}) *v = std::round(*v);
    p.mast_top = bottom;
    rest_.card = {std::round(plan_.present_x() - half), std::round(top), std::round(2 * half),
                  std::round(bottom - top)};
    p.box = rest_.card;
  }

  // A heading in one or two lines of much the same length.
  std::vector<draw::TextRunPtr> balanced(const std::string& words, draw::TextStyle style, float width) const {
    auto lines = w_.text.paragraph(words, style, width, 2);
    if (lines.size() < 2) return lines;
    for (float narrow = width - px(20); narrow > width * 0.5f; narrow -= px(20)) {
      auto other = w_.text.paragraph(words, style, narrow, 3);
      if (other.size() > 2) break;
      lines = std::move(other);
    }
    return lines;
  }

  // The text in two lines that part where the sentence pauses, nearest to its middle; `otherwise` where that
  // is not so.
  std::vector<draw::TextRunPtr> halves(const std::string& words, float width,
                                       std::vector<draw::TextRunPtr> otherwise) const {
    float best = width * 0.5f;
    for (const std::string_view mark : {"，", "、", "；", "：", ", ", "; "}) {
      for (std::size_t at = words.find(mark); at != std::string::npos; at = words.find(mark, at + 1)) {
        const std::size_t end = at + mark.size();
        const auto left = w_.text.line(std::string_view(words).substr(0, end), {.size_px = rest_.body_px});
        const auto right = w_.text.line(std::string_view(words).substr(end), {.size_px = rest_.body_px});
        const float uneven = std::abs(left->width_px - right->width_px);
        if (std::max(left->width_px, right->width_px) > width || uneven >= best) continue;
        best = uneven;
        otherwise = {left, right};
      }
    }
    return otherwise;
  }

  // The strands, in columns; words stand above or below them.
  void fan() {
    if (!plan_.has_curve()) return;
    const float step = px(32);
    for (float x = 0; x < plan_.width(); x += step) {
      const double from =
          plan_.month(present_) + static_cast<double>((x - plan_.present_x()) / plan_.month_px());
      const double to = from + static_cast<double>(step / plan_.month_px());
      if (from > plan_.known().back().month + 4) break;
      const double high = std::max(plan_.envelope(from).second, plan_.envelope(to).second);
      const double low = std::min(plan_.envelope(from).first, plan_.envelope(to).first);
      if (high <= 0) continue;
      const float top = plan_.y_of(high) - px(10), bottom = plan_.y_of(low) + px(12);
      taken_.push_back({x, top, step, bottom - top});
    }
  }

  void brackets() {
    const float y = timeline_bracket_y(plan_) - px(36);
    for (const TimelineBracket& b : timeline_brackets(w_.timeline)) {
      const float x0 = plan_.x_of(b.from, plan_.month(present_)) + px(28),
                  x1 = plan_.x_of(b.to, plan_.month(present_)) - px(24);
      std::vector<int> inside;
      for (int e = 0; e < plan_.count(); ++e)
        if (!dated(e) && event(e).date.year == b.year) inside.push_back(e);
      float sum = 0;
      for (int e : inside) sum += line(e, 34)->width_px + px(24);
      const bool rows = sum > x1 - x0;
      for (std::size_t i = 0; i < inside.size(); ++i) {
        const int e = inside[i];
        TimelinePose& p = pose(e);
        if (e == present_) continue;
        const auto run = fit_line(w_.text, event(e).title.in(w_.language),
                                  {.size_px = size(34), .weight = bold}, x1 - x0 - px(28), size(32));
        p.bracket = true;
        p.lines = {run->text};
        p.title_px = p.date_px = run->style.size_px;
        p.title_y = std::round(y - (rows ? static_cast<float>(i) * px(58) : 0));
        p.date_y = p.title_y - px(44);
        p.mast_top = plan_.ground_y();
        p.near = true;
        const float left = i == 0                   ? x0 + px(14)
                           : i + 1 == inside.size() ? x1 - run->width_px
                                                    : x0 + (x1 - x0 - run->width_px) * static_cast<float>(i) /
                                                               static_cast<float>(inside.size() - 1);
        p.anchor = std::round(left - x_of(e));
        p.box = {left, p.title_y - p.title_px, run->width_px, p.title_px * 1.25f};
        p.shown = free(p.box.grown(px(3)));
        if (p.shown) taken_.push_back(p.box.grown(px(10)));
      }
      const float level = timeline_bracket_y(plan_);
      taken_.push_back(
          intersect(Rect{x0, level - px(22), x1 - x0, px(44)}, Rect{0, 0, plan_.width(), plan_.height()}));
    }
  }

  draw::TextRunPtr line(int e, double full) {
    return w_.text.line(event(e).title.in(w_.language), {.size_px = size(full), .weight = bold});
  }

  // A short mast with its ring, for an event whose words may find no place.
  void mast(int e) { pose(e).mast_top = std::round(plan_.ground_y() - px(64)); }

  bool at_mast(int e, bool near) {
    TimelinePose p;
    p.near = near;
    p.date_px = size(32);
    p.title_px = size(near ? 44 : 40);
    float width =
        w_.text.line(timeline_date_words(event(e).date, w_.language), {.size_px = p.date_px})->width_px;
    const auto runs =
        balanced(event(e).title.in(w_.language), {.size_px = p.title_px, .weight = bold}, px(612));
    for (const auto& r : runs) {
      p.lines.push_back(r->text);
      width = std::max(width, r->width_px);
    }
    p.title_step = std::round(p.title_px * 1.2f);
    const float more = static_cast<float>(runs.size() - 1) * p.title_step;
    const float up = px(100) + more;  // from the mast's top to the upper edge of the words
    const bool past = x_of(e) < plan_.present_x();

    for (const float slide : {0.f, 40.f, 80.f}) {
      for (const float top : {943.f, 1078.f, 1010.f, 876.f, 822.f, 1120.f}) {
        const float mast_top = std::round(plan_.y(top));
        float left = past ? x_of(e) + px(16) - width - px(slide) : x_of(e) - px(12) + px(slide);
        // Inward as far as the wall asks for.
        left = std::clamp(left, px(48), plan_.width() - px(48) - width);
        if (x_of(e) < left - px(400) || x_of(e) > left + width + px(400)) continue;
        const Rect box{left, mast_top - up, width, up - px(14)};
        const Rect stick{x_of(e) - px(10), mast_top - px(14), px(20), plan_.ground_y() - mast_top};
        if (!free(box.grown(px(9))) || !clear_stick(stick)) continue;
        p.align = past ? 1 : 0;
        p.anchor = std::round((past ? left + width : left) - x_of(e));
        p.mast_top = mast_top;
        p.title_y = std::round(mast_top - px(28) - more);
        p.date_y = std::round(p.title_y - p.title_px - px(6));
        p.box = box;
        p.shown = true;
        taken_.push_back(box.grown(px(9)));
        words_.push_back(box.grown(px(9)));
        taken_.push_back(stick);
        pose(e) = std::move(p);
        return true;
      }
    }
    return false;
  }
  // Masts may cross the strands, but no words.
  bool clear_stick(Rect r) const {
    return std::none_of(words_.begin(), words_.end(),
                        [&](const Rect& t) { return !intersect(t, r).empty(); }) &&
           intersect(r, rest_.card).empty();
  }

  void with_figure(int e) {
    const float knot = std::round(plan_.y_of(plan_.knot_value(e)));
    pose(e).mast_top = knot;
    taken_.push_back({x_of(e) - px(22), knot - px(22), px(44), px(44)});
    for (const bool label_below : {false, true})
      if (with_figure(e, knot, label_below)) return;
  }

  bool with_figure(int e, float knot, bool label_below) {
    TimelinePose p;
    const TimelineEvent& ev = event(e);
    p.near = true;
    p.date_px = size(32);
    p.has_figure = ev.figure.has_value();
    p.label_below = label_below;
    p.label_px = size(32);
    p.figure_px = size(84);
    p.unit_px = size(42);
    const std::string& title = ev.title.in(w_.language);
    const auto run = fit_line(w_.text, title, {.size_px = size(44), .weight = bold},
                              px(label_below ? 440 : 520), size(36));
    p.lines = {run->text};
    p.title_px = run->style.size_px;
    float title_width = run->width_px;
    if (run->text != title) {
      if (!label_below) return false;
      p.title_px = size(40);
      p.lines.clear();
      title_width = 0;
      for (const auto& l : balanced(title, {.size_px = p.title_px, .weight = bold}, px(440))) {
        p.lines.push_back(l->text);
        title_width = std::max(title_width, l->width_px);
      }
    }
    p.title_step = std::round(p.title_px * 1.2f);
    const float more = static_cast<float>(p.lines.size() - 1) * p.title_step;
    float width =
        std::max(title_width,
                 w_.text.line(timeline_date_words(ev.date, w_.language), {.size_px = p.date_px})->width_px);
    if (p.has_figure) {
      p.label = short_label(w_.timeline, *ev.figure).in(w_.language);
      const float label = w_.text.line(p.label, {.size_px = p.label_px})->width_px;
      width = std::max(width, label_below ? label : title_width + px(24) + label);
      const auto n = timeline_number(*ev.figure, w_.language);
      const draw::TextStyle digits{
          .size_px = p.figure_px, .weight = draw::Weight::light, .tracking_em = -0.015f};
      width = std::max(width, w_.text.line(n.digits, digits)->width_px + px(12) +
                                  w_.text.line(n.unit, {.size_px = p.unit_px})->width_px);
    }
    const float label_line = (p.has_figure && label_below ? px(46) : 0) + more;
    const float height = px(92) + (p.has_figure ? px(98) : 0) + label_line;
    const bool past = x_of(e) < plan_.present_x();

    struct Try {
      float rise, slide;
    };
    // Above the knot, slid away from the card if it must be; hanging under it; above it further off.
    for (const Try t : {Try{86, 0}, Try{86, 60}, Try{86, 130}, Try{140, 0}, Try{140, 100}, Try{-1, 0},
                        Try{86, 220}, Try{86, 300}, Try{140, 300}}) {
      const float top = t.rise < 0 ? knot + px(44) : knot - px(t.rise) - height;
      float left = past ? x_of(e) + px(16) - width - px(t.slide) : x_of(e) - px(12) + px(t.slide);
      if (t.rise < 0) left = past ? x_of(e) - px(24) - width : x_of(e) + px(24);
      left = std::clamp(left, px(48), plan_.width() - px(48) - width);
      if (t.rise < 0 && left < x_of(e) + px(20) && left + width > x_of(e) - px(20)) continue;
      const Rect box{left, top, width, height};
      if (!free(box.grown(px(9))) || beside_another(e, box)) continue;
      p.shown = true;
      p.align = past && !p.has_figure ? 1 : 0;
      p.anchor = std::round((p.align > 0 ? left + width : left) - x_of(e));
      p.date_y = std::round(top + px(30));
      p.title_y = std::round(p.date_y + px(52));
      p.figure_y = std::round(p.title_y + px(98) + label_line);
      p.box = box;
      p.mast_top = t.rise > 0 && t.slide < 140 ? std::round(knot - px(t.rise - 30)) : knot;
      taken_.push_back(box.grown(px(12)));
      words_.push_back(box.grown(px(12)));
      pose(e) = std::move(p);
      return true;
    }
    return false;
  }

  // A figure must stand clearly nearer to its own knot than to another's.
  bool beside_another(int e, Rect box) const {
    const auto gap = [&](int k) { return std::max({0.f, box.x - x_of(k), x_of(k) - box.right()}); };
    for (int other = 0; other < plan_.count(); ++other) {
      if (other == e || !plan_.is_known(other) || other == present_) continue;
      if (gap(other) < px(60) || gap(e) * 1.5f > gap(other)) return true;
    }
    return false;
  }

  // What other totals stood at, as columns on the same scale.
  void posts() {
    for (std::size_t t = 0; t < w_.timeline.totals.size(); ++t) {
      const TimelineTotal& total = w_.timeline.totals[t];
      if (total.metric == w_.timeline.curve) continue;
      for (std::size_t k = 0; k < total.points.size(); ++k) {
        const TimelinePoint& point = total.points[k];
        const float x = plan_.x_of(timeline_month(point.date), plan_.month(present_));
        const float top = plan_.y_of(timeline_curve_value(point));
        if (plan_.ground_y() - top < px(24)) continue;
        TimelinePost post;
        post.total = static_cast<int>(t);
        post.point = static_cast<int>(k);
        const auto n = kpi::number_text(point.value, point.unit, 2, w_.language);
        const float width =
            std::max(w_.text.line(total.label.in(w_.language), {.size_px = size(32)})->width_px,
                     w_.text.line(n.digits, {.size_px = size(56)})->width_px + px(10) +
                         w_.text.line(n.unit, {.size_px = size(32)})->width_px);
        const Rect box{x + px(24), top - px(56), width, px(96)};
        post.anchor = px(24);
        post.label_y = std::round(top - px(26));
        post.figure_y = std::round(top + px(32));
        post.box = box;
        post.shown = std::abs(x - plan_.present_x()) > px(8) && free(box.grown(px(6)));
        if (post.shown) {
          taken_.push_back(box.grown(px(9)));
          words_.push_back(box.grown(px(9)));
        }
        rest_.posts.push_back(post);
      }
    }
  }
  double timeline_curve_value(const TimelinePoint& p) const {
    const auto yuan = [](const std::string& u) { return u == "万元" ? 1e4 : u == "亿元" ? 1e8 : 1.; };
    for (const TimelineTotal& t : w_.timeline.totals)
      if (t.metric == w_.timeline.curve && !t.points.empty())
        return p.value * yuan(p.unit) / yuan(t.points.front().unit);
    return 0;
  }

  const TimelineWords& w_;
  const TimelinePlan& plan_;
  int present_;
  TimelineRest rest_;
  std::vector<Rect> taken_, words_;
};

}  // namespace

std::string timeline_date_words(Date d, Language language) {
  return date_words(d, language);
}

kpi::NumberText timeline_number(const TimelineFigure& f, Language language) {
  const double value = f.unit == "%" ? f.value / 100 : f.value;
  return kpi::number_text(value, f.unit, f.decimals, language);
}

std::vector<TimelineBracket> timeline_brackets(const TimelineSettings& timeline) {
  std::vector<TimelineBracket> out;
  for (const TimelineEvent& e : timeline.events) {
    if (e.date.month != 0) continue;
    if (std::any_of(out.begin(), out.end(), [&](const TimelineBracket& b) { return b.year == e.date.year; }))
      continue;
    const double january = timeline_month(e.date);
    out.push_back({e.date.year, january, january + 11, true});
  }
  return out;
}

TimelineRest timeline_rest(const TimelineWords& words, int event, const std::vector<Rect>& taken) {
  return Arranger(words, event, taken).arrange();
}

}  // namespace guangmu::scenes
