// Text as shaped, positioned glyphs: FreeType and HarfBuzz, GL-free, so that scenes can measure and the painter can draw the
// same thing. One TextEngine per process, used from one thread at a time (the frame thread).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"

namespace guangmu::draw {

// Chinese and punctuation are set in Noto Sans CJK SC, Latin letters and digits in Inter Display with tabular figures, in one
// run on one baseline; between Latin/digits and Chinese stands a quarter em. Noto has Regular and Bold: weights up to medium take
// Regular, above take Bold.
enum class Weight : std::uint8_t { extra_light, light, regular, medium, semi_bold, bold };

struct TextStyle {
  float size_px = 44;  // em
  Weight weight = Weight::regular;
  float tracking_em = 0;  // added after every glyph; -0.015 for large digits
  friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

struct Glyph {
  std::uint16_t face = 0;     // index into the engine's faces
  std::uint32_t index = 0;    // glyph in that face
  float x = 0, y = 0;         // pen position relative to the run's origin, y down
  float advance = 0;
  std::uint32_t cluster = 0;  // byte offset into the text
};

// A single line, immutable, shared between frames.
struct TextRun {
  std::string text;
  TextStyle style;
  std::vector<Glyph> glyphs;
  float width_px = 0;
  float ascent_px = 0, descent_px = 0;  // of the line: 0.88 em and 0.12 em for CJK, both positive
  Rect ink;                             // where glyphs can leave light, relative to the origin
  std::uint64_t hash = 0;
};
using TextRunPtr = std::shared_ptr<const TextRun>;

// 8-bit coverage of one glyph at one exact size. left/top: from the pen position to the bitmap's top-left, y down.
struct GlyphBitmap {
  int w = 0, h = 0, left = 0, top = 0;
  std::vector<std::uint8_t> coverage;
};

enum class Align : std::uint8_t { left, centre, right };

class TextEngine {
 public:
  // Loads the faces; missing files are an Error that names the package to install.
  static Result<TextEngine> create();
  TextEngine(TextEngine&&) noexcept;
  TextEngine& operator=(TextEngine&&) noexcept;
  ~TextEngine();

  // One line, cached by (text, style). Line breaks are spaces here. A glyph that no face has becomes U+25A1 in the run; use
  // missing() when loading so that it never comes to that.
  TextRunPtr line(std::string_view utf8, TextStyle style);

  // Broken to width_px by Chinese rules: no line starts with closing punctuation or ends with opening, Latin words and numbers
  // with their units stay whole, '\n' breaks. At most max_lines, the last one ends with … when text is left over.
  std::vector<TextRunPtr> paragraph(std::string_view utf8, TextStyle style, float width_px, int max_lines);

  // The characters of `utf8` that no face has, as UTF-8, each once.
  std::string missing(std::string_view utf8);

  // Digits stand on equal cells: the width of one at this style.
  float digit_width(TextStyle style);
  // Height of a capital or digit above the baseline.
  float cap_height(TextStyle style);

  GlyphBitmap rasterise(std::uint16_t face, std::uint32_t index, float size_px);

 private:
  struct Impl;
  explicit TextEngine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::draw
