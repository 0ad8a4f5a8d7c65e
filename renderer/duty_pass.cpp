#include "renderer/duty_pass.h"

#include <GL/glew.h>

#include <algorithm>

#include "led_mapping/pixel_correction.h"

namespace guangmu::renderer {
namespace {

constexpr int most_cells_x = 8, most_cells_y = 4;
constexpr int correction_every = 4;  // pixels, where the mean of a per-pixel profile is taken

std::array<float, 9> product(const std::array<float, 9>& a, const std::array<float, 9>& b) {
  std::array<float, 9> out{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t n = 0; n < 3; ++n) out[3 * i + j] += a[3 * i + n] * b[3 * n + j];
  return out;
}

std::array<float, 9> mean_correction(const led::PixelCorrection& pixels, RectPx rect) {
  std::array<float, 9> sum{};
  int n = 0;
  for (int y = rect.y; y < rect.bottom(); y += correction_every)
    for (int x = rect.x; x < rect.right(); x += correction_every, ++n) {
      const std::size_t at = 9 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.size.w) +
                                  static_cast<std::size_t>(x));
      for (std::size_t i = 0; i < 9; ++i) sum[i] += led::from_half(pixels.half[at + i]);
    }
  for (float& v : sum) v /= static_cast<float>(std::max(1, n));
  return sum;
}

}  // namespace

Result<DutyPass> DutyPass::create(Kit& kit) {
  DutyPass pass;
  auto program = Program::create("duty.vert", "duty.frag");
  if (!program) return program.error();
  pass.program_ = std::move(*program);
  pass.pixels_ = GlBuffer::make();
  // Warmed like the brushes.
  led::OutputTables tables;
  tables.wall = tables.tile = {8, 8};
  tables.columns = tables.rows = 1;
  tables.tile_matrices.assign(1, {1, 0, 0, 0, 1, 0, 0, 0, 1});
  const Texture canvas({8, 8}, PixelFormat::rgba16f);
  Work ignored;
  pass.use(TileGrid({8, 8}, {8, 8}), tables, 0, {1, 1, 1});
  pass.measure(kit, canvas, {0}, {1}, tables, ignored);
  pass.send();
  pass.fetch();
  pass.grid_ = {};
  return pass;
}

void DutyPass::use(const TileGrid& grid, const led::OutputTables& tables, std::uint64_t tables_version,
                   const std::array<double, 3>& k_w_m2) {
  for (std::size_t c = 0; c < 3; ++c) k_[c] = static_cast<float>(k_w_m2[c]);
  if (!(grid == grid_)) {
    grid_ = grid;
    cells_x_ = std::clamp(grid.tile.w, 1, most_cells_x);
    cells_y_ = std::clamp(grid.tile.h, 1, most_cells_y);
    sums_ = Target({grid.columns * cells_x_, grid.rows * cells_y_}, PixelFormat::rgba32f);
    duties_.assign(grid.count(), {});
    sent_ = false;
    tables_version_ = ~tables_version;
  }
  if (tables_version == tables_version_) return;
  tables_version_ = tables_version;
  tile_correction_.clear();
  if (!tables.pixels && !(tables.right && tables.right->pixels)) return;
  for (std::size_t i = 0; i < grid.count(); ++i) {
    const RectPx r = grid.rect(i);
    const auto& pixels = tables.half_at(r.x).pixels;
    tile_correction_.push_back(pixels ? mean_correction(*pixels, r)
                                      : std::array<float, 9>{1, 0, 0, 0, 1, 0, 0, 0, 1});
  }
}

