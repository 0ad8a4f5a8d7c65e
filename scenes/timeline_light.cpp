#include "scenes/timeline_light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/hash.h"
#include "scenes/lettering.h"

namespace guangmu::scenes {
namespace {

constexpr double tau = 2 * std::numbers::pi;

float smooth(float a, float b, float v) {
  const float t = std::clamp((v - a) / (b - a), 0.f, 1.f);
  return t * t * (3 - 2 * t);
}

template <class T>
std::shared_ptr<const std::vector<T>> shared(std::vector<T> v) {
  return std::make_shared<const std::vector<T>>(std::move(v));
}

double month_at(const TimelinePlan& plan, double camera, float x) {
  return camera + static_cast<double>((x - plan.present_x()) / plan.month_px());
}

// How strongly the past shines before the present, and how little the future after it.
float lit(const TimelinePlan& plan, float x) {
  const float d = (plan.present_x() - x) / plan.x(1);
  return d >= 0 ? 0.24f + 0.76f * std::exp(-d / 430) : 0.26f + 0.44f * std::exp(d / 220);
}
float drawn(const TimelinePlan& plan, const TimelineShine& s, float x) {
  const float front = x <= plan.present_x() ? s.past_front : s.future_front;
  return smooth(0, plan.px(140), front - x);
}

// 1 at a reported figure, falling off over `reach` pixels.
float near_known(const TimelinePlan& plan, double camera, float x, float reach) {
  float most = 0;
  for (const auto& k : plan.known()) {
    const float d = std::abs(plan.x_of(k.month, camera) - x) / reach;
    most = std::max(most, std::exp(-d * d));
  }
  return most;
}

// What is left of the promise after the last figure.
float promise(const TimelinePlan& plan, double month) {
  const double u = (month - plan.known().back().month) / TimelinePlan::promise_months;
  return u <= 0 ? 1.f : u >= 1 ? 0.f : static_cast<float>((1 - u) * (1 - u));
}

// A breath of light between the outermost strands.
void silk(draw::GroupBuilder& group, const TimelinePlan& plan, const Palette& p, const TimelineShine& shine,
          double left, double right) {
  const double last = plan.known().back().month, first = plan.known().front().month;
  const double from = std::max(left, first - 16), to = std::min(right, last + TimelinePlan::promise_months);
  std::vector<draw::Vertex> strip;
  const double step = static_cast<double>(plan.px(28) / plan.month_px());
  for (double m = from; m < to + step; m += step) {
    const double at = std::min(m, to);
    const auto [low, high] = plan.envelope(at);
    const float x = plan.x_of(at, shine.camera);
    float alpha = 0.075f * lit(plan, x) * drawn(plan, shine, x);
    alpha *= at > last    ? 1.6f * promise(plan, at)
             : at < first ? smooth(0, 6, static_cast<float>(at - first + 16))
                          : 1.5f;
    strip.push_back({{x, plan.y_of(high)}, p.accent.with_alpha(alpha)});
    strip.push_back({{x, plan.y_of(low)}, p.accent.with_alpha(alpha)});
  }
  if (strip.size() > 2) group.add(draw::Strip{shared(std::move(strip))}, draw::Blend::add);
}

}  // namespace

std::uint64_t TimelineShine::key() const {
  return Hash(3).add(camera).add(past_front).add(future_front).value();
}

int timeline_curtain_columns(const TimelinePlan& plan) {
  return static_cast<int>(std::ceil(plan.width() / (3 * plan.month_px())));
}

draw::GroupPtr timeline_curtain(const TimelinePlan& plan, const Palette& p, const TimelineShine& shine,
                                int column, double fold_s) {
  draw::GroupBuilder group(Hash(hash_of("timeline/curtain")).add(column).value());
  if (!plan.has_curve()) return group.finish();
  const float span = 3 * plan.month_px(), left = static_cast<float>(column) * span;
  const double step = 1. / 8;
  const float wide = std::max(2.f, std::round(plan.x(5)));
  const double first = std::ceil(month_at(plan, shine.camera, left) / step) * step;
  std::vector<draw::Vertex> strip;
  const float ground = plan.ground_y();
  for (double m = first;; m += step) {
    const float x = plan.x_of(m, shine.camera);
    if (x >= left + span) break;
    if (m < plan.known().front().month - 18 || m > plan.known().back().month + TimelinePlan::promise_months)
      continue;
    const float top = plan.y_of(plan.level(m));
    if (ground - top < plan.px(5)) continue;
    const float d = (x - plan.present_x()) / plan.x(1);
    float alpha = d <= 0 ? 0.09f + 0.80f * std::exp(d / 330) : 0.10f + 0.10f * std::exp(-d / 300);
    const double fold = std::sin(tau * (static_cast<double>(x / plan.x(430)) - fold_s / 24)) * 0.18 +
                        std::sin(tau * (static_cast<double>(x / plan.x(187)) - fold_s / 24 * 2)) * 0.10;
    alpha *= drawn(plan, shine, x) * promise(plan, m) * (1 + static_cast<float>(fold));
    if (alpha < 0.004f) continue;
    const Linear c = mix(p.accent, p.pale, 0.2f * std::exp(-std::abs(d) / 70));
    const float x0 = std::round(x - wide / 2), x1 = x0 + wide;
    const std::array<std::pair<float, float>, 5> stops{
        {{0, 0.62f}, {0.10f, 0.42f}, {0.36f, 0.25f}, {0.68f, 0.13f}, {1, 0.06f}}};
    if (!strip.empty()) {
      strip.push_back(strip.back());
      strip.push_back({{x0, top}, c.with_alpha(0)});
    }
    for (const auto& [at, part] : stops) {
      const float y = top + (ground - top) * at;
      strip.push_back({{x0, y}, c.with_alpha(alpha * part)});
      strip.push_back({{x1, y}, c.with_alpha(alpha * part)});
    }
  }
  if (!strip.empty()) group.add(draw::Strip{shared(std::move(strip))}, draw::Blend::add);
  return group.finish();
}

draw::GroupPtr timeline_strands(const TimelinePlan& plan, const Palette& p, const TimelineShine& shine) {
  draw::GroupBuilder group(hash_of("timeline/strands"));
  if (!plan.has_curve()) return group.finish();
  const double last = plan.known().back().month, camera = shine.camera;
  const double left = month_at(plan, camera, -plan.px(20)),
               right = month_at(plan, camera, plan.width() + plan.px(20));
  const double step = static_cast<double>(plan.px(22) / plan.month_px());
  silk(group, plan, p, shine, left, right);
  for (int i = 0; i < TimelinePlan::strands; ++i) {
    const double from = std::max(left, plan.strand_start(i));
    const double to = std::min(right, last + TimelinePlan::promise_months);
    if (from >= to) continue;
    std::vector<double> at;
    for (double m = from; m < to; m += step) at.push_back(m);
    at.push_back(to);
    // The knots themselves, and close round them where the strands turn steeply.
    for (const auto& k : plan.known())
      for (const double d : {-0.06, 0., 0.02, 0.05, 0.1, 0.16})
        if (k.month + d > from && k.month + d < to) at.push_back(k.month + d);
    std::sort(at.begin(), at.end());

    const float own = 0.34f + 0.66f * timeline_chance(i, 2);
    const bool bright = timeline_chance(i, 3) > 0.82f;
    std::vector<Vec2> points;
    std::vector<Linear> colours;
    for (const double m : at) {
      const float x = plan.x_of(m, camera), near = near_known(plan, camera, x, plan.px(90));
      float alpha = own * lit(plan, x) * drawn(plan, shine, x);
      alpha *= (bright ? 1.f : 0.6f) * (0.62f + 0.5f * near);
      if (m > last) alpha *= 1.5f * promise(plan, m);
      // A strand begins out of nothing.
      alpha *= smooth(0, 2.5f, static_cast<float>(m - plan.strand_start(i)));
      points.push_back({x, plan.y_of(plan.strand(i, m))});
      colours.push_back(
          mix(p.accent, p.pale, std::min(1.f, (bright ? 0.28f : 0.f) + 0.55f * near)).with_alpha(alpha));
    }
    draw::Polyline line;
    line.points = shared(std::move(points));
    line.colours = shared(std::move(colours));
    line.width_px = plan.stroke(2);
    group.add(std::move(line), draw::Blend::add);
  }
  return group.finish();
}

draw::GroupPtr timeline_join(const TimelinePlan& plan, const TimelineShine& shine) {
  draw::GroupBuilder group(hash_of("timeline/join"));
  for (std::size_t k = 0; k + 1 < plan.known().size(); ++k) {
    const auto &a = plan.known()[k], &b = plan.known()[k + 1];
    const Vec2 from{plan.x_of(a.month, shine.camera), plan.y_of(a.value)};
    const Vec2 to{plan.x_of(b.month, shine.camera), plan.y_of(b.value)};
    if (to.x < 0 || from.x > plan.width()) continue;
    const float way = length(to - from), gap = plan.px(16);
    std::vector<draw::Dot> dots;
    for (float s = plan.px(40); s < way - plan.px(34); s += gap) {
      const Vec2 at = from + (to - from) * (s / way);
      const float alpha = drawn(plan, shine, at.x) * (at.x <= plan.present_x() ? 0.95f : 0.8f);
      if (alpha > 0.01f) dots.push_back({at, plan.px(2.1), srgb(0xD6FFF0, alpha)});
    }
    if (!dots.empty()) group.add(draw::Dots{shared(std::move(dots))});
  }
  return group.finish();
}

draw::GroupPtr timeline_beam(const TimelinePlan& plan, const Palette& p, float top_y, float gold,
                             float strength) {
  draw::GroupBuilder group(hash_of("timeline/beam"));
  const float x = plan.present_x(), bottom = plan.ground_y();
  if (bottom - top_y < 2 || strength <= 0) return group.finish();
  const Linear upper = mix(p.accent, p.gold, gold), core = mix(srgb(0xE9FFF6), srgb(0xFFF0C8), gold);
  // Three side glows as one profile across, fading downwards a little.
  const std::array<std::pair<float, float>, 6> profile{
      {{0, 0.62f}, {8, 0.27f}, {20, 0.12f}, {44, 0.05f}, {78, 0.016f}, {112, 0}}};
  const std::array<float, 4> rows{0, 0.12f, 0.55f, 1};
  for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
    std::vector<draw::Vertex> strip;
    for (int side = -5; side <= 5; ++side) {
      const auto& [d, part] = profile[static_cast<std::size_t>(std::abs(side))];
      for (const std::size_t row : {r, r + 1}) {
        const float along = rows[row], end = row == 0 ? 0.25f : 1 - 0.45f * along;
        strip.push_back(
            {{x + plan.px(d) * (side < 0 ? -1.f : 1.f), top_y + (bottom - top_y) * along},
             mix(upper, p.accent, std::min(1.f, along * 1.6f)).with_alpha(part * end * strength)});
      }
    }
    group.add(draw::Strip{shared(std::move(strip))}, draw::Blend::add);
  }
  const float half = std::max(1.f, std::round(plan.px(2)));
  put_bar(group, {x - half, top_y, 2 * half, bottom - top_y},
          draw::Paint::vertical(top_y, bottom,
                                {{0, mix(core, upper, 0.35f).with_alpha(0.9f * strength)},
                                 {0.3f, core.with_alpha(strength)},
                                 {1, mix(core, p.accent, 0.75f).with_alpha(0.85f * strength)}}));
  return group.finish();
}

