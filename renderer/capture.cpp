#include "renderer/capture.h"

#include <GL/glew.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "base/colour.h"

namespace guangmu::renderer {
namespace {

float from_half(std::uint16_t h) {
  const std::uint32_t sign = (h & 0x8000u) << 16, exponent = (h >> 10) & 31u, fraction = h & 0x3FFu;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000u | fraction << 13);
  if (exponent == 0) return (sign ? -1.f : 1.f) * std::ldexp(static_cast<float>(fraction), -24);
  return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
}

// sRGB code of each half float; NaN and negative light are 0.
std::vector<std::uint8_t> half_to_srgb() {
  std::vector<std::uint8_t> table(65536);
  for (std::uint32_t h = 0; h < 65536; ++h) {
    const float v = from_half(static_cast<std::uint16_t>(h));
    table[h] = v > 0 ? static_cast<std::uint8_t>(std::lround(linear_to_srgb(std::min(v, 1.f)) * 255.f))
                     : std::uint8_t{0};
  }
  return table;
}

}  // namespace

std::vector<std::uint8_t> read_srgb(const Target& canvas) {
  const SizePx size = canvas.size();
  const auto pixels = static_cast<std::size_t>(size.area());
  std::vector<std::uint16_t> halves(4 * pixels);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, canvas.framebuffer());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.w, size.h, GL_RGBA, GL_HALF_FLOAT, halves.data());
  const std::vector<std::uint8_t> table = half_to_srgb();
  std::vector<std::uint8_t> out(3 * pixels);
  for (std::size_t i = 0; i < pixels; ++i)
    for (std::size_t c = 0; c < 3; ++c) out[3 * i + c] = table[halves[4 * i + c]];
  return out;
}

std::vector<std::uint8_t> read_codes(const Target& output) {
  const SizePx size = output.size();
  const auto w = static_cast<std::size_t>(size.w), h = static_cast<std::size_t>(size.h);
  std::vector<std::uint8_t> rgba(4 * w * h), out(3 * w * h);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, output.framebuffer());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.w, size.h, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  for (std::size_t y = 0; y < h; ++y)
    for (std::size_t x = 0; x < w; ++x)
      for (std::size_t c = 0; c < 3; ++c) out[3 * (y * w + x) + c] = rgba[4 * (y * w + x) + c];
  return out;
}

std::vector<float> read_linear(const Target& canvas, RectPx rect) {
  std::vector<float> out(static_cast<std::size_t>(4 * rect.area()));
  glBindFramebuffer(GL_READ_FRAMEBUFFER, canvas.framebuffer());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(rect.x, rect.y, rect.w, rect.h, GL_RGBA, GL_FLOAT, out.data());
  return out;
}

}  // namespace guangmu::renderer
