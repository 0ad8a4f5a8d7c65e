#include "renderer/glyph_atlas.h"

#include <cmath>

namespace guangmu::renderer {

std::optional<RectPx> GlyphAtlas::place(int w, int h, std::size_t& page) {
  for (page = 0; page < pages_.size(); ++page)
    if (const auto at = pages_[page].packer.place(w, h)) return at;
  if (pages_.size() < most_pages) {
    Page& made = pages_.emplace_back();
    made.texture = Texture(page_size, PixelFormat::r8);
    return made.packer.place(w, h);
  }
  page = 0;
  for (std::size_t i = 1; i < pages_.size(); ++i)
    if (pages_[i].used_frame < pages_[page].used_frame) page = i;
  if (pages_[page].used_frame == frame_) return std::nullopt;
  pages_[page].packer.clear();
  std::erase_if(entries_,
                [&](const auto& e) { return e.second.page == page && !e.second.sprite.texels.empty(); });
  return pages_[page].packer.place(w, h);
}

GlyphSprite GlyphAtlas::sprite(draw::TextEngine& text, std::uint16_t face, std::uint32_t index,
                               float size_px) {
  const Key key{static_cast<std::uint64_t>(face) << 32 | index, static_cast<int>(std::lround(size_px * 64))};
  if (const auto found = entries_.find(key); found != entries_.end()) {
    if (!found->second.sprite.texels.empty()) pages_[found->second.page].used_frame = frame_;
    return found->second.sprite;
  }
  const draw::GlyphBitmap bitmap = text.rasterise(face, index, size_px);
  Entry entry;
  if (bitmap.w > 0 && bitmap.h > 0 && bitmap.w < page_size.w && bitmap.h < page_size.h) {
    const auto at = place(bitmap.w + 1, bitmap.h + 1, entry.page);
    if (!at) return {};  // every page holds glyphs of this frame: this one is missing for once
    Page& page = pages_[entry.page];
    page.used_frame = frame_;
    entry.sprite = {page.texture.id(), {at->x, at->y, bitmap.w, bitmap.h}, bitmap.left, bitmap.top};
    page.texture.write(entry.sprite.texels, bitmap.coverage.data());
  }
  entries_.emplace(key, entry);
  return entry.sprite;
}

}  // namespace guangmu::renderer
