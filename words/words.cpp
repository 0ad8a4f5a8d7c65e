#include "words/words.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "words/phrases.h"

namespace guangmu::words {
namespace {

constexpr int deepest = 8;  // sentences within sentences

// Where `next` begins in `text`; not within quotes, where that can be helped: a server's text may hold any words.
std::size_t end_of_word(std::string_view text, std::string_view next) {
  for (std::size_t at = text.find(next); at != std::string_view::npos; at = text.find(next, at + 1))
    if (std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '"') % 2 == 0) return at;
  return text.find(next);
}

std::optional<std::string> known(std::string_view english, int depth) {
  if (depth > deepest || english.empty()) return std::nullopt;
  for (const Phrase& phrase : phrases()) {
    const auto found = words_in(english, phrase.english);
    if (!found) continue;
    // What a text of the document says stays as it came, and so does a name before a sentence.
    const bool verbatim = phrase.english.find('"') != std::string_view::npos;
    std::vector<std::string> words;
    bool all = false;
    for (const std::string_view word : *found) {
      auto inner = known(word, depth + 1);
      all = all || inner.has_value();
      words.push_back(inner ? std::move(*inner) : verbatim ? std::string(word) : tidy(word, Language::zh));
    }
    // Of what is only joined together, one part must be known.
    if (phrase.joins && !all) continue;
    return filled(phrase.chinese, words);
  }
  return std::nullopt;
}

}  // namespace

std::string tidy(std::string_view word, Language language) {
  double value = 0;
  const auto [rest, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || !std::isfinite(value) || std::fabs(value) >= 1e15) return std::string(word);
  const std::string_view behind(rest, static_cast<std::size_t>(word.data() + word.size() - rest));
  constexpr std::pair<const char*, const char*> lengths[] = {{"ms", " 毫秒"}, {"s", " 秒"}, {"m", " 分"}, {"min", " 分"}, {"h", " 小时"}, {"d", " 天"}};
  for (const auto& [length, words] : lengths)
    if (language == Language::zh && behind == length) return std::string(word.substr(0, word.size() - behind.size())) + words;
  if (!behind.empty() && behind.front() != ' ') return std::string(word);
  std::string digits = fmt::format("{:.4f}", std::fabs(value));
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  for (auto at = std::min(digits.find('.'), digits.size()); at > 3; at -= 3) digits.insert(at - 3, ",");
  return (value < 0 ? "−" : "") + digits + std::string(behind);
}

std::optional<std::vector<std::string_view>> words_in(std::string_view text, std::string_view pattern) {
  std::vector<std::string_view> words;
  std::size_t hole = pattern.find("{}");
  if (!text.starts_with(pattern.substr(0, hole))) return std::nullopt;
  if (hole == std::string_view::npos) return text.size() == pattern.size() ? std::optional(words) : std::nullopt;
  text.remove_prefix(hole);
  for (;;) {
    pattern.remove_prefix(hole + 2);
    hole = pattern.find("{}");
    const std::string_view next = pattern.substr(0, hole);
    const std::size_t end = hole == std::string_view::npos
                                ? (text.ends_with(next) ? text.size() - next.size() : std::string_view::npos)
                                : end_of_word(text, next);
    if (end == std::string_view::npos) return std::nullopt;
    words.push_back(text.substr(0, end));
    if (hole == std::string_view::npos) return words;
    text.remove_prefix(end + next.size());
  }
}

std::string filled(std::string_view pattern, const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool hole = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    const auto at = hole ? static_cast<std::size_t>(pattern[i + 1] - '0') : words.size();
    if (at < words.size())
      out += words[at], i += 2;
    else
      out += pattern[i];
  }
  return out;
}

std::string in_chinese(std::string_view english) {
  auto words = known(english, 0);
  return words ? std::move(*words) : std::string(english);
}

bool has_chinese(std::string_view english) {
  return known(english, 0).has_value();
}

}  // namespace guangmu::words
