#include "console/pattern_keys.h"

#include <algorithm>
#include <array>

namespace guangmu::console {
namespace {

constexpr std::array<PatternKey, 12> keys{{
    {SDL_SCANCODE_1, "1", "卡号", "Cards", "cards modules"},
    {SDL_SCANCODE_2, "2", "网格", "Grid", "grid"},
    {SDL_SCANCODE_3, "3", "1:1", "1:1", "checker lines"},
    {SDL_SCANCODE_4, "4", "全范围", "Range", "range"},
    {SDL_SCANCODE_5, "5", "色度", "Chroma", "chroma"},
    {SDL_SCANCODE_6, "6", "纯色", "Solid", "white red green blue black gray_*"},
    {SDL_SCANCODE_7, "7", "渐变", "Ramps", "ramps gray gamma"},
    {SDL_SCANCODE_8, "8", "低灰", "Low gray", "low_gray"},
    {SDL_SCANCODE_9, "9", "鬼影", "Ghosts", "ghosting first_row"},
    {SDL_SCANCODE_Q, "Q", "接缝", "Seams", "seams"},
    {SDL_SCANCODE_T, "T", "移动条", "Motion", "motion"},
    {SDL_SCANCODE_Y, "Y", "闪光", "Flash", "flash"},
}};

bool fits(std::string_view name, std::string_view wanted) {
  if (!wanted.empty() && wanted.back() == '*') return name.starts_with(wanted.substr(0, wanted.size() - 1));
  return name == wanted;
}

template <class F>
void each_word(std::string_view words, F f) {
  while (!words.empty()) {
    const auto space = words.find(' ');
    f(words.substr(0, space));
    words = space == words.npos ? std::string_view() : words.substr(space + 1);
  }
}

}  // namespace

std::span<const PatternKey> pattern_keys() {
  return keys;
}

std::vector<std::string> patterns_of(const PatternKey& key, const show::Status& status) {
  std::vector<std::string> found;
  each_word(key.names, [&](std::string_view wanted) {
    for (const std::string& name : status.patterns)
      if (fits(name, wanted) && std::find(found.begin(), found.end(), name) == found.end())
        found.push_back(name);
  });
  return found;
}

std::string next_pattern(const PatternKey& key, const show::Status& status) {
  const std::vector<std::string> family = patterns_of(key, status);
  if (family.empty()) return "";
  const auto here = std::find(family.begin(), family.end(), status.pattern);
  return here == family.end() || here + 1 == family.end() ? family.front() : *(here + 1);
}

std::string pattern_words(std::string_view name, Language language) {
  for (const PatternKey& key : keys) {
    std::string words;
    each_word(key.names, [&](std::string_view wanted) {
      if (words.empty() && fits(name, wanted)) words = language == Language::zh ? key.zh : key.en;
    });
    if (!words.empty()) return words;
  }
  return std::string(name);
}

}  // namespace guangmu::console
