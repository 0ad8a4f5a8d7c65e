// SDL window, OpenGL context and ImGui for it. Frame thread.
#pragma once

#include <SDL.h>

#include <memory>

#include "base/result.h"

namespace guangmu::console {

struct SdlWindowDeleter {
  void operator()(SDL_Window* w) const { SDL_DestroyWindow(w); }
};

class Window {
 public:
  static Result<std::unique_ptr<Window>> open(int w, int h, bool fullscreen);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  SDL_Window* sdl() const { return window_.get(); }
  int width() const;
  int height() const;
  void begin_frame();
  void end_frame();
  void paint();  // what the last frame composed; the caller swaps
  void fonts_changed();

 private:
  Window() = default;
  std::unique_ptr<SDL_Window, SdlWindowDeleter> window_;
  SDL_GLContext context_ = nullptr;
};

}  // namespace guangmu::console
