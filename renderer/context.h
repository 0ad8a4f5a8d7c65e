// A window with an OpenGL 4.3 core context, shown or not, made through SDL. With SDL_VIDEODRIVER=offscreen it
// needs no display. Used on one thread.
#pragma once

#include <memory>
#include <string>

#include "base/geometry.h"
#include "base/result.h"

struct SDL_Window;

namespace guangmu::renderer {

struct ContextRequest {
  std::string title = "Guangmu";
  SizePx size{64, 64};
  int x = 0, y = 0;  // of the window, in desktop pixels
  bool visible = false;
  bool borderless = false;
};

class Context {
 public:
  // Starts SDL's video part if nobody has. Fails, naming the driver and what to do, without a display or
  // GL 4.3.
  static Result<Context> create(const ContextRequest& request);
  Context(Context&&) noexcept;
  Context& operator=(Context&&) noexcept;
  ~Context();

  void make_current();
  SDL_Window* window() const;
  SizePx size() const;  // drawable pixels

  // After a swap the back buffer holds the picture of this many swaps ago (1: the last one), found out by
  // trying when the window was made; 0: it cannot be relied on. Always 0 with a GPU, where copying everything
  // costs nothing.
  int back_buffer_age() const;

 private:
  struct Impl;
  explicit Context(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Loads the functions of the context that is current and checks that it can do what the renderer needs; the
// error says what it lacks. For contexts that somebody else made.
Result<void> load_gl();

}  // namespace guangmu::renderer
