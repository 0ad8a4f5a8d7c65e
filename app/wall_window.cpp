#include "app/wall_window.h"

#include <SDL.h>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/log.h"

namespace guangmu::app {
namespace {

constexpr int max_side_px = 16384;

// Everything all displays cover together, from (0, 0).
SizePx desktop_px() {
  SizePx whole;
  for (int i = 0; i < SDL_GetNumVideoDisplays(); ++i) {
    SDL_Rect r{};
    if (SDL_GetDisplayBounds(i, &r) == 0) whole = {std::max(whole.w, r.x + r.w), std::max(whole.h, r.y + r.h)};
  }
  return whole;
}

}  // namespace

Result<SizePx> parse_size(const std::string& text) {
  SizePx size;
  const char* end = text.data() + text.size();
  const auto w = std::from_chars(text.data(), end, size.w);
  if (w.ec == std::errc() && w.ptr != end && *w.ptr == 'x') {
    const auto h = std::from_chars(w.ptr + 1, end, size.h);
    if (h.ec == std::errc() && h.ptr == end && size.w > 0 && size.h > 0 && size.w <= max_side_px && size.h <= max_side_px) return size;
  }
  return Error{fmt::format("--size {}: expected WIDTHxHEIGHT in pixels, e.g. 1152x720, at most {} a side", text, max_side_px)};
}

SizePx heads_px(const led::WallSettings& wall) {
  SizePx whole;
  for (const auto& head : wall.heads) whole = {whole.w + head.rect_px[2], std::max(whole.h, head.rect_px[3])};
  return wall.heads.empty() ? wall.size_px() : whole;
}

WallWindow::WallWindow(renderer::Context context, bool headless, bool one_to_one)
    : context_(std::move(context)), headless_(headless), one_to_one_(one_to_one) {}

Result<WallWindow> WallWindow::open(const WindowWish& wish, const led::WallSettings& wall) {
  if (wish.headless) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  renderer::ContextRequest request;
  request.title = "光幕 Guangmu";
  request.visible = !wish.headless;
  const SizePx native = heads_px(wall);
  if (wish.headless) {
    request.size = {64, 64};  // the wall is drawn into its own pictures; nobody sees this surface
  } else if (!wish.size.empty()) {
    const auto size = parse_size(wish.size);
    if (!size) return size.error();
    request.size = *size;
    request.x = request.y = static_cast<int>(SDL_WINDOWPOS_CENTERED);
  } else if (wish.at) {
    request.borderless = true;
    request.visible = !wish.at->empty();
    request.x = wish.at->x;
    request.y = wish.at->y;
    request.size = wish.at->empty() ? native : SizePx{wish.at->w, wish.at->h};
  } else {
    request.size = native;
    request.borderless = true;
    if (SDL_Init(SDL_INIT_VIDEO) == 0) {
      const SizePx desktop = desktop_px();
      if (desktop.w < native.w || desktop.h < native.h)
        return Error{fmt::format("the heads of wall.yaml need {}x{} px of desktop, the displays have {}x{}; connect and arrange the outputs, or "
                                 "use --size for a window",
                                 native.w, native.h, desktop.w, desktop.h),
                     Blame::machine};
    }
  }
  auto context = renderer::Context::create(request);
  if (!context && !wish.headless) return Error{context.error().text + "; or draw without one: --headless", context.error().blame};
  if (!context) return context.error();
  const SizePx size = context->size();
  WallWindow window(std::move(*context), wish.headless, wish.at || size == native);
  window.at_ = wish.at;
  SDL_DisableScreenSaver();
  if (!wish.headless) {
    SDL_ShowCursor(SDL_DISABLE);
    SDL_DisplayMode mode{};
    const bool rate_known = SDL_GetCurrentDisplayMode(0, &mode) == 0 && mode.refresh_rate > 0;
    window.paced_ = SDL_GL_SetSwapInterval(1) == 0 && rate_known;
    log::info("app", fmt::format("the wall's window is {}x{}, {}", size.w, size.h,
                                 window.paced_ ? fmt::format("paced by the screen at {} Hz", mode.refresh_rate) : std::string("paced by the clock")));
  }
  return window;
}

bool WallWindow::pump() {
  SDL_Event event;
  bool open = true;
  while (SDL_PollEvent(&event)) {
    if (event.type == SDL_QUIT) open = false;
    if (event.type == SDL_WINDOWEVENT) {
      const auto what = event.window.event;
      exposed_ = exposed_ || what == SDL_WINDOWEVENT_EXPOSED || what == SDL_WINDOWEVENT_SIZE_CHANGED || what == SDL_WINDOWEVENT_SHOWN ||
                 what == SDL_WINDOWEVENT_RESTORED;
    }
    if (event.type == SDL_KEYDOWN && event.key.keysym.sym == SDLK_ESCAPE && !one_to_one_) open = false;
  }
  return open;
}

void WallWindow::place(RectPx at) {
  at_ = at;
  SDL_Window* const window = context_.window();
  exposed_ = one_to_one_ = true;
  if (at.empty()) return SDL_HideWindow(window);
  SDL_SetWindowBordered(window, SDL_FALSE);
  SDL_ShowWindow(window);
  SDL_SetWindowSize(window, at.w, at.h);
  SDL_SetWindowPosition(window, at.x, at.y);
}

void WallWindow::hold_place(double now_s) {
  if (!at_ || at_->empty() || now_s < next_look_s_) return;
  next_look_s_ = now_s + 1;
  RectPx is;
  SDL_GetWindowPosition(context_.window(), &is.x, &is.y);
  SDL_GetWindowSize(context_.window(), &is.w, &is.h);
  if (is != *at_) place(*at_);
}

void WallWindow::swap() {
  if (!headless_) SDL_GL_SwapWindow(context_.window());
}

bool WallWindow::take_exposed() {
  return std::exchange(exposed_, false);
}

}  // namespace guangmu::app
