#include "renderer/backdrop_layer.h"

#include <GL/glew.h>

#include <cmath>
#include <numbers>
#include <numeric>

#include "base/hash.h"
#include "renderer/brushwork.h"
#include "renderer/height_field.h"

namespace guangmu::renderer {
namespace {

constexpr float drift_px = 9;               // how far the lines wander from their place
constexpr float field_margin_px = 32;       // more than drift_px
constexpr float field_texel_px = 4;         // canvas pixels
constexpr float column_px = 4;              // of the aurora, canvas pixels
constexpr double longest_step_s = 1. / 30;  // a slow machine is not asked to catch up

float phase_of(double time_s, float cycle_s) {
  return static_cast<float>(std::fmod(time_s / std::max(1.f, cycle_s), 1.) * 2 * std::numbers::pi);
}

void put_quads(std::vector<float>& data, const std::vector<RectPx>& rects) {
  for (const RectPx& r : rects)
    data.insert(data.end(), {static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.right()),
                             static_cast<float>(r.bottom())});
}

double area_of(const std::vector<RectPx>& rects) {
  double sum = 0;
  for (const RectPx& r : rects) sum += static_cast<double>(r.area());
  return sum;
}

void draw_over(const Target& target, std::size_t count, Work& work) {
  target.bind();
  glEnable(GL_BLEND);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glDisable(GL_SCISSOR_TEST);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
  glDisable(GL_BLEND);
  ++work.draws;
}

std::uint64_t hash_without_amount(const draw::Backdrop& b) {
  draw::Backdrop full = b;
  full.amount = 1;
  return full.hash();
}

}  // namespace

Result<BackdropLayer> BackdropLayer::create(Kit& kit) {
  BackdropLayer layer;
  auto contours = Program::create("contours.vert", "contours.frag");
  if (!contours) return contours.error();
  layer.contours_ = std::move(*contours);
  auto aurora = Program::create("aurora.vert", "aurora.frag");
  if (!aurora) return aurora.error();
  layer.aurora_ = std::move(*aurora);
  // Warmed by one draw each.
  const Target scratch({1, 1}, PixelFormat::rgba16f);
  kit.stream({0, 0, 1, 1}, 1);
  Work ignored;
  for (const Program* p : {&layer.contours_, &layer.aurora_}) {
    set_view(*p, {1, 1});
    draw_over(scratch, 1, ignored);
  }
  return layer;
}

std::vector<std::size_t> BackdropLayer::next_tiles(std::size_t count) {
  std::vector<std::size_t> tiles;
  for (; tiles.size() < std::min(count, grid_.count()); next_ = (next_ + stride_) % grid_.count())
    tiles.push_back(next_);
  return tiles;
}

std::vector<std::size_t> BackdropLayer::update(Kit& kit, const TileGrid& grid, const draw::Backdrop* backdrop,
                                               double time_s, bool moves, const BackdropPace& pace,
                                               float scale, Work& work) {
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
  const std::uint64_t hash = Hash(backdrop ? hash_without_amount(*backdrop) : 1).add(scale).value();
  const double passed = std::clamp(time_s - last_time_s_, 0., longest_step_s);
  last_time_s_ = time_s;
  if (!painted_ || hash != hash_) {
    hash_ = hash;
    painted_ = true;
    due_ = 0;
    behind_ = 0;
    std::vector<std::size_t> all(grid.count());
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (backdrop) {
      amount_ = backdrop->amount;
      paint(kit, *backdrop, {{0, 0, grid.canvas.w, grid.canvas.h}}, time_s, scale, work);
    } else {
      target_.bind();
      glDisable(GL_SCISSOR_TEST);
      glClearColor(0, 0, 0, 1);
      glClear(GL_COLOR_BUFFER_BIT);
    }
    return all;
  }
  if (!backdrop) return {};
  if (backdrop->amount != amount_) {
    amount_ = backdrop->amount;
    behind_ = grid.count();
  }
  std::size_t count = 0;
  if (behind_ > 0) {
    count = std::min(
        behind_, static_cast<std::size_t>(std::ceil(pace.fade_share * static_cast<double>(grid.count()))));
    behind_ -= count;
  } else if (moves && (backdrop->contours || backdrop->aurora) && backdrop->amount > 0) {
    due_ = std::min(due_ + passed * pace.tiles_per_s, static_cast<double>(grid.count()));
    count = static_cast<std::size_t>(due_);
    due_ -= static_cast<double>(count);
  }
  if (count == 0) return {};
  std::vector<std::size_t> changed = next_tiles(count);
  std::vector<bool> mask(grid.count(), false);
  for (const std::size_t i : changed) mask[i] = true;
  paint(kit, *backdrop, exact_rects(grid, mask), time_s, scale, work);
  return changed;
}

