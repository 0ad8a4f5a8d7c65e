// The window the wall is shown in, or the offscreen context that stands for it. Frame thread.
#pragma once

#include <optional>
#include <string>

#include "base/geometry.h"
#include "base/result.h"
#include "led_mapping/settings.h"
#include "renderer/context.h"

namespace guangmu::app {

struct WindowWish {
  bool headless = false;  // offscreen: SDL's offscreen driver, no display needed
  std::string size;       // "1152x720": a window of that size; empty: borderless across the heads of wall.yaml
  std::optional<RectPx> at;  // where the heads' outputs lie on the desktop; empty rectangle: out of sight; not known: from (0, 0)
};

// "1152x720" as a size; an error that says what was expected for anything else or beyond 16384.
Result<SizePx> parse_size(const std::string& text);

// The desktop pixels that the heads take side by side, from the left, in the order of wall.yaml.
SizePx heads_px(const led::WallSettings& wall);

class WallWindow {
 public:
  // Hides the cursor and keeps the screens awake. Blame::machine without a display, without OpenGL 4.3, or when the desktop is smaller
  // than the heads.
  static Result<WallWindow> open(const WindowWish& wish, const led::WallSettings& wall);

  // Handles what the window system says; false once the window was closed.
  bool pump();
  void swap();
  SizePx size() const { return context_.size(); }
  bool headless() const { return headless_; }
  bool one_to_one() const { return one_to_one_; }  // window pixels are the heads' pixels
  // Across this part of the desktop; out of sight where it is empty.
  void place(RectPx at);
  // Once a second: window managers move windows whose screen went away.
  void hold_place(double now_s);
  // True once after the drawable was resized or exposed: it must be presented again although nothing changed.
  bool take_exposed();
  // Whether the screens pace the frames by themselves (a swap interval was accepted and a refresh rate is known).
  bool paced() const { return paced_; }
  renderer::Context& context() { return context_; }

 private:
  WallWindow(renderer::Context context, bool headless, bool one_to_one);
  renderer::Context context_;
  bool headless_, one_to_one_, exposed_ = true, paced_ = false;
  std::optional<RectPx> at_;
  double next_look_s_ = 0;
};

}  // namespace guangmu::app
