#include "scenes/timeline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>

#include "scenes/figure.h"
#include "scenes/motion.h"
#include "scenes/timeline_axis.h"
#include "scenes/timeline_card.h"
#include "scenes/timeline_key.h"
#include "scenes/timeline_land.h"
#include "scenes/timeline_light.h"
#include "scenes/timeline_settings.h"
#include "scenes/timeline_texts.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

using motion::in_out;
using motion::out_cubic;
using motion::progress;

// Of a travel: the card sinks, the next one rises, words change their places.
constexpr double sink_s = 0.4, rise_s = 0.5, change_s = 0.55, clear_s = 0.16, runner_s = 0.8;

// Of the entrance, in seconds since it began.
namespace enters {
constexpr double title = 0.1, mountains = 0.05, mountain_step = 0.08, line = 0.25, line_length = 0.9,
                 knot = 1.1, beam = 1.25, card = 1.4, future = 1.3, future_length = 0.7, neighbours = 1.9,
                 rest = 2.05, gold = 1.45, end = gold + motion::entrance_roll_s;
}

class Timeline final : public Widget {
 public:
  Timeline(const TimelineWidgetSettings& s, const SceneContext& context)
      : s_(s), layout_(context, 12, 15), timeline_(context.timeline) {
    origin_ = {"timeline", {}, s.place};
    if (!timeline_ || timeline_->events.empty()) {
      timeline_ = nullptr;
      return;
    }
    plan_.emplace(*timeline_, layout_);
    land_.emplace(*plan_);
    const std::size_t n = timeline_->events.size();
    words_.resize(n);
    masts_.resize(n);
    knots_.resize(n);
    cards_.resize(n);
    bodies_.resize(n);
    curtain_.resize(static_cast<std::size_t>(timeline_curtain_columns(*plan_)));
    for (std::size_t e = 0; e < n; ++e) gold_.emplace_back(Hash(hash_of("timeline/gold")).add(e).value());
  }

  double entrance_end_s() const override { return s_.enter.s + enters::end; }

  std::vector<std::string> names() const override {
    std::vector<std::string> out;
    if (timeline_)
      for (const TimelineTotal& t : timeline_->totals) out.push_back(t.metric);
    return out;
  }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const double entered = frame.entered_s - s_.enter.s;
    if (!timeline_) {
      if (entered >= 0) title(frame, out, entered);
      return;
    }
    const TimelineCamera camera = timeline_camera(*plan_, frame.in.timeline);
    const TimelineWords w{frame.text, layout_, *timeline_, *plan_, frame.in.language};
    const TimelineRest& a = rest(w, camera.from);
    const TimelineRest& b = rest(w, camera.to);
    const State s{frame, w, camera, a, b, entered};
    if (camera.moving || entered < enters::end) out.changes_at(frame.in.time_s);

