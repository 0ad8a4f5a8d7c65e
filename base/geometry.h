// Points, sizes and rectangles of the wall. Origin top-left, y down.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace guangmu {

// A position or a distance in canvas pixels.
struct Vec2 {
  float x = 0, y = 0;
  friend constexpr Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
  friend constexpr Vec2 operator-(Vec2 a, Vec2 b) { return {a.x - b.x, a.y - b.y}; }
  friend constexpr Vec2 operator*(Vec2 a, float s) { return {a.x * s, a.y * s}; }
  friend constexpr bool operator==(Vec2, Vec2) = default;
};

inline float length(Vec2 v) { return std::hypot(v.x, v.y); }

// Width and height in whole pixels.
struct SizePx {
  int w = 0, h = 0;
  constexpr std::int64_t area() const { return static_cast<std::int64_t>(w) * h; }
  friend constexpr bool operator==(SizePx, SizePx) = default;
};

// A rectangle of whole pixels; x + w and y + h are excluded.
struct RectPx {
  int x = 0, y = 0, w = 0, h = 0;
  constexpr int right() const { return x + w; }
  constexpr int bottom() const { return y + h; }
  constexpr bool empty() const { return w <= 0 || h <= 0; }
  constexpr std::int64_t area() const { return empty() ? 0 : static_cast<std::int64_t>(w) * h; }
  constexpr bool contains(int px, int py) const { return px >= x && py >= y && px < right() && py < bottom(); }
  friend constexpr bool operator==(RectPx, RectPx) = default;
};

constexpr RectPx intersect(RectPx a, RectPx b) {
  const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  const int r = std::min(a.right(), b.right()), s = std::min(a.bottom(), b.bottom());
  return {x, y, std::max(0, r - x), std::max(0, s - y)};
}

constexpr RectPx unite(RectPx a, RectPx b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

// A rectangle in canvas pixels with fractions.
struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  constexpr float right() const { return x + w; }
  constexpr float bottom() const { return y + h; }
  constexpr Vec2 centre() const { return {x + w / 2, y + h / 2}; }
  constexpr bool empty() const { return w <= 0 || h <= 0; }
  constexpr Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
  constexpr Rect grown(float d) const { return inset(-d); }
  constexpr Rect moved(Vec2 d) const { return {x + d.x, y + d.y, w, h}; }
  friend constexpr bool operator==(Rect, Rect) = default;
};

constexpr Rect unite(Rect a, Rect b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

constexpr Rect intersect(Rect a, Rect b) {
  const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  const float r = std::min(a.right(), b.right()), s = std::min(a.bottom(), b.bottom());
  return {x, y, std::max(0.f, r - x), std::max(0.f, s - y)};
}

// The smallest rectangle of whole pixels that covers r.
inline RectPx covering(Rect r) {
  const int x = static_cast<int>(std::floor(r.x)), y = static_cast<int>(std::floor(r.y));
  return {x, y, static_cast<int>(std::ceil(r.right())) - x, static_cast<int>(std::ceil(r.bottom())) - y};
}

constexpr Rect to_rect(RectPx r) {
  return {static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.w), static_cast<float>(r.h)};
}

}  // namespace guangmu
