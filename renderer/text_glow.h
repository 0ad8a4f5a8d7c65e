// Glow of text: the glyphs of neighbouring texts, rasterised at reduced size onto a grid that is fixed to the
// canvas, then blurred. Values in a texture atlas, made when first asked for, kept while in use.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "renderer/face/text.h"
#include "renderer/gl_objects.h"
#include "renderer/shelf_packer.h"

namespace guangmu::renderer {

// One text that gives light: where its baseline begins in target pixels, and how much larger than in its run
// it is drawn.
struct GlowingText {
  const draw::TextRun* run = nullptr;
  Vec2 origin;
  float scale = 1;
  std::optional<Rect> clip;  // target pixels
};

struct GlowSprite {
  unsigned texture = 0;
  int grid_px = 1;             // target pixels per texel
  int cell_x = 0, cell_y = 0;  // grid cell of the first texel
  RectPx texels;               // empty: nothing glows
};

class TextGlow {
 public:
  static constexpr SizePx atlas_size{2048, 1024};
  void begin_frame();
  GlowSprite sprite(draw::TextEngine& text, const std::vector<GlowingText>& texts, float blur_px);

 private:
  struct Entry {
    GlowSprite sprite;
    std::uint64_t used_frame = 0;
  };
  Texture atlas_;
  ShelfPacker packer_{atlas_size};
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::uint64_t frame_ = 1;
};

// Coverage of the texts on the grid, blurred by `sigma` texels; `cells` is the part of the grid. GL-free.
std::vector<float> blurred_coverage(draw::TextEngine& text, const std::vector<GlowingText>& texts,
                                    int grid_px, float sigma, RectPx cells);

}  // namespace guangmu::renderer
