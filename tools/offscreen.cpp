#include "tools/offscreen.h"

#include <SDL.h>

#include <utility>

namespace guangmu::tools {

Result<std::unique_ptr<Offscreen>> Offscreen::open(stage::Settings settings, draw::TextEngine& text, stage::StageOptions options) {
  if (!SDL_getenv("SDL_VIDEODRIVER")) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
  auto context = renderer::Context::create({});
  if (!context) return context.error();
  std::unique_ptr<Offscreen> offscreen(new Offscreen(std::move(*context)));
  auto stage = stage::Stage::create(std::move(settings), text, std::move(options));
  if (!stage) return stage.error();
  offscreen->stage_ = std::move(*stage);
  auto renderer = renderer::Renderer::create(text);
  if (!renderer) return renderer.error();
  offscreen->renderer_.emplace(std::move(*renderer));
  return offscreen;
}

}  // namespace guangmu::tools
