#include "scenes/timeline_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/hash.h"

namespace guangmu::scenes {
namespace {

float lerp(float a, float b, float t) {
  return a + (b - a) * t;
}
// Sizes move in steps, so that the glyphs of a growing title are few.
float stepped(float a, float b, float t) {
  if (t <= 0) return a;
  if (t >= 1) return b;
  return std::round(lerp(a, b, t) / 4) * 4;
}

draw::Id event_id(const char* name, int event) {
  return Hash(hash_of(name)).add(event).value();
}

}  // namespace

TimelineGold timeline_gold(const TimelineWords& w, const TimelineRest& rest, int event) {
  const TimelinePlan& plan = w.plan;
  const bool facts = !w.timeline.events[static_cast<std::size_t>(event)].facts.empty();
  const float k = std::clamp((rest.card.h - plan.px(456)) / plan.px(96), 0.f, 1.f);
  TimelineGold gold;
  gold.size_px = w.layout.text_px(lerp(140, 168, k));
  gold.at = {rest.card.centre().x, std::round(rest.card_body_y + plan.px((facts ? 132 : 178) + 20 * k))};
  gold.width_px = rest.card.w - plan.px(88);
  return gold;
}

draw::GroupPtr timeline_card(const TimelineWords& w, const TimelineRest& rest, int event) {
  const TimelinePlan& plan = w.plan;
  const Palette& p = w.layout.palette();
  draw::GroupBuilder group(event_id("timeline/card", event));
  const Rect card = rest.card.moved({-plan.present_x(), 0});
  const Rect& c = card;
  const Linear body = mix(p.ground, p.panel.with_alpha(1), 0.75f);

  draw::RoundRect panel;
  panel.rect = card;
  panel.radius_px.fill(plan.px(4));
  panel.fill = draw::Paint::vertical(
      c.y, c.bottom(),
      {{0, body.with_alpha(0.10f)}, {0.45f, body.with_alpha(0.5f)}, {1, body.with_alpha(0.90f)}});
  panel.stroke_px = plan.stroke(2);
  panel.stroke = draw::Paint::vertical(
      c.y, c.bottom(),
      {{0, p.accent.with_alpha(0.02f)}, {0.6f, p.accent.with_alpha(0.10f)}, {1, p.accent.with_alpha(0.7f)}});
  group.add(panel);
  // Lit from below, where the beam arrives.
  draw::Light rising;
  rising.centre = {0, c.bottom()};
  rising.radii = {plan.px(420), plan.px(150)};
  rising.power = 3;
  rising.colour = p.accent.with_alpha(0.16f);
  group.add(rising, draw::Blend::add).clip = card.inset(plan.px(2));
  const float edge = plan.stroke(4);
  put_bar(group, {c.x + plan.px(3), c.bottom() - edge, c.w - plan.px(6), edge},
          draw::Paint::horizontal(c.x, c.right(),
                                  {{0, p.accent.with_alpha(0.15f)},
                                   {0.36f, p.accent.with_alpha(0.75f)},
                                   {0.5f, srgb(0xF4FFFA)},
                                   {0.64f, p.accent.with_alpha(0.75f)},
                                   {1, p.accent.with_alpha(0.15f)}}));

  return group.finish();
}

draw::GroupPtr timeline_card_body(const TimelineWords& w, const TimelineRest& rest, int event,
                                  const Origin& origin) {
  const TimelinePlan& plan = w.plan;
  const Palette& p = w.layout.palette();
  const TimelineEvent& e = w.timeline.events[static_cast<std::size_t>(event)];
  draw::GroupBuilder group(event_id("timeline/card_body", event));
  const Rect c = rest.card.moved({-plan.present_x(), 0});
  const float floor = w.layout.text_px(32);
  if (!e.figure) {
    float y = rest.card_body_y;
    for (const std::string& line : rest.body) {
      put_text(group, w.text.line(line, {.size_px = rest.body_px}), {0, y}, mix(p.muted, p.text, 0.55f),
               origin, draw::Align::centre);
      y += rest.body_step;
    }
    return group.finish();
  }
  put_text(group,
           fit_line(w.text, e.figure->label.in(w.language), {.size_px = w.layout.text_px(36)},
                    c.w - plan.px(88), floor),
           {0, rest.card_body_y}, p.muted, origin, draw::Align::centre);
  const TimelineGold gold = timeline_gold(w, rest, event);
  draw::Light warm;
  warm.centre = {0, gold.at.y - plan.px(56)};
  warm.radii = {plan.px(430), plan.px(130)};
  warm.power = 4;
  warm.colour = p.gold.with_alpha(0.07f);
  group.add(warm, draw::Blend::add);

  const auto count = static_cast<float>(e.facts.size());
  const float column = std::min(plan.px(430), (c.w - plan.px(60)) / std::max(1.f, count));
  const float labels =
      c.bottom() - plan.px(lerp(26, 40, std::clamp((c.h - plan.px(456)) / plan.px(96), 0.f, 1.f)));
  // Columns of one width; of their own widths where a label needs more than its share.
  std::vector<float> columns(e.facts.size(), column);
  std::vector<float> needed;
  float all = 0, most = 0;
  for (const TimelineFigure& f : e.facts) {
    needed.push_back(w.text.line(f.label.in(w.language), {.size_px = w.layout.text_px(32)})->width_px +
                     plan.px(44));
    all += needed.back();
    most = std::max(most, needed.back());
  }
  if (most > column && all <= c.w - plan.px(40)) columns = needed;
  float left = -std::accumulate(columns.begin(), columns.end(), 0.f) / 2;
  for (std::size_t i = 0; i < e.facts.size(); ++i) {
    const TimelineFigure& f = e.facts[i];
    const float own = columns[i], x = left + own / 2;
    left += own;
    Origin from = origin;
    from.metric = f.metric;
    auto n = timeline_number(f, w.language);
    const auto digits =
        fit_line(w.text, n.digits,
                 {.size_px = w.layout.text_px(56), .weight = draw::Weight::medium, .tracking_em = -0.01f},
                 own - plan.px(20), floor);
    const float gap = plan.px(8);
    const auto unit = w.text.line(n.unit, {.size_px = w.layout.text_px(32)});
    // The label says what is counted, where its noun finds no room beside the digits.
    if (digits->width_px + gap + unit->width_px > own - plan.px(20)) n.unit.clear();
    const float width = digits->width_px + (n.unit.empty() ? 0 : gap + unit->width_px);
    const float y = labels - std::max(plan.px(48), w.layout.text_px(32) * 1.5f);
    put_text(group, digits, {x - width / 2, y}, p.text, from);
    if (!n.unit.empty()) put_text(group, unit, {x - width / 2 + digits->width_px + gap, y}, p.text, from);
    put_text(
        group,
        fit_line(w.text, f.label.in(w.language), {.size_px = w.layout.text_px(32)}, own - plan.px(20), floor),
        {x, labels}, mix(p.muted, p.text, 0.3f), from, draw::Align::centre);
  }
  return group.finish();
}

draw::GroupPtr timeline_event_words(const TimelineWords& w, int event, const TimelineWordsAt& at,
                                    const Origin& origin) {
  draw::GroupBuilder group(event_id("timeline/words", event));
  if (at.alpha <= 0.004f) return group.finish();
  const Palette& p = w.layout.palette();
  const TimelineEvent& e = w.timeline.events[static_cast<std::size_t>(event)];
  const TimelinePose &a = *at.a, &b = *at.b;
  const float t = at.part;
  const float align = lerp(a.align, b.align, t), anchor = lerp(a.anchor, b.anchor, t);
  const float card = lerp(at.a_card, at.b_card, t);
  const auto put = [&](const draw::TextRunPtr& run, float y, Linear colour) {
    if (colour.a <= 0.004f) return;
    put_text(group, run, {anchor - align * run->width_px, std::round(y)}, colour, origin);
  };
  const float dated = lerp(a.bracket ? 0.f : 1.f, b.bracket ? 0.f : 1.f, t);
  put(w.text.line(timeline_date_words(e.date, w.language),
                  {.size_px = stepped(a.date_px, b.date_px, t), .weight = draw::Weight::medium}),
      lerp(a.date_y, b.date_y, t), mix(p.muted, p.accent, card).with_alpha(at.alpha * dated * dated));

  const TimelinePose& shape = t < 0.5f ? a : b;
  const Linear quiet = mix(p.muted, p.text, lerp(a.near ? 1.f : 0.15f, b.near ? 1.f : 0.15f, t));
  const float size = stepped(a.title_px, b.title_px, t), step = lerp(a.title_step, b.title_step, t);
  float y = lerp(a.title_y, b.title_y, t), width = 0;
  for (const std::string& line : shape.lines) {
    const auto run = w.text.line(line, {.size_px = size, .weight = draw::Weight::bold});
    put(run, y, mix(quiet, p.text, card).with_alpha(at.alpha));
    width = std::max(width, run->width_px);
    y += step;
  }
  // A neighbour's figure comes when it has become one.
  const TimelinePose& rests = at.b_card > 0 ? a : b;
  const float calm = at.b_card > 0 ? 1 - t / 0.3f : at.a_card > 0 ? (t - 0.7f) / 0.3f : 1;
  const float figure = std::clamp(calm, 0.f, 1.f) * at.alpha;
  if (rests.has_figure && e.figure && figure > 0.004f) {
    Origin from = origin;
    from.metric = e.figure->metric;
    const float left = std::round(anchor - align * width);
    const float title_y = std::round(lerp(a.title_y, b.title_y, t));
    put_text(group, w.text.line(rests.label, {.size_px = rests.label_px}),
             rests.label_below
                 ? Vec2{left, title_y + static_cast<float>(shape.lines.size() - 1) * step + w.plan.px(46)}
                 : Vec2{left + width + w.plan.px(24), title_y},
             p.muted.with_alpha(figure), origin);
    const auto n = timeline_number(*e.figure, w.language);
    const auto digits = w.text.line(
        n.digits, {.size_px = rests.figure_px, .weight = draw::Weight::light, .tracking_em = -0.015f});
    put_text(group, digits, {left, rests.figure_y}, p.text.with_alpha(figure), from);
    put_text(group, w.text.line(n.unit, {.size_px = rests.unit_px}),
             {left + digits->width_px + w.plan.px(12), rests.figure_y}, p.text.with_alpha(figure), from);
  }
  return group.finish();
}

draw::GroupPtr timeline_mast(const TimelinePlan& plan, const Palette& p, int event, float top_y) {
  draw::GroupBuilder group(event_id("timeline/mast", event));
  const float bottom = plan.ground_y();
  if (bottom - top_y > 4)
    put_bar(group, {-1, top_y, plan.stroke(2), bottom - top_y},
            draw::Paint::vertical(top_y, bottom,
                                  {{0, p.muted.with_alpha(0.8f)},
                                   {0.5f, p.muted.with_alpha(0.42f)},
                                   {1, p.muted.with_alpha(0.30f)}}));
  return group.finish();
}

draw::GroupPtr timeline_post(const TimelineWords& w, const TimelinePost& post, bool words,
                             const Origin& origin) {
  const TimelinePlan& plan = w.plan;
  const Palette& p = w.layout.palette();
  const TimelineTotal& total = w.timeline.totals[static_cast<std::size_t>(post.total)];
  const TimelinePoint& point = total.points[static_cast<std::size_t>(post.point)];
  draw::GroupBuilder group(Hash(hash_of("timeline/post")).add(post.total).add(post.point).value());
  const float top = post.figure_y - plan.px(32), bottom = plan.ground_y(),
              half = std::max(2.f, std::round(plan.px(3)));
  put_bar(group, {-half, top, 2 * half, bottom - top},
          draw::Paint::vertical(top, bottom,
                                {{0, mix(p.accent, p.pale, 0.2f)}, {1, p.accent.with_alpha(0.55f)}}));
  group.add(draw::Ring{.centre = {0, top}, .outer_px = plan.px(9), .fill = p.ground});
  group.add(
      draw::Ring{.centre = {0, top}, .inner_px = plan.px(6.5), .outer_px = plan.px(9.5), .fill = p.accent});
  if (!words) return group.finish();
  Origin from = origin;
  from.metric = total.metric;
  put_text(group, w.text.line(total.label.in(w.language), {.size_px = w.layout.text_px(32)}),
           {post.anchor, post.label_y}, p.muted, from);
  const auto n = kpi::number_text(point.value, point.unit, 2, w.language);
  const auto digits = w.text.line(
      n.digits, {.size_px = w.layout.text_px(56), .weight = draw::Weight::regular, .tracking_em = -0.01f});
  put_text(group, digits, {post.anchor, post.figure_y}, p.text, from);
  put_text(group, w.text.line(n.unit, {.size_px = w.layout.text_px(32)}),
           {post.anchor + digits->width_px + plan.px(10), post.figure_y}, p.text, from);
  return group.finish();
}

}  // namespace guangmu::scenes
