#include "words/words.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include "words/phrases.h"

namespace guangmu::words {
namespace {

constexpr std::size_t longest = 2000;             // what is longer is no sentence
constexpr int deepest = 8;                        // sentences within sentences
constexpr std::int64_t most_letters = 1'000'000;  // looked at in one search: a millisecond or two

// A phrase taken apart once.
struct Row {
  const Phrase* phrase;
  std::vector<std::string_view> literals;  // before, between and behind its words
  std::vector<bool> quoted;                // whether each word stands within quotes
  bool verbatim;                           // what a text of the document says stays as it came, and so does a name before a sentence
};

Row taken_apart(const Phrase& phrase) {
  Row row{&phrase, {}, {}, phrase.english.find('"') != std::string_view::npos};
  std::string_view rest = phrase.english;
  for (std::size_t hole = rest.find("{}"); hole != std::string_view::npos; hole = rest.find("{}")) {
    row.literals.push_back(rest.substr(0, hole));
    rest.remove_prefix(hole + 2);
    row.quoted.push_back(row.literals.back().ends_with('"') && rest.starts_with('"'));
  }
  row.literals.push_back(rest);
  return row;
}

// The rows by what they begin with, each list in the order of the catalogue.
struct Catalogue {
  std::vector<Row> rows;
  std::array<std::vector<std::size_t>, 256> beginning;  // with this letter
  std::vector<std::size_t> open;                        // with any word

  Catalogue() {
    for (const Phrase& phrase : phrases()) {
      rows.push_back(taken_apart(phrase));
      const std::string_view first = rows.back().literals.front();
      (first.empty() ? open : beginning[static_cast<unsigned char>(first.front())]).push_back(rows.size() - 1);
    }
  }
};

const Catalogue& catalogue() {
  static const Catalogue all;
  return all;
}

// Where `next` begins in `text`; not within quotes, where that can be helped: a server's text may hold any words.
std::size_t end_of_word(std::string_view text, std::string_view next) {
  const std::size_t first = text.find(next);
  bool within = false;
  std::size_t counted = 0;
  for (std::size_t at = first; at != std::string_view::npos; at = text.find(next, at + 1)) {
    for (; counted < at; ++counted) within = within != (text[counted] == '"');
    if (!within) return at;
  }
  return first;
}

std::optional<std::vector<std::string_view>> words_between(std::string_view text, const std::vector<std::string_view>& literals) {
  if (!text.starts_with(literals.front())) return std::nullopt;
  if (literals.size() == 1) return text.size() == literals.front().size() ? std::optional(std::vector<std::string_view>{}) : std::nullopt;
  text.remove_prefix(literals.front().size());
  std::vector<std::string_view> words;
  for (std::size_t i = 1; i < literals.size(); ++i) {
    const std::string_view next = literals[i];
    const bool last = i + 1 == literals.size();
    const std::size_t end = !last ? end_of_word(text, next) : text.ends_with(next) ? text.size() - next.size() : std::string_view::npos;
    if (end == std::string_view::npos) return std::nullopt;
    words.push_back(text.substr(0, end));
    text.remove_prefix(end + next.size());
  }
  return words;
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

// One search, over when it has looked at so many letters. A row that leaves a sentence over gives way to a later one that
// leaves none.
class Search {
 public:
  std::optional<Found> known(std::string_view english, int depth) {
    if (depth > deepest || english.empty() || english.size() > longest) return std::nullopt;
    const auto before = seen_.find(english);
    if (before != seen_.end() && before->second.depth <= depth) return before->second.found;
    std::optional<Found> first;
    const auto& named = catalogue().beginning[static_cast<unsigned char>(english.front())];
    const auto& open = catalogue().open;
    for (std::size_t i = 0, j = 0; letters_left_ > 0 && (i < named.size() || j < open.size());) {
      const bool by_name = j == open.size() || (i < named.size() && named[i] < open[j]);
      auto found = in_row(catalogue().rows[by_name ? named[i++] : open[j++]], english, depth);
      if (!found || (first && !found->whole)) continue;
      first = std::move(found);
      if (first->whole) break;
    }
    if (letters_left_ > 0) seen_[english] = {depth, first};
    return first;
  }

 private:
  std::optional<Found> in_row(const Row& row, std::string_view english, int depth) {
    letters_left_ -= row.literals.front().empty() ? static_cast<std::int64_t>(english.size()) : 8;
    const auto found = words_between(english, row.literals);
    if (!found) return std::nullopt;
    std::vector<std::string> words;
    bool all = false, whole = true;
    for (std::size_t i = 0; i < found->size(); ++i) {
      const std::string_view word = (*found)[i];
      auto inner = row.quoted[i] ? std::nullopt : known(word, depth + 1);
      all = all || inner.has_value();
      whole = whole && (inner ? inner->whole : row.quoted[i] || !holds_sentence(word));
      words.push_back(inner ? std::move(inner->chinese) : row.verbatim ? std::string(word) : tidy(word, Language::zh));
    }
    // Of what is only joined together, one part must be known.
    if (row.phrase->joins && !all) return std::nullopt;
    return Found{filled(row.phrase->chinese, words), whole};
  }

  struct Seen {
    int depth = 0;
    std::optional<Found> found;
  };
  std::map<std::string_view, Seen> seen_;  // parts of the one sentence
  std::int64_t letters_left_ = most_letters;
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
  return words_between(text, taken_apart({pattern, {}}).literals);
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

std::optional<std::string> chinese_of(std::string_view english) {
  auto found = Search().known(english, 0);
  return found ? std::optional(std::move(found->chinese)) : std::nullopt;
}

std::string in_chinese(std::string_view english) {
  return chinese_of(english).value_or(std::string(english));
}

}  // namespace guangmu::words