void BackdropLayer::paint(Kit& kit, const draw::Backdrop& b, const std::vector<RectPx>& rects, double time_s,
                          float scale, Work& work) {
  const float w = static_cast<float>(grid_.canvas.w) / scale, h = static_cast<float>(grid_.canvas.h) / scale;
  draw::GroupBuilder under(1), over(2);
  under.add(draw::RoundRect{{0, 0, w + 1, h + 1}, {}, b.ground, 0, {}});
  for (draw::Light l : b.lights) {
    l.colour.a *= b.amount;
    under.add(l, draw::Blend::add);
  }
  for (const draw::Light& l : b.shades) over.add(l);
  const std::vector<draw::Placed> ground{{under.finish(), {}, 1}}, shades{{over.finish(), {}, 1}};
  for (const RectPx& r : rects) paint_groups(kit, ground, scale, target_, r, work);
  if (b.contours && b.amount > 0) paint_contours(kit, b, rects, time_s, scale, work);
  if (b.aurora && b.amount > 0) paint_aurora(kit, b, rects, time_s, scale, work);
  if (!b.shades.empty())
    for (const RectPx& r : rects) paint_groups(kit, shades, scale, target_, r, work);
  const double area = area_of(rects);
  work.pixels += area;
  work.bytes_touched += 8 * area;
}

void BackdropLayer::paint_contours(Kit& kit, const draw::Backdrop& b, const std::vector<RectPx>& rects,
                                   double time_s, float scale, Work& work) {
  const draw::Contours& c = *b.contours;
  const SizePx canvas = grid_.canvas;
  const std::uint64_t key = Hash(c.seed).add(c.scale_px).add(scale).add(canvas.w).add(canvas.h).value();
  if (key != field_key_ || !field_) {
    field_key_ = key;
    const auto texels = [&](int px) {
      return static_cast<int>(
                 std::ceil((static_cast<float>(px) / scale + 2 * field_margin_px) / field_texel_px)) +
             1;
    };
    const HeightField field =
        make_height_field(c.seed, c.scale_px, {texels(canvas.w), texels(canvas.h)}, field_texel_px);
    field_ = Texture(field.texels, PixelFormat::rg32f, true);
    field_.write({0, 0, field.texels.w, field.texels.h}, field.height_and_slope.data());
  }
  std::vector<float> data;
  put_quads(data, rects);
  kit.stream(data, 1);
  set_view(contours_, canvas);
  field_.bind(unit_field);
  const auto at = [&](const char* name) { return contours_.at(name); };
  const float texels_per_px = 1 / (field_texel_px * scale);
  const float shift = field_margin_px / field_texel_px + 0.5f;
  glUniform4f(at("drift"), drift_px * scale, phase_of(time_s, c.cycle_s),
              1 / std::max(1.f, 0.62f * static_cast<float>(canvas.w)), texels_per_px);
  glUniform2f(at("field_shift"), shift, shift);
  glUniform2f(at("field_size"), static_cast<float>(field_.size().w), static_cast<float>(field_.size().h));
  glUniform3f(at("contour"), 1 / c.step, std::max(0.5f, c.width_px * scale / 2), scale);
  glUniform4f(at("colour"), c.colour.r, c.colour.g, c.colour.b, c.colour.a * b.amount);
  glUniform4f(at("fifth"), c.fifth.r, c.fifth.g, c.fifth.b, c.fifth.a * b.amount);
  glUniform4f(at("fade"), c.fade_centre.x * scale, c.fade_centre.y * scale,
              1 / std::max(1.f, c.fade_radii.x * scale), 1 / std::max(1.f, c.fade_radii.y * scale));
  draw_over(target_, rects.size(), work);
  work.bytes_touched += 20 * area_of(rects);
}

// A product of three sines for each column, made here: a sine for each pixel would cost more than all the
// rest.
void BackdropLayer::paint_aurora(Kit& kit, const draw::Backdrop& b, const std::vector<RectPx>& rects,
                                 double time_s, float scale, Work& work) {
  const draw::Aurora& a = *b.aurora;
  const float top = a.top_px * scale, bottom = std::max(a.bottom_px, a.top_px + 1) * scale;
  std::vector<RectPx> lit;
  for (const RectPx& r : rects) {
    const RectPx part =
        intersect(r, covering(Rect{0, top, static_cast<float>(grid_.canvas.w), bottom - top}));
    if (!part.empty()) lit.push_back(part);
  }
  if (lit.empty()) return;
  const float per_px = 1 / (column_px * scale);
  const int columns = static_cast<int>(std::ceil(static_cast<float>(grid_.canvas.w) * per_px)) + 1;
  std::vector<float> light(static_cast<std::size_t>(columns));
  const float p = phase_of(time_s, a.cycle_s);
  for (int i = 0; i < columns; ++i) {
    const auto x = static_cast<float>(i);
    light[static_cast<std::size_t>(i)] = (0.5f + 0.5f * std::sin(x * 0.021f + p)) *
                                         (0.5f + 0.5f * std::sin(x * 0.057f - 2 * p + 1.7f)) *
                                         (0.6f + 0.4f * std::sin(x * 0.31f + 3 * p + 0.4f));
  }
  if (!columns_ || columns_.size().w != columns) columns_ = Texture({columns, 1}, PixelFormat::r32f);
  columns_.write({0, 0, columns, 1}, light.data());
  std::vector<float> data;
  put_quads(data, lit);
  kit.stream(data, 1);
  set_view(aurora_, grid_.canvas);
  columns_.bind(unit_image);
  glUniform2f(aurora_.at("rows"), top, bottom);
  glUniform1f(aurora_.at("columns_per_px"), per_px);
  const float strength = a.colour.a * b.amount;
  glUniform3f(aurora_.at("colour"), a.colour.r * strength, a.colour.g * strength, a.colour.b * strength);
  draw_over(target_, lit.size(), work);
  work.bytes_touched += 16 * area_of(lit);
}

}  // namespace guangmu::renderer
