// Texts that stand on the wall, in the languages of the exhibit.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace guangmu {

enum class Language { zh, en };
constexpr auto fields_names(Language) {
  using Name = std::pair<Language, std::string_view>;
  return std::array{Name{Language::zh, "zh"}, Name{Language::en, "en"}};
}

// Written in files as {zh: …, en: …} or as one string that serves both.
struct LocalText {
  std::string zh, en;
  const std::string& in(Language language) const { return language == Language::en && !en.empty() ? en : zh; }
  bool empty() const { return zh.empty() && en.empty(); }
  friend bool operator==(const LocalText&, const LocalText&) = default;
};

}  // namespace guangmu
