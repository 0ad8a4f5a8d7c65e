#include "led_mapping/pattern_checks.h"

#include <fmt/core.h>

#include <array>
#include <cmath>

#include "led_mapping/pattern_shapes.h"

namespace guangmu::led {

namespace {

Pattern blank(const WallSettings& wall) {
  return {wall.size_px(), true, {}, {}, {}};
}
RectPx all(const Pattern& p) {
  return {0, 0, p.size.w, p.size.h};
}
// Text that can be read from 3 m and further, on walls that have room for it.
int text_height(const Pattern& p) {
  return std::max(7, p.size.h / 50 / 7 * 7);
}

constexpr Rgb8 amber{255, 176, 0};

}  // namespace

void plate(Pattern& p, const std::string& text, int x, int y, RectPx room, int height, Rgb8 ink, Rgb8 ground) {
  const int h = fitting_height(text, room.w * 9 / 10, height), dot = h / 7;
  const int w = (static_cast<int>(text.size()) * 6 - 1) * dot;
  const RectPx box{x - w / 2 - 2 * dot, y - h / 2 - 2 * dot, w + 4 * dot, h + 4 * dot};
  if (intersect(box, room) != box) return;
  fill(p, box, ground);
  p.labels.push_back({text, x, y, h, ink});
}

Pattern checker_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  p.rects.push_back({all(p), gray_code(255), true, gray_code(0)});
  return p;
}

Pattern lines_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  const SizePx m = wall.module_px();
  for (int row = 0; row < wall.rows(); ++row)
    for (int column = 0; column < wall.columns(); ++column) {
      const RectPx r{column * m.w, row * m.h, m.w, m.h};
      if ((column + row) % 2 == 0) {
        for (int x = r.x; x < r.right(); x += 2) fill(p, {x, r.y, 1, r.h}, gray_code(255));
      } else {
        for (int y = r.y; y < r.bottom(); y += 2) fill(p, {r.x, y, r.w, 1}, gray_code(255));
      }
    }
  return p;
}

Pattern range_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  constexpr std::array high{255, 254, 253, 250, 245, 240, 235}, low{0, 1, 2, 4, 8, 16, 24};
  for (const int half : {0, 1}) {
    const RectPx band = row_of(all(p), half, 2);
    const auto& codes = half == 0 ? high : low;
    fill(p, band, gray_code(codes[0]));
    for (int i = 0; i < static_cast<int>(codes.size()); ++i) {
      const RectPx cell = column_of(band, i, static_cast<int>(codes.size()));
      const int code = codes[static_cast<std::size_t>(i)];
      fill(p, {cell.x + cell.w / 8, cell.y + cell.h / 6, cell.w * 3 / 4, cell.h / 2}, gray_code(code));
      const std::string text = fmt::format("{}", code);
      p.labels.push_back({text, cell.x + cell.w / 2, cell.y + cell.h * 5 / 6,
                          fitting_height(text, cell.w / 2, 2 * text_height(p)), gray_code(half == 0 ? 0 : 160)});
    }
  }
  return p;
}

Pattern chroma_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  constexpr Rgb8 red{255, 0, 0}, blue{0, 0, 255};
  const RectPx top = row_of(all(p), 0, 2), below = row_of(all(p), 1, 2);
  const RectPx fine = column_of(top, 0, 2), plain = column_of(top, 1, 2);
  fill(p, fine, blue);
  for (int x = fine.x; x < fine.right(); x += 2) fill(p, {x, fine.y, 1, fine.h}, red);
  // Full red and full blue on every other LED have the mean light of half of each on all of them.
  const auto half = static_cast<std::uint8_t>(std::lround(255 * std::pow(0.5, 1 / wall.colour.gamma.r)));
  const auto half_blue = static_cast<std::uint8_t>(std::lround(255 * std::pow(0.5, 1 / wall.colour.gamma.b)));
  fill(p, plain, {half, 0, half_blue});
  const RectPx on_blue = column_of(below, 0, 2), on_red = column_of(below, 1, 2);
  fill(p, on_blue, blue);
  fill(p, on_red, red);
  const std::string text = "SHARP EDGES 4:4:4";
  int y = below.y;
  // The same words from one dot of the font a pixel upwards.
  for (const int dot : {1, 2, 3, 5, 7}) {
    const int h = 7 * dot, w = static_cast<int>(text.size()) * 6 * dot;
    y += h;
    if (w > on_blue.w || y + h > below.bottom()) break;
    p.labels.push_back({text, on_blue.x + on_blue.w / 2, y + h / 2, h, red});
    p.labels.push_back({text, on_red.x + on_red.w / 2, y + h / 2, h, blue});
    y += h;
  }
  return p;
}

Pattern solid_pattern(const WallSettings& wall, Rgb8 codes) {
  Pattern p = blank(wall);
  fill(p, all(p), codes);
  return p;
}

