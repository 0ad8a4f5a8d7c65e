#include "led_mapping/photo/wall_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "led_mapping/photo/least_squares.h"
#include "led_mapping/photo/wall_outline.h"

namespace guangmu::led {
namespace {

constexpr std::size_t unknown_count = 12;
using Unknowns = std::array<double, unknown_count>;  // 8 of the homography, a1, a2, shift of the centre

Place apply(const std::array<double, 9>& m, Place p) {
  const double w = m[6] * p.x + m[7] * p.y + m[8];
  return {(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

std::array<double, 9> inverse(const std::array<double, 9>& m) {
  const std::array<double, 9> c{
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
  const double d = m[0] * c[0] + m[1] * c[3] + m[2] * c[6];
  std::array<double, 9> out{};
  for (std::size_t i = 0; i < 9; ++i) out[i] = c[i] / d;
  return out;
}

void set(WallView& view, const Unknowns& p) {
  std::array<double, 9> homography{};
  for (std::size_t i = 0; i < 8; ++i) homography[i] = p[i];
  homography[8] = 1;
  view.use_homography(homography);
  view.a1 = p[8];
  view.a2 = p[9];
  view.centre = {view.photo.w / 2.0 + p[10] * view.radius, view.photo.h / 2.0 + p[11] * view.radius};
}

// The homography that takes four places to the wall's corners, without distortion.
Unknowns from_corners(const WallView& view, const std::array<Place, 4>& corners) {
  constexpr std::array<Place, 4> to{Place{-1, -1}, Place{1, -1}, Place{1, 1}, Place{-1, 1}};
  NormalEquations equations(8);
  for (std::size_t i = 0; i < 4; ++i) {
    const double x = (corners[i].x - view.photo.w / 2.0) / view.radius;
    const double y = (corners[i].y - view.photo.h / 2.0) / view.radius;
    equations.add(std::array{x, y, 1., 0., 0., 0., -to[i].x * x, -to[i].x * y}, to[i].x, 1);
    equations.add(std::array{0., 0., 0., x, y, 1., -to[i].y * x, -to[i].y * y}, to[i].y, 1);
  }
  const std::vector<double> h = equations.solve();
  Unknowns out{};
  std::copy(h.begin(), h.end(), out.begin());
  return out;
}

float sample(const Plane& plane, Place p) {
  const double x = p.x - 0.5, y = p.y - 0.5;
  const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
  if (x0 < 0 || y0 < 0 || x0 + 1 >= plane.size.w || y0 + 1 >= plane.size.h) return 0;
  const auto fx = static_cast<float>(x - x0), fy = static_cast<float>(y - y0);
  const float top = plane.at(x0, y0) + fx * (plane.at(x0 + 1, y0) - plane.at(x0, y0));
  const float low = plane.at(x0, y0 + 1) + fx * (plane.at(x0 + 1, y0 + 1) - plane.at(x0, y0 + 1));
  return top + fy * (low - top);
}

// A place found on the outline: which side, and where on the sensor.
struct EdgePoint {
  int side = 0;  // 0 top, 1 right, 2 bottom, 3 left
  Place sensor;
};

// The light along a path across a side, from outside inwards, as a mean over a strip a few LEDs wide.
struct Profile {
  double step = 1;            // LEDs
  std::vector<double> light;  // from -reach to +reach
};

// Place on the wall `in` LEDs inside of `side`, `along` LEDs along it.
Place beside(const SizePx& wall, int side, double along, double in) {
  switch (side) {
    case 0:
      return {along, in};
    case 1:
      return {wall.w - in, along};
    case 2:
      return {along, wall.h - in};
    default:
      return {in, along};
  }
}

Profile profile_at(const Plane& plane, const WallView& view, int side, double along, double reach,
                   double unit) {
  Profile out;
  const int half = std::clamp(static_cast<int>(std::ceil(reach / unit * 4)), 8, 120);
  out.step = reach / half;
  for (int i = -half; i <= half; ++i) {
    double sum = 0;
    int n = 0;
    for (int k = -4; k < 4; ++k, ++n)
      sum +=
          sample(plane, view.sensor_at(beside(view.wall, side, along + (k + 0.5) * unit / 2, i * out.step)));
    out.light.push_back(sum / n);
  }
  return out;
}

struct Levels {
  double in = 0, out = 0;
};

Levels levels_of(const Profile& p) {
  const std::size_t n = p.light.size(), part = std::max<std::size_t>(2, n / 5);
  Levels l;
  for (std::size_t i = 0; i < part; ++i) l.out += p.light[i], l.in += p.light[n - 1 - i];
  l.in /= static_cast<double>(part);
  l.out /= static_cast<double>(part);
  return l;
}

// How far inside of where it was looked for the light begins: from the lit length, so that neither blur nor
// the gaps between LEDs shift it.
std::optional<double> edge_in(const Profile& p, double lit) {
  const Levels l = levels_of(p);
  if (l.in - l.out < 0.2 * lit) return {};
  double length = 0;
  for (std::size_t i = 0; i < p.light.size(); ++i)
    length += (i == 0 || i + 1 == p.light.size() ? 0.5 : 1) * (p.light[i] - l.out) / (l.in - l.out) * p.step;
  const double reach = p.step * static_cast<double>(p.light.size() - 1) / 2;
  const double in = reach - length;
  if (std::abs(in) > 0.75 * reach) return {};
  return in;
}

std::vector<EdgePoint> edge_points(const Plane& plane, const WallView& view, double reach, double unit,
                                   double lit) {
  std::vector<EdgePoint> out;
  for (int side = 0; side < 4; ++side) {
    const double length = side % 2 == 0 ? view.wall.w : view.wall.h;
    constexpr int count = 120;
    for (int i = 0; i < count; ++i) {
      const double along = length * (0.015 + 0.97 * (i + 0.5) / count);
      const auto in = edge_in(profile_at(plane, view, side, along, reach, unit), lit);
      if (in) out.push_back({side, view.sensor_at(beside(view.wall, side, along, *in))});
    }
  }
  return out;
}

// LEDs that a place lies inside of its side.
double misfit(const WallView& view, const EdgePoint& e) {
  const Place led = view.led_at(e.sensor);
  switch (e.side) {
    case 0:
      return led.y;
    case 1:
      return view.wall.w - led.x;
    case 2:
      return view.wall.h - led.y;
    default:
      return led.x;
  }
}

// Gauss and Newton with Tukey's weights: what a dead module at the rim says is left out.
Unknowns fit(WallView view, Unknowns p, const std::vector<EdgePoint>& points, bool bent, double& sigma) {
  for (int round = 0; round < 12; ++round) {
    set(view, p);
    std::vector<double> residuals;
    for (const EdgePoint& e : points) residuals.push_back(misfit(view, e));
    sigma = std::max(robust_sigma(residuals), 0.02);
    const double cut = 4 * sigma + std::abs(median(residuals));
    std::vector<std::array<double, unknown_count>> jacobian(points.size());
    for (std::size_t k = 0; k < unknown_count; ++k) {
      constexpr double h = 1e-6;
      Unknowns q = p;
      q[k] += h;
      set(view, q);
      for (std::size_t i = 0; i < points.size(); ++i)
        jacobian[i][k] = (misfit(view, points[i]) - residuals[i]) / h;
    }
    NormalEquations equations(unknown_count);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double t = residuals[i] / cut;
      if (std::abs(t) < 1)
        equations.add(jacobian[i], -residuals[i], (1 - t * t) * (1 - t * t) / (sigma * sigma));
    }
    // A lens bends little, and its middle is near the sensor's; the rest is for the outline to say.
    const double loose = bent ? 1 : 1e-6;
    equations.expect_small(8, 0.3 * loose);
    equations.expect_small(9, 0.1 * loose);
    equations.expect_small(10, 0.02 * loose);
    equations.expect_small(11, 0.02 * loose);
    const std::vector<double> step = equations.solve();
    double largest = 0;
    for (std::size_t k = 0; k < unknown_count; ++k) {
      p[k] += step[k];
      largest = std::max(largest, std::abs(step[k]));
    }
    if (largest < 1e-9) break;
  }
  return p;
}

// LEDs across a blur: from the mean rise over the whole outline, the LEDs' own grid smoothed away.
double blur_leds(const Plane& plane, const WallView& view, double unit, double lit) {
  constexpr double reach_units = 10;
  std::vector<double> rise;
  double step = 0;
  for (int side = 0; side < 4; ++side) {
    const double length = side % 2 == 0 ? view.wall.w : view.wall.h;
    for (int i = 0; i < 40; ++i) {
      const double along = length * (0.03 + 0.94 * (i + 0.5) / 40);
      const Profile p = profile_at(plane, view, side, along, reach_units * unit, unit);
      const Levels l = levels_of(p);
      if (l.in - l.out < 0.2 * lit) continue;
      rise.resize(p.light.size());
      step = p.step;
      for (std::size_t k = 0; k < rise.size(); ++k) rise[k] += (p.light[k] - l.out) / (l.in - l.out);
    }
  }
  if (rise.empty()) return 0;
  const int box = std::max(1, static_cast<int>(std::lround(unit / step)));
  std::vector<double> smooth;
  for (std::size_t i = 0; i + static_cast<std::size_t>(box) <= rise.size(); ++i) {
    double sum = 0;
    for (int k = 0; k < box; ++k) sum += rise[i + static_cast<std::size_t>(k)];
    smooth.push_back(sum);
  }
  const double top = smooth.back();
  const auto place_of = [&](double share) {
    for (std::size_t i = 1; i < smooth.size(); ++i)
      if (smooth[i] >= share * top) {
        const double d = smooth[i] - smooth[i - 1];
        return (static_cast<double>(i) - (d > 0 ? (smooth[i] - share * top) / d : 0)) * step;
      }
    return 0.;
  };
  const double wide = (place_of(0.8) - place_of(0.2)) / 1.683, own = 0.6 * box * step / 1.683;
  return std::sqrt(std::max(0., wide * wide - own * own));
}

}  // namespace

void WallView::use_homography(const std::array<double, 9>& straightened_to_wall) {
  to_wall = straightened_to_wall;
  to_sensor = inverse(to_wall);
}

void WallView::measure_scale() {
  px_per_led_x = px_per_led_y = std::numeric_limits<double>::max();
  for (int i = 0; i <= 4; ++i)
    for (int k = 0; k <= 4; ++k) {
      const double u = wall.w * i / 4.0, v = wall.h * k / 4.0;
      const Place o = sensor_at({u, v}), a = sensor_at({u + 1, v}), b = sensor_at({u, v + 1});
      px_per_led_x = std::min(px_per_led_x, std::hypot(a.x - o.x, a.y - o.y));
      px_per_led_y = std::min(px_per_led_y, std::hypot(b.x - o.x, b.y - o.y));
    }
}

// From the two columns of the homography, which are as long as each other and at
// right angles for a camera with square pixels (Zhang 2000).
double aspect_ratio(const WallView& view, const LedGrid& grid) {
  const auto& m = view.to_sensor;
  const double sx = 1 / grid.aspect, sy = 1;  // a unit of height on both axes
  double best = 0, least = std::numeric_limits<double>::max();
  for (double focal = 0.6; focal < 12; focal *= 1.05) {  // in half diagonals
    const double ax = m[0] * sx / focal, ay = m[3] * sx / focal, az = m[6] * sx;
    const double bx = m[1] * sy / focal, by = m[4] * sy / focal, bz = m[7] * sy;
    const double ratio = std::sqrt((ax * ax + ay * ay + az * az) / (bx * bx + by * by + bz * bz));
    if (std::abs(std::log(ratio)) < least) least = std::abs(std::log(ratio)), best = ratio;
  }
  return best;
}

Place WallView::led_at(Place p) const {
  const double x = (p.x - centre.x) / radius, y = (p.y - centre.y) / radius, r2 = x * x + y * y;
  const double s = 1 + r2 * (a1 + r2 * a2);
  const Place n = apply(to_wall, {x * s, y * s});
  return {(n.x + 1) / 2 * wall.w, (n.y + 1) / 2 * wall.h};
}

Place WallView::sensor_at(Place led) const {
  const Place q = apply(to_sensor, {led.x / wall.w * 2 - 1, led.y / wall.h * 2 - 1});
  Place n = q;
  for (int i = 0; i < 12; ++i) {
    const double r2 = n.x * n.x + n.y * n.y, s = 1 + r2 * (a1 + r2 * a2);
    n = {q.x / s, q.y / s};
  }
  return {centre.x + n.x * radius, centre.y + n.y * radius};
}

Result<WallView> find_wall(const Plane& plane, const LedGrid& grid, const std::string& name) {
  const auto outline = find_outline(plane, name);
  if (!outline) return outline.error();
  WallView view;
  view.photo = plane.size;
  view.wall = grid.wall;
  view.radius = std::hypot(plane.size.w, plane.size.h) / 2;
  Unknowns p = from_corners(view, outline->corners);
  set(view, p);
  view.measure_scale();
  const double shorter_led = std::min(grid.wall.w, grid.wall.h);
  const double module_led = std::min(grid.module.w, grid.module.h);
  const double unit = std::max(1., 1 / std::min(view.px_per_led_x, view.px_per_led_y));
  const double module_px = std::min(grid.module.w * view.px_per_led_x, grid.module.h * view.px_per_led_y);
  if (module_px < 12)
    return Error{
        fmt::format("{}: a module is only {:.0f} px wide or high in it; at least 12 are needed and 50 are "
                    "good: go nearer or take the photograph at the camera's full size",
                    name, module_px)};
  const double ratio = aspect_ratio(view, grid);
  if (ratio < 0.88 || ratio > 1.14)
    return Error{fmt::format(
        "{}: the lit area is {:.0f} % as wide for its height as the wall of wall.yaml ({}x{} modules); this "
        "is another "
        "wall, a part of it, or a photograph that lies on its side: take the whole wall, camera upright",
        name, ratio * 100, grid.columns(), grid.rows())};
  const double reaches[] = {std::max(0.04 * shorter_led, 10 * unit), std::max(0.02 * shorter_led, 8 * unit),
                            std::max(0.01 * shorter_led, 8 * unit), std::max(0.008 * shorter_led, 8 * unit)};
  double sigma = 0;
  bool bent = false;
  for (double reach : reaches) {
    reach = std::min(reach, std::max(0.4 * module_led, 4 * unit));
    const std::vector<EdgePoint> points = edge_points(plane, view, std::ceil(reach), unit, outline->lit);
    std::array<int, 4> found{};
    for (const EdgePoint& e : points) ++found[static_cast<std::size_t>(e.side)];
    if (*std::min_element(found.begin(), found.end()) < 40)
      return Error{fmt::format(
          "{}: one side of the wall cannot be made out; it is hidden, very blurred, or the photograph "
          "shows something else: the whole wall must be lit, sharp and free of what stands before it",
          name)};
    p = fit(view, p, points, bent, sigma);
    p = fit(view, p, points, true, sigma);
    bent = true;
    set(view, p);
  }
  view.misfit_leds = sigma;
  view.measure_scale();
  if (sigma > std::max(0.06 * module_led, 1.5 * unit))
    return Error{fmt::format(
        "{}: the outline of the lit area is {:.1f} LEDs away from a straight-sided wall; something stands "
        "before it or the photograph is badly blurred",
        name, sigma)};
  view.blur_px = blur_leds(plane, view, unit, outline->lit) * std::min(view.px_per_led_x, view.px_per_led_y);
  return view;
}

}  // namespace guangmu::led
