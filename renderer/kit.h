// What all painters of one GL context share: programs, gradients, glyphs, pictures and the buffer that
// instances travel in.
#pragma once

#include <string>
#include <unordered_map>

#include "base/result.h"
#include "renderer/batches.h"
#include "renderer/glyph_atlas.h"
#include "renderer/programs.h"
#include "renderer/ramps.h"
#include "renderer/text_glow.h"

namespace guangmu::renderer {

struct Work {  // what a frame cost, for its report
  int draws = 0;
  double pixels = 0;         // written by passes, counted by their scissor
  double bytes_touched = 0;  // estimate from pixels, copies and uploads
  int passes = 0;
};

class Kit {
 public:
  // `text` must live as long as the kit.
  static Result<Kit> create(draw::TextEngine& text);

  void begin_frame();
  // Draws the batches into `target`, cut to `damage`.
  void draw(const std::vector<Batch>& batches, const Target& target, RectPx damage, Work& work);
  // Prepares the buffer and vertex format for instances of `vec4s` vec4 at the start of `data`; then
  // glDrawArraysInstanced.
  void stream(const std::vector<float>& data, int vec4s);

  // 8-bit sRGB with straight alpha, 4 bytes a pixel. Replaces a picture of the same name.
  void register_image(const std::string& name, SizePx size, const std::vector<std::uint8_t>& rgba);
  const Texture* image(const std::string& name) const;

  draw::TextEngine& text() const { return *text_; }
  Ramps ramps;
  GlyphAtlas glyphs;
  TextGlow glows;

 private:
  draw::TextEngine* text_ = nullptr;
  BrushPrograms programs_;
  GlVertexArray vertices_;
  GlBuffer instances_;
  std::unordered_map<std::string, Texture> images_;
};

// Sets the uniform of view.glsl.
void set_view(const Program& program, SizePx target);

}  // namespace guangmu::renderer
