#include "renderer/output_pass.h"

#include <GL/glew.h>

#include <algorithm>
#include <string>

namespace guangmu::renderer {
namespace {

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
  auto pixels = Program::create("output.vert", "output.frag", {"PIXELS"});
  if (!pixels) return pixels.error();
  pass.pixels_ = std::move(*pixels);
  auto raw = Program::create("output.vert", "output.frag", {"RAW"});
  if (!raw) return raw.error();
  pass.raw_ = std::move(*raw);
  // Warmed like the brushes, with tables of one module. Correction of pixels is rare and warms when it comes.
  led::OutputTables tables;
  tables.wall = tables.tile = {8, 8};
  tables.columns = tables.rows = 1;
  tables.tile_matrices.assign(1, {1, 0, 0, 0, 1, 0, 0, 0, 1});
  for (auto& c : tables.codes) c.assign(led::level_pieces, 0);
  tables.thresholds.assign(1, led::level_one / 2);
  Work ignored;
  const Texture canvas({8, 8}, PixelFormat::rgba16f), codes({8, 8}, PixelFormat::rgba8);
  pass.use(tables, 0);
  pass.grade(kit, canvas, {{{0, 0, 8, 8}, 1}}, tables, 0, ignored);
  pass.put_codes(kit, codes, ignored, {{0, 0, 8, 8}});
  pass.output_ = Target();
  pass.loaded_ = false;
  return pass;
}

void OutputPass::Half::upload(const led::OutputTables& tables) {
  std::vector<std::uint32_t> pieces;
  for (const auto& channel : tables.codes) pieces.insert(pieces.end(), channel.begin(), channel.end());
  levels.write(pieces);
  thresholds.write(tables.thresholds);
  if (tables.pixels == correction_of) return;
  correction_of = tables.pixels;
  correction = {};
  if (!correction_of) return;
  // Each row of a matrix becomes a texel of four.
  const std::vector<std::uint16_t>& from = correction_of->half;
  std::vector<std::uint16_t> rows(from.size() / 3 * 4);
  for (std::size_t row = 0; row < from.size() / 3; ++row) std::copy_n(&from[3 * row], 3, &rows[4 * row]);
  correction.write_half(rows);
}

void OutputPass::use(const led::OutputTables& tables, std::uint64_t version) {
  if (!output_ || output_.size() != tables.wall) {
    output_ = Target(tables.wall, PixelFormat::bgra8);
    loaded_ = false;
  }
  if (loaded_ && version == version_) return;
  version_ = version;
  loaded_ = true;
  halves_[0].upload(tables);
  if (tables.right)
    halves_[1].upload(*tables.right);
  else
    halves_[1] = {};
}

void OutputPass::grade_half(Kit& kit, const Half& half, const led::OutputTables& tables,
                            std::uint32_t dither_frame) {
  if (data_.empty()) return;
  kit.stream(data_, 4);
  const Program& program = half.correction ? pixels_ : program_;
  set_view(program, output_.size());
  glUniform1i(program.at("threshold_side"), tables.threshold_side);
  glUniform1ui(program.at("threshold_shift"), led::threshold_shift(tables.dither, dither_frame));
  half.levels.bind(unit_ramps);
  half.thresholds.bind(unit_field);
  if (half.correction) {
    half.correction.bind(unit_correction);
    glUniform1i(program.at("row_length"), half.correction_of->size.w);
  }
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(data_.size() / 16));
}

void OutputPass::grade(Kit& kit, const Texture& canvas, const std::vector<OutputTile>& tiles,
                       const led::OutputTables& tables, std::uint32_t dither_frame, Work& work) {
  if (tiles.empty()) return;
  canvas.bind(unit_image);
  output_.bind();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  for (std::size_t side = 0; side < 2; ++side) {
    const led::OutputTables* half = side == 0 ? &tables : tables.right.get();
    if (!half) break;
    data_.clear();
    for (const OutputTile& t : tiles) {
      if (&tables.half_at(t.rect.x) != half) continue;
      parts_.clear();
      half->append_parts(t.rect, parts_);
      const auto& m = half->tile_matrices[static_cast<std::size_t>(half->tile_at(t.rect.x, t.rect.y))];
      for (const auto& part : parts_) {
        const float factor = part.gain * t.light;
        put_rect(data_, part.rect);
        for (std::size_t row = 0; row < 3; ++row)
          data_.insert(data_.end(),
                       {m[row * 3] * factor, m[row * 3 + 1] * factor, m[row * 3 + 2] * factor, 0.f});
      }
      work.pixels += static_cast<double>(t.rect.area());
      work.bytes_touched += (half->pixels ? 36. : 12.) * static_cast<double>(t.rect.area());
    }
    grade_half(kit, halves_[side], *half, dither_frame);
    if (!data_.empty()) ++work.draws;
  }
}

void OutputPass::put_codes(Kit& kit, const Texture& codes, Work& work, const std::vector<RectPx>& parts) {
  if (parts.empty()) return;
  std::vector<float> data;
  for (const RectPx& part : parts) {
    put_rect(data, part);
    data.resize(data.size() + 12, 0.f);
    work.pixels += static_cast<double>(part.area());
    work.bytes_touched += 8. * static_cast<double>(part.area());
  }
  kit.stream(data, 4);
  set_view(raw_, output_.size());
  codes.bind(unit_image);
  output_.bind();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(parts.size()));
  ++work.draws;
}

}  // namespace guangmu::renderer
