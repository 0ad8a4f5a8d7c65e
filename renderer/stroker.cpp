#include "renderer/stroker.h"

#include <cmath>
#include <utility>

namespace guangmu::renderer {
namespace {

float dot(Vec2 a, Vec2 b) {
  return a.x * b.x + a.y * b.y;
}
float cross(Vec2 a, Vec2 b) {
  return a.x * b.y - a.y * b.x;
}
constexpr float most_miter = 2;  // reaches; what a sharper joint would need lies outside the light anyway

}  // namespace

std::vector<std::size_t> simplified(const std::vector<Vec2>& points, float tolerance_px) {
  const std::size_t n = points.size();
  std::vector<std::size_t> kept;
  if (n == 0) return kept;
  std::vector<bool> keep(n, false);
  keep[0] = keep[n - 1] = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, n - 1}};
  while (!open.empty()) {
    const auto [a, b] = open.back();
    open.pop_back();
    if (b < a + 2) continue;
    const Vec2 along = points[b] - points[a];
    const float len2 = dot(along, along);
    float worst = 0;
    std::size_t at = a;
    for (std::size_t i = a + 1; i < b; ++i) {
      const Vec2 rel = points[i] - points[a];
      const float t = len2 > 0 ? std::min(1.f, std::max(0.f, dot(rel, along) / len2)) : 0.f;
      const Vec2 off = rel - along * t;
      const float d = dot(off, off);
      if (d > worst) worst = d, at = i;
    }
    if (worst <= tolerance_px * tolerance_px) continue;
    keep[at] = true;
    open.push_back({a, at});
    open.push_back({at, b});
  }
  for (std::size_t i = 0; i < n; ++i)
    if (keep[i]) kept.push_back(i);
  return kept;
}

std::vector<StrokeSegment> stroke(const std::vector<Vec2>& points, float reach_px) {
  std::vector<StrokeSegment> out;
  std::vector<Vec2> along;
  float length_so_far = 0;
  std::size_t last = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Vec2 d = points[i] - points[last];
    const float len = length(d);
    if (len < 1e-3f) continue;
    StrokeSegment s;
    s.begin = points[last];
    s.end = points[i];
    s.first_point = last;
    s.last_point = i;
    s.length_before = length_so_far;
    out.push_back(s);
    along.push_back(d * (1 / len));
    length_so_far += len;
    last = i;
  }
  if (out.empty()) return out;
  const auto normal = [](Vec2 d) { return Vec2{d.y, -d.x}; };
  const std::size_t n = out.size();
  // The offset of the corner to the left of each joint; the right one is opposite.
  const Vec2 first = normal(along[0]) * reach_px, final = normal(along[n - 1]) * reach_px;
  const Vec2 back = along[0] * -reach_px, ahead = along[n - 1] * reach_px;
  out[0].begin_left = out[0].begin + first + back;
  out[0].begin_right = out[0].begin - first + back;
  out[n - 1].end_left = out[n - 1].end + final + ahead;
  out[n - 1].end_right = out[n - 1].end - final + ahead;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const Vec2 a = normal(along[i]), b = normal(along[i + 1]);
    const float c = dot(a, b);
    Vec2 miter;
    if (1 + c > 2 / (most_miter * most_miter)) {
      miter = (a + b) * (reach_px / (1 + c));
    } else {
      Vec2 middle = a + b;
      const float len = length(middle);
      middle = len > 1e-4f ? middle * (1 / len) : along[i] * (cross(along[i], along[i + 1]) < 0 ? -1.f : 1.f);
      miter = middle * (reach_px * most_miter);
    }
    out[i].end_left = out[i + 1].begin_left = out[i].end + miter;
    out[i].end_right = out[i + 1].begin_right = out[i].end - miter;
  }
  // Where both bisectors of a segment meet before the reach ends, nothing beyond belongs to it.
  for (std::size_t i = 0; i < n; ++i) {
    StrokeSegment& s = out[i];
    const auto close = [&](Vec2& p, Vec2& q) {
      if (dot(q - p, along[i]) > 0) return;
      const Vec2 u = p - s.begin, v = q - s.end, w = s.end - s.begin;
      const float det = cross(u, v);
      if (std::abs(det) < 1e-9f) return;
      p = q = s.begin + u * (cross(w, v) / det);
    };
    close(s.begin_left, s.end_left);
    close(s.begin_right, s.end_right);
  }
  return out;
}

}  // namespace guangmu::renderer
