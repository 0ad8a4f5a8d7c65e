#include "led_mapping/photo/pixels.h"

#include <algorithm>
#include <cmath>

#include "led_mapping/photo/least_squares.h"
#include "led_mapping/pixel_correction.h"

namespace guangmu::led {
namespace {

constexpr double least_px_per_led = 3, most_blur_leds = 0.5, dead_share = 0.2;

// One field LED by LED, lens and exposure taken off; `w` x `h`.
struct Sheet {
  int w = 0, h = 0;
  std::vector<float> v;
  float& at(int x, int y) {
    return v[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)];
  }
  float at(int x, int y) const {
    return v[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)];
  }
};

// The lens changes slowly: read every few LEDs, straight in between.
Sheet without_lens(const std::vector<SeenField>& fields, std::size_t f, const WallLevels& levels) {
  constexpr int step = 16;
  const FieldMap& map = fields[f].leds;
  Sheet out{map.w(), map.h(), map.light};
  const int across = out.w / step + 2, down = out.h / step + 2;
  std::vector<float> node;
  for (int j = 0; j < down; ++j)
    for (int i = 0; i < across; ++i)
      node.push_back(static_cast<float>(
          levels.shading_at(fields, f, {std::min(i * step, out.w) * 1.0, std::min(j * step, out.h) * 1.0})));
  for (int y = 0; y < out.h; ++y)
    for (int x = 0; x < out.w; ++x) {
      const float fx = static_cast<float>(x % step) / step, fy = static_cast<float>(y % step) / step;
      const float* n = node.data() + static_cast<std::size_t>(y / step) * static_cast<std::size_t>(across) +
                       static_cast<std::size_t>(x / step);
      const float* m = n + across;
      out.at(x, y) /= (n[0] * (1 - fx) + n[1] * fx) * (1 - fy) + (m[0] * (1 - fx) + m[1] * fx) * fy;
    }
  return out;
}

// Likeness of neighbours inside modules, across or down: covariance over variance.
double likeness(const Sheet& s, const LedGrid& grid, const std::vector<LevelEstimate>& levels, bool down) {
  double own = 0, both = 0;
  for (int row = 0; row < grid.rows(); ++row)
    for (int column = 0; column < grid.columns(); ++column) {
      const LevelEstimate& e = levels[static_cast<std::size_t>(row * grid.columns() + column)];
      if (e.dead || !e.seen) continue;
      const int x0 = column * grid.module.w, y0 = row * grid.module.h;
      double mean = 0;
      for (int y = y0 + 1; y < y0 + grid.module.h - 1; ++y)
        for (int x = x0 + 1; x < x0 + grid.module.w - 1; ++x) mean += s.at(x, y);
      mean /= std::max(1, (grid.module.w - 2) * (grid.module.h - 2));
      for (int y = y0 + 1; y < y0 + grid.module.h - 2; ++y)
        for (int x = x0 + 1; x < x0 + grid.module.w - 2; ++x) {
          const double a = s.at(x, y) / mean - 1, b = (down ? s.at(x, y + 1) : s.at(x + 1, y)) / mean - 1;
          if (std::abs(a) > 0.5 || std::abs(b) > 0.5) continue;  // dead LEDs say nothing of the rest
          own += a * a, both += a * b;
        }
    }
  return own > 0 ? both / own : 0;
}

// Share that each neighbour along a line gets of an LED's light, from the likeness r of neighbours: with
// shares a, 1 - 2a, a the likeness is 2 a (1 - 2a) / ((1 - 2a)^2 + 2 a^2).
double share_of(double r) {
  double low = 0, high = 0.3;
  for (int i = 0; i < 40; ++i) {
    const double a = (low + high) / 2, c = 1 - 2 * a;
    (2 * a * c / (c * c + 2 * a * a) < r ? low : high) = a;
  }
  return (low + high) / 2;
}

// Mixes neighbours with these shares; beyond the wall there is no light.
Sheet mixed(const Sheet& s, float across, float down) {
  Sheet line = s, out = s;
  for (int y = 0; y < s.h; ++y)
    for (int x = 0; x < s.w; ++x)
      line.at(x, y) = (1 - 2 * across) * s.at(x, y) +
                      across * ((x > 0 ? s.at(x - 1, y) : 0) + (x + 1 < s.w ? s.at(x + 1, y) : 0));
  for (int y = 0; y < s.h; ++y)
    for (int x = 0; x < s.w; ++x)
      out.at(x, y) = (1 - 2 * down) * line.at(x, y) +
                     down * ((y > 0 ? line.at(x, y - 1) : 0) + (y + 1 < s.h ? line.at(x, y + 1) : 0));
  return out;
}

Sheet unmixed(const Sheet& seen, double across, double down) {
  Sheet out = seen;
  for (int round = 0; round < 6; ++round) {
    const Sheet again = mixed(out, static_cast<float>(across), static_cast<float>(down));
    for (std::size_t i = 0; i < out.v.size(); ++i) out.v[i] += seen.v[i] - again.v[i];
  }
  return out;
}

}  // namespace

