#include "console/fonts.h"

#include <fmt/core.h>
#include <imgui_freetype.h>

#include <fstream>
#include <iterator>

namespace guangmu::console {
namespace {

constexpr const char* regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* bold_face = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
constexpr int simplified_chinese = 2, simplified_chinese_mono = 7;  // faces of the collection
// ImGui sizes a font by its line, ascent to descent; the typeface's line is this much of its em (hhea 1160 +
// 288 of 1000).
constexpr float line_of_em = 1.448f;

}  // namespace

void Fonts::want(std::string_view utf8, Size size, bool bold) {
  Face& face = faces_[index(size, bold)];
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned code = bytes == 1 ? lead : lead & (0xFFu >> (bytes + 1));
    for (std::size_t k = 1; k < bytes && i + k < utf8.size(); ++k)
      code = code << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
    i += bytes;
    if (code > 0xFF && code <= 0xFFFF &&
        !(face.font && face.font->FindGlyphNoFallback(static_cast<ImWchar>(code))) &&
        face.wanted.insert(static_cast<ImWchar>(code)).second)
      wanting_ = true;
  }
}

void Fonts::want_common(Size size) {
  Face& face = faces_[index(size, false)];
  wanting_ = wanting_ || !face.common;
  face.common = true;
}

Result<void> Fonts::bake(float scale) {
  for (std::size_t weight = 0; weight < files_.size(); ++weight) {
    if (!files_[weight].empty()) continue;
    const char* name = weight ? bold_face : regular;
    std::ifstream in(name, std::ios::binary);
    files_[weight].assign(std::istreambuf_iterator<char>(in), {});
    if (files_[weight].empty())
      return Error{fmt::format("the typeface {} is missing; install the package fonts-noto-cjk", name),
                   Blame::machine};
  }
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.TexDesiredWidth = 2048;
  for (std::size_t i = 0; i < faces_.size(); ++i) {
    Face& face = faces_[i];
    ImFontGlyphRangesBuilder builder;
    builder.AddRanges(atlas.GetGlyphRangesDefault());
    builder.AddText("…");
    for (const ImWchar c : face.wanted) builder.AddChar(c);
    if (face.common) builder.AddRanges(atlas.GetGlyphRangesChineseSimplifiedCommon());
    face.ranges.clear();
    builder.BuildRanges(&face.ranges);
    ImFontConfig config;
    config.FontNo = i / 2 == static_cast<std::size_t>(Size::mono16) ? simplified_chinese_mono : simplified_chinese;
    config.OversampleH = 1;
    config.PixelSnapH = true;
    auto& file = files_[i % 2];
    face.font = atlas.AddFontFromMemoryTTF(file.data(), static_cast<int>(file.size()),
                                           size_px[i / 2] * scale * line_of_em, &config, face.ranges.Data);
    atlas.ConfigData.back().FontDataOwnedByAtlas =
        false;  // asked for before, ImGui would copy 20 MB for every size
  }
  wanting_ = false;
  if (!atlas.Build()) return Error{"the console's typefaces could not be prepared", Blame::machine};
  return {};
}

}  // namespace guangmu::console
