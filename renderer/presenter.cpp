#include "renderer/presenter.h"

#include <GL/glew.h>

#include <algorithm>

#include "led_mapping/frame_strip.h"
#include "renderer/capture.h"

namespace guangmu::renderer {
namespace {

// A framebuffer whose rows count from the bottom, as windows do, or from the top, as our pictures do.
struct Ground {
  unsigned framebuffer = 0;
  SizePx size;
  bool rows_from_bottom = true;
  int row(int y) const { return rows_from_bottom ? size.h - y : y; }
};

void blit(const Ground& to, RectPx from, RectPx at, GLenum filter) {
  glBlitFramebuffer(from.x, from.y, from.right(), from.bottom(), at.x, to.row(at.y), at.right(),
                    to.row(at.bottom()), GL_COLOR_BUFFER_BIT, filter);
}

// One rectangle in black or white; no program is needed.
void fill(const Ground& to, RectPx r, float level) {
  glScissor(r.x, std::min(to.row(r.y), to.row(r.bottom())), r.w, r.h);
  glClearColor(level, level, level, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

void draw_heads(const Target& output, const Ground& to, const std::vector<PlacedHead>& heads,
                const std::vector<RectPx>& parts, std::optional<std::uint64_t> strip) {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, output.framebuffer());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to.framebuffer);
  glDisable(GL_SCISSOR_TEST);
  glViewport(0, 0, to.size.w, to.size.h);
  for (const PlacedHead& head : heads) {
    if (!head.one_to_one()) {
      blit(to, head.rect_px, head.at_px, GL_LINEAR);
      continue;
    }
    for (const RectPx& part : parts) {
      const RectPx r = intersect(part, head.rect_px);
      if (!r.empty())
        blit(to, r, {head.at_px.x + r.x - head.rect_px.x, head.at_px.y + r.y - head.rect_px.y, r.w, r.h},
             GL_NEAREST);
    }
  }
  if (!strip) return;
  glEnable(GL_SCISSOR_TEST);
  for (const PlacedHead& head : heads)
    for (const led::StripCell& cell : led::frame_strip(head.at_px, *strip))
      fill(to, cell.rect, cell.white ? 1.f : 0.f);
  glDisable(GL_SCISSOR_TEST);
}

void blacken(const Ground& ground) {
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, ground.framebuffer);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

bool covers(const std::vector<PlacedHead>& heads, SizePx window) {
  std::int64_t covered = 0;  // heads never overlap
  for (const PlacedHead& h : heads) covered += h.at_px.area();
  return covered >= window.area();
}

}  // namespace

void Presenter::note_change(const TileGrid& grid, const std::vector<std::size_t>& changed) {
  if (!(grid == grid_)) {
    grid_ = grid;
    note_change_everywhere();
  }
  for (Unpresented& u : unpresented_) {
    u.tiles.resize(grid.count(), false);
    for (const std::size_t i : changed) u.tiles[i] = true;
  }
}

void Presenter::note_change_everywhere() {
  for (Unpresented& u : unpresented_) u.everything = true;
}

void Presenter::present(const Target& output, const std::vector<PlacedHead>& heads, SizePx window,
                        int back_buffer_age, std::optional<std::uint64_t> strip) {
  // The back buffer holds the picture of `age` presents ago; afterwards a new interval begins.
  std::vector<RectPx> parts{{0, 0, output.size().w, output.size().h}};
  bool everything = true;
  if (back_buffer_age >= 1 && back_buffer_age <= static_cast<int>(unpresented_.size())) {
    const Unpresented& since = unpresented_[static_cast<std::size_t>(back_buffer_age - 1)];
    everything = since.everything;
    if (!everything) parts = damage_rects(grid_, since.tiles);
  }
  std::rotate(unpresented_.begin(), unpresented_.end() - 1, unpresented_.end());
  unpresented_[0] = {false, std::vector<bool>(grid_.count(), false)};
  const Ground ground{0, window, true};
  if (everything && !covers(heads, window)) blacken(ground);
  draw_heads(output, ground, heads, parts, strip);
}

std::vector<std::uint8_t> Presenter::capture(const Target& output, const std::vector<PlacedHead>& heads,
                                             SizePx size, std::optional<std::uint64_t> strip) {
  const Target picture(size, PixelFormat::rgba8);
  const Ground ground{picture.framebuffer(), size, false};
  blacken(ground);
  draw_heads(output, ground, heads, {{0, 0, output.size().w, output.size().h}}, strip);
  return read_codes(picture);
}

}  // namespace guangmu::renderer
