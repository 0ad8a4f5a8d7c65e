#include "renderer/output_pass.h"

#include <GL/glew.h>

#include <cmath>

namespace guangmu::renderer {
namespace {

constexpr float golden_ratio = 0.618033989f;

void put_rect(std::vector<float>& data, RectPx r) {
  data.insert(data.end(), {static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.right()),
                           static_cast<float>(r.bottom())});
}

}  // namespace

Result<OutputPass> OutputPass::create(Kit& kit) {
  OutputPass pass;
  auto program = Program::create("output.vert", "output.frag");
  if (!program) return program.error();
  pass.program_ = std::move(*program);
  auto temporal = Program::create("output.vert", "output.frag", {"TEMPORAL"});
  if (!temporal) return temporal.error();
  pass.temporal_ = std::move(*temporal);
  auto raw = Program::create("output.vert", "output.frag", {"RAW"});
  if (!raw) return raw.error();
  pass.raw_ = std::move(*raw);
  // Warmed like the brushes, with tables of one module.
  led::OutputTables tables;
  tables.wall = tables.tile = {8, 8};
  tables.columns = tables.rows = 1;
  tables.tile_matrices.assign(1, {1, 0, 0, 0, 1, 0, 0, 0, 1});
  for (auto& c : tables.codes) c.assign(led::code_table_size, 0.f);
  tables.thresholds.assign(1, 0.5f);
  tables.dither = led::Dither::temporal;
  Work ignored;
  const Texture canvas({8, 8}, PixelFormat::rgba16f), codes({8, 8}, PixelFormat::rgba8);
  pass.use(tables, 0);
  pass.grade(kit, canvas, {{{0, 0, 8, 8}, 1}}, tables, 0, ignored);
  tables.dither = led::Dither::off;
  pass.grade(kit, canvas, {{{0, 0, 8, 8}, 1}}, tables, 0, ignored);
  pass.put_codes(kit, codes, ignored);
  pass.output_ = Target();
  pass.loaded_ = false;
  return pass;
}

void OutputPass::use(const led::OutputTables& tables, std::uint64_t version) {
  if (!output_ || output_.size() != tables.wall) {
    output_ = Target(tables.wall, PixelFormat::bgra8);
    loaded_ = false;
  }
  if (loaded_ && version == version_) return;
  version_ = version;
  loaded_ = true;
  if (!levels_) levels_ = Texture({led::code_table_size, 3}, PixelFormat::r32f);
  for (int c = 0; c < 3; ++c)
    levels_.write({0, c, led::code_table_size, 1}, tables.codes[static_cast<std::size_t>(c)].data());
  const int side = tables.threshold_side;
  if (!thresholds_ || thresholds_.size().w != side) thresholds_ = Texture({side, side}, PixelFormat::r32f);
  thresholds_.write({0, 0, side, side}, tables.thresholds.data());
}

void OutputPass::grade(Kit& kit, const Texture& canvas, const std::vector<OutputTile>& tiles,
                       const led::OutputTables& tables, std::uint32_t dither_frame, Work& work) {
  if (tiles.empty()) return;
  std::vector<float> data;
  data.reserve(tiles.size() * 16);
  for (const OutputTile& t : tiles) {
    put_rect(data, t.rect);
    const auto& m = tables.tile_matrices[static_cast<std::size_t>(tables.tile_at(t.rect.x, t.rect.y))];
    for (std::size_t row = 0; row < 3; ++row)
      data.insert(data.end(),
                  {m[row * 3] * t.light, m[row * 3 + 1] * t.light, m[row * 3 + 2] * t.light, 0.f});
    work.pixels += static_cast<double>(t.rect.area());
    work.bytes_touched += 12. * static_cast<double>(t.rect.area());
  }
  kit.stream(data, 4);
  const bool moving = tables.dither == led::Dither::temporal;
  const Program& program = moving ? temporal_ : program_;
  set_view(program, output_.size());
  glUniform1i(program.at("threshold_side"), tables.threshold_side);
  if (moving) {
    const float shift = golden_ratio * static_cast<float>(dither_frame % 4096u);
    glUniform1f(program.at("threshold_shift"), shift - std::floor(shift));
  }
  canvas.bind(unit_image);
  levels_.bind(unit_ramps);
  thresholds_.bind(unit_field);
  output_.bind();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(tiles.size()));
  ++work.draws;
}

void OutputPass::put_codes(Kit& kit, const Texture& codes, Work& work) {
  std::vector<float> data;
  put_rect(data, {0, 0, output_.size().w, output_.size().h});
  data.resize(16, 0.f);
  kit.stream(data, 4);
  set_view(raw_, output_.size());
  codes.bind(unit_image);
  output_.bind();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, 1);
  ++work.draws;
  work.pixels += static_cast<double>(output_.size().area());
  work.bytes_touched += 8. * static_cast<double>(output_.size().area());
}

}  // namespace guangmu::renderer