namespace {

void put_light(draw::GroupBuilder& group, float radius, Linear colour, float power) {
  draw::Light l;
  l.radii = {radius, radius};
  l.power = power;
  l.colour = colour;
  group.add(l, draw::Blend::add);
}

}  // namespace

draw::GroupPtr timeline_aura(const TimelinePlan& plan, const Palette& p, float warm, float strength) {
  draw::GroupBuilder group(hash_of("timeline/aura"));
  put_light(group, plan.px(330), p.accent.with_alpha(0.20f * warm * strength), 4.5f);
  return group.finish();
}

draw::GroupPtr timeline_glow(const TimelinePlan& plan, const Palette& p, bool reported, float warm,
                             float glow) {
  draw::GroupBuilder group(hash_of("timeline/glow"));
  const Linear inner = reported ? p.gold : p.pale;
  put_light(group, plan.px(130), inner.with_alpha((reported ? 0.42f : 0.26f) * warm * glow), 4.5f);
  put_light(group, plan.px(46), mix(inner, srgb(0xFFFFFF), 0.3f).with_alpha(0.5f * warm), 3);
  return group.finish();
}

draw::GroupPtr timeline_knot(const TimelinePlan& plan, const Palette& p, draw::Id id, bool reported,
                             float warm) {
  draw::GroupBuilder group(id);
  const auto disc = [&](float r, Linear colour) {
    group.add(draw::Ring{.centre = {}, .inner_px = 0, .outer_px = r, .fill = colour});
  };
  const auto ring = [&](float r, float w, Linear colour) {
    group.add(draw::Ring{.centre = {}, .inner_px = r - w, .outer_px = r, .fill = colour});
  };
  const auto grown = [&](double cold, double hot) {
    return plan.px(cold + (hot - cold) * static_cast<double>(warm));
  };
  if (reported) {
    draw::Light l;
    l.radii = {plan.px(130), plan.px(130)};
    l.power = 5;
    l.colour = p.accent.with_alpha(0.26f * (1 - warm));
    if (warm < 1) group.add(l, draw::Blend::add);
    const Linear pale = srgb(0xEFFFF8);
    ring(grown(20, 27), plan.stroke(2.4), mix(p.pale, p.gold, warm).with_alpha(0.85f));
    disc(grown(10, 13), mix(pale, srgb(0xFFF6DF), warm));
    return group.finish();
  }
  if (warm <= 0) {
    disc(plan.px(8), p.ground.with_alpha(0.9f));
    ring(plan.px(8.5), plan.stroke(2.6), mix(p.muted, p.text, 0.35f));
    return group.finish();
  }
  disc(grown(8, 11), mix(p.ground, srgb(0xF2FFFA), smooth(0, 0.5f, warm)));
  ring(grown(8.5, 22), plan.stroke(2.4), mix(p.muted, p.pale, warm).with_alpha(0.9f));
  return group.finish();
}

