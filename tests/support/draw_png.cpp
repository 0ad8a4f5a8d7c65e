#include "tests/support/draw_png.h"

#include <cstdlib>

#include "media/still.h"
#include "renderer/capture.h"
#include "renderer/context.h"
#include "renderer/painter.h"

namespace guangmu::testing {

Result<media::PictureRgb> draw_picture(const draw::DrawList& list, draw::TextEngine& text, float scale) {
  setenv("SDL_VIDEODRIVER", "offscreen", 0);
  auto context = renderer::Context::create({});
  if (!context) return context.error();
  auto kit = renderer::Kit::create(text);
  if (!kit) return kit.error();
  auto painter = renderer::Painter::create(*kit);
  if (!painter) return painter.error();
  renderer::Work work;
  painter->paint(*kit, list, {.scale = scale, .pace = {}}, work);
  return media::PictureRgb{painter->canvas().size(), renderer::read_srgb(painter->canvas())};
}

Result<void> draw_png(const draw::DrawList& list, draw::TextEngine& text, const std::string& path,
                      float scale) {
  auto picture = draw_picture(list, text, scale);
  if (!picture) return picture.error();
  return media::write_png(*picture, path);
}

}  // namespace guangmu::testing
