#include "led_mapping/output_tables.h"

#include <algorithm>
#include <cmath>

#include "led_mapping/colour_model.h"
#include "led_mapping/dither.h"
#include "led_mapping/pixel_correction.h"
#include "led_mapping/profile_rules.h"
#include "led_mapping/tone_curve.h"

namespace guangmu::led {

namespace {

std::uint32_t threshold_at(const OutputTables& tables, int x, int y, std::uint32_t frame) {
  const int side = tables.threshold_side;
  const std::uint32_t t = tables.thresholds[static_cast<std::size_t>(y % side * side + x % side)];
  return (t + threshold_shift(tables.dither, frame)) & (level_one - 1);
}

std::array<float, 9> scaled(std::array<float, 9> m, float factor) {
  for (float& v : m) v *= factor;
  return m;
}

std::array<float, 3> times(const std::array<float, 9>& m, const std::array<float, 3>& v) {
  return {m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
          m[6] * v[0] + m[7] * v[1] + m[8] * v[2]};
}

std::array<float, 9> pixel_matrix(const PixelCorrection& pixels, int x, int y) {
  const std::size_t at = 9 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.size.w) +
                              static_cast<std::size_t>(x));
  std::array<float, 9> m{};
  for (std::size_t i = 0; i < 9; ++i) m[i] = from_half(pixels.half[at + i]);
  return m;
}

// M of each tile at brightness 1.
std::vector<std::array<float, 9>> matrices(const OutputTables& tables, const ColourSettings& colour,
                                           const ProfileSettings& profile) {
  Mat3 common = bt709_to_drive(colour);
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column)
      common(row, column) *= profile.gain[static_cast<std::size_t>(row)];
  const auto in_floats = [](const Mat3& m) {
    std::array<float, 9> out{};
    for (std::size_t i = 0; i < 9; ++i) out[i] = static_cast<float>(m.m[i]);
    return out;
  };
  const std::size_t count = static_cast<std::size_t>(tables.columns) * static_cast<std::size_t>(tables.rows);
  std::vector<std::array<float, 9>> out(count, in_floats(common));
  if (!tables.pixels && profile.modules.size() == count)
    for (std::size_t i = 0; i < count; ++i) out[i] = in_floats(Mat3{profile.modules[i]} * common);
  return out;
}

std::vector<std::array<float, 4>> seam_gains(const OutputTables& tables, const ProfileSettings& profile) {
  std::vector<std::array<float, 4>> out;
  for (const SeamGain& s : profile.seams) {
    if (s.column < 1 || s.row < 1 || s.column > tables.columns || s.row > tables.rows) continue;
    if (out.empty()) out.assign(tables.full_matrices.size(), {1, 1, 1, 1});
    const auto tile = static_cast<std::size_t>((s.row - 1) * tables.columns + s.column - 1);
    out[tile][static_cast<std::size_t>(s.edge)] = static_cast<float>(s.gain);
  }
  return out;
}

// A stretch of a tile's columns (or rows) with one gain.
struct Stretch {
  int from, to;
  float gain;
};

// `from`..`to` cut at the first and the last LED of the tile that begins at `begin` and is `length` long.
int stretches(int from, int to, int begin, int length, float first, float last, std::array<Stretch, 3>& out) {
  const int end = begin + length;
  int n = 0;
  const auto put = [&](int a, int b, float gain) {
    if (a >= b) return;
    if (n > 0 && out[static_cast<std::size_t>(n - 1)].gain == gain)
      out[static_cast<std::size_t>(n - 1)].to = b;
    else
      out[static_cast<std::size_t>(n++)] = {a, b, gain};
  };
  if (length == 1) {
    put(from, to, first * last);
    return n;
  }
  put(from, std::min(to, begin + 1), first);
  put(std::max(from, begin + 1), std::min(to, end - 1), 1);
  put(std::max(from, end - 1), to, last);
  return n;
}

}  // namespace

OutputTables make_output_tables(const WallSettings& wall, double brightness) {
  return make_output_tables(wall, ProfileSettings{}, nullptr, brightness);
}

OutputTables make_output_tables(const WallSettings& wall, const ProfileSettings& profile,
                                std::shared_ptr<const PixelCorrection> pixels, double brightness) {
  const ColourSettings colour = with_profile(wall.colour, profile);
  OutputTables tables;
  tables.wall = wall.size_px();
  tables.tile = wall.module_px();
  tables.columns = wall.columns();
  tables.rows = wall.rows();
  for (int channel = 0; channel < 3; ++channel)
    tables.codes[static_cast<std::size_t>(channel)] = inverse_levels(card_light(colour, channel));
  tables.dither = colour.dither;
  ThresholdTexture texture;
  if (tables.dither == Dither::ordered) texture = ordered_8x8();
  if (tables.dither == Dither::blue_noise || tables.dither == Dither::temporal) texture = blue_noise_64();
  tables.threshold_side = texture.side;
  tables.thresholds.reserve(texture.values.size());
  for (const float t : texture.values)
    tables.thresholds.push_back(static_cast<std::uint32_t>(t * static_cast<float>(level_one)));
  if (pixels && pixels->size == tables.wall &&
      pixels->half.size() == 9 * static_cast<std::size_t>(tables.wall.area()))
    tables.pixels = std::move(pixels);
  tables.full_matrices = matrices(tables, colour, profile);
  tables.seams = seam_gains(tables, profile);
  set_brightness(tables, brightness);
  return tables;
}

