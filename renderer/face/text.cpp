#include "renderer/face/text.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-ot.h>
#include <hb.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <list>
#include <unordered_map>

#include "base/hash.h"
#include "renderer/face/fonts.h"
#include "renderer/face/script.h"

namespace guangmu::draw {
namespace {

constexpr std::size_t cached_lines = 1024;  // two full scenes hold some 500; a figure that moves adds one each time
constexpr float cjk_ascent_em = 0.88f, cjk_descent_em = 0.12f;
constexpr char32_t no_glyph_mark = 0x25A1;

struct FreeFace {
  void operator()(FT_Face f) const { FT_Done_Face(f); }
};
struct FreeLibrary {
  void operator()(FT_Library l) const { FT_Done_FreeType(l); }
};
struct FreeFont {
  void operator()(hb_font_t* f) const { hb_font_destroy(f); }
};
struct FreeBuffer {
  void operator()(hb_buffer_t* b) const { hb_buffer_destroy(b); }
};

struct Face {
  std::unique_ptr<std::remove_pointer_t<FT_Face>, FreeFace> outlines;
  std::unique_ptr<hb_font_t, FreeFont> shapes;
  float digit_em =
      0;  // width of the tabular zero, the cell of every digit; 0 in Chinese faces, whose digits are equal
  bool has(char32_t cp) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(shapes.get(), cp, &glyph) != 0;
  }
};

struct LineKey {
  std::string text;
  TextStyle style;
  friend bool operator==(const LineKey&, const LineKey&) = default;
};
std::uint64_t hash_line(std::string_view text, const TextStyle& s) {
  return Hash().add(text).add(s.size_px).add(s.weight).add(s.tracking_em).value();
}
struct LineKeyHash {
  std::size_t operator()(const LineKey& k) const { return hash_line(k.text, k.style); }
};

// Sixty-fourths of a pixel, HarfBuzz's and FreeType's unit.
int in_64ths(float px) {
  return static_cast<int>(std::lround(px * 64.f));
}
float from_64ths(hb_position_t v) {
  return static_cast<float>(v) / 64.f;
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.back() == ' ' || s.back() == '\n')) s.remove_suffix(1);
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  return s;
}

}  // namespace

struct TextEngine::Impl {
  std::unique_ptr<std::remove_pointer_t<FT_Library>, FreeLibrary> library;
  std::array<Face, font_files.size()> faces;
  std::unique_ptr<hb_buffer_t, FreeBuffer> buffer{hb_buffer_create()};

  using Recent = std::list<std::pair<LineKey, TextRunPtr>>;  // newest first
  Recent recent;
  std::unordered_map<LineKey, Recent::iterator, LineKeyHash> lines;

  std::shared_ptr<TextRun> shape(std::string_view utf8, TextStyle style);
  void shape_segment(TextRun& run, const std::vector<hb_codepoint_t>& cps,
                     const std::vector<std::uint32_t>& bytes, std::size_t begin, std::size_t end,
                     std::uint16_t face, float& pen);
  float tabular_zero_em(std::uint16_t face);
  std::vector<std::string_view> break_lines(std::string_view utf8, TextStyle style, float width_px,
                                            std::size_t at_most);
  float width(std::string_view utf8, TextStyle style) { return shape(utf8, style)->width_px; }
};

