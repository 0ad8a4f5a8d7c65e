#include "led_mapping/photo/wall_outline.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "led_mapping/photo/least_squares.h"

namespace guangmu::led {
namespace {

constexpr int coarse_side = 360;     // of the picture that is searched
constexpr double lit_share = 0.2;    // of the brightest light; corners may lose more than half to the lens
constexpr double side_share = 0.02;  // how far from its line a side's places may be, of the wall

struct Coarse {
  int w = 0, h = 0, factor = 1;
  std::vector<float> light;
  std::vector<std::uint8_t> lit;
  std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x);
  }
};

Coarse shrink(const Plane& plane) {
  Coarse out;
  out.factor = std::max(1, std::max(plane.size.w, plane.size.h) / coarse_side);
  out.w = plane.size.w / out.factor;
  out.h = plane.size.h / out.factor;
  out.light.assign(out.at(0, out.h), 0);
  for (int y = 0; y < out.h * out.factor; ++y)
    for (int x = 0; x < out.w * out.factor; ++x)
      out.light[out.at(x / out.factor, y / out.factor)] += plane.at(x, y);
  for (float& v : out.light) v /= static_cast<float>(out.factor * out.factor);
  return out;
}

// The brightest light that is no spark: the level above which lies one part in two hundred.
float bright(const Coarse& coarse) {
  std::vector<float> sorted = coarse.light;
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() - 1 - sorted.size() / 200);
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at;
}

// Keeps the largest area that hangs together. Gaps up to `reach` do not part it: dead modules and the dark
// between LEDs.
void keep_largest(Coarse& coarse, int reach) {
  std::vector<int> label(coarse.lit.size(), 0);
  std::vector<std::pair<int, int>> todo;
  int next = 0, best = 0;
  std::size_t most = 0;
  for (int y = 0; y < coarse.h; ++y) {
    for (int x = 0; x < coarse.w; ++x) {
      if (!coarse.lit[coarse.at(x, y)] || label[coarse.at(x, y)]) continue;
      label[coarse.at(x, y)] = ++next;
      todo.emplace_back(x, y);
      std::size_t count = 0;
      while (!todo.empty()) {
        const auto [px, py] = todo.back();
        todo.pop_back();
        ++count;
        for (int dy = -reach; dy <= reach; ++dy)
          for (int dx = -reach; dx <= reach; ++dx) {
            const int nx = px + dx, ny = py + dy;
            if (nx < 0 || ny < 0 || nx >= coarse.w || ny >= coarse.h) continue;
            const std::size_t i = coarse.at(nx, ny);
            if (!coarse.lit[i] || label[i]) continue;
            label[i] = next;
            todo.emplace_back(nx, ny);
          }
      }
      if (count > most) most = count, best = next;
    }
  }
  for (std::size_t i = 0; i < label.size(); ++i) coarse.lit[i] = best != 0 && label[i] == best;
}

// Each place takes the outermost of its neighbourhood: between LEDs a line may be dark up to the far side.
void take_outermost(std::vector<Place>& side, bool low) {
  constexpr std::size_t near = 3;
  const std::vector<Place> own = side;
  for (std::size_t i = 0; i < side.size(); ++i)
    for (std::size_t k = i - std::min(i, near); k < std::min(own.size(), i + near + 1); ++k)
      side[i].y = low ? std::min(side[i].y, own[k].y) : std::max(side[i].y, own[k].y);
}

// across = offset + slope * along
struct Line {
  double offset = 0, slope = 0;
};

// The line that most pairs of places agree on, then the mean of those near it: dead modules at the rim and
// bent sides do not pull it away.
Line side_of(const std::vector<Place>& places, double tolerance) {
  const auto near = [&](const Line& line, const Place& p) {
    return std::abs(p.y - line.offset - line.slope * p.x) <= tolerance;
  };
  Line best;
  std::ptrdiff_t most = -1;
  const std::size_t step = std::max<std::size_t>(1, places.size() / 48);
  for (std::size_t i = 0; i < places.size(); i += step)
    for (std::size_t j = i + step * 8; j < places.size(); j += step) {
      const double slope = (places[j].y - places[i].y) / (places[j].x - places[i].x);
      const Line line{places[i].y - slope * places[i].x, slope};
      const auto count =
          std::count_if(places.begin(), places.end(), [&](const Place& p) { return near(line, p); });
      if (count > most) most = count, best = line;
    }
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (const Place& p : places)
    if (near(best, p)) n += 1, sx += p.x, sy += p.y, sxx += p.x * p.x, sxy += p.x * p.y;
  const double d = n * sxx - sx * sx;
  if (n < 3 || d <= 0) return best;
  const double slope = (n * sxy - sx * sy) / d;
  return {(sy - slope * sx) / n, slope};
}

