// The faces that text is set in, and the packages that bring them on Debian 12. Licences: SIL Open Font
// License 1.1.
#pragma once

#include <array>
#include <cstdint>

#include "renderer/face/text.h"

namespace guangmu::draw {

struct FontFile {
  const char* path;
  int index;            // face inside a collection
  const char* package;  // what to install when it is missing
};

// Faces 0 and 1: Noto Sans CJK SC Regular and Bold; then Inter Display in the order of Weight.
inline constexpr std::array<FontFile, 8> font_files{{
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, "fonts-noto-cjk"},
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2, "fonts-noto-cjk"},
    {"/usr/share/fonts/opentype/inter/InterDisplay-ExtraLight.otf", 0, "fonts-inter"},
    {"/usr/share/fonts/opentype/inter/InterDisplay-Light.otf", 0, "fonts-inter"},
    {"/usr/share/fonts/opentype/inter/InterDisplay-Regular.otf", 0, "fonts-inter"},
    {"/usr/share/fonts/opentype/inter/InterDisplay-Medium.otf", 0, "fonts-inter"},
    {"/usr/share/fonts/opentype/inter/InterDisplay-SemiBold.otf", 0, "fonts-inter"},
    {"/usr/share/fonts/opentype/inter/InterDisplay-Bold.otf", 0, "fonts-inter"},
}};

constexpr std::uint16_t cjk_face(Weight w) {
  return w > Weight::medium ? 1 : 0;
}
constexpr std::uint16_t latin_face(Weight w) {
  return static_cast<std::uint16_t>(2 + static_cast<int>(w));
}

}  // namespace guangmu::draw
