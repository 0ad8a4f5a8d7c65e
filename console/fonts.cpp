#include "console/fonts.h"

#include <fmt/core.h>
#include <imgui_freetype.h>

#include <filesystem>

namespace guangmu::console {
namespace {

constexpr const char* regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
constexpr int simplified_chinese = 2;  // face of the collection
constexpr const char* signs = "·—…‖→←↑↓✓✕○●◐▲■□％−×≥≤“”‘’（）《》，。、；：？！℃余万亿元户家种篇";

}  // namespace

Result<void> Fonts::bake(float scale, const std::string& used, const std::string& large) {
  for (const char* file : {regular, bold})
    if (!std::filesystem::exists(file))
      return Error{fmt::format("the typeface {} is missing; install the package fonts-noto-cjk", file), Blame::machine};
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  io.Fonts->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  io.Fonts->TexDesiredWidth = 4096;
  for (int set = 0; set < 2; ++set) {
    ImFontGlyphRangesBuilder builder;
    builder.AddRanges(io.Fonts->GetGlyphRangesDefault());
    builder.AddText(signs);
    if (set == 0) {
      builder.AddRanges(io.Fonts->GetGlyphRangesChineseSimplifiedCommon());
      builder.AddText(used.c_str());
    } else {
      builder.AddText(large.c_str());
    }
    ranges_[static_cast<std::size_t>(set)].clear();
    builder.BuildRanges(&ranges_[static_cast<std::size_t>(set)]);
  }
  for (int size = 0; size < size_count; ++size) {
    const bool small = size_px[size] <= 28;
    for (int weight = 0; weight < 2; ++weight) {
      ImFontConfig config;
      config.FontNo = simplified_chinese;
      config.OversampleH = 1;
      config.PixelSnapH = true;
      fonts_[static_cast<std::size_t>(size)][static_cast<std::size_t>(weight)] =
          io.Fonts->AddFontFromFileTTF(weight ? bold : regular, size_px[size] * scale * 1.08f, &config,
                                       ranges_[small ? 0 : 1].Data);
    }
  }
  if (!io.Fonts->Build()) return Error{"the console's typefaces could not be prepared", Blame::machine};
  return {};
}

bool Fonts::covers(const std::string& utf8) const {
  const ImFont* font = get(Size::s18, false);
  if (!font) return false;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned code = bytes == 1 ? lead : lead & (0xFFu >> (bytes + 1));
    for (std::size_t k = 1; k < bytes && i + k < utf8.size(); ++k) code = code << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
    i += bytes;
    if (code > 0x20 && code <= 0xFFFF && !font->FindGlyphNoFallback(static_cast<ImWchar>(code))) return false;
  }
  return true;
}

}  // namespace guangmu::console
