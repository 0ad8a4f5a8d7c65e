#include "led_mapping/photo/field_map.h"

#include <algorithm>
#include <cmath>

namespace guangmu::led {
namespace {

constexpr double least_px_per_cell = 1.6;
constexpr int block = 8;  // px; inside, the place on the wall is interpolated: wrong by less than 0.002 LED
constexpr int parts = 3;  // a camera pixel's light is shared out in 3 x 3 parts

}  // namespace

FieldMap map_field(const Plane& plane, const WallView& view, const LedGrid& grid) {
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
  std::vector<float> weight(count, 0);
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
      for (int y = by; y < bottom_row; ++y)
        for (int sy = 0; sy < parts; ++sy) {
          const double fy = (y - by + (sy + 0.5) / parts) / block;
          const double ax = c00.x + fy * (c01.x - c00.x), ay = c00.y + fy * (c01.y - c00.y);
          const double dx = c10.x + fy * (c11.x - c10.x) - ax, dy = c10.y + fy * (c11.y - c10.y) - ay;
          for (int x = bx; x < right_column; ++x) {
            const float light = plane.at(x, y);
            for (int sx = 0; sx < parts; ++sx) {
              const double fx = (x - bx + (sx + 0.5) / parts) / block;
              const double u = ax + fx * dx, v = ay + fx * dy;
              if (u < 0 || v < 0 || u >= w || v >= h) continue;
              const std::size_t i =
                  static_cast<std::size_t>(v) * static_cast<std::size_t>(w) + static_cast<std::size_t>(u);
              out.light[i] += light;
              weight[i] += 1;
            }
          }
        }
    }
  }
  for (std::size_t i = 0; i < count; ++i) out.light[i] = weight[i] > 0 ? out.light[i] / weight[i] : -1e9f;
  return out;
}

}  // namespace guangmu::led
