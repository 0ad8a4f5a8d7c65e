#include "led_mapping/locate_pattern.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>

namespace guangmu::led {
namespace {

constexpr std::uint8_t lit_code = 200;

int bits_for(int count) {
  return std::max(1, static_cast<int>(std::bit_width(static_cast<unsigned>(std::max(1, count - 1)))));
}

bool gray_bit(int number, int bit, int bits) {
  const auto n = static_cast<unsigned>(number);
  return ((n ^ (n >> 1)) >> (bits - 1 - bit) & 1u) != 0;
}

}  // namespace

int LocateGrid::column_bits() const {
  return bits_for(columns());
}

int LocateGrid::row_bits() const {
  return bits_for(rows());
}

std::vector<LocateStep> LocateGrid::steps() const {
  using Kind = LocateStep::Kind;
  std::vector<LocateStep> out{{Kind::white}, {Kind::black}};
  const auto both = [&](Kind kind, int bit) {
    out.push_back({kind, bit, false});
    out.push_back({kind, bit, true});
  };
  for (int bit = 0; bit < column_bits(); ++bit) both(Kind::column, bit);
  for (int bit = 0; bit < row_bits(); ++bit) both(Kind::row, bit);
  both(Kind::left_half, 0);
  both(Kind::upper_half, 0);
  return out;
}

bool LocateGrid::lit(const LocateStep& step, int x, int y) const {
  switch (step.kind) {
    case LocateStep::Kind::white:
      return true;
    case LocateStep::Kind::black:
      return false;
    case LocateStep::Kind::column:
      return gray_bit(x / module.w, step.bit, column_bits()) != step.inverse;
    case LocateStep::Kind::row:
      return gray_bit(y / module.h, step.bit, row_bits()) != step.inverse;
    case LocateStep::Kind::left_half:
      return (x % module.w * 2 < module.w) != step.inverse;
    case LocateStep::Kind::upper_half:
      return (y % module.h * 2 < module.h) != step.inverse;
  }
  return false;
}

std::string locate_name(std::size_t step) {
  return fmt::format("locate-{:02}", step + 1);
}

std::vector<std::string> locate_names(const WallSettings& wall) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < LocateGrid(wall).steps().size(); ++i) out.push_back(locate_name(i));
  return out;
}

Pattern locate_pattern(const WallSettings& wall, const LocateStep& step) {
  const LocateGrid grid(wall);
  Pattern p{grid.wall, true, {}, {}, {}};
  const int half_w = (grid.module.w + 1) / 2, half_h = (grid.module.h + 1) / 2;
  // Every pattern is constant on quarters of modules.
  for (int y = 0; y < grid.wall.h; y += grid.module.h)
    for (int x = 0; x < grid.wall.w; x += grid.module.w)
      for (const int dy : {0, half_h})
        for (const int dx : {0, half_w}) {
          const RectPx r{x + dx, y + dy, dx == 0 ? half_w : grid.module.w - half_w,
                         dy == 0 ? half_h : grid.module.h - half_h};
          if (!r.empty() && grid.lit(step, r.x, r.y))
            p.rects.push_back({r, {lit_code, lit_code, lit_code}, false, {}});
        }
  return p;
}

unsigned from_gray(unsigned gray) {
  for (unsigned shift = 16; shift > 0; shift /= 2) gray ^= gray >> shift;
  return gray;
}

}  // namespace guangmu::led