OutputTables join_halves(OutputTables left, OutputTables right, int split_column) {
  right.right.reset();
  right.split_column = 0;
  left.right.reset();
  left.split_column = 0;
  if (split_column <= 0) return right;
  if (split_column >= left.columns || right.wall != left.wall || right.tile != left.tile) return left;
  left.split_column = split_column;
  left.right = std::make_shared<const OutputTables>(std::move(right));
  return left;
}

void set_brightness(OutputTables& tables, double brightness, double limiter) {
  const auto factor = static_cast<float>(std::clamp(brightness, 0., 1.) * std::clamp(limiter, 0., 1.));
  tables.tile_matrices.resize(tables.full_matrices.size());
  for (std::size_t i = 0; i < tables.full_matrices.size(); ++i)
    tables.tile_matrices[i] = scaled(tables.full_matrices[i], factor);
  if (tables.right) {
    OutputTables right = *tables.right;
    set_brightness(right, brightness, limiter);
    tables.right = std::make_shared<const OutputTables>(std::move(right));
  }
}

void set_brightness(OutputTables& tables, const WallSettings&, double brightness) {
  set_brightness(tables, brightness);
}

void OutputTables::append_parts(RectPx rect, std::vector<Part>& out) const {
  const auto index = static_cast<std::size_t>(tile_at(rect.x, rect.y));
  if (seams.empty() || seams[index] == std::array<float, 4>{1, 1, 1, 1}) {
    out.push_back({rect, 1});
    return;
  }
  const auto& gain = seams[index];
  const auto edge = [&](Edge e) { return gain[static_cast<std::size_t>(e)]; };
  std::array<Stretch, 3> across{}, down{};
  const int nx = stretches(rect.x, rect.right(), rect.x / tile.w * tile.w, tile.w, edge(Edge::left),
                           edge(Edge::right), across);
  const int ny = stretches(rect.y, rect.bottom(), rect.y / tile.h * tile.h, tile.h, edge(Edge::top),
                           edge(Edge::bottom), down);
  for (std::size_t j = 0; j < static_cast<std::size_t>(ny); ++j)
    for (std::size_t i = 0; i < static_cast<std::size_t>(nx); ++i)
      out.push_back({{across[i].from, down[j].from, across[i].to - across[i].from, down[j].to - down[j].from},
                     across[i].gain * down[j].gain});
}

float OutputTables::gain_at(int x, int y) const {
  if (seams.empty()) return 1;
  const auto& gain = seams[static_cast<std::size_t>(tile_at(x, y))];
  const auto along = [&](int at, int length, Edge first, Edge last) {
    float g = at % length == 0 ? gain[static_cast<std::size_t>(first)] : 1;
    if (at % length == length - 1) g *= gain[static_cast<std::size_t>(last)];
    return g;
  };
  return along(x, tile.w, Edge::left, Edge::right) * along(y, tile.h, Edge::top, Edge::bottom);
}

std::array<float, 9> OutputTables::matrix_at(int x, int y) const {
  const OutputTables& half = half_at(x);
  return scaled(half.tile_matrices[static_cast<std::size_t>(tile_at(x, y))], half.gain_at(x, y));
}

std::array<float, 3> drive_of(const float* linear_rgb, int x, int y, const OutputTables& tables) {
  const OutputTables& half = tables.half_at(x);
  const auto d = times(tables.matrix_at(x, y), {linear_rgb[0], linear_rgb[1], linear_rgb[2]});
  return half.pixels ? times(pixel_matrix(*half.pixels, x, y), d) : d;
}

std::array<std::uint8_t, 3> grade(const float* linear_rgb, int x, int y, const OutputTables& tables,
                                  std::uint32_t frame) {
  const OutputTables& half = tables.half_at(x);
  const std::uint32_t threshold = threshold_at(half, x, y, frame);
  const auto drive = drive_of(linear_rgb, x, y, tables);
  std::array<std::uint8_t, 3> out{};
  for (std::size_t c = 0; c < 3; ++c)
    out[c] = static_cast<std::uint8_t>((level_of(half.codes[c], drive[c]) + threshold) / level_one);
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
