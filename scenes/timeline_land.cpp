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

draw::GroupPtr timeline_mountain(const TimelinePlan& plan, const Palette& p, int layer, double camera) {
  draw::GroupBuilder group(Hash(hash_of("timeline/mountain")).add(layer).value());
  const Layer& l = layers[static_cast<std::size_t>(layer)];
  const double gone = (camera - plan.first_month()) * 64 * l.parallax;
  const float step = plan.px(12);
  const auto line = [&](double down, double fine, double flat) {
    auto points = std::make_shared<std::vector<Vec2>>();
    for (float x = -step; x <= plan.width() + step; x += step) {
      const double u = static_cast<double>(x / plan.x(1)) + gone;
      const double h = height(layer, u, l.folded, fine) * flat;
      points->push_back({x, plan.y(l.base - l.amplitude * h + down)});
    }
    return points;
  };
  const auto light = [&](const std::vector<Vec2>& points, float amount) {
    auto colours = std::make_shared<std::vector<Linear>>();
    for (const Vec2 at : points) {
      const float d = (at.x - plan.present_x()) / plan.x(560);
      const float peak = 0.30f + 0.70f * std::exp(-d * d);
      colours->push_back(mix(p.contour, p.accent, 0.5f).with_alpha(amount * peak));
    }
    return colours;
  };

  const auto crest = line(0, 1, 1);
  const float top = plan.y(l.base - l.amplitude), bottom = std::min(plan.y(l.base + 330), plan.ground_y());
  draw::Area body;
  body.upper = crest;
  body.base_y = bottom;
  const Linear dark{p.ground.r * 0.8f, p.ground.g * 0.8f, p.ground.b * 0.8f, 1};
  body.fill = draw::Paint::vertical(top, bottom,
                                    {{0, mix(dark, p.land, 0.30f).with_alpha(0.62f)},
                                     {0.35f, mix(dark, p.land, 0.10f).with_alpha(0.66f)},
                                     {1, dark.with_alpha(0)}});
  group.add(body);
  for (int k = 4; k >= 0; --k) {
    const auto points =
        k == 0 ? crest : line(16. * k + 4. * k * k, std::max(0., 0.9 - 0.3 * k), 1 - 0.05 * k);
    draw::Polyline contour;
    contour.points = points;
    contour.colours =
        light(*points, static_cast<float>(l.light) * (k == 0 ? 1.f : 0.40f - 0.07f * static_cast<float>(k)));
    contour.width_px = plan.stroke(2);
    group.add(contour, draw::Blend::add);
  }
  return group.finish();
}

}  // namespace guangmu::scenes