void TextEngine::Impl::shape_segment(TextRun& run, const std::vector<hb_codepoint_t>& cps,
                                     const std::vector<std::uint32_t>& bytes, std::size_t begin,
                                     std::size_t end, std::uint16_t face, float& pen) {
  hb_buffer_t* b = buffer.get();
  hb_font_t* font = faces[face].shapes.get();
  const int scale = in_64ths(run.style.size_px);
  hb_font_set_scale(font, scale, scale);
  hb_buffer_clear_contents(b);
  hb_buffer_add_codepoints(b, cps.data(), static_cast<int>(cps.size()), static_cast<unsigned>(begin),
                           static_cast<int>(end - begin));
  hb_buffer_set_direction(b, HB_DIRECTION_LTR);
  const bool cjk = face < 2;
  hb_buffer_set_script(b, cjk ? HB_SCRIPT_HAN : HB_SCRIPT_LATIN);
  hb_buffer_set_language(b, hb_language_from_string(cjk ? "zh-Hans" : "en", -1));
  const hb_feature_t tabular{HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  hb_shape(font, b, &tabular, cjk ? 0 : 1);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(b, &count);
  const hb_glyph_position_t* at = hb_buffer_get_glyph_positions(b, nullptr);
  const float tracking = run.style.tracking_em * run.style.size_px;
  for (unsigned i = 0; i < count; ++i) {
    Glyph g;
    g.face = face;
    g.index = infos[i].codepoint;
    g.x = pen + from_64ths(at[i].x_offset);
    g.y = -from_64ths(at[i].y_offset);
    g.advance = from_64ths(at[i].x_advance) + tracking;
    g.cluster = bytes[infos[i].cluster];
    const hb_codepoint_t cp = cps[infos[i].cluster];
    if (cp >= U'0' && cp <= U'9' && faces[face].digit_em > 0) {
      // The packaged Inter Display has tabular figures of unequal width: each is centred in the cell of the
      // zero.
      const float cell = faces[face].digit_em * run.style.size_px + tracking;
      g.x += (cell - g.advance) / 2;
      g.advance = cell;
    }
    hb_glyph_extents_t extents{};
    if (hb_font_get_glyph_extents(font, g.index, &extents) && extents.width != 0 && extents.height != 0)
      run.ink = unite(run.ink,
                      Rect{g.x + from_64ths(extents.x_bearing) - 1, g.y - from_64ths(extents.y_bearing) - 1,
                           from_64ths(extents.width) + 2, -from_64ths(extents.height) + 2});
    run.glyphs.push_back(g);
    pen += g.advance;
  }
}

// Shapes a lone zero while digit_em is still 0.
float TextEngine::Impl::tabular_zero_em(std::uint16_t face) {
  TextRun run;
  run.style.size_px = 1000;
  float pen = 0;
  shape_segment(run, {U'0'}, {0}, 0, 1, face, pen);
  return pen / run.style.size_px;
}

std::shared_ptr<TextRun> TextEngine::Impl::shape(std::string_view utf8, TextStyle style) {
  auto run = std::make_shared<TextRun>();
  run->text = utf8;
  run->style = style;
  run->ascent_px = cjk_ascent_em * style.size_px;
  run->descent_px = cjk_descent_em * style.size_px;
  run->hash = hash_line(utf8, style);
  const std::vector<CodePoint> text = decode_utf8(utf8);
  const std::vector<bool> in_cjk = set_in_cjk(text);

  std::vector<hb_codepoint_t> cps;
  std::vector<std::uint32_t> bytes;
  std::vector<std::uint16_t> face_of;
  std::vector<bool> gap_before;
  const std::uint16_t cjk = cjk_face(style.weight), latin = latin_face(style.weight);
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t cp = text[i].cp;
    if (script_of(cp) == Script::space && cp != 0x3000) cp = U' ';
    // One space between Chinese and Latin is the quarter em itself.
    if (cp == U' ' && i > 0 && i + 1 < text.size() && parted_by_quarter_em(text[i - 1].cp, text[i + 1].cp))
      continue;
    const bool neighbours = i > 0 && parted_by_quarter_em(text[i - 1].cp, cp);
    const bool spaced = i > 1 && text[i - 1].cp == U' ' && parted_by_quarter_em(text[i - 2].cp, cp);
    std::uint16_t face = in_cjk[i] ? cjk : latin;
    if (!faces[face].has(cp)) face = face == cjk ? latin : cjk;
    if (!faces[face].has(cp)) {
      cp = no_glyph_mark;
      face = cjk;
    }
    cps.push_back(cp);
    bytes.push_back(text[i].byte);
    face_of.push_back(face);
    gap_before.push_back(neighbours || spaced);
  }
  float pen = 0;
  for (std::size_t begin = 0; begin < cps.size();) {
    std::size_t end = begin + 1;
    while (end < cps.size() && face_of[end] == face_of[begin] && !gap_before[end]) ++end;
    if (gap_before[begin]) pen += 0.25f * style.size_px;
    shape_segment(*run, cps, bytes, begin, end, face_of[begin], pen);
    begin = end;
  }
  run->width_px = run->glyphs.empty() ? 0 : pen - style.tracking_em * style.size_px;
  return run;
}