// Where y = a.offset + a.slope x meets x = b.offset + b.slope y.
Place crossing(const Line& a, const Line& b) {
  const double x = (b.offset + b.slope * a.offset) / (1 - a.slope * b.slope);
  return {x, a.offset + a.slope * x};
}

}  // namespace

Result<Outline> find_outline(const Plane& plane, const std::string& name) {
  Coarse coarse = shrink(plane);
  if (coarse.w < 16 || coarse.h < 16)
    return Error{
        fmt::format("{}: {}x{} px are too small for a photograph of the wall; take it at the "
                    "camera's full size",
                    name, plane.size.w, plane.size.h)};
  const float level = bright(coarse);
  if (level < 65535 * 0.004f)
    return Error{
        fmt::format("{}: the wall is nearly dark in it ({:.2f} % of full scale above the dark frame); "
                    "show the field, expose longer, and check that the dark frame was taken with the "
                    "wall dark and the same exposure",
                    name, level / 655.35)};
  coarse.lit.resize(coarse.light.size());
  std::transform(coarse.light.begin(), coarse.light.end(), coarse.lit.begin(),
                 [&](float v) { return static_cast<std::uint8_t>(v > level * lit_share); });
  keep_largest(coarse, 2);
  int x0 = coarse.w, x1 = -1, y0 = coarse.h, y1 = -1;
  for (int y = 0; y < coarse.h; ++y)
    for (int x = 0; x < coarse.w; ++x)
      if (coarse.lit[coarse.at(x, y)])
        x0 = std::min(x0, x), x1 = std::max(x1, x), y0 = std::min(y0, y), y1 = std::max(y1, y);
  const double f = coarse.factor;
  if (x1 - x0 < 12 || y1 - y0 < 12)
    return Error{
        fmt::format("{}: the lit area is only {:.0f}x{:.0f} px; go nearer, so that the wall fills most of "
                    "the photograph",
                    name, (x1 - x0 + 1) * f, (y1 - y0 + 1) * f)};
  std::vector<Place> top, bottom, left, right;
  const int mx = (x1 - x0) / 12, my = (y1 - y0) / 12;
  const auto lit = [&](int x, int y) { return coarse.lit[coarse.at(x, y)] != 0; };
  for (int x = x0 + mx; x <= x1 - mx; ++x) {
    int a = y0, b = y1;
    while (a < b && !lit(x, a)) ++a;
    while (b > a && !lit(x, b)) --b;
    top.push_back({x + 0.5, static_cast<double>(a)});
    bottom.push_back({x + 0.5, b + 1.0});
  }
  for (int y = y0 + my; y <= y1 - my; ++y) {
    int a = x0, b = x1;
    while (a < b && !lit(a, y)) ++a;
    while (b > a && !lit(b, y)) --b;
    left.push_back({y + 0.5, static_cast<double>(a)});
    right.push_back({y + 0.5, b + 1.0});
  }
  take_outermost(top, true), take_outermost(left, true);
  take_outermost(bottom, false), take_outermost(right, false);
  const double ty = side_share * (y1 - y0) + 1, tx = side_share * (x1 - x0) + 1;
  const Line t = side_of(top, ty), b = side_of(bottom, ty), l = side_of(left, tx), r = side_of(right, tx);
  Outline out;
  out.corners = {crossing(t, l), crossing(t, r), crossing(b, r), crossing(b, l)};
  for (Place& c : out.corners) c = {c.x * f, c.y * f};
  if (x0 == 0 || y0 == 0 || x1 == coarse.w - 1 || y1 == coarse.h - 1)
    return Error{
        fmt::format("{}: the lit area reaches the border of the photograph ({}); the whole wall must be in "
                    "it with a dark rim around it",
                    name,
                    x0 == 0              ? "left"
                    : y0 == 0            ? "top"
                    : x1 == coarse.w - 1 ? "right"
                                         : "bottom")};
  std::vector<double> levels;
  for (std::size_t i = 0; i < coarse.lit.size(); ++i)
    if (coarse.lit[i]) levels.push_back(coarse.light[i]);
  out.lit = median(std::move(levels));
  return out;
}

}  // namespace guangmu::led
