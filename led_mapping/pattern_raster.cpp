// The picture of a pattern: nearest-pixel drawing, no smoothing, so that a line of one pixel is one LED wide.
#include <algorithm>
#include <cstdlib>

#include "led_mapping/font_5x7.h"
#include "led_mapping/pattern.h"

namespace guangmu::led {

namespace {

class Brush {
 public:
  explicit Brush(SizePx size)
      : picture_{size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()) * 3)} {}

  void dot(int x, int y, const Rgb8& colour) {
    if (x < 0 || y < 0 || x >= picture_.size.w || y >= picture_.size.h) return;
    const auto i = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.size.w) +
                    static_cast<std::size_t>(x)) *
                   3;
    std::copy(colour.begin(), colour.end(), picture_.rgb.begin() + static_cast<std::ptrdiff_t>(i));
  }

  void fill(const PatternRect& r) {
    const RectPx box = intersect(r.rect, {0, 0, picture_.size.w, picture_.size.h});
    if (box.empty()) return;
    for (int y = box.y; y < box.bottom(); ++y) {
      if (!r.checker && y > box.y) {  // the row above once more
        const auto at = [&](int row) {
          return picture_.rgb.begin() + 3 * (static_cast<std::ptrdiff_t>(row) * picture_.size.w + box.x);
        };
        std::copy_n(at(box.y), 3 * box.w, at(y));
        continue;
      }
      for (int x = box.x; x < box.right(); ++x) dot(x, y, r.checker && (x + y) % 2 != 0 ? r.other : r.colour);
    }
  }

  void line(const PatternLine& l) {  // Bresenham 1965, error form for all eight octants
    const int dx = std::abs(l.x1 - l.x0), dy = -std::abs(l.y1 - l.y0);
    const int step_x = l.x0 < l.x1 ? 1 : -1, step_y = l.y0 < l.y1 ? 1 : -1;
    int x = l.x0, y = l.y0, error = dx + dy;
    while (true) {
      dot(x, y, l.colour);
      if (x == l.x1 && y == l.y1) return;
      const int twice = 2 * error;
      if (twice >= dy) error += dy, x += step_x;
      if (twice <= dx) error += dx, y += step_y;
    }
  }

  void label(const PatternLabel& l) {
    const int dot_px = std::max(1, l.height_px / glyph_h);
    const int w = (static_cast<int>(l.text.size()) * glyph_advance - 1) * dot_px;
    int left = l.x - w / 2;
    const int top = l.y - glyph_h * dot_px / 2;
    for (const char c : l.text) {
      const auto rows = glyph_5x7(c);
      for (int v = 0; v < glyph_h; ++v)
        for (int u = 0; u < glyph_w; ++u)
          if (rows[static_cast<std::size_t>(v)] >> (glyph_w - 1 - u) & 1)
            fill({{left + u * dot_px, top + v * dot_px, dot_px, dot_px}, l.colour, false, {}});
      left += glyph_advance * dot_px;
    }
  }

  Picture8 take() { return std::move(picture_); }

 private:
  Picture8 picture_;
};

}  // namespace

Picture8 rasterise(const Pattern& pattern) {
  Brush brush(pattern.size);
  for (const PatternRect& r : pattern.rects) brush.fill(r);
  for (const PatternLine& l : pattern.lines) brush.line(l);
  for (const PatternLabel& l : pattern.labels) brush.label(l);
  return brush.take();
}

}  // namespace guangmu::led
