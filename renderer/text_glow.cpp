#include "renderer/text_glow.h"

#include <cmath>

#include "base/hash.h"

namespace guangmu::renderer {
namespace {

int floor_int(float v) {
  return static_cast<int>(std::floor(v));
}

// Separable Gaussian, cut at 3.2 sigma where it is lowered to meet zero.
std::vector<float> kernel(float sigma) {
  const int reach = std::max(1, static_cast<int>(std::ceil(3.2f * sigma)));
  std::vector<float> k(static_cast<std::size_t>(2 * reach + 1));
  const auto bell = [&](float x) { return std::exp(-x * x / (2 * sigma * sigma)); };
  const float floor_value = bell(static_cast<float>(reach) + 0.5f);
  float sum = 0;
  for (int i = -reach; i <= reach; ++i)
    sum += k[static_cast<std::size_t>(i + reach)] = bell(static_cast<float>(i)) - floor_value;
  for (float& v : k) v /= sum;
  return k;
}

}  // namespace

std::vector<float> blurred_coverage(draw::TextEngine& text, const std::vector<GlowingText>& texts,
                                    int grid_px, float sigma, RectPx cells) {
  const int w = cells.w, h = cells.h;
  const auto cell = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x);
  };
  std::vector<float> sharp(cell(0, h), 0.f), half(sharp.size(), 0.f), out(sharp.size(), 0.f);
  const float to_grid = 1 / static_cast<float>(grid_px);
  for (const GlowingText& t : texts) {
    for (const draw::Glyph& g : t.run->glyphs) {
      const auto bitmap = text.rasterise(g.face, g.index, t.run->style.size_px * t.scale * to_grid);
      const float px = (t.origin.x + g.x * t.scale) * to_grid, py = (t.origin.y + g.y * t.scale) * to_grid;
      const int ix = floor_int(px), iy = floor_int(py);
      const float fx = px - static_cast<float>(ix), fy = py - static_cast<float>(iy);
      for (int y = 0; y < bitmap.h; ++y) {
        for (int x = 0; x < bitmap.w; ++x) {
          float v = static_cast<float>(bitmap.coverage[static_cast<std::size_t>(y * bitmap.w + x)]) / 255.f;
          if (v == 0.f) continue;
          const int cx = ix + bitmap.left + x - cells.x, cy = iy + bitmap.top + y - cells.y;
          if (t.clip) {
            const float gy = (static_cast<float>(cy + cells.y) + 0.5f) * static_cast<float>(grid_px);
            const float gx = (static_cast<float>(cx + cells.x) + 0.5f) * static_cast<float>(grid_px);
            if (gy < t.clip->y || gy > t.clip->bottom() || gx < t.clip->x || gx > t.clip->right()) continue;
          }
          if (cx < 0 || cy < 0 || cx + 1 >= w || cy + 1 >= h) continue;
          sharp[cell(cx, cy)] += v * (1 - fx) * (1 - fy);
          sharp[cell(cx + 1, cy)] += v * fx * (1 - fy);
          sharp[cell(cx, cy + 1)] += v * (1 - fx) * fy;
          sharp[cell(cx + 1, cy + 1)] += v * fx * fy;
        }
      }
    }
  }
  const std::vector<float> k = kernel(sigma);
  const int reach = static_cast<int>(k.size() / 2);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      const float v = sharp[cell(x, y)];
      if (v == 0.f) continue;
      for (int i = std::max(-reach, -x); i <= std::min(reach, w - 1 - x); ++i)
        half[cell(x + i, y)] += v * k[static_cast<std::size_t>(i + reach)];
    }
  for (int y = 0; y < h; ++y)
    for (int i = std::max(-reach, -y); i <= std::min(reach, h - 1 - y); ++i) {
      const float weight = k[static_cast<std::size_t>(i + reach)];
      for (int x = 0; x < w; ++x) out[cell(x, y)] += half[cell(x, y + i)] * weight;
    }
  return out;
}

void TextGlow::begin_frame() {
  ++frame_;
  if (!atlas_) atlas_ = Texture(atlas_size, PixelFormat::r32f);
}

GlowSprite TextGlow::sprite(draw::TextEngine& text, const std::vector<GlowingText>& texts, float blur_px) {
  Hash h;
  h.add(blur_px);
  Rect ink;
  for (const GlowingText& t : texts) {
    h.word(t.run->hash).add(t.origin.x).add(t.origin.y).add(t.scale);
    if (t.clip) h.add(t.clip->x).add(t.clip->y).add(t.clip->w).add(t.clip->h);
    const Rect r = t.run->ink;
    Rect placed{t.origin.x + r.x * t.scale, t.origin.y + r.y * t.scale, r.w * t.scale, r.h * t.scale};
    if (t.clip) placed = intersect(placed, *t.clip);
    ink = unite(ink, placed);
  }
  if (ink.empty()) return {};
  if (const auto found = entries_.find(h.value()); found != entries_.end()) {
    found->second.used_frame = frame_;
    return found->second.sprite;
  }
  GlowSprite s;
  s.grid_px = std::max(1, static_cast<int>(blur_px / 5));
  const float sigma = blur_px / static_cast<float>(s.grid_px);
  const float grow = std::ceil(3.2f * sigma) + 1.5f;
  const float to_grid = 1 / static_cast<float>(s.grid_px);
  const RectPx cells =
      covering(Rect{ink.x * to_grid, ink.y * to_grid, ink.w * to_grid, ink.h * to_grid}.grown(grow));
  s.cell_x = cells.x;
  s.cell_y = cells.y;
  auto at = packer_.place(cells.w, cells.h);
  if (!at) {  // start anew with what this frame needs; sprites of this frame that were already handed out
              // keep their texels
    bool in_use = false;
    for (const auto& [key, e] : entries_) in_use = in_use || e.used_frame == frame_;
    if (in_use) return {};
    entries_.clear();
    packer_.clear();
    at = packer_.place(cells.w, cells.h);
    if (!at) return {};
  }
  s.texture = atlas_.id();
  s.texels = *at;
  const auto light = blurred_coverage(text, texts, s.grid_px, sigma, cells);
  atlas_.write(*at, light.data());
  entries_[h.value()] = {s, frame_};
  return s;
}

}  // namespace guangmu::renderer
