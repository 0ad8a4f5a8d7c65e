#include "led_mapping/photo/photo_simulator.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guangmu::led {
namespace {

using Matrix = std::array<double, 9>;

Matrix times(const Matrix& a, const Matrix& b) {
  Matrix out{};
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t c = 0; c < 3; ++c)
      for (std::size_t k = 0; k < 3; ++k) out[r * 3 + c] += a[r * 3 + k] * b[k * 3 + c];
  return out;
}

double radians(double degrees) {
  return degrees * std::acos(-1.) / 180;
}

std::array<double, 2> project(const Matrix& m, double u, double v) {
  const double w = m[6] * u + m[7] * v + m[8];
  return {(m[0] * u + m[1] * v + m[2]) / w, (m[3] * u + m[4] * v + m[5]) / w};
}

std::array<double, 2> distort(const CameraSettings& camera, std::array<double, 2> q) {
  const double r2 = q[0] * q[0] + q[1] * q[1], s = 1 + r2 * (camera.k1 + r2 * camera.k2);
  return {q[0] * s, q[1] * s};
}

// LEDs to undistorted half diagonals of the sensor for a camera this many millimetres away.
Matrix pose(const CameraSettings& c, SizePx wall, std::array<double, 2> mm, double distance) {
  const double cy = std::cos(radians(c.yaw_deg)), sy = std::sin(radians(c.yaw_deg));
  const double cp = std::cos(radians(c.pitch_deg)), sp = std::sin(radians(c.pitch_deg));
  const double cr = std::cos(radians(c.roll_deg)), sr = std::sin(radians(c.roll_deg));
  const Matrix yaw{cy, 0, sy, 0, 1, 0, -sy, 0, cy}, pitch{1, 0, 0, 0, cp, -sp, 0, sp, cp},
      roll{cr, -sr, 0, sr, cr, 0, 0, 0, 1};
  const Matrix turn = times(roll, times(pitch, yaw));
  const double diagonal = std::hypot(c.size.w, c.size.h) / 2;
  const double focal = c.size.w / 2. / std::tan(radians(c.view_deg) / 2) / diagonal;
  const double sx = mm[0] / wall.w, sy_mm = mm[1] / wall.h;
  const Matrix on_wall{sx, 0, -mm[0] / 2, 0, sy_mm, -mm[1] / 2, 0, 0, 1};  // LEDs to mm from the middle
  // The wall's plane has z = 0: the third column of the turn is the way to the camera.
  const Matrix to_camera{turn[0], turn[1], 0, turn[3], turn[4], 0, turn[6], turn[7], distance};
  const double ox = c.offset[0] * c.size.w / diagonal, oy = c.offset[1] * c.size.h / diagonal;
  const Matrix lens{focal, 0, ox, 0, focal, oy, 0, 0, 1};
  return times(lens, times(to_camera, on_wall));
}

// The wall's outline in the photograph, shares of its width and height from the middle.
struct Extent {
  double w = 0, h = 0, x = 0, y = 0;
};

Extent extent_of(const CameraSettings& c, const Matrix& m, SizePx wall) {
  double x0 = 1e9, x1 = -1e9, y0 = 1e9, y1 = -1e9;
  for (int i = 0; i <= 8; ++i)
    for (int k = 0; k <= 8; ++k) {
      const auto p = distort(c, project(m, wall.w * i / 8., wall.h * k / 8.));
      x0 = std::min(x0, p[0]), x1 = std::max(x1, p[0]), y0 = std::min(y0, p[1]), y1 = std::max(y1, p[1]);
    }
  const double diagonal = std::hypot(c.size.w, c.size.h) / 2, w = diagonal / c.size.w,
               h = diagonal / c.size.h;
  return {(x1 - x0) * w, (y1 - y0) * h, (x0 + x1) / 2 * w, (y0 + y1) / 2 * h};
}

// Walks back from the wall until it takes the wanted share of the photograph, and shifts the lens until its
// outline is where it should be.
Matrix stand(CameraSettings c, SizePx wall, std::array<double, 2> mm) {
  const std::array<double, 2> wanted = c.offset;
  const double nearest = std::max(0.3 * std::hypot(mm[0], mm[1]),
                                  0.5 * mm[0] * std::abs(std::sin(radians(c.yaw_deg))) +
                                      0.5 * mm[1] * std::abs(std::sin(radians(c.pitch_deg))) + 0.05 * mm[0]);
  Matrix out{};
  for (int round = 0; round < 6; ++round) {
    double near = nearest, far = 60 * std::hypot(mm[0], mm[1]);
    for (int i = 0; i < 60; ++i) {
      const double middle = (near + far) / 2;
      const Extent e = extent_of(c, pose(c, wall, mm, middle), wall);
      (std::max(e.w, e.h) > c.fill ? near : far) = middle;
    }
    out = pose(c, wall, mm, far);
    const Extent e = extent_of(c, out, wall);
    c.offset[0] += wanted[0] - e.x;
    c.offset[1] += wanted[1] - e.y;
  }
  return out;
}

