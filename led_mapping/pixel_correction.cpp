#include "led_mapping/pixel_correction.h"

#include <fmt/core.h>

#include <bit>
#include <cmath>

namespace guangmu::led {

namespace {

constexpr std::string_view magic = "GMPIXEL1";
constexpr std::size_t header_bytes = 16;

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  std::uint32_t v = 0;
  for (std::size_t i = 4; i-- > 0;) v = v << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return v;
}

void put_u32(std::string& out, std::uint32_t v) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(v >> 8 * i & 255));
}

}  // namespace

std::uint16_t to_half(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value), sign = bits >> 16 & 0x8000u;
  const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
  if (magnitude > 0x7F800000u) return static_cast<std::uint16_t>(sign | 0x7E00u);
  if (magnitude >= 0x477FF000u) return static_cast<std::uint16_t>(sign | 0x7C00u);
  if (magnitude < 0x38800000u) {  // below 2^-14: steps of 2^-24
    const float steps = std::bit_cast<float>(magnitude) * 16777216.f;
    return static_cast<std::uint16_t>(sign | static_cast<std::uint32_t>(std::nearbyint(steps)));
  }
  const std::uint32_t rounded = magnitude + 0xFFFu + (magnitude >> 13 & 1u);
  return static_cast<std::uint16_t>(sign | (rounded - 0x38000000u) >> 13);
}

float from_half(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000u) << 16, rest = half & 0x7FFFu;
  if (rest >= 0x7C00u) return std::bit_cast<float>(sign | 0x7F800000u | (rest & 0x3FFu) << 13);
  if (rest < 0x400u) {
    const float small = static_cast<float>(rest) / 16777216.f;
    return sign ? -small : small;
  }
  return std::bit_cast<float>(sign | ((rest << 13) + 0x38000000u));
}

std::string pixels_file(const PixelCorrection& correction) {
  std::string out(magic);
  out.reserve(header_bytes + correction.half.size() * 2);
  put_u32(out, static_cast<std::uint32_t>(correction.size.w));
  put_u32(out, static_cast<std::uint32_t>(correction.size.h));
  for (const std::uint16_t h : correction.half) {
    out.push_back(static_cast<char>(h & 255));
    out.push_back(static_cast<char>(h >> 8));
  }
  return out;
}

Result<PixelCorrection> read_pixels(std::string_view bytes, const std::string& name, SizePx wall) {
  if (bytes.size() < header_bytes || bytes.substr(0, magic.size()) != magic)
    return Error{
        fmt::format("{}: is no correction of pixels: it does not begin with \"{}\" and a size; make it "
                    "anew with `guangmu led calibrate`",
                    name, magic)};
  const std::uint32_t w = u32_at(bytes, 8), h = u32_at(bytes, 12);
  if (w != static_cast<std::uint32_t>(wall.w) || h != static_cast<std::uint32_t>(wall.h))
    return Error{
        fmt::format("{}: is for a wall of {}x{} px, this one has {}x{}", name, w, h, wall.w, wall.h)};
  const std::uint64_t expected = header_bytes + 18 * static_cast<std::uint64_t>(w) * h;
  if (bytes.size() != expected)
    return Error{fmt::format(
        "{}: has {} bytes, {}; expected {} for {}x{} px. Copy it again", name, bytes.size(),
        bytes.size() < expected ? "its end is missing" : "there is more than its size says", expected, w, h)};
  PixelCorrection out;
  out.size = wall;
  out.half.resize(static_cast<std::size_t>(9) * w * h);
  for (std::size_t i = 0; i < out.half.size(); ++i) {
    const auto low = static_cast<std::uint8_t>(bytes[header_bytes + 2 * i]);
    const auto high = static_cast<std::uint8_t>(bytes[header_bytes + 2 * i + 1]);
    out.half[i] = static_cast<std::uint16_t>(low | high << 8);
    if ((out.half[i] & 0x7FFFu) > 0x4400u) {  // 4.0
      const std::size_t pixel = i / 9;
      return Error{fmt::format("{}: pixel ({}, {}) has a factor of {}; expected numbers from -4 to 4", name,
                               pixel % w, pixel / w, from_half(out.half[i]))};
    }
  }
  return out;
}

}  // namespace guangmu::led