bool shows_pixels(const std::vector<SeenField>& fields, double blur_leds) {
  return blur_leds <= most_blur_leds && std::all_of(fields.begin(), fields.end(), [](const SeenField& f) {
           return std::min(f.view.px_per_led_x, f.view.px_per_led_y) >= least_px_per_led &&
                  !f.leds.light.empty() && f.map.nx == f.map.grid.module.w && f.map.ny == f.map.grid.module.h;
         });
}

PixelEstimate estimate_pixels(const std::vector<SeenField>& fields, const WallLevels& levels) {
  const LedGrid& grid = fields.front().map.grid;
  PixelEstimate out;
  out.size = grid.wall;
  const auto count = static_cast<std::size_t>(grid.wall.area());
  for (std::size_t c = 0; c < 3; ++c) {
    out.light[c].assign(count, 0);
    for (std::size_t f = 0; f < fields.size(); ++f) {
      if (fields[f].colour != static_cast<int>(c)) continue;
      const Sheet flat = without_lens(fields, f, levels);
      const Sheet own = unmixed(flat, share_of(likeness(flat, grid, levels.modules[c], false)),
                                share_of(likeness(flat, grid, levels.modules[c], true)));
      std::vector<double> some;
      for (std::size_t i = 0; i < count; i += 7) some.push_back(own.v[i]);
      const auto middle = static_cast<float>(median(std::move(some)));
      for (std::size_t i = 0; i < count; ++i) out.light[c][i] += own.v[i] / middle;
    }
    // Modules keep the levels that all of the photographs' evidence gave them; LEDs share it among
    // themselves.
    double square = 0, n = 0;
    for (int row = 0; row < grid.rows(); ++row)
      for (int column = 0; column < grid.columns(); ++column) {
        const LevelEstimate& e = levels.modules[c][static_cast<std::size_t>(row * grid.columns() + column)];
        const auto each = [&](const auto& act) {
          for (int y = row * grid.module.h; y < (row + 1) * grid.module.h; ++y)
            for (int x = column * grid.module.w; x < (column + 1) * grid.module.w; ++x)
              act(out.light[c][static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.wall.w) +
                               static_cast<std::size_t>(x)]);
        };
        double mean = 0;
        each([&](float& v) { mean += v; });
        mean /= static_cast<double>(grid.module.area());
        const double to = e.seen && !e.dead && mean > 0 ? e.light / mean : 0;
        each([&](float& v) {
          v = static_cast<float>(v * to);
          if (v < dead_share * e.light) v = 0;
          if (v > 0) square += (v / e.light - 1) * (v / e.light - 1), n += 1;
        });
      }
    out.spread[c] = std::sqrt(square / std::max(1., n));
  }
  return out;
}

PixelCorrection correct_pixels(const PixelEstimate& e, const std::vector<SeamGain>& seams, SizePx module,
                               double clipped_share, double& level, int& clipped) {
  const auto count = static_cast<std::size_t>(e.size.area());
  std::vector<float> seam(count, 1);
  for (const SeamGain& s : seams) {
    RectPx r{(s.column - 1) * module.w, (s.row - 1) * module.h, module.w, module.h};
    if (s.edge == Edge::right) r.x = r.right() - 1;
    if (s.edge == Edge::bottom) r.y = r.bottom() - 1;
    (s.edge == Edge::left || s.edge == Edge::right ? r.w : r.h) = 1;
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = r.x; x < r.right(); ++x)
        seam[static_cast<std::size_t>(y) * static_cast<std::size_t>(e.size.w) +
             static_cast<std::size_t>(x)] *= static_cast<float>(s.gain);
  }
  const auto alive = [&](std::size_t i) {
    return e.light[0][i] > 0 && e.light[1][i] > 0 && e.light[2][i] > 0;
  };
  std::vector<float> allowed;
  for (std::size_t i = 0; i < count; ++i)
    if (alive(i))
      allowed.push_back(std::min({e.light[0][i], e.light[1][i], e.light[2][i]}) / std::max(1.f, seam[i]));
  level = 1;
  clipped = 0;
  if (!allowed.empty()) {
    const auto rank = std::min(allowed.size() - 1,
                               static_cast<std::size_t>(clipped_share * static_cast<double>(allowed.size())));
    std::nth_element(allowed.begin(), allowed.begin() + static_cast<std::ptrdiff_t>(rank), allowed.end());
    level = std::min(1.f, allowed[rank]);
    clipped = static_cast<int>(rank);
  }
  PixelCorrection out;
  out.size = e.size;
  out.half.assign(count * 9, 0);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t c = 0; c < 3; ++c) {
      const double gain = e.light[c][i] > 0 ? std::min(1., level / e.light[c][i]) : level;
      out.half[i * 9 + c * 4] = to_half(static_cast<float>(gain));
    }
  return out;
}

}  // namespace guangmu::led
