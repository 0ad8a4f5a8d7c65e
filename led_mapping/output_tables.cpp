#include "led_mapping/output_tables.h"

#include <algorithm>
#include <cmath>

#include "led_mapping/colour_model.h"
#include "led_mapping/dither.h"
#include "led_mapping/tone_curve.h"

namespace guangmu::led {

namespace {

constexpr float golden_ratio = 0.618033989f;

float threshold_at(const OutputTables& tables, int x, int y, std::uint32_t frame) {
  const int side = tables.threshold_side;
  const float t = tables.thresholds[static_cast<std::size_t>(y % side * side + x % side)];
  if (tables.dither != Dither::temporal) return t;
  // The frame is taken modulo 4096 so that the product keeps its fraction in single precision.
  const float moved = t + golden_ratio * static_cast<float>(frame % 4096u);
  return moved - std::floor(moved);
}

std::uint8_t code_for(float drive, const std::vector<float>& levels, float threshold) {
  if (!(drive > 0)) return 0;
  const float d = std::min(drive, 1.f);
  const float index = std::floor(std::sqrt(std::sqrt(d)) * static_cast<float>(code_table_size - 1) + 0.5f);
  return static_cast<std::uint8_t>(
      std::min(255.f, std::floor(levels[static_cast<std::size_t>(index)] + threshold)));
}

}  // namespace

OutputTables make_output_tables(const WallSettings& wall, double brightness) {
  OutputTables tables;
  tables.wall = wall.size_px();
  tables.tile = wall.module_px();
  tables.columns = wall.columns();
  tables.rows = wall.rows();
  for (int channel = 0; channel < 3; ++channel)
    tables.codes[static_cast<std::size_t>(channel)] = inverse_levels(card_light(wall.colour, channel));
  tables.dither = wall.colour.dither;
  ThresholdTexture texture;
  if (tables.dither == Dither::ordered) texture = ordered_8x8();
  if (tables.dither == Dither::blue_noise || tables.dither == Dither::temporal) texture = blue_noise_64();
  tables.threshold_side = texture.side;
  tables.thresholds = std::move(texture.values);
  set_brightness(tables, wall, brightness);
  return tables;
}

void set_brightness(OutputTables& tables, const WallSettings& wall, double brightness) {
  const Mat3 m = bt709_to_drive(wall.colour);
  std::array<float, 9> scaled{};
  for (std::size_t i = 0; i < 9; ++i) scaled[i] = static_cast<float>(m.m[i] * std::clamp(brightness, 0., 1.));
  tables.tile_matrices.assign(static_cast<std::size_t>(tables.columns * tables.rows), scaled);
}

std::array<std::uint8_t, 3> grade(const float* linear_rgb, int x, int y, const OutputTables& tables,
                                  std::uint32_t frame) {
  const auto& m = tables.tile_matrices[static_cast<std::size_t>(tables.tile_at(x, y))];
  const float threshold = threshold_at(tables, x, y, frame);
  std::array<std::uint8_t, 3> out{};
  for (std::size_t c = 0; c < 3; ++c) {
    const float drive =
        m[c * 3] * linear_rgb[0] + m[c * 3 + 1] * linear_rgb[1] + m[c * 3 + 2] * linear_rgb[2];
    out[c] = code_for(drive, tables.codes[c], threshold);
  }
  return out;
}

std::vector<std::uint8_t> grade_picture(std::span<const float> linear, int channels,
                                        const OutputTables& tables, std::uint32_t frame) {
  const std::size_t pixels = static_cast<std::size_t>(tables.wall.area()),
                    stride = static_cast<std::size_t>(channels);
  std::vector<std::uint8_t> out(pixels * 3);
  if (linear.size() < pixels * stride) return out;
  std::size_t i = 0;
  for (int y = 0; y < tables.wall.h; ++y)
    for (int x = 0; x < tables.wall.w; ++x, ++i) {
      const auto codes = grade(linear.data() + i * stride, x, y, tables, frame);
      std::copy(codes.begin(), codes.end(), out.begin() + static_cast<std::ptrdiff_t>(i * 3));
    }
  return out;
}

}  // namespace guangmu::led