// Adds `energy` evenly over a box; `plane` has `channels` values per pixel.
void splat(std::vector<float>& plane, SizePx size, float x, float y, float half_w, float half_h,
           const std::array<float, 3>& energy) {
  const float left = x - half_w, right = x + half_w, top = y - half_h, bottom = y + half_h;
  const int x0 = std::max(0, static_cast<int>(std::floor(left))),
            x1 = std::min(size.w - 1, static_cast<int>(std::floor(right)));
  const int y0 = std::max(0, static_cast<int>(std::floor(top))),
            y1 = std::min(size.h - 1, static_cast<int>(std::floor(bottom)));
  const float density = 1 / (4 * half_w * half_h);
  for (int py = y0; py <= y1; ++py) {
    const float down = std::min(bottom, static_cast<float>(py + 1)) - std::max(top, static_cast<float>(py));
    float* row =
        plane.data() +
        (static_cast<std::size_t>(py) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x0)) * 3;
    for (int px = x0; px <= x1; ++px, row += 3) {
      const float across =
          std::min(right, static_cast<float>(px + 1)) - std::max(left, static_cast<float>(px));
      const float share = across * down * density;
      for (std::size_t c = 0; c < 3; ++c) row[c] += share * energy[c];
    }
  }
}

std::vector<float> bell(double sigma) {
  const int radius = static_cast<int>(std::ceil(3 * sigma));
  std::vector<float> out;
  double sum = 0;
  for (int i = -radius; i <= radius; ++i) sum += std::exp(-0.5 * i * i / (sigma * sigma));
  for (int i = -radius; i <= radius; ++i)
    out.push_back(static_cast<float>(std::exp(-0.5 * i * i / (sigma * sigma)) / sum));
  return out;
}

// The point spread, first along rows, then along columns; the border repeats.
void blur(std::vector<float>& plane, SizePx size, double sigma) {
  if (sigma < 0.05) return;
  const std::vector<float> weights = bell(sigma);
  const int radius = static_cast<int>(weights.size() / 2);
  const std::size_t stride = static_cast<std::size_t>(size.w) * 3;
  std::vector<float> padded(stride + static_cast<std::size_t>(radius) * 6);
  for (int y = 0; y < size.h; ++y) {
    float* row = plane.data() + static_cast<std::size_t>(y) * stride;
    for (int x = -radius; x < size.w + radius; ++x)
      std::copy_n(row + static_cast<std::size_t>(std::clamp(x, 0, size.w - 1)) * 3, 3,
                  padded.begin() + (x + radius) * 3);
    std::fill_n(row, stride, 0.f);
    for (std::size_t k = 0; k < weights.size(); ++k)
      for (std::size_t i = 0; i < stride; ++i) row[i] += weights[k] * padded[k * 3 + i];
  }
  // Down: a window of finished rows is kept until nobody needs them any more.
  std::vector<std::vector<float>> kept(static_cast<std::size_t>(radius) + 1, std::vector<float>(stride));
  std::vector<float> out(stride);
  for (int y = 0; y < size.h; ++y) {
    std::fill(out.begin(), out.end(), 0.f);
    for (int k = -radius; k <= radius; ++k) {
      const int from = std::clamp(y + k, 0, size.h - 1);
      const float* row = from < y ? kept[static_cast<std::size_t>(from) % kept.size()].data()
                                  : plane.data() + static_cast<std::size_t>(from) * stride;
      const float w = weights[static_cast<std::size_t>(k + radius)];
      for (std::size_t i = 0; i < stride; ++i) out[i] += w * row[i];
    }
    float* own = plane.data() + static_cast<std::size_t>(y) * stride;
    std::copy_n(own, stride, kept[static_cast<std::size_t>(y) % kept.size()].begin());
    std::copy(out.begin(), out.end(), own);
  }
}

bool inside(const std::array<std::array<double, 2>, 4>& quad, double x, double y) {
  for (std::size_t i = 0; i < 4; ++i) {
    const auto &a = quad[i], &b = quad[(i + 1) % 4];
    if ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) < 0) return false;
  }
  return true;
}

}  // namespace

