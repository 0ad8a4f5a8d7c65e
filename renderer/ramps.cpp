#include "renderer/ramps.h"

#include "base/hash.h"

namespace guangmu::renderer {

Linear ramp_colour(const draw::Paint& paint, float t) {
  const auto premultiplied = [](Linear c) { return Linear{c.r * c.a, c.g * c.a, c.b * c.a, c.a}; };
  const std::size_t n = std::min<std::size_t>(paint.count, paint.stops.size());
  if (n == 0) return {0, 0, 0, 0};
  if (t <= paint.stops[0].at) return premultiplied(paint.stops[0].colour);
  for (std::size_t i = 1; i < n; ++i) {
    const draw::Stop &a = paint.stops[i - 1], &b = paint.stops[i];
    if (t > b.at) continue;
    return mix(premultiplied(a.colour), premultiplied(b.colour),
               b.at > a.at ? (t - a.at) / (b.at - a.at) : 1.f);
  }
  return premultiplied(paint.stops[n - 1].colour);
}

Ramps Ramps::create() {
  Ramps r;
  r.texture_ = Texture({texels, rows}, PixelFormat::rgba32f);
  r.rows_.resize(rows);
  return r;
}

int Ramps::row(const draw::Paint& paint) {
  Hash h;
  h.add(paint.count);
  for (std::size_t i = 0; i < paint.count; ++i) {
    const draw::Stop& s = paint.stops[i];
    h.add(s.at).add(s.colour.r).add(s.colour.g).add(s.colour.b).add(s.colour.a);
  }
  const std::uint64_t key = h.value();
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    rows_[static_cast<std::size_t>(found->second)].used_frame = frame_;
    return found->second;
  }
  std::size_t oldest = 0;
  for (std::size_t i = 1; i < rows_.size(); ++i)
    if (rows_[i].used_frame < rows_[oldest].used_frame) oldest = i;
  Row& row = rows_[oldest];
  if (row.used_frame == frame_) return -1;
  by_key_.erase(row.key);
  row = {key, frame_};
  by_key_[key] = static_cast<int>(oldest);
  std::vector<float> data;
  data.reserve(4 * texels);
  for (int i = 0; i < texels; ++i) {
    const Linear c = ramp_colour(paint, static_cast<float>(i) / (texels - 1));
    data.insert(data.end(), {c.r, c.g, c.b, c.a});
  }
  texture_.write({0, static_cast<int>(oldest), texels, 1}, data.data());
  return static_cast<int>(oldest);
}

}  // namespace guangmu::renderer
