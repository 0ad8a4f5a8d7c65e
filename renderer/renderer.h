// The wall's picture from draw lists to 8-bit codes on the heads. One per GL context; every call on that
// context's thread.
//
//   painters (a canvas each) -> mix of two canvases and overlay, where there is any -> output pass -> output
//   -> heads
//
// Each stage keeps what it made and works only on tiles that changed; a request equal to the last one costs
// no GL call. Nothing blocks but create(), the capture functions and a full repaint. After a lost context:
// destroy the renderer while its context still exists, make a new context, create() again and register the
// images again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "led_mapping/output_tables.h"
#include "renderer/face/draw_list.h"
#include "renderer/face/text.h"
#include "renderer/power_guard.h"
#include "renderer/placed_head.h"
#include "renderer/transition.h"

namespace guangmu::renderer {

// A ready-made picture in place of the canvas (technician's patterns), canvas-sized, 3 bytes a pixel, rows
// from the top.
struct RawPicture {
  SizePx size;
  std::vector<std::uint8_t> rgb;
  bool in_codes =
      true;  // codes on the cable as they are; false: 8-bit sRGB that goes through the output pass
  std::vector<led::AreaDuty> drive;  // of codes: what the LEDs do with them; empty: not known
  // A picture that moves: it differs from the one whose serial is `follows` inside `changed` alone. 0: from
  // none.
  std::uint64_t serial = 0, follows = 0;
  std::vector<RectPx> changed;
};

struct FrameRequest {
  const draw::DrawList* program = nullptr;   // never null
  std::uint64_t program_key = 0;             // tells scenes apart: the same scene keeps its key
  const draw::DrawList* outgoing = nullptr;  // during a transition: the scene that leaves
  std::uint64_t outgoing_key = 0;
  TransitionKind transition = TransitionKind::modules;
  float progress = 1;  // of the transition, 0..1

  std::vector<draw::Placed> overlay;  // above everything, unfaded: captions, messages
  float light = 1;                    // master: 0 is black (fades, blackout); the overlay is not dimmed by it
  bool freeze = false;                // canvases stand as they are; overlay, light and tables still follow

  const led::OutputTables* tables = nullptr;  // never null, of the canvas' size
  std::uint64_t tables_version = 0;           // grows with every change inside `tables`
  std::uint32_t dither_frame = 0;             // counts on only for temporal dither; else leave it

  std::shared_ptr<const RawPicture> pattern;  // shown instead of everything else

  const led::PowerLimits* power = nullptr;  // null: power is neither measured nor limited
  double now_s = 0;                         // of the limiter; never goes back
  bool limiter_settled = false;             // stills: the limiter as it would be in the end
  double backdrop_tiles_per_s = 360;  // how fast moving ground is brought up to date, in quarter modules
  // Share of the tiles that follow in one frame when only the backdrop's amount changes: below 1 a fading ground costs less and
  // follows tile by tile, which shows at low frame rates.
  double backdrop_fade_share = 1;
};

struct StageTime {
  const char* name;
  double ms = 0;  // CPU clock; on a GPU this is the time to submit
};

struct FrameReport {
  bool changed = false;  // false: the output is as it was, no need to present
  bool unfinished = false;  // the same request again would change more: do not sleep yet
  int passes = 0;        // over a large part of a canvas, rounded up
  int draws = 0;
  int damaged_tiles = 0;  // graded again, of total_tiles
  int total_tiles = 0;
  double bytes_touched = 0;  // estimate: pixels read and written, uploads
  std::vector<StageTime> stages;
  std::optional<PowerReport> power;  // absent where the request had no limits
  std::optional<double> gpu_ms;  // of an earlier frame; absent where the driver's timer cannot be believed
};

struct PreviewPicture {
  SizePx size;
  std::vector<std::uint8_t> rgb;  // 8-bit sRGB, rows from the top
};

class Renderer {
 public:
  // In the current context. Checks the GL version, compiles and warms every program. `text` must outlive the
  // renderer.
  static Result<Renderer> create(draw::TextEngine& text);
  Renderer(Renderer&&) noexcept;
  Renderer& operator=(Renderer&&) noexcept;
  ~Renderer();

  // 8-bit sRGB with straight alpha, 4 bytes a pixel; replaces an image of the same name.
  void register_image(const std::string& name, SizePx size, const std::vector<std::uint8_t>& rgba);
  bool has_image(const std::string& name) const;

  FrameReport render(const FrameRequest& request);

  // Draws the output into the window's framebuffer: heads 1:1 side by side, or, if `window` differs from
  // their sum, the whole canvas scaled to fit with black bars. With the context's back_buffer_age() only what
  // changed since the picture that the back buffer still holds is drawn; with 0, and after window_changed(),
  // all of it. Call it once for each swap.
  void present(const std::vector<HeadRect>& heads, SizePx window, int back_buffer_age = 0);
  // The same with each head where its output lies in the window, black everywhere else. `strip`: the frame
  // number, drawn along each head's bottom edge (led_mapping/frame_strip.h).
  void present(const std::vector<PlacedHead>& heads, SizePx window, int back_buffer_age,
               std::optional<std::uint64_t> strip = std::nullopt);
  // The window was exposed, moved, resized or drawn into by others.
  void window_changed();

  // Of the last frame, blocking. Canvas: what is on the wall before the output pass, 8-bit sRGB. Output: the
  // codes.
  std::vector<std::uint8_t> capture_canvas();
  std::vector<std::uint8_t> capture_output();
  // What present() would put into a window of this size.
  std::vector<std::uint8_t> capture_heads(const std::vector<PlacedHead>& heads, SizePx window,
                                          std::optional<std::uint64_t> strip);

  // A small picture of the last frame. Asked for with a width; handed out by a later call to take_preview(),
  // a frame or more after, without waiting for the GPU.
  void request_preview(int width_px);
  std::optional<PreviewPicture> take_preview();

  // A small picture of any draw list (preview scene, thumbnails), blocking for the few milliseconds that it
  // takes to paint it. Lists with the same key share a canvas, so that only changes are painted.
  PreviewPicture draw_small(const draw::DrawList& list, std::uint64_t key, int width_px);

  // The next frame paints everything again.
  void damage_all();
  // The driver reset the context: all GL objects are gone.
  bool context_lost() const;
  std::string gl_name() const;  // GL_RENDERER

 private:
  struct Impl;
  explicit Renderer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::renderer