std::array<float, 9> DutyPass::matrix_of(std::size_t tile, const led::OutputTables& tables, float light) {
  const RectPx r = grid_.rect(tile);
  const led::OutputTables& half = tables.half_at(r.x);
  std::array<float, 9> m = half.tile_matrices[static_cast<std::size_t>(half.tile_at(r.x, r.y))];
  if (!half.seams.empty()) {
    std::vector<led::OutputTables::Part> parts;
    half.append_parts(r, parts);
    float gain = 0;
    for (const auto& part : parts) gain += part.gain * static_cast<float>(part.rect.area());
    light *= gain / static_cast<float>(std::max<std::int64_t>(1, r.area()));
  }
  if (!tile_correction_.empty()) m = product(tile_correction_[tile], m);
  for (float& v : m) v *= light;
  return m;
}

void DutyPass::measure(Kit& kit, const Texture& canvas, const std::vector<std::size_t>& tiles,
                       const std::vector<float>& light, const led::OutputTables& tables, Work& work) {
  if (tiles.empty()) return;
  data_.clear();
  const auto put = [&](float a, float b, float c, float d) { data_.insert(data_.end(), {a, b, c, d}); };
  for (std::size_t n = 0; n < tiles.size(); ++n) {
    const RectPx r = grid_.rect(tiles[n]);
    const auto column = static_cast<float>(static_cast<int>(tiles[n]) % grid_.columns * cells_x_),
               row = static_cast<float>(static_cast<int>(tiles[n]) / grid_.columns * cells_y_);
    put(column, row, column + static_cast<float>(cells_x_), row + static_cast<float>(cells_y_));
    put(static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.w), static_cast<float>(r.h));
    const auto m = matrix_of(tiles[n], tables, light[n]);
    for (std::size_t i = 0; i < 9; i += 3) put(m[i], m[i + 1], m[i + 2], 0);
    work.pixels += static_cast<double>(r.area()) * 0.25;
    work.bytes_touched += 8. * static_cast<double>(r.area());
  }
  kit.stream(data_, 5);
  set_view(program_, sums_.size());
  glUniform2i(program_.at("cells"), cells_x_, cells_y_);
  glUniform3f(program_.at("k"), k_[0], k_[1], k_[2]);
  canvas.bind(unit_image);
  sums_.bind();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(tiles.size()));
  ++work.draws;
}

void DutyPass::send() {
  const SizePx size = sums_.size();
  glBindFramebuffer(GL_READ_FRAMEBUFFER, sums_.framebuffer());
  glBindBuffer(GL_PIXEL_PACK_BUFFER, pixels_.id());
  glBufferData(GL_PIXEL_PACK_BUFFER, static_cast<GLsizeiptr>(16 * size.area()), nullptr, GL_STREAM_READ);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.w, size.h, GL_RGBA, GL_FLOAT, nullptr);
  glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
  sent_ = true;
}

const std::vector<TileDuty>& DutyPass::fetch() {
  if (!sent_) return duties_;
  sent_ = false;
  const SizePx size = sums_.size();
  glBindBuffer(GL_PIXEL_PACK_BUFFER, pixels_.id());
  const auto* at = static_cast<const float*>(
      glMapBufferRange(GL_PIXEL_PACK_BUFFER, 0, static_cast<GLsizeiptr>(16 * size.area()), GL_MAP_READ_BIT));
  for (std::size_t i = 0; at && i < duties_.size(); ++i) {
    const RectPx r = grid_.rect(i);
    const int x0 = static_cast<int>(i) % grid_.columns * cells_x_, y0 = static_cast<int>(i) / grid_.columns * cells_y_;
    std::array<double, 4> sum{};
    for (int y = y0; y < y0 + cells_y_; ++y)
      for (int x = x0; x < x0 + cells_x_; ++x)
        for (std::size_t c = 0; c < 4; ++c)
          sum[c] += static_cast<double>(at[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) +
                                                static_cast<std::size_t>(x)) +
                                           c]);
    const double area = static_cast<double>(std::max<std::int64_t>(1, r.area()));
    duties_[i] = {{sum[0] / area, sum[1] / area, sum[2] / area}, sum[3] / area};
  }
  if (at) glUnmapBuffer(GL_PIXEL_PACK_BUFFER);
  glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
  return duties_;
}

}  // namespace guangmu::renderer