TextEngine::TextEngine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TextEngine::TextEngine(TextEngine&&) noexcept = default;
TextEngine& TextEngine::operator=(TextEngine&&) noexcept = default;
TextEngine::~TextEngine() = default;

Result<TextEngine> TextEngine::create() {
  auto impl = std::make_unique<Impl>();
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return Error{"FreeType could not start", Blame::ours};
  impl->library.reset(library);
  for (std::size_t i = 0; i < font_files.size(); ++i) {
    const FontFile& file = font_files[i];
    const std::string advice = std::string("; install the package ") + file.package;
    if (!std::filesystem::exists(file.path))
      return Error{std::string(file.path) + ": this font is missing" + advice, Blame::machine};
    FT_Face face = nullptr;
    if (FT_New_Face(library, file.path, file.index, &face) != 0)
      return Error{std::string(file.path) + ": not a font that FreeType can read" + advice, Blame::machine};
    impl->faces[i].outlines.reset(face);
    hb_blob_t* blob = hb_blob_create_from_file(file.path);
    hb_face_t* shapes = hb_face_create(blob, static_cast<unsigned>(file.index));
    impl->faces[i].shapes.reset(hb_font_create(shapes));
    hb_face_destroy(shapes);
    hb_blob_destroy(blob);
  }
  for (std::uint16_t face = latin_face(Weight::extra_light); face < font_files.size(); ++face)
    impl->faces[face].digit_em = impl->tabular_zero_em(face);
  return TextEngine(std::move(impl));
}

TextRunPtr TextEngine::line(std::string_view utf8, TextStyle style) {
  LineKey key{std::string(utf8), style};
  const auto found = impl_->lines.find(key);
  if (found != impl_->lines.end()) {
    impl_->recent.splice(impl_->recent.begin(), impl_->recent, found->second);
    return found->second->second;
  }
  TextRunPtr run = impl_->shape(utf8, style);
  impl_->recent.emplace_front(key, run);
  impl_->lines.emplace(std::move(key), impl_->recent.begin());
  if (impl_->lines.size() > cached_lines) {
    impl_->lines.erase(impl_->recent.back().first);
    impl_->recent.pop_back();
  }
  return run;
}

// Greedy: the longest piece that fits up to each allowed break; a piece without one is cut between
// characters.
std::vector<std::string_view> TextEngine::Impl::break_lines(std::string_view utf8, TextStyle style,
                                                            float width_px, std::size_t at_most) {
  const std::vector<CodePoint> text = decode_utf8(utf8);
  const std::vector<bool> may = breaks_after(text);
  const auto byte_at = [&](std::size_t i) { return i < text.size() ? text[i].byte : utf8.size(); };
  const auto piece = [&](std::size_t begin, std::size_t end) {
    return utf8.substr(byte_at(begin), byte_at(end) - byte_at(begin));
  };
  std::vector<std::string_view> pieces;
  for (std::size_t begin = 0; begin < text.size() && pieces.size() < at_most;) {
    std::size_t fits = begin, next = begin;
    for (std::size_t i = begin; i < text.size(); ++i) {
      if (text[i].cp == U'\n') {
        fits = next = i + 1;
        break;
      }
      if (!may[i]) continue;
      if (fits > begin && width(trimmed(piece(begin, i + 1)), style) > width_px) break;
      if (fits == begin && width(trimmed(piece(begin, i + 1)), style) > width_px) {
        next = begin + 1;  // nothing fits whole: as many characters as do, at least one
        while (next < i + 1 && width(trimmed(piece(begin, next + 1)), style) <= width_px) ++next;
        fits = next;
        break;
      }
      fits = next = i + 1;
    }
    pieces.push_back(trimmed(piece(begin, fits)));
    begin = next;
  }
  return pieces;
}

