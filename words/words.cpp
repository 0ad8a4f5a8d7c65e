#include "words/words.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

#include "words/phrases.h"

namespace guangmu::words {
namespace {

constexpr int deepest = 8;                        // sentences within sentences
constexpr std::int64_t most_letters = 2'000'000;  // looked at for a better row: some milliseconds

// Where `next` begins in `text`; not within quotes, where that can be helped: a server's text may hold any words.
std::size_t end_of_word(std::string_view text, std::string_view next) {
  for (std::size_t at = text.find(next); at != std::string_view::npos; at = text.find(next, at + 1))
    if (std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '"') % 2 == 0) return at;
  return text.find(next);
}

// Whether each {} of a pattern stands within quotes.
std::vector<bool> quoted_in(std::string_view pattern) {
  std::vector<bool> quoted;
  for (std::size_t at = pattern.find("{}"); at != std::string_view::npos; at = pattern.find("{}", at + 2))
    quoted.push_back(at > 0 && pattern[at - 1] == '"' && pattern.substr(at + 2).starts_with('"'));
  return quoted;
}

// Two small words side by side: English that is left over, no name and no number.
bool holds_sentence(std::string_view word) {
  const auto small = [&](std::size_t at) { return at < word.size() && word[at] >= 'a' && word[at] <= 'z'; };
  for (std::size_t at = word.find(' '); at != std::string_view::npos; at = word.find(' ', at + 1))
    if (at > 0 && small(at - 1) && small(at + 1) && small(at + 2)) return true;
  return false;
}

struct Found {
  std::string chinese;
  bool whole = true;  // no sentence is left over
};

// One search. A row that leaves a sentence over gives way to a later one that leaves none, as long as that takes no time.
struct Search {
  std::int64_t letters_left = most_letters;

  std::optional<Found> known(std::string_view english, int depth) {
    if (depth > deepest || english.empty()) return std::nullopt;
    std::optional<Found> first;
    for (const Phrase& phrase : phrases()) {
      letters_left -= static_cast<std::int64_t>(english.size());
      if (first && letters_left < 0) break;
      auto found = in_row(phrase, english, depth);
      if (!found) continue;
      if (found->whole) return found;
      if (!first) first = std::move(found);
    }
    return first;
  }

  std::optional<Found> in_row(const Phrase& phrase, std::string_view english, int depth) {
    const auto found = words_in(english, phrase.english);
    if (!found) return std::nullopt;
    // What a text of the document says stays as it came, and so does a name before a sentence.
    const bool verbatim = phrase.english.find('"') != std::string_view::npos;
    const std::vector<bool> quoted = quoted_in(phrase.english);
    std::vector<std::string> words;
    bool all = false, whole = true;
    for (std::size_t i = 0; i < found->size(); ++i) {
      const std::string_view word = (*found)[i];
      auto inner = quoted[i] ? std::nullopt : known(word, depth + 1);
      all = all || inner.has_value();
      whole = whole && (inner ? inner->whole : quoted[i] || !holds_sentence(word));
      words.push_back(inner ? std::move(inner->chinese) : verbatim ? std::string(word) : tidy(word, Language::zh));
    }
    // Of what is only joined together, one part must be known.
    if (phrase.joins && !all) return std::nullopt;
    return Found{filled(phrase.chinese, words), whole};
  }
};

// A time as the wall writes it, hall time in ISO 8601: 2022-12-31T08:00:00+08:00.
bool is_hall_time(std::string_view word) {
  constexpr std::string_view form = "0000-00-00T00:00:00+08:00";
  if (word.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size() - 6; ++i)
    if (form[i] == '0' ? word[i] < '0' || word[i] > '9' : word[i] != form[i]) return false;
  return word.ends_with("+08:00");
}

}  // namespace

std::string tidy(std::string_view word, Language language) {
  if (language == Language::zh && is_hall_time(word)) return fmt::format("{} {}", word.substr(0, 10), word.substr(11, 8));
  if (word.size() > 1 && word[0] == '0' && word[1] >= '0' && word[1] <= '9') return std::string(word);  // an address, no amount
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
  auto found = Search().known(english, 0);
  return found ? std::move(found->chinese) : std::string(english);
}

bool has_chinese(std::string_view english) {
  return Search().known(english, 0).has_value();
}

}  // namespace guangmu::words
