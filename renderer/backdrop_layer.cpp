#include "renderer/backdrop_layer.h"

#include <GL/glew.h>

#include <cmath>
#include <numbers>
#include <numeric>

#include "base/hash.h"
#include "renderer/height_field.h"

namespace guangmu::renderer {
namespace {

constexpr std::size_t most_pools = 16;  // backdrop.frag
constexpr float drift_px = 9;           // how far the lines wander from their place
constexpr float field_margin_px = 32;   // more than drift_px

}  // namespace

Result<BackdropLayer> BackdropLayer::create() {
  BackdropLayer layer;
  auto program = Program::create("backdrop.vert", "backdrop.frag", {"RAMP"});
  if (!program) return program.error();
  layer.program_ = std::move(*program);
  return layer;
}

std::vector<std::size_t> BackdropLayer::update(Kit& kit, const TileGrid& grid, const draw::Backdrop* backdrop,
                                               double time_s, bool moves, double tiles_per_s, float scale,
                                               Work& work) {
  std::vector<std::size_t> changed;
  if (!target_ || target_.size() != grid.canvas) {
    target_ = Target(grid.canvas, PixelFormat::rgba16f);
    painted_ = false;
  }
  if (!(grid == grid_)) {
    grid_ = grid;
    painted_ = false;
    // Far from its neighbour, and every tile once: about the golden section of the count, without a common
    // divisor.
    stride_ = std::max<std::size_t>(1, static_cast<std::size_t>(0.618 * static_cast<double>(grid.count())));
    while (grid.count() > 1 && std::gcd(stride_, grid.count()) != 1) ++stride_;
    next_ = 0;
  }
  const std::uint64_t hash = Hash(backdrop ? backdrop->hash() : 1).add(scale).value();
  const double passed = time_s - last_time_s_;
  last_time_s_ = time_s;
  if (!painted_ || hash != hash_) {
    hash_ = hash;
    painted_ = true;
    due_ = 0;
    changed.resize(grid.count());
    std::iota(changed.begin(), changed.end(), std::size_t{0});
    if (!backdrop) {
      target_.bind();
      glDisable(GL_SCISSOR_TEST);
      glClearColor(0, 0, 0, 1);
      glClear(GL_COLOR_BUFFER_BIT);
      return changed;
    }
    set_uniforms(*backdrop, time_s, scale);
    paint(kit, *backdrop, {{0, 0, grid.canvas.w, grid.canvas.h}}, work, scale);
    return changed;
  }
  if (!backdrop || !moves || !(backdrop->contours || backdrop->aurora) || backdrop->amount <= 0)
    return changed;
  due_ = std::min(due_ + std::clamp(passed, 0., 0.25) * tiles_per_s, static_cast<double>(grid.count()));
  if (due_ < 1) return changed;
  std::vector<RectPx> rects;
  for (; due_ >= 1; due_ -= 1) {
    changed.push_back(next_);
    rects.push_back(grid.rect(next_));
    next_ = (next_ + stride_) % grid.count();
  }
  set_uniforms(*backdrop, time_s, scale);
  paint(kit, *backdrop, rects, work, scale);
  return changed;
}

void BackdropLayer::set_uniforms(const draw::Backdrop& b, double time_s, float scale) {
  const float aspect_px = static_cast<float>(grid_.canvas.w);
  set_view(program_, grid_.canvas);
  const auto at = [&](const char* name) { return program_.at(name); };
  const auto f = [](std::size_t n) { return static_cast<GLsizei>(n); };
  std::vector<float> places, colours, powers;
  const auto add = [&](const draw::Light& l) {
    if (powers.size() >= most_pools) return;
    places.insert(places.end(),
                  {l.centre.x * scale, l.centre.y * scale, 1 / std::max(l.radii.x * scale, 1e-3f),
                   1 / std::max(l.radii.y * scale, 1e-3f)});
    colours.insert(colours.end(), {l.colour.r, l.colour.g, l.colour.b, l.colour.a});
    powers.push_back(l.power);
  };
  for (const draw::Light& l : b.lights) add(l);
  const std::size_t lights = powers.size();
  for (const draw::Light& l : b.shades) add(l);
  glUniform1i(at("lights"), static_cast<int>(lights));
  glUniform1i(at("shades"), static_cast<int>(powers.size() - lights));
  if (!powers.empty()) {
    glUniform4fv(at("pool_at"), f(powers.size()), places.data());
    glUniform4fv(at("pool_colour"), f(powers.size()), colours.data());
    glUniform1fv(at("pool_power"), f(powers.size()), powers.data());
  }
  glUniform1f(at("amount"), b.amount);

  glUniform1i(at("with_contours"), b.contours ? 1 : 0);
  if (b.contours) {
    const draw::Contours& c = *b.contours;
    const std::uint64_t key =
        Hash(c.seed).add(c.scale_px).add(scale).add(grid_.canvas.w).add(grid_.canvas.h).value();
    if (key != field_key_ || !field_) {
      field_key_ = key;
      const auto texels = [&](int px) {
        return static_cast<int>(std::ceil((static_cast<float>(px) + 2 * field_margin_px * scale) /
                                          (field_texel_px_ * scale))) +
               1;
      };
      const HeightField field = make_height_field(
          c.seed, c.scale_px, {texels(grid_.canvas.w), texels(grid_.canvas.h)}, field_texel_px_);
      field_ = Texture(field.texels, PixelFormat::rg32f, true);
      field_.write({0, 0, field.texels.w, field.texels.h}, field.height_and_slope.data());
    }
    field_.bind(unit_field);
    const auto phase =
        static_cast<float>(std::fmod(time_s / std::max(1.f, c.cycle_s), 1.) * 2 * std::numbers::pi);
    const float texels_per_px = 1 / (field_texel_px_ * scale);
    glUniform4f(at("drift"), drift_px * scale, phase, 1 / std::max(1.f, 0.62f * aspect_px), texels_per_px);
    const float shift = field_margin_px * scale * texels_per_px + 0.5f;
    glUniform2f(at("field_shift"), shift, shift);
    glUniform4f(at("contour"), 1 / c.step, 0, std::max(0.5f, c.width_px * scale / 2), scale);
    glUniform4f(at("contour_colour"), c.colour.r, c.colour.g, c.colour.b, c.colour.a);
    glUniform4f(at("contour_fifth"), c.fifth.r, c.fifth.g, c.fifth.b, c.fifth.a);
    glUniform4f(at("contour_fade"), c.fade_centre.x * scale, c.fade_centre.y * scale,
                1 / std::max(1.f, c.fade_radii.x * scale), 1 / std::max(1.f, c.fade_radii.y * scale));
  }
  glUniform1i(at("with_aurora"), b.aurora ? 1 : 0);
  if (b.aurora) {
    const draw::Aurora& a = *b.aurora;
    glUniform4f(at("aurora_colour"), a.colour.r, a.colour.g, a.colour.b, a.colour.a);
    glUniform2f(at("aurora_rows"), a.top_px * scale, std::max(a.bottom_px, a.top_px + 1) * scale);
    glUniform1f(at("aurora_phase"),
                static_cast<float>(std::fmod(time_s / std::max(1.f, a.cycle_s), 1.) * 2 * std::numbers::pi));
    glUniform1f(at("aurora_column"), 0.25f / scale);
  }
}

void BackdropLayer::paint(Kit& kit, const draw::Backdrop& b, const std::vector<RectPx>& rects, Work& work,
                          float scale) {
  draw::Paint ground = b.ground;
  if (ground.kind == draw::Paint::Kind::flat) ground.count = 1;
  const int row = std::max(0, kit.ramps.row(ground));
  Float4 ramp0{0, 0, 0, static_cast<float>(row)}, ramp1;
  const Vec2 from = ground.from * scale, to = ground.to * scale;
  if (ground.kind == draw::Paint::Kind::linear) {
    const Vec2 d = to - from;
    const float len2 = std::max(d.x * d.x + d.y * d.y, 1e-6f);
    ramp0 = {d.x / len2, d.y / len2, -(d.x * from.x + d.y * from.y) / len2, ramp0.w};
  } else if (ground.kind == draw::Paint::Kind::radial) {
    const float ix = 1 / std::max(to.x, 1e-3f), iy = 1 / std::max(to.y, 1e-3f);
    ramp0 = {ix, 0, -from.x * ix, ramp0.w};
    ramp1 = {0, iy, -from.y * iy, 1};
  }
  std::vector<float> data;
  for (const RectPx& r : rects) {
    data.insert(data.end(), {static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.right()),
                             static_cast<float>(r.bottom())});
    data.insert(data.end(), {ramp0.x, ramp0.y, ramp0.z, ramp0.w, ramp1.x, ramp1.y, ramp1.z, ramp1.w});
    work.bytes_touched += 8. * static_cast<double>(r.area());
    work.pixels += static_cast<double>(r.area());
  }
  kit.stream(data, 3);
  kit.ramps.texture().bind(unit_ramps);
  program_.use();
  target_.bind();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(rects.size()));
  ++work.draws;
  ++work.passes;
}

}  // namespace guangmu::renderer
