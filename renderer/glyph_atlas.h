// Glyph coverage at exact pixel sizes, in pages of one byte a texel. A glyph is rasterised when it is first
// asked for; pages that no frame has used for longest are emptied when a new glyph finds no room.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "renderer/face/text.h"
#include "renderer/gl_objects.h"
#include "renderer/shelf_packer.h"

namespace guangmu::renderer {

struct GlyphSprite {
  unsigned texture = 0;
  RectPx texels;          // empty for blanks
  int left = 0, top = 0;  // from the pen position to the sprite's corner, y down
};

class GlyphAtlas {
 public:
  static constexpr SizePx page_size{2048, 1024};
  static constexpr std::size_t most_pages = 16;
  void begin_frame() { ++frame_; }
  GlyphSprite sprite(draw::TextEngine& text, std::uint16_t face, std::uint32_t index, float size_px);
  std::size_t pages() const { return pages_.size(); }

 private:
  struct Key {
    std::uint64_t glyph;
    int size_64ths;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& k) const {
      return static_cast<std::size_t>(k.glyph * 0x9E3779B97F4A7C15ull ^
                                      static_cast<std::uint64_t>(k.size_64ths) << 17);
    }
  };
  struct Page {
    Texture texture;
    ShelfPacker packer{page_size};
    std::uint64_t used_frame = 0;
  };
  struct Entry {
    GlyphSprite sprite;
    std::size_t page = 0;
  };
  std::optional<RectPx> place(int w, int h, std::size_t& page);

  std::vector<Page> pages_;
  std::unordered_map<Key, Entry, KeyHash> entries_;
  std::uint64_t frame_ = 1;
};

}  // namespace guangmu::renderer
