#include "led_mapping/photo/field_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>

namespace guangmu::led {
namespace {

constexpr double least_px_per_cell = 1.6;
constexpr int block = 8;  // px; inside, the place on the wall is interpolated: wrong by less than 0.002 LED
constexpr int node_cells = 8;

// Camera pixels that a cell covers, from places every few cells: it changes slowly.
class CellArea {
 public:
  CellArea(const WallView& view, const FieldMap& map) : across_(map.w() / node_cells + 2) {
    const int down = map.h() / node_cells + 2;
    for (int j = 0; j < down; ++j)
      for (int i = 0; i < across_; ++i) {
        const double u = i * node_cells * map.cell_w(), v = j * node_cells * map.cell_h();
        const Place o = view.sensor_at({u, v}), a = view.sensor_at({u + map.cell_w(), v}),
                    b = view.sensor_at({u, v + map.cell_h()});
        px_.push_back(static_cast<float>(std::abs((a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x))));
      }
  }
  float at(int x, int y) const {
    const float fx = (static_cast<float>(x) + 0.5f) / node_cells,
                fy = (static_cast<float>(y) + 0.5f) / node_cells;
    const int i = static_cast<int>(fx), j = static_cast<int>(fy);
    const float ax = fx - static_cast<float>(i), ay = fy - static_cast<float>(j);
    const float* n = px_.data() + static_cast<std::size_t>(j) * static_cast<std::size_t>(across_) +
                     static_cast<std::size_t>(i);
    const float* m = n + across_;
    return (n[0] * (1 - ax) + n[1] * ax) * (1 - ay) + (m[0] * (1 - ax) + m[1] * ax) * ay;
  }

 private:
  int across_;
  std::vector<float> px_;
};

}  // namespace

FieldMap map_field(const Plane& plane, const WallView& view, const LedGrid& grid,
                   const std::vector<Place>& moved) {
  FieldMap out;
  out.grid = grid;
  const auto cells = [](int leds, double px_per_led) {
    return std::clamp(static_cast<int>(std::floor(leds * px_per_led / least_px_per_cell)), 1, leds);
  };
  out.nx = cells(grid.module.w, view.px_per_led_x);
  out.ny = cells(grid.module.h, view.px_per_led_y);
  const int w = out.w(), h = out.h();
  const std::size_t count = static_cast<std::size_t>(w) * static_cast<std::size_t>(h);
  out.light.assign(count, 0);
  const double to_x = 1 / out.cell_w(), to_y = 1 / out.cell_h();

  double x0 = plane.size.w, y0 = plane.size.h, x1 = 0, y1 = 0;
  for (int i = 0; i <= 16; ++i)
    for (const Place led :
         {Place{grid.wall.w * i / 16.0, 0}, Place{grid.wall.w * i / 16.0, grid.wall.h * 1.0},
          Place{0, grid.wall.h * i / 16.0}, Place{grid.wall.w * 1.0, grid.wall.h * i / 16.0}}) {
      const Place s = view.sensor_at(led);
      x0 = std::min(x0, s.x), x1 = std::max(x1, s.x), y0 = std::min(y0, s.y), y1 = std::max(y1, s.y);
    }
  const int left = std::clamp(static_cast<int>(x0) - 2, 0, plane.size.w),
            top = std::clamp(static_cast<int>(y0) - 2, 0, plane.size.h);
  const int right = std::clamp(static_cast<int>(x1) + 3, 0, plane.size.w),
            bottom = std::clamp(static_cast<int>(y1) + 3, 0, plane.size.h);

  for (int by = top; by < bottom; by += block) {
    for (int bx = left; bx < right; bx += block) {
      const auto corner = [&](int x, int y) {
        const Place p = view.led_at({static_cast<double>(x), static_cast<double>(y)});
        return Place{p.x * to_x, p.y * to_y};
      };
      const Place c00 = corner(bx, by), c10 = corner(bx + block, by), c01 = corner(bx, by + block),
                  c11 = corner(bx + block, by + block);
      if (std::max({c00.x, c10.x, c01.x, c11.x}) < 0 || std::min({c00.x, c10.x, c01.x, c11.x}) >= w ||
          std::max({c00.y, c10.y, c01.y, c11.y}) < 0 || std::min({c00.y, c10.y, c01.y, c11.y}) >= h)
        continue;
      const int bottom_row = std::min(by + block, bottom), right_column = std::min(bx + block, right);
      for (int y = by; y < bottom_row; ++y) {
        const double fy = (y - by + 0.5) / block;
        const double ax = c00.x + fy * (c01.x - c00.x), ay = c00.y + fy * (c01.y - c00.y);
        const double dx = c10.x + fy * (c11.x - c10.x) - ax, dy = c10.y + fy * (c11.y - c10.y) - ay;
        for (int x = bx; x < right_column; ++x) {
          const double fx = (x - bx + 0.5) / block;
          // Among the four cells whose middles are around the pixel's: less the farther.
          double u = ax + fx * dx - 0.5, v = ay + fx * dy - 0.5;
          if (!moved.empty()) {
            const int column = std::clamp(static_cast<int>((u + 0.5) / out.nx), 0, grid.columns() - 1);
            const int row = std::clamp(static_cast<int>((v + 0.5) / out.ny), 0, grid.rows() - 1);
            const Place& shift = moved[static_cast<std::size_t>(row * grid.columns() + column)];
            u -= shift.x * to_x, v -= shift.y * to_y;
          }
          if (u <= -1 || v <= -1 || u >= w || v >= h) continue;
          const int i = static_cast<int>(u + 1) - 1, j = static_cast<int>(v + 1) - 1;
          const auto pu = static_cast<float>(u - i), pv = static_cast<float>(v - j);
          const float light = plane.at(x, y);
          const auto give = [&](int cx, int cy, float share) {
            if (cx < 0 || cy < 0 || cx >= w || cy >= h) return;
            out.light[static_cast<std::size_t>(cy) * static_cast<std::size_t>(w) +
                      static_cast<std::size_t>(cx)] += share * light;
          };
          give(i, j, (1 - pu) * (1 - pv));
          give(i + 1, j, pu * (1 - pv));
          give(i, j + 1, (1 - pu) * pv);
          give(i + 1, j + 1, pu * pv);
        }
      }
    }
  }
  // By the cell's true size, not by the parts that fell into it: what one cell gets too much its neighbour
  // gets too little, and sums over cells stay right.
  const CellArea area(view, out);
  std::size_t i = 0;
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x, ++i) out.light[i] /= area.at(x, y);
  return out;
}

