#include "renderer/compositor.h"

#include <GL/glew.h>

#include "base/hash.h"
#include "renderer/brushwork.h"

namespace guangmu::renderer {

Result<Compositor> Compositor::create(Kit& kit) {
  Compositor c;
  auto program = Program::create("mix.vert", "mix.frag");
  if (!program) return program.error();
  c.program_ = std::move(*program);
  // Warmed by one draw.
  kit.stream(std::vector<float>(8, 0.f), 2);
  const Target scratch({1, 1}, PixelFormat::rgba16f);
  set_view(c.program_, {1, 1});
  scratch.bind();
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, 1);
  return c;
}

const Texture& Compositor::texture(const Composition& c, Source source) const {
  if (source == Source::shown) return shown_.texture();
  return source == Source::outgoing && c.outgoing ? c.outgoing->canvas().texture()
                                                  : c.program->canvas().texture();
}

std::vector<std::size_t> Compositor::compose(Kit& kit, const Composition& c, std::uint64_t grading,
                                             Work& work) {
  const TileGrid& grid = c.program->grid();
  if (!(grid == grid_) || signatures_.size() != grid.count()) {
    grid_ = grid;
    signatures_.assign(grid.count(), nothing);
    tiles_.assign(grid.count(), {});
  }
  const bool two = c.outgoing != nullptr && c.outgoing->grid() == grid &&
                   c.transition != TransitionKind::cut && c.progress < 1;
  const bool pushed = two && c.transition == TransitionKind::push && c.progress > 0;
  const int moved = pushed ? push_px(c.progress, grid.canvas.w) : 0;
  const int module_columns = std::max(1, grid.canvas.w / std::max(1, c.module.w));
  const int module_rows = std::max(1, grid.canvas.h / std::max(1, c.module.h));
  std::vector<std::uint64_t> over;
  if (c.overlay && !c.overlay->empty()) over = tile_signatures(grid, *c.overlay, 1);

  std::vector<std::size_t> changed;
  std::vector<RectPx> to_mix;
  std::vector<std::array<float, 2>> weights;
  std::vector<bool> to_overlay(grid.count(), false);
  bool any_overlay = false;
  for (std::size_t i = 0; i < grid.count(); ++i) {
    const RectPx rect = grid.rect(i);
    Weights w{0, 1};
    if (two) {
      if (c.transition == TransitionKind::dissolve) w = dissolve_weights(c.progress);
      if (c.transition == TransitionKind::push && !pushed) w = {1, 0};
      if (c.transition == TransitionKind::modules) {
        w.incoming = module_share(c.progress, rect.x / std::max(1, c.module.w),
                                  rect.y / std::max(1, c.module.h), module_columns, module_rows);
        w.outgoing = 1 - w.incoming;
      }
    }
    const std::uint64_t above = over.empty() ? nothing : over[i];
    Hash h(grading);
    h.word(above);
    if (c.light > 0 || above != nothing) {
      h.add(c.light).add(w.incoming).add(w.outgoing).add(moved).add(pushed);
      if (pushed) {  // either canvas may stand here: any change of a tile in the row counts
        for (int x = 0; x < grid.columns; ++x) {
          const std::size_t k =
              i / static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.columns) +
              static_cast<std::size_t>(x);
          h.word(c.program->versions()[k]).word(c.outgoing->versions()[k]);
        }
      } else {
        if (w.incoming > 0) h.add(c.program_id).word(c.program->versions()[i]);
        if (two && w.outgoing > 0) h.add(c.outgoing_id).word(c.outgoing->versions()[i]);
      }
    }
    if (h.value() == signatures_[i]) continue;
    signatures_[i] = h.value();
    changed.push_back(i);
    const bool pure = w.incoming == 0 || (w.outgoing == 0 && w.incoming == 1);
    const bool plain_outgoing = two && w.incoming == 0 && w.outgoing == 1;
    if (!pushed && above == nothing && pure && (w.incoming == 1 || plain_outgoing)) {
      tiles_[i] = {plain_outgoing ? Source::outgoing : Source::program, c.light};
      continue;
    }
    tiles_[i] = {Source::shown, above == nothing || pushed ? c.light : 1.f};
    if (!pushed) {
      const float light = above == nothing ? 1.f : c.light;
      to_mix.push_back(rect);
      weights.push_back({w.outgoing * light, w.incoming * light});
    }
    if (above != nothing) to_overlay[i] = any_overlay = true;
  }
  if (!shown_ && (pushed || !to_mix.empty())) shown_ = Target(grid.canvas, PixelFormat::rgba16f);
  if (shown_ && shown_.size() != grid.canvas) shown_ = Target(grid.canvas, PixelFormat::rgba16f);
  if (pushed && !changed.empty()) {
    const int w = grid.canvas.w, height = grid.canvas.h;
    if (moved < w) copy_pixels(c.outgoing->canvas(), {moved, 0, w - moved, height}, shown_, 0, 0);
    if (moved > 0) copy_pixels(c.program->canvas(), {0, 0, moved, height}, shown_, w - moved, 0);
    work.pixels += static_cast<double>(grid.canvas.area());
    work.bytes_touched += 16. * static_cast<double>(grid.canvas.area());
    if (any_overlay)  // the copy wiped it everywhere
      for (std::size_t i = 0; i < grid.count(); ++i) to_overlay[i] = over[i] != nothing;
  }
  mix(kit, c, to_mix, weights, shown_, work);
  if (any_overlay)
    for (const RectPx& r : exact_rects(grid, to_overlay)) paint_groups(kit, *c.overlay, 1, shown_, r, work);
  return changed;
}

void Compositor::mix(Kit& kit, const Composition& c, const std::vector<RectPx>& rects,
                     const std::vector<std::array<float, 2>>& weights, const Target& into, Work& work) {
  if (rects.empty()) return;
  std::vector<float> data;
  for (std::size_t i = 0; i < rects.size(); ++i) {
    const RectPx r = rects[i];
    data.insert(data.end(), {static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.right()),
                             static_cast<float>(r.bottom()), weights[i][0], weights[i][1], 0.f, 0.f});
    work.pixels += static_cast<double>(r.area());
    work.bytes_touched += 24. * static_cast<double>(r.area());
  }
  kit.stream(data, 2);
  set_view(program_, into.size());
  texture(c, Source::outgoing).bind(unit_image);
  texture(c, Source::program).bind(unit_field);
  into.bind();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(rects.size()));
  ++work.draws;
}

void Compositor::flatten(Kit& kit, const Composition& c, const Target& into) {
  std::vector<RectPx> rects;
  std::vector<std::array<float, 2>> weights;
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    const ComposedTile& t = tiles_[i];
    const RectPx r = grid_.rect(i);
    if (t.source == Source::shown) {
      copy_pixels(shown_, r, into, r.x, r.y);
      continue;
    }
    rects.push_back(r);
    weights.push_back(t.source == Source::outgoing ? std::array{t.light, 0.f} : std::array{0.f, t.light});
  }
  Work ignored;
  mix(kit, c, rects, weights, into, ignored);
}

}  // namespace guangmu::renderer