draw::GroupPtr timeline_motes(const TimelinePlan& plan, const Palette& p, float knot_y, double time_s) {
  draw::GroupBuilder group(hash_of("timeline/motes"));
  std::vector<draw::Dot> dots;
  for (int i = 0; i < 9; ++i) {
    const double life = 6 + 4 * static_cast<double>(timeline_chance(i, 11));
    const double turn = time_s / life + static_cast<double>(timeline_chance(i, 12));
    const double part = turn - std::floor(turn);
    const int n = i * 977 + static_cast<int>(static_cast<std::int64_t>(std::floor(turn)) % 4096);
    const float side = (timeline_chance(n, 13) + timeline_chance(n, 14) - 1) * plan.x(96);
    const float up = plan.px(20 + 20 * timeline_chance(i, 15)) * static_cast<float>(part * life);
    const float sway =
        plan.px(7) *
        static_cast<float>(std::sin(tau * (part * 1.2 + static_cast<double>(timeline_chance(n, 16)))));
    const float y =
        std::min(knot_y + plan.px(150) * timeline_chance(n, 17), plan.ground_y() - plan.px(20)) - up * 0.8f;
    const float alpha = 0.62f * static_cast<float>(std::sin(std::numbers::pi * part));
    dots.push_back({{plan.present_x() + side + sway - plan.px(14), y},
                    plan.px(1.1 + 1.1 * timeline_chance(i, 18)),
                    mix(p.accent, p.pale, timeline_chance(i, 19)).with_alpha(alpha)});
  }
  group.add(draw::Dots{shared(std::move(dots))}, draw::Blend::add);
  return group.finish();
}

draw::GroupPtr timeline_runner(const TimelinePlan& plan, const Palette& palette, double camera, float p) {
  draw::GroupBuilder group(hash_of("timeline/runner"));
  if (!plan.has_curve()) return group.finish();
  const float x = plan.present_x() + (plan.width() - plan.present_x()) * p;
  const double month = month_at(plan, camera, x);
  if (month < plan.strand_start(-1) || month > plan.known().back().month + TimelinePlan::promise_months)
    return group.finish();
  draw::Light l;
  l.centre = {x, plan.y_of(plan.level(month))};
  l.radii = {plan.px(150), plan.px(40)};
  l.power = 2;
  l.colour = palette.pale.with_alpha(
      0.5f * std::sin(static_cast<float>(std::numbers::pi) * std::min(1.f, p * 1.02f)));
  group.add(l, draw::Blend::add);
  return group.finish();
}

}  // namespace guangmu::scenes