std::vector<Place> module_offsets(const Plane& plane, const WallView& view, const LedGrid& grid) {
  const auto modules = static_cast<std::size_t>(grid.columns() * grid.rows());
  std::vector<Place> out(modules);
  // Each LED's cell is sampled finely: light times a turning arrow, once round for each LED; the arrow's mean
  // points to the dots' middle.
  constexpr int fine = 6, patch = 8;
  constexpr double turn = 6.283185307179586;
  std::array<std::complex<double>, fine> arrow;
  for (int i = 0; i < fine; ++i)
    arrow[static_cast<std::size_t>(i)] = std::polar(1., turn * ((i + 0.5) / fine - 0.5));
  for (std::size_t m = 0; m < modules; ++m) {
    const int column = static_cast<int>(m) % grid.columns(), row = static_cast<int>(m) / grid.columns();
    std::complex<double> across = 0, down = 0;
    double light = 0;
    const auto add_patch = [&](int u0, int v0, int u1, int v1) {
      const Place c00 = view.sensor_at({u0 * 1., v0 * 1.}), c10 = view.sensor_at({u1 * 1., v0 * 1.}),
                  c01 = view.sensor_at({u0 * 1., v1 * 1.}), c11 = view.sensor_at({u1 * 1., v1 * 1.});
      const int w = (u1 - u0) * fine, h = (v1 - v0) * fine;
      for (int j = 0; j < h; ++j)
        for (int i = 0; i < w; ++i) {
          const double fx = (i + 0.5) / w, fy = (j + 0.5) / h;
          const double x = (c00.x * (1 - fx) + c10.x * fx) * (1 - fy) + (c01.x * (1 - fx) + c11.x * fx) * fy;
          const double y = (c00.y * (1 - fx) + c10.y * fx) * (1 - fy) + (c01.y * (1 - fx) + c11.y * fx) * fy;
          if (x < 0 || y < 0 || x >= plane.size.w || y >= plane.size.h) continue;
          const double value = plane.at(static_cast<int>(x), static_cast<int>(y));
          light += std::abs(value);
          across += value * arrow[static_cast<std::size_t>(i % fine)];
          down += value * arrow[static_cast<std::size_t>(j % fine)];
        }
    };
    const int x1 = (column + 1) * grid.module.w - 1, y1 = (row + 1) * grid.module.h - 1;
    for (int v = row * grid.module.h + 1; v < y1; v += patch)
      for (int u = column * grid.module.w + 1; u < x1; u += patch)
        add_patch(u, v, std::min(u + patch, x1), std::min(v + patch, y1));
    if (std::abs(across) > 0.05 * light) out[m].x = std::arg(across) / turn;
    if (std::abs(down) > 0.05 * light) out[m].y = std::arg(down) / turn;
  }
  return out;
}

}  // namespace guangmu::led
