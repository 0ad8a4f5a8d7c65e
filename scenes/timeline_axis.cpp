#include "scenes/timeline_axis.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"

namespace guangmu::scenes {
namespace {

std::shared_ptr<const std::vector<Vec2>> points(std::vector<Vec2> p) {
  return std::make_shared<const std::vector<Vec2>>(std::move(p));
}

float smooth(float a, float b, float v) {
  const float t = std::clamp((v - a) / (b - a), 0.f, 1.f);
  return t * t * (3 - 2 * t);
}

struct MapScale {
  float x0, x1, y;
  double from, to;
  float x(double month) const { return x0 + (x1 - x0) * static_cast<float>((month - from) / (to - from)); }
};
MapScale map_scale(const TimelinePlan& plan) {
  const double last_year = std::floor(plan.last_month() / 12);
  return {plan.x(1608), plan.x(2256), plan.y(124), plan.first_month(),
          std::max(plan.last_month() + 1, last_year * 12 + 12)};
}

}  // namespace

draw::GroupPtr timeline_ground(const TimelinePlan& plan, const Palette& p, float front) {
  draw::GroupBuilder group(hash_of("timeline/ground"));
  const float y = plan.ground_y(), x = plan.present_x(), thick = std::max(2.f, std::round(plan.px(4)));
  const float past = std::min(front, x);
  if (past > 0)
    put_bar(group, {0, y, past, thick},
            draw::Paint::horizontal(0, x,
                                    {{0, mix(p.line, p.accent, 0.25f).with_alpha(0.55f)},
                                     {0.5f, mix(p.accent, p.pale, 0.25f).with_alpha(0.75f)},
                                     {1, srgb(0xEFFFF8)}}));
  if (front > x)
    put_bar(group, {x, y, std::min(front, plan.width()) - x, thick},
            draw::Paint::horizontal(x, plan.width(),
                                    {{0, mix(p.line, p.accent, 0.5f).with_alpha(0.75f)},
                                     {0.25f, p.line.with_alpha(0.75f)},
                                     {1, p.line.with_alpha(0.25f)}}));
  return group.finish();
}

draw::GroupPtr timeline_ticks(const TimelinePlan& plan, const Palette& p, double camera, float front) {
  draw::GroupBuilder group(hash_of("timeline/ticks"));
  const float y = plan.ground_y() + plan.px(16);
  const double first = std::ceil(camera - static_cast<double>(plan.present_x() / plan.month_px()));
  for (double m = first;; ++m) {
    const float x = plan.x_of(m, camera);
    if (x > plan.width() - 4 || x > front) break;
    const int month = static_cast<int>(m) % 12;
    if (month == 0 || x < 4) continue;  // a year's pillar stands there
    const bool quarter = month % 3 == 0;
    const bool past = x <= plan.present_x() + 1;
    const Linear c = past ? mix(p.accent, p.pale, 0.3f).with_alpha(quarter ? 0.85f : 0.6f)
                          : mix(p.line, p.accent, 0.35f).with_alpha(quarter ? 0.8f : 0.55f);
    put_bar(group, {std::round(x) - 1, y, plan.stroke(2), plan.px(quarter ? 18 : 10)}, c);
  }
  return group.finish();
}

draw::GroupPtr timeline_years(const TimelineWords& w, double camera, float front, const Origin& origin) {
  const TimelinePlan& plan = w.plan;
  const Palette& p = w.layout.palette();
  draw::GroupBuilder group(hash_of("timeline/years"));
  const int first = static_cast<int>(std::floor(plan.first_month() / 12));
  const int last = static_cast<int>(std::floor(plan.last_month() / 12)) + 1;
  const int present = static_cast<int>(std::floor((camera + 1e-6) / 12));
  const draw::TextStyle style{
      .size_px = w.layout.text_px(112), .weight = draw::Weight::extra_light, .tracking_em = -0.015f};
  const float baseline = plan.y(1340), edge = plan.px(48);
  for (int year = first; year <= last; ++year) {
    const float pillar = plan.x_of(year * 12., camera), next = plan.x_of(year * 12. + 12, camera);
    if (pillar > plan.width() || next < 0) continue;
    const auto run = w.text.line(fmt::format("{}", year), style);
    float x = pillar + plan.px(20);
    if (x < edge) x = std::min(edge, next - plan.px(28) - run->width_px);
    const float shown = smooth(-plan.px(60), plan.px(60), front - std::max(pillar, 0.f));
    // At the edges of the wall a year goes before it is cut.
    const float right = x + run->width_px;
    const float whole = smooth(plan.width() + plan.px(16), plan.width() - plan.px(14), right) *
                        smooth(-run->width_px * 0.5f, plan.px(20), x);
    const bool now = year == present;
    if (shown * whole > 0.004f) {
      const Linear c = now ? p.text : mix(p.muted, p.accent, 0.15f);
      put_text(group, run, {std::round(x), baseline}, c.with_alpha((now ? 1.f : 0.86f) * shown * whole),
               origin);
    }
    if (pillar > 2 && pillar < plan.width() - 2) {
      const float top = plan.ground_y() - plan.px(74), bottom = baseline;
      put_bar(group, {std::round(pillar) - 1, top, plan.stroke(2), bottom - top},
              draw::Paint::vertical(top, bottom,
                                    {{0, p.muted.with_alpha(0)},
                                     {0.35f, p.muted.with_alpha(0.75f * shown)},
                                     {1, p.muted.with_alpha(0.5f * shown)}}));
    }
  }
  return group.finish();
}

draw::GroupPtr timeline_bracket(const TimelineWords& w, const TimelineBracket& bracket,
                                const Origin& origin) {
  const TimelinePlan& plan = w.plan;
  const Palette& p = w.layout.palette();
  draw::GroupBuilder group(Hash(hash_of("timeline/bracket")).add(bracket.year).value());
  const float x0 = plan.px(28),
              x1 = static_cast<float>(bracket.to - bracket.from) * plan.month_px() - plan.px(24);
  const float y = timeline_bracket_y(plan), up = plan.px(12);
  const std::string words = w.language == Language::zh ? fmt::format("{}年内", bracket.year)
                                                       : fmt::format("during {}", bracket.year);
  const auto run = w.text.line(words, {.size_px = w.layout.text_px(32)});
  const float middle = (x0 + x1) / 2, gap = run->width_px / 2 + plan.px(18);
  const Linear c = mix(p.line, p.accent, 0.55f).with_alpha(0.9f);
  for (const auto& line : {std::vector<Vec2>{{x0, y - up}, {x0, y}, {middle - gap, y}},
                           std::vector<Vec2>{{middle + gap, y}, {x1, y}, {x1, y - up}}}) {
    draw::Polyline l;
    l.points = points(line);
    l.width_px = plan.stroke(2);
    l.paint = c;
    group.add(l);
  }
  put_text(group, run, {middle, y + plan.px(11)}, p.muted, origin, draw::Align::centre);
  return group.finish();
}

Rect timeline_map_box(const TimelinePlan& plan) {
  const MapScale s = map_scale(plan);
  return {s.x0, plan.y(36), s.x1 - s.x0, plan.y(110)};
}

draw::GroupPtr timeline_map(const TimelineWords& w, const Origin& origin) {
  const TimelinePlan& plan = w.plan;
  const Palette& p = w.layout.palette();
  const MapScale s = map_scale(plan);
  draw::GroupBuilder group(hash_of("timeline/map"));
  put_bar(group, {s.x0, s.y - 1, s.x1 - s.x0, 2}, p.line);
  for (int e = 0; e < plan.count(); ++e)
    group.add(draw::Ring{
        .centre = {s.x(plan.month(e)), s.y}, .outer_px = plan.px(6), .fill = mix(p.line, p.accent, 0.75f)});
  const draw::TextStyle style{.size_px = w.layout.text_px(32)};
  const float baseline = plan.y(76);
  put_text(group, w.text.line(fmt::format("{}", static_cast<int>(plan.first_month()) / 12), style),
           {s.x0, baseline}, p.muted, origin);
  put_text(group, w.text.line(fmt::format("{}", static_cast<int>(plan.last_month()) / 12), style),
           {s.x1, baseline}, p.muted, origin, draw::Align::right);
  return group.finish();
}

draw::GroupPtr timeline_window(const TimelineWords& w, const TimelineCamera& camera, const Origin& origin) {
  const TimelinePlan& plan = w.plan;
  const Palette& p = w.layout.palette();
  const MapScale s = map_scale(plan);
  draw::GroupBuilder group(hash_of("timeline/window"));
  const double before = static_cast<double>(plan.present_x() / plan.month_px());
  const double after = static_cast<double>((plan.width() - plan.present_x()) / plan.month_px());
  const float left = std::max(s.x0 - plan.px(14), s.x(camera.month - before)),
              right = std::min(s.x1 + plan.px(14), s.x(camera.month + after));
  put_bar(group, {left, s.y - plan.px(2), right - left, plan.stroke(4)}, p.accent, 2);
  // Shorter than a seam's fault could be.
  for (const float x : {left, right})
    put_bar(group, {std::round(x) - 1, s.y - plan.px(11), plan.stroke(2), plan.px(22)}, p.accent);
  for (int e = 0; e < plan.count(); ++e) {
    const float x = s.x(plan.month(e));
    if (x < left || x > right) continue;
    const bool past = plan.month(e) <= camera.month + 0.5;
    group.add(draw::Ring{
        .centre = {x, s.y}, .outer_px = plan.px(6.5), .fill = past ? p.pale : mix(p.line, p.accent, 0.85f)});
  }
  const float x = s.x(camera.month);
  group.add(draw::Ring{.centre = {x, s.y}, .outer_px = plan.px(11), .fill = p.text});
  const int n = camera.way < 0.5f ? camera.from : camera.to;
  const auto run = w.text.line(fmt::format("{} / {}", n + 1, plan.count()),
                               {.size_px = w.layout.text_px(38), .weight = draw::Weight::medium});
  // Clear of the years at both ends.
  const float year =
      w.text.line("2019", {.size_px = w.layout.text_px(32)})->width_px + plan.px(28) + run->width_px / 2;
  put_text(group, run, {std::clamp(x, s.x0 + year, s.x1 - year), plan.y(76)}, p.text, origin,
           draw::Align::centre);
  return group.finish();
}

}  // namespace guangmu::scenes