std::vector<TextRunPtr> TextEngine::paragraph(std::string_view utf8, TextStyle style, float width_px,
                                              int max_lines) {
  std::vector<TextRunPtr> runs;
  if (max_lines < 1) return runs;
  const auto most = static_cast<std::size_t>(max_lines);
  const auto lines = impl_->break_lines(utf8, style, width_px, most + 1);
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) runs.push_back(line(lines[i], style));
  if (lines.size() <= most) return runs;
  // Text is left over: shorten the last line until the mark fits, not behind a comma or an open bracket.
  const std::vector<CodePoint> last = decode_utf8(lines[most - 1]);
  for (std::size_t keep = last.size(); keep > 0; --keep) {
    const bool mark_before =
        script_of(last[keep - 1].cp) != Script::han && script_of(last[keep - 1].cp) != Script::latin;
    if (mark_before) continue;
    const std::size_t bytes = keep < last.size() ? last[keep].byte : lines[most - 1].size();
    const std::string shortened = std::string(lines[most - 1].substr(0, bytes)) + "…";
    if (keep > 1 && impl_->width(shortened, style) > width_px) continue;
    runs.back() = line(shortened, style);
    break;
  }
  return runs;
}

std::string TextEngine::missing(std::string_view utf8) {
  std::string out;
  std::vector<char32_t> told;
  for (const CodePoint& c : decode_utf8(utf8)) {
    if (script_of(c.cp) == Script::space) continue;
    if (c.cp != U'\uFFFD' &&
        (impl_->faces[0].has(c.cp) || impl_->faces[latin_face(Weight::regular)].has(c.cp)))
      continue;
    if (std::find(told.begin(), told.end(), c.cp) != told.end()) continue;
    told.push_back(c.cp);
    out += encode_utf8(c.cp);
  }
  return out;
}

float TextEngine::digit_width(TextStyle style) {
  const TextRunPtr run = line("0", style);
  return run->glyphs.empty() ? 0 : run->glyphs[0].advance;
}

float TextEngine::cap_height(TextStyle style) {
  const TextRunPtr run = line("H", style);
  return -run->ink.y - 1;  // ink is one pixel wider than the outline on every side
}

GlyphBitmap TextEngine::rasterise(std::uint16_t face, std::uint32_t index, float size_px) {
  GlyphBitmap out;
  if (face >= impl_->faces.size()) return out;
  FT_Face f = impl_->faces[face].outlines.get();
  if (FT_Set_Char_Size(f, 0, in_64ths(size_px), 72, 72) != 0) return out;
  if (FT_Load_Glyph(f, index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP | FT_LOAD_RENDER) != 0) return out;
  const FT_Bitmap& bitmap = f->glyph->bitmap;
  out.w = static_cast<int>(bitmap.width);
  out.h = static_cast<int>(bitmap.rows);
  out.left = f->glyph->bitmap_left;
  out.top = -f->glyph->bitmap_top;
  out.coverage.reserve(static_cast<std::size_t>(out.w) * static_cast<std::size_t>(out.h));
  for (int y = 0; y < out.h; ++y) {
    const unsigned char* row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
    out.coverage.insert(out.coverage.end(), row, row + out.w);
  }
  return out;
}

}  // namespace guangmu::draw
