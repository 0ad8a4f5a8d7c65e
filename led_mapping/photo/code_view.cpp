#include "led_mapping/photo/code_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <utility>

#include "led_mapping/photo/least_squares.h"
#include "led_mapping/photo/random.h"

namespace guangmu::led {
namespace {

// A quarter of a module: its middle on the wall and where the photographs show it, both in units of -1..1 or
// half diagonals as WallView has them.
struct Match {
  Place wall, sensor;
};

struct Sum {
  double x = 0, y = 0, n = 0;
};

double bright_level(const Plane& white, const Plane& black) {
  std::vector<float> light;
  for (std::size_t i = 0; i < white.light.size(); i += 7) light.push_back(white.light[i] - black.light[i]);
  const auto at = light.begin() + static_cast<std::ptrdiff_t>(light.size() * 97 / 100);
  std::nth_element(light.begin(), at, light.end());
  return *at;
}

// Every pixel that is lit reads its own code; the middle of the pixels that read the same is a match.
std::vector<Match> read_quarters(const LocateGrid& grid, const std::vector<Plane>& planes,
                                 const WallView& view) {
  const Plane &white = planes[0], &black = planes[1];
  const auto threshold = static_cast<float>(0.15 * bright_level(white, black));
  const int cb = grid.column_bits(), rb = grid.row_bits(), columns = grid.columns(), rows = grid.rows();
  const std::size_t pairs = (planes.size() - 2) / 2;
  std::vector<Sum> sums(static_cast<std::size_t>(columns * rows) * 4);
  for (int y = 0; y < view.photo.h; ++y)
    for (int x = 0; x < view.photo.w; ++x) {
      const float lit = white.at(x, y) - black.at(x, y);
      if (lit < threshold) continue;
      unsigned bits = 0;
      bool clear = true;
      for (std::size_t k = 0; k < pairs && clear; ++k) {
        const float d = planes[2 + 2 * k].at(x, y) - planes[3 + 2 * k].at(x, y);
        clear = std::abs(d) > 0.35f * lit;
        bits = bits << 1 | (d > 0 ? 1u : 0u);
      }
      if (!clear) continue;
      const bool upper = bits & 1, left = bits & 2;
      bits >>= 2;
      const int row = static_cast<int>(from_gray(bits & ((1u << rb) - 1)));
      const int column = static_cast<int>(from_gray(bits >> rb & ((1u << cb) - 1)));
      if (row >= rows || column >= columns) continue;
      Sum& sum =
          sums[(static_cast<std::size_t>(row * columns + column) * 2 + (upper ? 0 : 1)) * 2 + (left ? 0 : 1)];
      sum.x += x + 0.5, sum.y += y + 0.5, sum.n += 1;
    }
  double most = 0;
  for (const Sum& s : sums) most = std::max(most, s.n);
  std::vector<Match> out;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const Sum& s = sums[i];
    if (s.n < std::max(2., 0.1 * most)) continue;
    const auto module = static_cast<int>(i / 4);
    const double u = (module % columns + (i % 2 == 0 ? 0.25 : 0.75)) / columns;
    const double v = (module / columns + (i / 2 % 2 == 0 ? 0.25 : 0.75)) / rows;
    out.push_back({{u * 2 - 1, v * 2 - 1},
                   {(s.x / s.n - view.centre.x) / view.radius, (s.y / s.n - view.centre.y) / view.radius}});
  }
  return out;
}

using Unknowns = std::array<double, 10>;  // homography, then a1, a2

Place to_wall(const Unknowns& p, Place s) {
  const double r2 = s.x * s.x + s.y * s.y, k = 1 + r2 * (p[8] + r2 * p[9]), x = s.x * k, y = s.y * k;
  const double w = p[6] * x + p[7] * y + 1;
  return {(p[0] * x + p[1] * y + p[2]) / w, (p[3] * x + p[4] * y + p[5]) / w};
}

// Distance in quarters of modules.
double miss(const LocateGrid& grid, const Unknowns& p, const Match& m) {
  const Place at = to_wall(p, m.sensor);
  return std::max(std::abs(at.x - m.wall.x) * grid.columns(), std::abs(at.y - m.wall.y) * grid.rows());
}

Unknowns through(const std::vector<const Match*>& matches) {
  NormalEquations equations(8);
  for (const Match* m : matches) {
    const double x = m->sensor.x, y = m->sensor.y;
    equations.add(std::array{x, y, 1., 0., 0., 0., -m->wall.x * x, -m->wall.x * y}, m->wall.x, 1);
    equations.add(std::array{0., 0., 0., x, y, 1., -m->wall.y * x, -m->wall.y * y}, m->wall.y, 1);
  }
  const std::vector<double> h = equations.solve();
  Unknowns out{};
  std::copy(h.begin(), h.end(), out.begin());
  return out;
}

std::vector<const Match*> within(const LocateGrid& grid, const Unknowns& p, const std::vector<Match>& matches,
                                 double limit) {
  std::vector<const Match*> out;
  for (const Match& m : matches)
    if (miss(grid, p, m) < limit) out.push_back(&m);
  return out;
}

// Gauss and Newton on the matches that agree, with the lens's distortion.
Unknowns refine(const LocateGrid& grid, Unknowns p, const std::vector<Match>& matches, double limit) {
  for (int round = 0; round < 8; ++round) {
    NormalEquations equations(p.size());
    for (const Match* m : within(grid, p, matches, limit)) {
      const Place at = to_wall(p, m->sensor);
      std::array<double, 10> dx{}, dy{};
      for (std::size_t k = 0; k < p.size(); ++k) {
        constexpr double h = 1e-6;
        Unknowns q = p;
        q[k] += h;
        const Place moved = to_wall(q, m->sensor);
        dx[k] = (moved.x - at.x) / h;
        dy[k] = (moved.y - at.y) / h;
      }
      const double wx = grid.columns() * grid.columns(), wy = grid.rows() * grid.rows();
      equations.add(dx, m->wall.x - at.x, wx * 400);
      equations.add(dy, m->wall.y - at.y, wy * 400);
    }
    equations.expect_small(8, 0.3);
    equations.expect_small(9, 0.1);
    const std::vector<double> step = equations.solve();
    double largest = 0;
    for (std::size_t k = 0; k < p.size(); ++k) {
      p[k] += step[k];
      largest = std::max(largest, std::abs(step[k]));
    }
    if (largest < 1e-9) break;
  }
  return p;
}

}  // namespace