PhotoSimulator::PhotoSimulator(const CameraSettings& camera, WallSpread spread, std::array<double, 2> size_mm)
    : camera_(camera), spread_(std::move(spread)), to_sensor_(stand(camera, spread_.wall, size_mm)) {
  const SizePx wall = spread_.wall;
  spots_.reserve(static_cast<std::size_t>(wall.area()));
  for (int y = 0; y < wall.h; ++y)
    for (int x = 0; x < wall.w; ++x) {
      const auto& shift = spread_.module_shift[spread_.module_at(x, y)];
      const double u = x + 0.5 + shift[0], v = y + 0.5 + shift[1];
      const auto p = place_of(u, v), a = place_of(u + 1, v), b = place_of(u, v + 1);
      const double ax = a[0] - p[0], ay = a[1] - p[1], bx = b[0] - p[0], by = b[1] - p[1];
      spots_.push_back({static_cast<float>(p[0]), static_cast<float>(p[1]),
                        static_cast<float>((std::abs(ax) + std::abs(bx)) * spread_.lit_share / 2),
                        static_cast<float>((std::abs(ay) + std::abs(by)) * spread_.lit_share / 2),
                        static_cast<float>(std::abs(ax * by - ay * bx))});
    }
  const double diagonal = std::hypot(camera.size.w, camera.size.h) / 2;
  const double focal = camera.size.w / 2. / std::tan(radians(camera.view_deg) / 2) / diagonal;
  const double w = wall.w, h = wall.h;
  const std::array quad{place_of(0, 0), place_of(w, 0), place_of(w, h), place_of(0, h)};
  shading_.reserve(static_cast<std::size_t>(camera.size.area()));
  ambient_.reserve(shading_.capacity());
  for (int y = 0; y < camera.size.h; ++y)
    for (int x = 0; x < camera.size.w; ++x) {
      const double nx = (x + 0.5 - camera.size.w / 2.) / diagonal,
                   ny = (y + 0.5 - camera.size.h / 2.) / diagonal;
      const double r2 = nx * nx + ny * ny, cos2 = 1 / (1 + r2 / (focal * focal));
      const double natural = 1 - camera.natural_vignetting * (1 - cos2 * cos2);
      shading_.push_back(static_cast<float>(std::max(0., natural * (1 + r2 * (camera.v2 + r2 * camera.v4)))));
      ambient_.push_back(
          static_cast<float>(inside(quad, x + 0.5, y + 0.5) ? camera.wall_ambient : camera.hall_ambient));
    }
}

std::array<double, 2> PhotoSimulator::place_of(double u, double v) const {
  const double diagonal = std::hypot(camera_.size.w, camera_.size.h) / 2;
  const auto n = distort(camera_, project(to_sensor_, u, v));
  return {camera_.size.w / 2. + n[0] * diagonal, camera_.size.h / 2. + n[1] * diagonal};
}

Photograph PhotoSimulator::shoot(const WallLight& light, std::uint64_t shot) const {
  std::vector<float> plane(static_cast<std::size_t>(camera_.size.area()) * 3);
  for (std::size_t i = 0; i < ambient_.size(); ++i)
    for (std::size_t c = 0; c < 3; ++c) plane[i * 3 + c] = ambient_[i];
  const SizePx wall = spread_.wall;
  for (int y = 0; y < wall.h; ++y)
    for (int x = 0; x < wall.w; ++x) {
      const std::size_t led =
          static_cast<std::size_t>(y) * static_cast<std::size_t>(wall.w) + static_cast<std::size_t>(x);
      const float* own = &light.rgb[led * 3];
      if (own[0] <= 0 && own[1] <= 0 && own[2] <= 0) continue;
      const auto& gain = spread_.module_gain[spread_.module_at(x, y)];
      const Spot& spot = spots_[led];
      std::array<float, 3> energy{};
      for (std::size_t c = 0; c < 3; ++c) {
        const float emits =
            own[c] * gain[c] * (spread_.led_gain.empty() ? 1 : spread_.led_gain[led * 3 + c]) * spot.area;
        for (std::size_t s = 0; s < 3; ++s) energy[s] += static_cast<float>(camera_.response[s][c]) * emits;
      }
      splat(plane, camera_.size, spot.x, spot.y, spot.half_w, spot.half_h, energy);
    }
  blur(plane, camera_.size, camera_.blur_px);
  Photograph out{camera_.size, std::vector<std::uint16_t>(plane.size())};
  Random chance(scramble(camera_.seed) ^ shot);
  const double steps = std::exp2(std::clamp(camera_.bits, 8, 16)) - 1, count = 65535 / steps;
  const auto exposure = static_cast<float>(camera_.exposure), well = static_cast<float>(camera_.full_well_e);
  const auto read2 = static_cast<float>(camera_.read_noise_e * camera_.read_noise_e);
  for (std::size_t i = 0; i < shading_.size(); ++i) {
    const std::uint64_t bits = chance.bits();
    for (std::size_t c = 0; c < 3; ++c) {
      const float electrons = plane[i * 3 + c] * shading_[i] * exposure * well;
      const float noisy = electrons + std::sqrt(electrons + read2) * normal_.at(bits >> (16 * c));
      const double share = std::clamp(noisy / static_cast<double>(well) + camera_.black_level, 0., 1.);
      out.rgb[i * 3 + c] = static_cast<std::uint16_t>(std::lround(std::floor(share * steps + 0.5) * count));
    }
  }
  return out;
}

}  // namespace guangmu::led
