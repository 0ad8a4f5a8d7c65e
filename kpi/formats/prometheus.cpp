#include "kpi/formats/prometheus.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "kpi/formats/charset.h"
#include "kpi/formats/decimal.h"
#include "kpi/formats/number_words.h"

namespace guangmu::kpi {
namespace {

constexpr std::size_t max_samples = 200'000;

bool is_letter(char c, bool colon) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colon && c == ':');
}

// One line that is a sample.
class Sample {
 public:
  explicit Sample(std::string_view line) : rest_(line) {}
  std::string name, problem, identity;
  Json labels = Json::object();
  std::optional<double> value;  // nothing for NaN and the infinities
  std::optional<double> time_ms;

  bool read() {
    skip_blanks();
    if (rest_.starts_with('{')) return wrong("a name in quotes is not read here; expected NAME{…} VALUE");
    name = take_name(true);
    if (name.empty()) return wrong("expected the name of a sample");
    skip_blanks();
    if (rest_.starts_with('{') && !take_labels()) return false;
    identity = name + to_text(labels);
    skip_blanks();
    if (!take_value()) return false;
    skip_blanks();
    if (!rest_.empty() && rest_.front() != '#' && !take_time()) return false;
    skip_blanks();
    return rest_.empty() || rest_.front() == '#' || wrong("more behind the sample than a time");
  }

 private:
  std::string_view rest_;

  bool wrong(std::string_view text) {
    problem = text;
    return false;
  }
  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
  }
  std::string take_name(bool colon) {
    std::size_t n = 0;
    while (n < rest_.size() &&
           (is_letter(rest_[n], colon) || (n > 0 && rest_[n] >= '0' && rest_[n] <= '9')))
      ++n;
    std::string found(rest_.substr(0, n));
    rest_.remove_prefix(n);
    return found;
  }
  std::string_view take_word() {
    const std::string_view word = rest_.substr(0, std::min(rest_.find_first_of(" \t"), rest_.size()));
    rest_.remove_prefix(word.size());
    return word;
  }

  bool take_labels() {
    rest_.remove_prefix(1);
    for (;;) {
      skip_blanks();
      if (rest_.starts_with('}')) break;
      const std::string label = take_name(false);
      if (label.empty()) return wrong("expected the name of a label, or }");
      skip_blanks();
      if (!rest_.starts_with('=')) return wrong("expected = behind the name of a label");
      rest_.remove_prefix(1);
      skip_blanks();
      if (labels.member(label)) return wrong(fmt::format("the label {} stands twice", label.substr(0, 60)));
      if (labels.members.size() >= 100) return wrong("more than 100 labels");
      if (!take_text(labels[label])) return false;
      skip_blanks();
      if (rest_.starts_with('}')) break;
      if (!rest_.starts_with(',')) return wrong("expected , or } behind a label");
      rest_.remove_prefix(1);
    }
    rest_.remove_prefix(1);
    return true;
  }

  bool take_text(Json& out) {
    if (!rest_.starts_with('"')) return wrong("expected the value of a label in double quotes");
    std::string text;
    std::size_t i = 1;
    for (; i < rest_.size() && rest_[i] != '"'; ++i) {
      if (rest_[i] != '\\') {
        text += rest_[i];
        continue;
      }
      if (++i == rest_.size()) break;
      if (rest_[i] == 'n') text += '\n';
      else if (rest_[i] == '\\' || rest_[i] == '"') text += rest_[i];
      else return wrong("a backslash before what needs none");
    }
    if (i >= rest_.size()) return wrong("the quote of a label is never closed");
    rest_.remove_prefix(i + 1);
    out = Json::of(text);
    return true;
  }

  bool take_value() {
    const std::string_view word = take_word();
    if (word.empty()) return wrong("the value is missing");
    std::string_view digits = word;
    const bool negative = digits.front() == '-';
    if (negative || digits.front() == '+') digits.remove_prefix(1);
    std::string low(digits);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (low == "nan" || low == "inf" || low == "infinity") return true;
    const bool plain = digits.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
    auto number = plain && !digits.empty() && digits.front() <= '9' && digits.front() != '-' && digits.front() != '+'
                      ? leading_number(digits)
                      : Result<LeadingNumber>(Error{});
    if (number && number->bytes + 1 == digits.size() && digits.back() == '.') ++number->bytes;  // "5." is Go's 5
    if (!number || number->bytes != digits.size())
      return wrong(fmt::format("the value \"{}\" is no number", clipped(word, 40)));
    number->number.negative = negative;
    value = value_of(number->number);
    if (!value) return wrong(fmt::format("the value {} does not fit", clipped(word, 40)));
    return true;
  }

  bool take_time() {
    const std::string_view word = take_word();
    double ms = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), ms);
    if (read.ec != std::errc() || read.ptr != word.data() + word.size() || !std::isfinite(ms))
      return wrong("the time is no number of milliseconds");
    time_ms = ms;
    return true;
  }
};

}  // namespace

Result<Json> parse_prometheus(std::string_view text) {
  Json document = Json::object(), samples = Json::list();
  std::unordered_set<std::string> seen;
  std::size_t line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
      return Error{fmt::format("line {}: the last line does not end; the answer is cut off", line)};
    std::string_view one = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (one.ends_with('\r')) one.remove_suffix(1);
    const std::size_t first = one.find_first_not_of(" \t");
    if (first == std::string_view::npos || one[first] == '#') continue;
    Sample sample(one);
    if (!sample.read()) return Error{fmt::format("line {}: {}", line, sample.problem)};
    if (!seen.insert(sample.identity).second)
      return Error{fmt::format("line {}: the sample {} stands twice", line, sample.name.substr(0, 80))};
    if (seen.size() > max_samples) return Error{fmt::format("line {}: more than {} samples", line, max_samples)};
    if (!sample.value) continue;
    const bool labelled = !sample.labels.members.empty();
    if (!labelled && sample.name == "samples")
      return Error{fmt::format("line {}: a sample may not be named samples here", line)};
    if (!labelled) document.members.emplace_back(sample.name, Json::of(*sample.value));
    Json& out = samples.items.emplace_back(Json::object());
    out.members.emplace_back("name", Json::of(sample.name));
    out.members.emplace_back("labels", std::move(sample.labels));
    out.members.emplace_back("value", Json::of(*sample.value));
    if (sample.time_ms) out.members.emplace_back("time", Json::of(*sample.time_ms));
  }
  if (seen.empty()) return Error{"it has no sample"};
  document.members.emplace_back("samples", std::move(samples));
  return document;
}

}  // namespace guangmu::kpi
