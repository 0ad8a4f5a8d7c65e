#include "tools/formats/words.h"

#include <fmt/core.h>

#include <charconv>
#include <cmath>

namespace guangmu::formats {

bool Words::skip_to_word(bool over_lines) {
  while (!rest_.empty()) {
    const char c = rest_.front();
    if (c == '#') {
      while (!rest_.empty() && rest_.front() != '\n' && rest_.front() != '\r') rest_.remove_prefix(1);
    } else if (c == '\n' || c == '\r') {
      if (!over_lines) return false;
      rest_.remove_prefix(c == '\r' && rest_.size() > 1 && rest_[1] == '\n' ? 2 : 1);
      ++line_;
    } else if (c == ' ' || c == '\t' || c == '\0') {
      rest_.remove_prefix(1);
    } else {
      return true;
    }
  }
  return false;
}

Word Words::take() {
  Word word{{}, line_, rest_.front() == '"'};
  if (word.quoted) rest_.remove_prefix(1);
  std::size_t n = 0;
  while (n < rest_.size()) {
    const char c = rest_[n];
    if (c == '\n' || c == '\r' || (word.quoted ? c == '"' : c == ' ' || c == '\t' || c == '\0')) break;
    ++n;
  }
  word.text = rest_.substr(0, n);
  rest_.remove_prefix(n);
  if (word.quoted && !rest_.empty() && rest_.front() == '"') rest_.remove_prefix(1);
  return word;
}

std::optional<Word> Words::next() {
  if (!skip_to_word(true)) return std::nullopt;
  return take();
}

std::vector<Word> Words::rest_of_line() {
  std::vector<Word> out;
  while (skip_to_word(false)) out.push_back(take());
  return out;
}

std::optional<double> finite_number(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Error at_line(const std::string& file, int line, const std::string& what) {
  return Error{fmt::format("{}:{}: {}", file, line, what)};
}

std::string shown(std::string_view text) {
  std::string out = "\"";
  for (const char c : text.substr(0, 40)) out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  out += text.size() > 40 ? "...\"" : "\"";
  return out;
}

}  // namespace guangmu::formats
