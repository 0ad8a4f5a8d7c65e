#include "scenes/timeline_land.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/hash.h"

namespace guangmu::scenes {
namespace {

struct Layer {
  double base, amplitude, parallax, light;
  bool folded;
};
constexpr std::array<Layer, timeline_mountains> layers{{{690, 78, 0.06, 0.15, true},
                                                        {785, 84, 0.10, 0.17, true},
                                                        {880, 86, 0.16, 0.18, true},
                                                        {975, 78, 0.24, 0.17, true},
                                                        {1070, 58, 0.34, 0.14, false}}};

constexpr double margin = 60, grain = 6;

// Height of a range at u (px of the 2304 wall), about -1..1; the folded ones have ridges instead of hills.
double height(int layer, double u, bool folded, double fine) {
  double sum = 0, weight = 0;
  double wave = 1180, amplitude = 1;
  for (int k = 0; k < 7; ++k) {
    const double phase = static_cast<double>(timeline_chance(layer, 40 + k)) * 2 * std::numbers::pi;
    const double s = std::sin(u * 2 * std::numbers::pi / wave + phase);
    const double part = amplitude * (k < 3 ? 1 : fine);
    sum += part * (folded ? 1 - 2 * std::abs(s) : s);
    weight += amplitude;
    wave *= 0.51;
    amplitude *= folded ? 0.46 : 0.42;
  }
  return sum / weight;
}

}  // namespace

draw::GroupPtr timeline_dust(const TimelinePlan& plan, const Palette& p) {
  draw::GroupBuilder group(hash_of("timeline/dust"));
  std::vector<draw::Dot> dots;
  for (int i = 0; i < 230; ++i) {
    const float u = timeline_chance(i, 21), v = timeline_chance(i, 22);
    const float alpha = 0.05f + 0.26f * std::pow(timeline_chance(i, 23), 3.f);
    dots.push_back({{u * plan.width(), std::pow(v, 0.8f) * plan.y(820)},
                    plan.px(0.8 + 0.5 * static_cast<double>(timeline_chance(i, 24))),
                    mix(p.accent, p.pale, timeline_chance(i, 25)).with_alpha(alpha)});
  }
  group.add(draw::Dots{std::make_shared<const std::vector<draw::Dot>>(std::move(dots))}, draw::Blend::add);
  return group.finish();
}

TimelineLand::TimelineLand(const TimelinePlan& plan) {
  const double way = (plan.last_month() - plan.first_month()) * 64;
  for (int layer = 0; layer < timeline_mountains; ++layer) {
    const Layer& l = layers[static_cast<std::size_t>(layer)];
    for (int line = 0; line < lines; ++line) {
      // Contours are softer than their crest, and flatter.
      const double fine = std::max(0., 1 - 0.3 * line), flat = 1 - 0.05 * line;
      std::vector<float>& heights = heights_[static_cast<std::size_t>(layer)][static_cast<std::size_t>(line)];
      for (double u = -margin; u < 2304 + way * l.parallax + 2 * margin; u += grain)
        heights.push_back(static_cast<float>(l.base - l.amplitude * height(layer, u, l.folded, fine) * flat +
                                             18. * line + 5. * line * line));
    }
  }
}

float TimelineLand::y_of(const TimelinePlan& plan, int layer, int line, float x, double gone) const {
  const auto& heights = heights_[static_cast<std::size_t>(layer)][static_cast<std::size_t>(line)];
  const double at = (static_cast<double>(x / plan.x(1)) + gone + margin) / grain;
  const double last = static_cast<double>(heights.size()) - 2;
  const double whole = std::floor(std::clamp(at, 0., last));
  const auto i = static_cast<std::size_t>(whole);
  const auto part = static_cast<float>(std::clamp(at - whole, 0., 1.));
  return plan.y(static_cast<double>(heights[i] + (heights[i + 1] - heights[i]) * part));
}

draw::GroupPtr TimelineLand::mountain(const TimelinePlan& plan, const Palette& p, int layer,
                                      double camera) const {
  draw::GroupBuilder group(Hash(hash_of("timeline/mountain")).add(layer).value());
  const auto gone = [&](int of) {
    return (camera - plan.first_month()) * 64 * layers[static_cast<std::size_t>(of)].parallax;
  };
  const Layer& l = layers[static_cast<std::size_t>(layer)];
  const float step = plan.px(16), deep = plan.y(150);
  struct Column {
    float x, cover, shine;  // cover: where the nearest land in front begins
  };
  std::vector<Column> columns;
  for (float x = -step; x <= plan.width() + step; x += step) {
    float cover = plan.ground_y();
    for (int front = layer + 1; front < timeline_mountains; ++front)
      cover = std::min(cover, y_of(plan, front, 0, x, gone(front)));
    const float d = (x - plan.present_x()) / plan.x(560);
    columns.push_back({x, cover, 0.30f + 0.70f * std::exp(-d * d)});
  }

  // The body, from its crest to what covers it; the nearest fades into the ground.
  const Linear dark{p.ground.r * 0.8f, p.ground.g * 0.8f, p.ground.b * 0.8f, 1},
      lit = mix(dark, p.land, 0.34f);
  const bool nearest = layer + 1 == timeline_mountains;
  auto body = std::make_shared<std::vector<draw::Vertex>>();
  for (const Column& c : columns) {
    const float top = y_of(plan, layer, 0, c.x, gone(layer));
    const float bottom = std::max(top, nearest ? std::min(plan.ground_y(), top + deep) : c.cover);
    const float depth = std::min(1.f, (bottom - top) / deep);
    body->push_back({{c.x, top}, lit.with_alpha(0.66f)});
    body->push_back({{c.x, bottom}, mix(lit, dark, depth).with_alpha(nearest ? 0.66f * (1 - depth) : 0.70f)});
  }
  group.add(draw::Strip{body});

  for (int line = lines - 1; line >= 0; --line) {
    const float amount =
        static_cast<float>(l.light) * (line == 0 ? 1.f : 0.42f - 0.08f * static_cast<float>(line));
    auto points = std::make_shared<std::vector<Vec2>>();
    auto colours = std::make_shared<std::vector<Linear>>();
    const auto end = [&] {
      if (points->size() > 1) {
        draw::Polyline contour;
        contour.points = points;
        contour.colours = colours;
        contour.width_px = plan.stroke(2);
        group.add(contour, draw::Blend::add);
      }
      points = std::make_shared<std::vector<Vec2>>();
      colours = std::make_shared<std::vector<Linear>>();
    };
    for (const Column& c : columns) {
      const float y = y_of(plan, layer, line, c.x, gone(layer));
      const float shown = std::clamp((c.cover - y) / plan.px(14), 0.f, 1.f);
      points->push_back({c.x, y});
      colours->push_back(mix(p.contour, p.accent, 0.5f).with_alpha(amount * c.shine * shown));
      if (shown > 0) continue;
      // Behind nearer land: the line ends here, and the next begins at the last hidden point.
      const Vec2 at = points->back();
      const Linear none = colours->back();
      end();
      points->push_back(at);
      colours->push_back(none);
    }
    end();
  }
  return group.finish();
}

}  // namespace guangmu::scenes