Pattern ramps_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  for (int channel = 0; channel < 4; ++channel) {
    const RectPx band = row_of(all(p), channel, 4);
    for (int code = 0; code < 256; ++code) fill(p, column_of(band, code, 256), channel_code(channel, code));
  }
  return p;
}

Pattern low_gray_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  constexpr int codes = 32;
  for (int channel = 0; channel < 4; ++channel) {
    const RectPx band = row_of(all(p), channel, 4);
    for (int code = 0; code < codes; ++code) {
      const RectPx cell = column_of(band, code, codes);
      fill(p, cell, channel_code(channel, code));
      const std::string text = fmt::format("{}", code);
      const int h = fitting_height(text, cell.w * 2 / 3, text_height(p));
      if (cell.h > 4 * h && cell.w >= 12)
        p.labels.push_back({text, cell.x + cell.w / 2, cell.bottom() - h, h, channel_code(channel, 112)});
    }
  }
  return p;
}

Pattern first_row_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  const SizePx m = wall.module_px();
  constexpr int lowest = 12, highest = 40;
  for (int row = 0; row < wall.rows(); ++row)
    for (int column = 0; column < wall.columns(); ++column) {
      const int code = lowest + (highest - lowest) * column / std::max(1, wall.columns() - 1);
      fill(p, {column * m.w, row * m.h, m.w, m.h}, channel_code(row % 4, code));
    }
  return p;
}

Pattern ghosting_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  const SizePx m = wall.module_px();
  const int apart = std::max(4, m.h / 2);
  for (int row = 0; row < wall.rows(); ++row)
    for (int column = 0; column < wall.columns(); ++column) {
      const RectPx r{column * m.w, row * m.h, m.w, m.h};
      const bool rising = 2 * row < wall.rows();
      const Rgb8 colour = channel_code(column % 4, 255);
      // Cut at the module: its scan begins anew with it.
      for (int from = -m.h; from < m.w; from += apart) {
        int t0 = std::max(0, -from), t1 = std::min(m.h - 1, m.w - 1 - from);
        if (t0 > t1) continue;
        const auto y = [&](int t) { return rising ? r.bottom() - 1 - t : r.y + t; };
        p.lines.push_back({r.x + from + t0, y(t0), r.x + from + t1, y(t1), colour});
      }
    }
  return p;
}

Pattern seams_pattern(const WallSettings& wall) {
  Pattern p = blank(wall);
  const int h = wall.module_px().h, rows = wall.rows();
  constexpr std::array codes{255, 176, 96};
  for (int row = 0; row < rows; ++row)
    fill(p, {0, row * h, p.size.w, h}, gray_code(codes[static_cast<std::size_t>(row * 3 / std::max(1, rows))]));
  return p;
}

Pattern motion_pattern(const WallSettings& wall, double time_s) {
  Pattern p = blank(wall);
  const SizePx m = wall.module_px();
  // Marks that stand: where a bar is at a glance, and where tearing happened.
  for (int column = 1; column < wall.columns(); ++column) fill(p, {column * m.w, 0, 1, p.size.h}, gray_code(48));
  for (int row = 1; row < wall.rows(); ++row) fill(p, {0, row * m.h, p.size.w, 1}, gray_code(48));
  const auto moved = static_cast<std::int64_t>(std::floor(std::max(0., time_s) * motion_px_per_s + 1e-6));
  const int width = std::max(2, m.w / 12), height = std::max(2, m.h / 6);
  const int x = static_cast<int>(moved % p.size.w), y = static_cast<int>(moved % p.size.h);
  fill(p, {0, y, p.size.w, std::min(height, p.size.h - y)}, amber);
  if (y + height > p.size.h) fill(p, {0, 0, p.size.w, y + height - p.size.h}, amber);
  fill(p, {x, 0, std::min(width, p.size.w - x), p.size.h}, gray_code(255));
  if (x + width > p.size.w) fill(p, {0, 0, x + width - p.size.w, p.size.h}, gray_code(255));
  return p;
}

Pattern flash_pattern(const WallSettings& wall, double time_s) {
  Pattern p = blank(wall);
  const double t = std::max(0., time_s) + 1e-9, second = std::floor(t);
  const RectPx field{p.size.w / 4, p.size.h / 4, p.size.w / 2, p.size.h / 2};
  const int edge = std::max(1, p.size.h / 180);
  const bool lit = t - second < flash_s;
  fill(p, field, gray_code(255));
  if (!lit) fill(p, {field.x + edge, field.y + edge, field.w - 2 * edge, field.h - 2 * edge}, gray_code(0));
  const std::string text = fmt::format("{}", static_cast<std::int64_t>(second) % 10);
  p.labels.push_back({text, p.size.w / 2, p.size.h / 2, fitting_height(text, field.w / 2, field.h / 2),
                      gray_code(lit ? 0 : 96)});
  return p;
}

}  // namespace guangmu::led
