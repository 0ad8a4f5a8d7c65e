#include "led_mapping/frame_strip.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace guangmu::led {
namespace {

constexpr int number_bits = 24, check_bits = 8, first_number_cell = 2;
constexpr int first_check_cell = first_number_cell + number_bits;
constexpr int most_height_px = 16;

std::uint32_t checksum(std::uint32_t number) {
  std::uint32_t crc = 0xFF;
  for (int bit = number_bits - 1; bit >= 0; --bit) {
    const std::uint32_t over = ((crc >> 7) ^ (number >> bit)) & 1;
    crc = ((crc << 1) & 0xFF) ^ (over ? 0x07 : 0);
  }
  return crc;
}

using Cells = std::array<bool, strip_cells>;

Cells cells_of(std::uint32_t number) {
  Cells cells{};
  const std::uint32_t gray = number ^ (number >> 1), check = checksum(number);
  cells[0] = cells[strip_cells - 1] = true;
  for (int i = 0; i < number_bits; ++i)
    cells[static_cast<std::size_t>(first_number_cell + i)] = (gray >> (number_bits - 1 - i)) & 1;
  for (int i = 0; i < check_bits; ++i)
    cells[static_cast<std::size_t>(first_check_cell + i)] = (check >> (check_bits - 1 - i)) & 1;
  return cells;
}

// Where cell i lies; empty where the head is too small.
RectPx cell_rect(RectPx head, int i) {
  const int w = head.w / strip_cells, h = std::min(most_height_px, head.h / 4);
  if (w < 2 || h < 1) return {};
  return {head.x + i * w, head.bottom() - h, w, h};
}

}  // namespace

std::vector<StripCell> frame_strip(RectPx head, std::uint64_t frame) {
  std::vector<StripCell> strip;
  if (cell_rect(head, 0).empty()) return strip;
  const Cells cells = cells_of(static_cast<std::uint32_t>(frame % strip_modulus));
  for (int i = 0; i < strip_cells; ++i)
    strip.push_back({cell_rect(head, i), cells[static_cast<std::size_t>(i)]});
  return strip;
}

Result<std::uint32_t> read_frame_strip(const std::vector<std::uint8_t>& rgb, SizePx size, RectPx head) {
  constexpr int least_contrast = 96;
  if (rgb.size() < static_cast<std::size_t>(3 * size.area()) ||
      intersect(head, {0, 0, size.w, size.h}) != head)
    return Error{"the head lies outside the picture"};
  if (cell_rect(head, 0).empty()) return Error{"the head is too narrow for a frame strip"};
  std::array<int, strip_cells> level{};
  for (int i = 0; i < strip_cells; ++i) {
    const RectPx r = cell_rect(head, i);
    const auto at = 3 * (static_cast<std::size_t>(r.y + r.h / 2) * static_cast<std::size_t>(size.w) +
                         static_cast<std::size_t>(r.x + r.w / 2));
    level[static_cast<std::size_t>(i)] = (rgb[at] + rgb[at + 1] + rgb[at + 2]) / 3;
  }
  const int white = std::min(level[0], level[strip_cells - 1]),
            black = std::max(level[1], level[strip_cells - 2]);
  if (white - black < least_contrast)
    return Error{fmt::format("there is no frame strip at the bottom of the head at {},{}", head.x, head.y)};
  const int middle = (white + black) / 2;
  std::uint32_t gray = 0, check = 0;
  for (int i = 0; i < number_bits; ++i)
    gray = gray << 1 | (level[static_cast<std::size_t>(first_number_cell + i)] > middle ? 1u : 0u);
  for (int i = 0; i < check_bits; ++i)
    check = check << 1 | (level[static_cast<std::size_t>(first_check_cell + i)] > middle ? 1u : 0u);
  std::uint32_t number = gray;
  for (std::uint32_t shift = 1; shift < number_bits; shift <<= 1) number ^= number >> shift;
  if (checksum(number) != check)
    return Error{fmt::format(
        "the frame strip of the head at {},{} is broken: its checksum does not hold, two frames are mixed",
        head.x, head.y)};
  return number;
}

}  // namespace guangmu::led