Result<WallView> view_by_codes(const LocateGrid& grid, const std::vector<Plane>& planes) {
  WallView view;
  view.photo = planes[0].size;
  view.wall = grid.wall;
  view.centre = {view.photo.w / 2.0, view.photo.h / 2.0};
  view.radius = std::hypot(view.photo.w, view.photo.h) / 2;
  const std::vector<Match> matches = read_quarters(grid, planes, view);
  const auto quarters = static_cast<std::size_t>(grid.columns() * grid.rows()) * 4;
  const Error lost{fmt::format(
      "the photographs do not fit together into the patterns of a wall of {}x{} modules: {} of {} "
      "quarters of modules could be read, and they do not lie as on such a wall",
      grid.columns(), grid.rows(), matches.size(), quarters)};
  if (matches.size() < std::max<std::size_t>(4, quarters / 5)) return lost;
  // Four matches by chance make a wall; the wall that most others agree with is kept (Fischler and Bolles
  // 1981).
  Random chance(matches.size());
  Unknowns best{};
  std::size_t most = 0;
  for (int trial = 0; trial < 800; ++trial) {
    std::vector<const Match*> four;
    for (int i = 0; i < 4; ++i)
      four.push_back(&matches[static_cast<std::size_t>(chance.below(static_cast<int>(matches.size())))]);
    const Unknowns p = through(four);
    const std::size_t count = within(grid, p, matches, 0.6).size();
    if (count > most) most = count, best = p;
    if (most * 10 > matches.size() * 9) break;
  }
  if (most < 8) return lost;
  for (int i = 0; i < 3; ++i) best = through(within(grid, best, matches, 0.8));
  for (const double limit : {0.8, 0.5, 0.3}) best = refine(grid, best, matches, limit);
  const std::size_t agree = within(grid, best, matches, 0.3).size();
  if (agree * 10 < matches.size() * 4 || agree * 8 < quarters) return lost;
  // A module in its place agrees with all of its quarters; where halves agree alone, a pattern is taken for
  // its inverse.
  std::map<std::pair<int, int>, int> by_module;
  for (const Match* m : within(grid, best, matches, 0.3))
    ++by_module[{static_cast<int>((m->wall.x + 1) / 2 * grid.columns()),
                 static_cast<int>((m->wall.y + 1) / 2 * grid.rows())}];
  const auto whole =
      std::count_if(by_module.begin(), by_module.end(), [](const auto& m) { return m.second >= 3; });
  if (static_cast<std::size_t>(whole) * 2 < by_module.size()) return lost;
  std::array<double, 9> homography{};
  std::copy_n(best.begin(), 8, homography.begin());
  homography[8] = 1;
  view.use_homography(homography);
  view.a1 = best[8];
  view.a2 = best[9];
  view.measure_scale();
  std::vector<double> misses;
  for (const Match* m : within(grid, best, matches, 0.3))
    misses.push_back(miss(grid, best, *m) * grid.module.w / 2);
  view.misfit_leds = median(misses);
  return view;
}

