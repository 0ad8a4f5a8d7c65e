#include "renderer/face/script.h"

namespace guangmu::draw {
namespace {

bool one_of(char32_t cp, std::u32string_view set) {
  return set.find(cp) != std::u32string_view::npos;
}

bool digit(char32_t cp) {
  return cp >= U'0' && cp <= U'9';
}

bool letter(char32_t cp) {
  return (cp >= U'A' && cp <= U'Z') || (cp >= U'a' && cp <= U'z') ||
         (cp >= 0xC0 && cp < 0x250 && cp != 0xD7 && cp != 0xF7);
}

// What may not begin a line.
bool closing(char32_t cp) {
  return one_of(cp, U"。，、；：？！）》〉」』】〕｝”’…—·％%‰℃°.,;:?!)]}～ー々");
}
// What may not end a line.
bool opening(char32_t cp) {
  return one_of(cp, U"（《〈「『【〔｛“‘([{￥¥$#№");
}

// What follows a number as its unit, alone or several in a row: 亿元, 余家, 个百分点.
bool unit(char32_t cp) {
  return one_of(cp,
                U"年月日号时点分秒亿万千百元余户家种项个次人天岁倍米里吨克升度届期周位名条件款场笔层级成瓦");
}

}  // namespace

std::vector<CodePoint> decode_utf8(std::string_view text) {
  std::vector<CodePoint> out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                               : lead >= 0xE0                ? 3
                               : lead >= 0xC2                ? 2
                                                             : 0;
    char32_t cp = length == 1 ? lead : length == 2 ? lead & 0x1Fu : length == 3 ? lead & 0x0Fu : lead & 0x07u;
    bool good = length > 0 && lead < 0xF5 && i + length <= text.size();
    for (std::size_t k = 1; good && k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      good = (next & 0xC0u) == 0x80u;
      cp = (cp << 6) | (next & 0x3Fu);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    good = good && cp >= least[length] && cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF);
    out.push_back({good ? cp : U'\uFFFD', static_cast<std::uint32_t>(i)});
    i += good ? length : 1;
  }
  return out;
}

std::string encode_utf8(char32_t cp) {
  const auto byte = [](char32_t v) { return static_cast<char>(static_cast<unsigned char>(v)); };
  if (cp < 0x80) return {byte(cp)};
  if (cp < 0x800) return {byte(0xC0u | (cp >> 6)), byte(0x80u | (cp & 0x3Fu))};
  if (cp < 0x10000)
    return {byte(0xE0u | (cp >> 12)), byte(0x80u | ((cp >> 6) & 0x3Fu)), byte(0x80u | (cp & 0x3Fu))};
  return {byte(0xF0u | (cp >> 18)), byte(0x80u | ((cp >> 12) & 0x3Fu)), byte(0x80u | ((cp >> 6) & 0x3Fu)),
          byte(0x80u | (cp & 0x3Fu))};
}

Script script_of(char32_t cp) {
  if (cp == U' ' || cp == U'\t' || cp == U'\n' || cp == 0xA0 || cp == 0x3000) return Script::space;
  if (one_of(cp, U"“”‘’…—·‰℃×")) return Script::shared;
  if (cp < 0x250) return Script::latin;
  if ((cp >= 0x2000 && cp < 0x2070) || (cp >= 0x20A0 && cp < 0x20D0)) return Script::latin;
  if ((cp >= 0x3001 && cp <= 0x3004) || (cp >= 0x3008 && cp <= 0x301F) || cp == 0x30FB)
    return Script::cjk_mark;
  if (cp >= 0xFF01 && cp <= 0xFF65)
    return (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) || (cp >= 0xFF41 && cp <= 0xFF5A)
               ? Script::han
               : Script::cjk_mark;
  if (cp >= 0x2E80) return Script::han;
  return Script::latin;
}

std::vector<bool> set_in_cjk(const std::vector<CodePoint>& text) {
  const std::size_t n = text.size();
  // For shared marks: is the nearest letter on either side Chinese? Without any letter at all the line counts
  // as Chinese.
  std::vector<bool> han_left(n, false), han_right(n, false);
  bool letters = false;
  bool last = false;
  for (std::size_t i = 0; i < n; ++i) {
    const Script s = script_of(text[i].cp);
    han_left[i] = last;
    if (s == Script::han || s == Script::cjk_mark) last = true;
    if (s == Script::latin) last = false;
    letters = letters || (s != Script::space && s != Script::shared);
  }
  last = false;
  for (std::size_t i = n; i-- > 0;) {
    const Script s = script_of(text[i].cp);
    han_right[i] = last;
    if (s == Script::han || s == Script::cjk_mark) last = true;
    if (s == Script::latin) last = false;
  }
  std::vector<bool> cjk(n, false);
  for (std::size_t i = 0; i < n; ++i) {
    switch (script_of(text[i].cp)) {
      case Script::han:
      case Script::cjk_mark:
        cjk[i] = true;
        break;
      case Script::latin:
        break;
      case Script::shared:
        cjk[i] = !letters || han_left[i] || han_right[i];
        break;
      case Script::space:
        cjk[i] = i > 0 ? cjk[i - 1] : han_right[i];
        break;
    }
  }
  return cjk;
}

bool parted_by_quarter_em(char32_t a, char32_t b) {
  const auto sticks = [](char32_t cp) { return digit(cp) || letter(cp) || one_of(cp, U"%+-$€"); };
  const bool a_han = script_of(a) == Script::han, b_han = script_of(b) == Script::han;
  return (a_han && sticks(b)) || (sticks(a) && b_han);
}

std::vector<bool> breaks_after(const std::vector<CodePoint>& text) {
  const std::size_t n = text.size();
  std::vector<bool> may(n, false);
  if (n == 0) return may;
  const auto chinese = [&](std::size_t i) {
    const Script s = script_of(text[i].cp);
    return s == Script::han || s == Script::cjk_mark || s == Script::shared;
  };
  const auto spaced = [&](std::size_t i) {
    return script_of(text[i].cp) == Script::space && text[i].cp != 0xA0;
  };
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const char32_t a = text[i].cp, b = text[i + 1].cp;
    if (b == U'\n' || spaced(i + 1)) continue;
    may[i] = spaced(i) ? true : chinese(i) || chinese(i + 1);
    if (closing(b) || opening(a)) may[i] = false;
    if (spaced(i) && i > 0 && opening(text[i - 1].cp)) may[i] = false;
  }
  // A number holds its units, across one space.
  for (std::size_t i = 0; i < n; ++i) {
    if (!digit(text[i].cp)) continue;
    std::size_t k = i + 1;
    if (k < n && text[k].cp == U' ') ++k;
    for (std::size_t units = 0; k < n && units < 4 && unit(text[k].cp); ++k, ++units) may[k - 1] = false;
  }
  may[n - 1] = true;
  return may;
}

}  // namespace guangmu::draw
