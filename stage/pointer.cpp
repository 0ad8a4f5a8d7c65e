#include "stage/pointer.h"

#include <algorithm>

#include "base/hash.h"

namespace guangmu::stage {
namespace {

constexpr int bright_px = 4, dark_px = 2;

Rect area(RectPx r) {
  return {static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.w), static_cast<float>(r.h)};
}

}  // namespace

std::optional<RectPx> pointed_rect(const show::Pointed& pointed, const led::WallSettings& wall,
                                   const led::Plan& plan) {
  if (pointed.card > 0) {
    const led::Card* card = plan.card(pointed.card);
    return card ? std::optional(card->rect_px) : std::nullopt;
  }
  if (pointed.column < 1 || pointed.column > wall.columns() || pointed.row > wall.rows()) return std::nullopt;
  const SizePx module = wall.module_px();
  return RectPx{(pointed.column - 1) * module.w, (pointed.row - 1) * module.h, module.w, module.h};
}

draw::Placed pointer_group(RectPx rect) {
  draw::GroupBuilder group(hash_of("stage/pointer"));
  const Linear none{0, 0, 0, 0};
  draw::RoundRect frame{area(rect), {}, none, bright_px + 2 * dark_px, Linear{0, 0, 0, 1}};
  group.add(frame);
  const RectPx inner{rect.x + dark_px, rect.y + dark_px, rect.w - 2 * dark_px, rect.h - 2 * dark_px};
  group.add(draw::RoundRect{area(inner), {}, none, bright_px, Linear{1, 1, 1, 1}});
  return {group.finish(), {}, 1};
}

void draw_pointer(RectPx rect, led::Picture8& picture) {
  const int left = std::max(0, rect.x), right = std::min(picture.size.w, rect.x + rect.w);
  const int top = std::max(0, rect.y), bottom = std::min(picture.size.h, rect.y + rect.h);
  for (int y = top; y < bottom; ++y)
    for (int x = left; x < right; ++x) {
      const int depth = std::min({x - rect.x, rect.x + rect.w - 1 - x, y - rect.y, rect.y + rect.h - 1 - y});
      if (depth >= bright_px + 2 * dark_px) continue;
      const bool bright = depth >= dark_px && depth < dark_px + bright_px;
      const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.w) +
                       static_cast<std::size_t>(x)) *
                      3;
      std::fill_n(picture.rgb.begin() + static_cast<std::ptrdiff_t>(at), 3,
                  static_cast<std::uint8_t>(bright ? 255 : 0));
    }
}

}  // namespace guangmu::stage