    land(s, out);
    light(s, out);
    axis(s, out);
    events(s, out);
    title(frame, out, entered);
    map(s, out);
    key(s, out);
    runner(s, out);
  }

 private:
  struct State {
    const WidgetFrame& frame;
    const TimelineWords& w;
    const TimelineCamera& camera;
    const TimelineRest &a, &b;
    double entered;

    double since(double start) const { return entered - start; }
    bool idle() const { return frame.in.backdrop_moves; }
    double time() const { return frame.in.time_s; }
    // The card that leaves is there by 1 - sunk, the one that comes by risen.
    float sunk() const { return camera.moving ? progress(camera.moved_s, sink_s) : 1; }
    float risen() const {
      return camera.moving ? progress(camera.moved_s - (camera.travel_s - rise_s), rise_s) : 1;
    }
  };

  const TimelineRest& rest(const TimelineWords& w, int event) {
    auto [it, fresh] = rests_.try_emplace({event, w.language});
    if (fresh) {
      const auto run = title_run(w.text, w.language);
      const std::vector<Rect> taken{
          {plan_->px(48), plan_->y(40), run->width_px + plan_->px(40), plan_->y(120)},
          timeline_map_box(*plan_)};
      it->second = timeline_rest(w, event, taken);
    }
    return it->second;
  }

  float place(const State& s, int event) const { return plan_->x_of(plan_->month(event), s.camera.month); }
  static float whole(float x) { return std::round(x); }

  // 1: this event is the present; between: its knot warms up or cools down.
  float warm(const State& s, int event) const {
    float w = 0;
    if (event == s.camera.to) {
      if (!s.camera.moving)
        w = 1;
      else {
        const double away = std::abs(plan_->month(event) - s.camera.month);
        w = std::max(in_out(static_cast<float>(std::clamp((1.5 - away) / 1.5, 0., 1.))), in_out(s.risen()));
      }
      w *= progress(s.since(enters::knot), 0.25);
    }
    if (s.camera.moving && event == s.camera.from) w = std::max(w, 1 - in_out(s.sunk()));
    return std::round(w * 32) / 32;
  }

  void land(const State& s, WidgetOutput& out) {
    const Palette& p = layout_.palette();
    const auto& dust = dust_.get(1, [&] { return timeline_dust(*plan_, p); });
    out.add(dust, {}, progress(s.entered, 0.6));
    for (int i = 0; i < timeline_mountains; ++i) {
      const double since = s.since(enters::mountains + enters::mountain_step * i);
      if (since < 0) continue;
      const auto& m = mountains_[static_cast<std::size_t>(i)].get(
          Hash(1).add(s.camera.month).value(), [&] { return land_->mountain(*plan_, p, i, s.camera.month); });
      const auto in = motion::appear(since, plan_->px(40), 0.7);
      out.add(m, in.shift, in.opacity);
    }
  }

  TimelineShine shine(const State& s) const {
    TimelineShine shine;
    shine.camera = s.camera.month;
    if (s.entered >= enters::end) {
      shine.past_front = 1e9f;
      return shine;
    }
    shine.past_front = front(s);
    const float f = progress(s.since(enters::future), enters::future_length);
    shine.future_front = plan_->present_x() + (plan_->width() + plan_->px(200) - plan_->present_x()) *
                                                  out_cubic(f) * (f > 0 ? 1.f : 0.f);
    if (f <= 0) shine.future_front = plan_->present_x();
    return shine;
  }
  // How far the time line has been drawn.
  float front(const State& s) const {
    const float past = in_out(progress(s.since(enters::line), enters::line_length));
    if (past < 1) return plan_->present_x() * past;
    const float f = progress(s.since(enters::future), enters::future_length);
    return plan_->present_x() + plan_->px(180) +
           (plan_->width() + plan_->px(180) - plan_->present_x()) * out_cubic(f);
  }

  void light(const State& s, WidgetOutput& out) {
    const Palette& p = layout_.palette();
    if (s.since(enters::line) < 0) return;
    const TimelineShine sh = shine(s);
    // Folds of the curtain travel on; one column in turn, so that little changes in any one frame.
    constexpr double fold_step = 0.5;
    const double columns = static_cast<double>(curtain_.size());
    for (std::size_t c = 0; c < curtain_.size(); ++c) {
      const double offset = static_cast<double>(c) / columns;
      const double fold = s.idle() ? (std::floor(s.time() / fold_step + offset) - offset) * fold_step : 0;
      out.add(curtain_[c].get(Hash(sh.key()).add(fold).value(),
                              [&] { return timeline_curtain(*plan_, p, sh, static_cast<int>(c), fold); }));
    }
    out.add(strands_.get(sh.key(), [&] { return timeline_strands(*plan_, p, sh); }));
    out.add(join_.get(sh.key(), [&] { return timeline_join(*plan_, sh); }));
    if (s.idle() && plan_->has_curve())
      out.changes_at((std::floor(s.time() / fold_step * columns + 1e-6) + 1) / columns * fold_step);
  }

  void axis(const State& s, WidgetOutput& out) {
    const Palette& p = layout_.palette();
    const float f = s.entered >= enters::end ? plan_->width() * 2 : front(s);
    if (s.since(enters::line) < 0) return;
    const std::uint64_t key = Hash(2).add(s.camera.month).add(f).add(s.w.language).value();
    out.add(ticks_.get(key, [&] { return timeline_ticks(*plan_, p, s.camera.month, f); }));
    out.add(years_.get(key, [&] { return timeline_years(s.w, s.camera.month, f, origin_); }));
    out.add(ground_.get(Hash(3).add(f).value(), [&] { return timeline_ground(*plan_, p, f); }));
    const float in = progress(s.since(enters::rest), 0.4);
    for (const TimelineBracket& b : timeline_brackets(*timeline_)) {
      const float x = plan_->x_of(b.from, s.camera.month);
      // Its words in the middle stand on the wall whole or not at all.
      const float middle = x + (plan_->px(4) + static_cast<float>(b.to - b.from) * plan_->month_px()) / 2;
      const float edge = std::min(middle, plan_->width() - middle) - plan_->px(120);
      const float whole_words = std::clamp(edge / plan_->px(170), 0.f, 1.f);
      out.add(brackets_[b.year].get(Hash(4).add(s.w.language).value(),
                                    [&] { return timeline_bracket(s.w, b, origin_); }),
              {whole(x), 0}, in * whole_words);
    }
  }

  void events(const State& s, WidgetOutput& out) {
    const Palette& p = layout_.palette();
    posts(s, out);
    const float masts_in = progress(s.since(enters::neighbours), 0.5);
    for (int e = 0; e < plan_->count(); ++e) {
      const float x = place(s, e);
      if (x < -plan_->px(400) || x > plan_->width() + plan_->px(400)) continue;
      const float hot = warm(s, e), top = mast_top(s, e);
      if (dated(e) && hot < 1)
        out.add(masts_[at(e)].get(Hash(5).add(top).value(), [&] { return timeline_mast(*plan_, p, e, top); }),
                {whole(x), 0}, masts_in * (1 - hot));
    }
    present(s, out);
    for (int e = 0; e < plan_->count(); ++e) {
      const float x = place(s, e);
      if (x < -plan_->px(200) || x > plan_->width() + plan_->px(200)) continue;
      const float hot = warm(s, e);
      const bool reported = plan_->is_known(e);
      const float in = e == s.camera.to ? progress(s.since(enters::knot), 0.25) : masts_in;
      if (!dated(e) && hot <= 0) continue;
      const auto& knot = knots_[at(e)].get(Hash(6).add(hot).value(), [&] {
        return timeline_knot(*plan_, p, Hash(hash_of("timeline/knot")).add(e).value(), reported, hot);
      });
      out.add(knot, {whole(x), knot_y(s, e, hot)}, dated(e) ? in : in * hot);
      gold(s, e, out);
    }
    for (int e = 0; e < plan_->count(); ++e) words(s, e, out);
    motes(s, out);
  }

  std::size_t at(int event) const { return static_cast<std::size_t>(event); }
  bool dated(int event) const { return timeline_->events[at(event)].date.month != 0; }

  // A pose's mast, where it has one at that rest.
  std::optional<float> mast_of(const TimelineRest& r, int e, bool present) const {
    if (present) return r.knot_y;
    const TimelinePose& p = r.poses[at(e)];
    if (p.mast_top <= 0) return std::nullopt;
    return p.mast_top;
  }
  float mast_top(const State& s, int e) const {
    const float low = std::round(plan_->ground_y() - plan_->px(64));
    const auto a = mast_of(s.a, e, e == s.camera.from), b = mast_of(s.b, e, e == s.camera.to);
    if (!s.camera.moving) return b.value_or(low);
    const float from = a ? *a : b.value_or(low), to = b ? *b : a.value_or(low);
    return std::round(from + (to - from) * part(s, e));
  }
  float knot_y(const State& s, int e, float hot) const {
    const float on_curve = std::round(plan_->y_of(plan_->knot_value(e)));
    if (plan_->is_known(e) || !dated(e)) return on_curve;
    return std::round(mast_top(s, e) + (on_curve - mast_top(s, e)) * hot);
  }

  // How far an event's words are between their two places.
  float part(const State& s, int e) const {
    if (!s.camera.moving) return 1;
    if (e == s.camera.from) return in_out(progress(s.camera.moved_s - clear_s * 0.6, change_s));
    if (e == s.camera.to)
      return in_out(progress(s.camera.moved_s - (s.camera.travel_s - change_s - clear_s * 0.6), change_s));
    return s.camera.way;
  }

  void words(const State& s, int e, WidgetOutput& out) {
    const TimelinePose *a = &s.a.poses[at(e)], *b = &s.b.poses[at(e)];
    if (!a->shown && !b->shown) return;
    TimelineWordsAt where;
    where.part = part(s, e);
    where.a_card = e == s.camera.from ? 1.f : 0.f;
    where.b_card = e == s.camera.to ? 1.f : 0.f;
    float y = 0;
    if (!s.camera.moving) {
      if (!b->shown) return;
      a = b;
      where.a_card = where.b_card;
    } else if (!b->shown) {
      where.alpha = 1 - progress(s.camera.moved_s, where.a_card > 0 ? sink_s : 0.3);
      if (where.a_card > 0) y = sinking(s.sunk());
      b = a;
      where.b_card = where.a_card;
    } else if (!a->shown) {
      where.alpha =
          where.b_card > 0 ? in_out(s.risen()) : progress(s.camera.moved_s - (s.camera.travel_s - 0.4), 0.4);
      if (where.b_card > 0) y = rising(s.risen());
      a = b;
      where.a_card = where.b_card;
    }
    if (a == b) where.part = 1;
    float alpha = 1;
    if (s.entered < enters::end) {
      const double start =
          where.b_card > 0 ? enters::card : enters::neighbours + 0.06 * std::abs(e - s.camera.to);
      alpha = in_out(progress(s.since(start), 0.5));
      if (where.b_card > 0) y += rising(progress(s.since(start), 0.55));
    }
    where.a = a;
    where.b = b;
    const float opacity = where.alpha * alpha;
    where.alpha = 1;
    Hash key(7);
    key.add(s.w.language)
        .add(s.camera.moving ? s.camera.from : s.camera.to)
        .add(s.camera.to)
        .add(where.part)
        .add(where.a_card)
        .add(where.b_card);
    key.add(static_cast<int>(a == b)).add(a == &s.a.poses[at(e)] ? 1 : 2);
    out.add(words_[at(e)].get(key.value(), [&] { return timeline_event_words(s.w, e, where, origin_); }),
            {whole(place(s, e)), whole(y)}, opacity);
  }

  // The card comes up 96 px out of the beam, and sinks towards its knot.
  float rising(float p) const { return std::round(plan_->px(96) * (1 - out_cubic(p))); }
  float sinking(float p) const { return std::round(plan_->px(96) * p * p); }

  void present(const State& s, WidgetOutput& out) {
    const Palette& p = layout_.palette();
    // Glow and beam stand at the present, on the wall; they go out while it travels.
    const bool leaving = s.camera.moving && s.sunk() < 1;
    const int e = leaving ? s.camera.from : s.camera.to;
    const TimelineRest& r = leaving ? s.a : s.b;
    const bool reported = plan_->is_known(e);
    const float climbed = leaving           ? 1 - in_out(s.sunk())
                          : s.camera.moving ? in_out(s.risen())
                                            : in_out(progress(s.since(enters::beam), 0.3));
    const float hot = warm(s, e), x = place(s, e);
    const float knot = std::round(plan_->y_of(plan_->knot_value(e)));

    double breath = 1;
    if (s.idle() && !s.camera.moving && s.entered >= enters::end) {
      constexpr double step = 1. / 5;
      const double t = std::floor(s.time() / step) * step;
      breath = 1 + 0.08 * std::sin(2 * std::numbers::pi * t / 6);
      out.changes_at((std::floor(s.time() / step + 1e-6) + 1) * step);
    }
    if (hot > 0) {
      // On the ground itself it would drown what stands under the line.
      const float strength = plan_->knot_value(e) > 0 ? 1.f : 0.55f;
      const float glow = static_cast<float>(breath) * strength;
      const Vec2 at_knot{whole(x), knot};
      out.add(aura_.get(Hash(19).add(hot).add(strength).value(),
                        [&] { return timeline_aura(*plan_, p, hot, strength); }),
              at_knot);
      out.add(glow_.get(Hash(8).add(hot).add(glow).add(reported).value(),
                        [&] { return timeline_glow(*plan_, p, reported, hot, glow); }),
              at_knot);
    }
    if (climbed > 0.01f) {
      const float top = r.card.bottom() + (knot - r.card.bottom()) * (1 - climbed);
      const float warmth = reported ? 1.f : 0.f;
      out.add(beam_.get(Hash(9).add(top).add(warmth).add(climbed).value(),
                        [&] { return timeline_beam(*plan_, p, top, warmth, climbed); }),
              {whole(x - plan_->present_x()), 0});
    }
    card(s, e, r, leaving, out);
    marker(s, e, leaving, out);
  }

  struct CardState {
    float opacity = 0, rise = 0;
    float body = 0;  // opacity of what stands in it
    double since_gold = -1;
  };
  CardState card_state(const State& s, bool leaving) const {
    // The words in the card go first, so that date and title pass over an empty panel.
    if (leaving)
      return {1 - in_out(s.sunk()), sinking(s.sunk()), 1 - progress(s.camera.moved_s, clear_s), 1e9};
    if (s.camera.moving) {
      const double to_rest = s.camera.moved_s - s.camera.travel_s;
      return {in_out(s.risen()), rising(s.risen()), in_out(progress(to_rest + 0.2, 0.2)), to_rest + 0.2};
    }
    const float in = progress(s.since(enters::card), 0.55);
    double since = s.since(enters::gold);
    if (s.camera.travel_s > 0) since = std::min(since, s.camera.moved_s - s.camera.travel_s + 0.2);
    return {in_out(in), rising(in), in_out(in), since};
  }

  void card(const State& s, int e, const TimelineRest& r, bool leaving, WidgetOutput& out) {
    const CardState c = card_state(s, leaving);
    if (c.opacity <= 0) return;
    const std::uint64_t key = Hash(10).add(s.w.language).value();
    const Vec2 shift{whole(place(s, e)), c.rise};
    out.add(cards_[at(e)].get(key, [&] { return timeline_card(s.w, r, e); }), shift, c.opacity);
    out.add(bodies_[at(e)].get(key, [&] { return timeline_card_body(s.w, r, e, origin_); }), shift, c.body);
  }

  // The gold figure, with its own rolling digits.
  void gold(const State& s, int e, WidgetOutput& out) {
    const TimelineEvent& event = timeline_->events[at(e)];
    const bool leaving = s.camera.moving && s.sunk() < 1;
    if (e != (leaving ? s.camera.from : s.camera.to) || !event.figure) return;
    const Palette& p = layout_.palette();
    const CardState c = card_state(s, leaving);
    const TimelineRest& r = leaving ? s.a : s.b;
    const TimelineGold g = timeline_gold(s.w, r, e);
    Claim claim;
    claim.value = event.figure->value;
    claim.text = timeline_number(*event.figure, s.w.language);
    FigureStyle style;
    style.size_px = g.size_px;
    style.unit_px = std::round(g.size_px / 2);
    style.weight = draw::Weight::regular;
    style.colour = style.unit_colour = p.gold;
    style.quiet_colour = p.muted;
    style.align = draw::Align::centre;
    style.glows[0] = {plan_->px(26), p.gold.with_alpha(0.20f)};
    Origin from = origin_;
    from.metric = event.figure->metric;
    WidgetOutput parts;
    gold_[at(e)].build(s.frame, claim, style, g.at, g.width_px, c.since_gold, from, parts);
    out.changes_at(parts.next_change_s);
    for (const draw::Placed& placed : parts.groups)
      out.add(placed.group, placed.shift + Vec2{whole(place(s, e) - plan_->present_x()), c.rise},
              placed.opacity * std::min(c.opacity, leaving ? c.body : 1.f));
  }

  // Month of the present, under the line.
  void marker(const State& s, int e, bool leaving, WidgetOutput& out) {
    const Palette& p = layout_.palette();
    const float dot_in = progress(s.since(enters::knot), 0.25);
    out.add(dot_.get(1,
                     [&] {
                       draw::GroupBuilder b(hash_of("timeline/dot"));
                       draw::Light l;
                       l.radii = {plan_->px(56), plan_->px(30)};
                       l.colour = p.accent.with_alpha(0.45f);
                       b.add(l, draw::Blend::add);
                       b.add(draw::Ring{.centre = {}, .outer_px = plan_->px(10), .fill = srgb(0xF2FFFA)});
                       return b.finish();
                     }),
            {plan_->present_x(), plan_->ground_y() + plan_->px(2)}, dot_in);
    const Date d = timeline_->events[at(e)].date;
    // Not where the year's own figures stand.
    const float since_january = static_cast<float>(std::fmod(plan_->month(e), 12.)) * plan_->month_px();
    if (d.month == 0 || since_january < plan_->px(315)) return;
    const float opacity = card_state(s, leaving).opacity;
    const std::string words = s.w.language == Language::zh
                                  ? std::to_string(d.month) + "月"
                                  : timeline_date_words({d.year, d.month, 0}, s.w.language).substr(0, 3);
    out.add(month_.get(Hash(11).add(words).value(),
                       [&] {
                         draw::GroupBuilder b(hash_of("timeline/month"));
                         put_text(b,
                                  s.w.text.line(words, {.size_px = layout_.text_px(36),
                                                        .weight = draw::Weight::medium}),
                                  {plan_->present_x(), plan_->ground_y() + plan_->px(62)},
                                  mix(p.accent, p.text, 0.45f), origin_, draw::Align::centre);
                         return b.finish();
                       }),
            {}, opacity);
  }

  void posts(const State& s, WidgetOutput& out) {
    const float in = progress(s.since(enters::rest), 0.5);
    for (std::size_t i = 0; i < s.b.posts.size(); ++i) {
      const TimelinePost &a = s.a.posts[i], &b = s.b.posts[i];
      const Date d =
          timeline_->totals[static_cast<std::size_t>(b.total)].points[static_cast<std::size_t>(b.point)].date;
      const double month = timeline_month(d);
      const float x = plan_->x_of(month, s.camera.month);
      if (x < -plan_->px(300) || x > plan_->width() + plan_->px(20)) continue;
      // At the present its figure stands in the card, and the beam in its place.
      const auto away = [&](int e) { return std::abs(plan_->month(e) - month) < 0.5 ? 0.f : 1.f; };
      const float there = s.camera.moving
                              ? away(s.camera.from) + (away(s.camera.to) - away(s.camera.from)) * s.camera.way
                              : away(s.camera.to);
      const float worded = s.camera.moving ? (a.shown && b.shown ? 1.f : 0.f) : (b.shown ? 1.f : 0.f);
      const bool with_words = s.camera.moving ? (a.shown && b.shown) : b.shown;
      (void)worded;
      out.add(posts_[i].get(Hash(12).add(s.w.language).add(with_words).value(),
                            [&] { return timeline_post(s.w, b, with_words, origin_); }),
              {whole(x), 0}, in * there);
    }
  }

  void motes(const State& s, WidgetOutput& out) {
    if (!s.idle() || s.camera.moving || s.entered < enters::knot || !plan_->has_curve()) return;
    constexpr double step = 1. / 16;
    const double t = std::floor(s.time() / step) * step;
    out.changes_at((std::floor(s.time() / step + 1e-6) + 1) * step);
    const float knot = plan_->y_of(plan_->knot_value(s.camera.to));
    float in = progress(s.since(enters::knot), 1.2);
    if (s.camera.travel_s > 0) in *= progress(s.camera.moved_s - s.camera.travel_s, 1.5);
    out.add(motes_.get(Hash(13).add(t).add(knot).value(),
                       [&] { return timeline_motes(*plan_, layout_.palette(), knot, t); }),
            {}, in);
  }

  draw::TextRunPtr title_run(draw::TextEngine& text, Language language) const {
    const float width = static_cast<float>(layout_.wall().canvas.w) * 0.62f;
    return fit_line(text, s_.title.in(language),
                    {.size_px = layout_.text_px(84), .weight = draw::Weight::bold}, width,
                    layout_.text_px(52));
  }
  void title(const WidgetFrame& frame, WidgetOutput& out, double entered) {
    const auto in = motion::appear(entered - enters::title, layout_.px(24));
    if (entered < enters::title) return;
    if (in.moving) out.changes_at(frame.in.time_s);
    out.add(title_.get(Hash(14).add(frame.in.language).value(),
                       [&] {
                         draw::GroupBuilder b(hash_of("timeline/title"));
                         put_text(b, title_run(frame.text, frame.in.language), layout_.at({0.25, 1.375}),
                                  layout_.palette().text, origin_);
                         return b.finish();
                       }),
            in.shift, in.opacity);
  }

  void map(const State& s, WidgetOutput& out) {
    const float in = in_out(progress(s.since(enters::title + 0.2), 0.5));
    out.add(map_.get(Hash(15).add(s.w.language).value(), [&] { return timeline_map(s.w, origin_); }), {}, in);
    const int n = s.camera.way < 0.5f ? s.camera.from : s.camera.to;
    out.add(window_.get(Hash(16).add(s.camera.month).add(n).value(),
                        [&] { return timeline_window(s.w, s.camera, origin_); }),
            {}, in);
  }

  void key(const State& s, WidgetOutput& out) {
    const float in = in_out(progress(s.since(enters::rest), 0.5));
    const Language lang = s.w.language;
    out.add(key_.get(Hash(17).add(lang).value(),
                     [&] {
                       const TimelineKey key =
                           timeline_key(s.w, s_.reported.in(lang), s_.unknown.in(lang), origin_);
                       key_end_ = key.end_x;
                       return key.group;
                     }),
            {}, plan_->has_curve() ? in : 0);
    // The source changes in the middle of a travel.
    const int e = s.camera.way < 0.5f ? s.camera.from : s.camera.to;
    const float fade = s.camera.moving ? std::clamp(std::abs(s.camera.way - 0.5f) * 4, 0.f, 1.f) : 1;
    out.add(source_.get(Hash(18).add(lang).add(e).value(),
                        [&] { return timeline_source(s.w, rest(s.w, e), e, key_end_, origin_); }),
            {}, in * fade);
  }

  // A light along the curve when the live total moved.
  void runner(const State& s, WidgetOutput& out) {
    const kpi::Metric* m = s.frame.in.data ? s.frame.in.data->metric(timeline_->curve) : nullptr;
    const std::optional<double> value = m && !s.frame.in.figures_frozen ? m->value() : std::nullopt;
    if (s.time() < seen_s_) changed_s_ = -1e9;
    if (value && live_ && *value != *live_ && !s.frame.in.settled) changed_s_ = s.time();
    if (value) live_ = value;
    seen_s_ = s.time();
    const double since = s.time() - changed_s_;
    if (since < 0 || since >= runner_s || s.camera.moving) return;
    out.changes_at(s.time());
    out.add(timeline_runner(*plan_, layout_.palette(), s.camera.month, progress(since, runner_s)));
  }

  TimelineWidgetSettings s_;
  Layout layout_;
  std::shared_ptr<const TimelineSettings> timeline_;
  Origin origin_;
  std::optional<TimelinePlan> plan_;
  std::optional<TimelineLand> land_;
  std::map<std::pair<int, Language>, TimelineRest> rests_;

  GroupCache dust_, strands_, join_, ticks_, years_, ground_, aura_, glow_, beam_, dot_, month_, motes_,
      title_, map_, window_, key_, source_;
  std::array<GroupCache, timeline_mountains> mountains_;
  std::vector<GroupCache> curtain_, words_, masts_, knots_, cards_, bodies_;
  std::map<int, GroupCache> brackets_;
  std::map<std::size_t, GroupCache> posts_;
  std::vector<Figure> gold_;
  std::optional<double> live_;
  float key_end_ = 0;
  double seen_s_ = -1e9, changed_s_ = -1e9;  // show time of the last frame, of the last change
};

}  // namespace

std::unique_ptr<Widget> make_widget(const TimelineWidgetSettings& settings, const SceneContext& context) {
  return std::make_unique<Timeline>(settings, context);
}

}  // namespace guangmu::scenes