double light_around(const Plane& plane, const WallView& view, Place led, double window_w, double window_h) {
  constexpr int side = 5;
  double sum = 0;
  for (int j = 0; j < side; ++j)
    for (int i = 0; i < side; ++i) {
      const Place p = view.sensor_at(
          {led.x + ((i + 0.5) / side - 0.5) * window_w, led.y + ((j + 0.5) / side - 0.5) * window_h});
      const double x = p.x - 0.5, y = p.y - 0.5;
      const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
      if (x0 < 0 || y0 < 0 || x0 + 1 >= plane.size.w || y0 + 1 >= plane.size.h) continue;
      const double fx = x - x0, fy = y - y0;
      const double top = plane.at(x0, y0) + fx * (plane.at(x0 + 1, y0) - plane.at(x0, y0));
      const double low = plane.at(x0, y0 + 1) + fx * (plane.at(x0 + 1, y0 + 1) - plane.at(x0, y0 + 1));
      sum += top + fy * (low - top);
    }
  return sum / (side * side);
}

std::size_t Likeness::best() const {
  if (bright < 0.5) return 1;
  return static_cast<std::size_t>(std::max_element(by_step.begin(), by_step.end()) - by_step.begin());
}

Likeness likeness(const LocateGrid& grid, const WallView& view, const Plane& plane, const Plane& white) {
  struct Sample {
    int x, y;
    double seen;
  };
  std::vector<Sample> samples;
  double brightest = 0;
  std::vector<double> whites;
  for (int y = grid.module.h / 8; y < grid.wall.h; y += std::max(1, grid.module.h / 4))
    for (int x = grid.module.w / 8; x < grid.wall.w; x += std::max(1, grid.module.w / 4)) {
      const Place led{x + 0.5, y + 0.5};
      const double w = light_around(white, view, led, grid.module.w / 8., grid.module.h / 8.);
      samples.push_back({x, y, light_around(plane, view, led, grid.module.w / 8., grid.module.h / 8.)});
      whites.push_back(w);
      brightest = std::max(brightest, w);
    }
  Likeness out;
  std::vector<double> shares;
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (whites[i] >= 0.15 * brightest) shares.push_back(samples[i].seen / whites[i]);
  std::sort(shares.begin(), shares.end());
  if (!shares.empty()) out.bright = shares[shares.size() * 4 / 5];
  for (const LocateStep& step : grid.steps()) {
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      if (whites[i] < 0.15 * brightest) continue;
      const double x = grid.lit(step, samples[i].x, samples[i].y) ? 1 : 0, y = samples[i].seen / whites[i];
      n += 1, sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y;
    }
    const double vx = n * sxx - sx * sx, vy = n * syy - sy * sy;
    out.by_step.push_back(n > 0 && vx > 1e-9 && vy > 1e-9 ? (n * sxy - sx * sy) / std::sqrt(vx * vy) : 0);
  }
  return out;
}

}  // namespace guangmu::led
