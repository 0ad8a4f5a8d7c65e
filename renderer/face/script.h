// Which characters are Chinese, which are Latin, and where a line may break between them. Pure functions on
// code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guangmu::draw {

struct CodePoint {
  char32_t cp = 0;
  std::uint32_t byte = 0;  // where it begins in the UTF-8 text
};

// Broken bytes become U+FFFD, one each.
std::vector<CodePoint> decode_utf8(std::string_view text);
std::string encode_utf8(char32_t cp);

enum class Script : std::uint8_t {
  han,       // ideographs, kana, full-width letters
  cjk_mark,  // full-width punctuation: brings its own space
  latin,     // letters, digits and their marks
  shared,    // quotes, dashes, dots that both scripts use: context decides
  space,
};
Script script_of(char32_t cp);

// Whether the face for each code point is the Chinese one; spaces follow their left neighbour.
std::vector<bool> set_in_cjk(const std::vector<CodePoint>& text);

// True where a quarter em stands between a and b, neighbours or parted by a single space.
bool parted_by_quarter_em(char32_t a, char32_t b);

// For each i: may a line end after text[i]? Closing punctuation never starts a line, opening never ends one,
// Latin words and numbers with their units stay whole. The last entry is true.
std::vector<bool> breaks_after(const std::vector<CodePoint>& text);

}  // namespace guangmu::draw
