#include "console/check_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace guangmu::console {
namespace {

struct Sentence {
  const char *wall, *zh, *en;  // {} in the wall's takes a word, {0} in ours gives the first back
};
// The more particular before the more general.
constexpr Sentence sentences[] = {
    // What is wanted.
    {"a number, or a text that says one", "数，或写成文字的数", "or a text that says one"},
    {"a number", "", ""},
    {"a time at {}, not ahead of ours and not before the last", "不超前，不倒退", "not ahead, not backwards"},
    {"changes by at most {} from poll to poll", "每次最多变 {0}", "at most {0} a poll"},
    {"changes by at most {} in {}", "{1} 内最多变 {0}", "at most {0} in {1}"},
    {"only rises", "", ""},
    {"moves within {}", "{0} 内要有变动", "within {0}"},
    {"at most {} old; was {} s old", "应 {0} 内，已 {1} 秒", "at most {0}, was {1} s"},
    {"at most {} old; there was none", "应 {0} 内，还没有收到", "at most {0}, none came"},
    // What came instead.
    {"{} is {} away from {}, more than the allowed {}", "{0} 与 {2} 差 {1}，最多 {3}", "{0} is {1} away from {2}, at most {3}"},
    {"{} is outside the range {} to {}", "{0} 不在 {1} 到 {2} 之内", "{0} is outside {1} to {2}"},
    {"a counter fell from {} to {}", "只增的数从 {0} 落到 {1}", "a counter fell from {0} to {1}"},
    {"its time {} is {} s in the future; one of the two clocks is wrong", "数据时间 {0} 超前 {1} 秒，有一边的钟不准", ""},
    {"its time {} is older than the {} of the figure we hold", "数据时间 {0} 早于已有的 {1}", ""},
    {"no time at {}", "{0} 处没有时间", ""},
    {"{} at {} is no time; expected ISO 8601 or seconds since 1970", "{1} 处的 {0} 不是时间", ""},
    {"it has stood still for {} while its source answered", "来源照常回答，数却 {0} 没有变动", ""},
    {"the relation {} ({}) does not hold: {}", "关系“{0}”不成立：{2}", ""},
    {"the relation {} does not hold: {}", "关系“{0}”不成立：{1}", ""},
    {"nothing at {}", "{0} 处什么也没有", ""},
    {"{} at {}; expected a number{}", "{1} 处是 {0}，应为数字", ""},
    {"{} at {}: {}; expected a number such as 12,345 or 1.2亿", "{1} 处的 {0} 读不成数字", ""},
    {"{} at {} is in {}; expected {}", "{1} 处的 {0} 单位是 {2}，应为 {3}", ""},
    // What is missing.
    {"the payload of this reading is not kept; the one before it is shown", "这份原文没有留下，下面是它之前的一份", ""},
    {"no payload of then is kept", "当时的原文没有留下", ""},
    {"there is no history", "没有历史", ""},
};

constexpr std::string_view to_accept = "; accept it if that is right";

// 3429.6499999999996 -> 3,429.65; 13s -> 13 秒; words that are no number, and times and dates, stay.
std::string tidy(std::string_view word, bool zh) {
  double value = 0;
  const auto [rest, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || !std::isfinite(value) || std::fabs(value) >= 1e15) return std::string(word);
  const std::string_view behind(rest, static_cast<std::size_t>(word.data() + word.size() - rest));
  constexpr std::pair<const char*, const char*> lengths[] = {{"ms", " 毫秒"}, {"s", " 秒"}, {"m", " 分"}, {"min", " 分"}, {"h", " 小时"}, {"d", " 天"}};
  for (const auto& [length, words] : lengths)
    if (zh && behind == length) return std::string(word.substr(0, word.size() - behind.size())) + words;
  if (!behind.empty() && behind.front() != ' ') return std::string(word);
  std::string digits = fmt::format("{:.4f}", std::fabs(value));
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  for (auto at = std::min(digits.find('.'), digits.size()); at > 3; at -= 3) digits.insert(at - 3, ",");
  if (digits.front() == ',') digits.erase(0, 1);
  return (value < 0 ? "−" : "") + digits + std::string(behind);
}

// The words in the places of {}, or nothing where the text is another one.
std::optional<std::vector<std::string>> words_of(std::string_view text, std::string_view pattern, bool zh) {
  std::vector<std::string> words;
  std::size_t hole = pattern.find("{}");
  if (text.substr(0, hole) != pattern.substr(0, hole)) return std::nullopt;
  if (hole == std::string_view::npos) return words;
  text.remove_prefix(hole);
  for (;;) {
    pattern.remove_prefix(hole + 2);
    hole = pattern.find("{}");
    const std::string_view next = pattern.substr(0, hole);
    const std::size_t end = hole == std::string_view::npos
                                ? (text.ends_with(next) ? text.size() - next.size() : std::string_view::npos)
                                : text.find(next);
    if (end == std::string_view::npos) return std::nullopt;
    words.push_back(tidy(text.substr(0, end), zh));
    if (hole == std::string_view::npos) return words;
    text.remove_prefix(end + next.size());
  }
}

std::string filled(std::string_view ours, const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const bool hole = ours[i] == '{' && i + 2 < ours.size() && ours[i + 2] == '}';
    const auto at = hole ? static_cast<std::size_t>(ours[i + 1] - '0') : words.size();
    if (at < words.size()) out += words[at], i += 2;
    else out += ours[i];
  }
  return out;
}

// Nothing: the sentence is not known.
std::optional<std::string> known(std::string_view text, bool zh) {
  for (const Sentence& s : sentences) {
    const auto words = words_of(text, s.wall, zh);
    if (!words) continue;
    const bool as_it_is = !zh && *s.en == 0 && std::string_view(s.wall).find("{}") != std::string_view::npos;
    return as_it_is ? std::string(text) : filled(zh ? s.zh : s.en, *words);
  }
  return std::nullopt;
}

}  // namespace

std::string in_words(const std::string& text, Language language) {
  const bool zh = language == Language::zh;
  std::string_view said = text;
  const bool may_accept = said.ends_with(to_accept);
  if (may_accept) said.remove_suffix(to_accept.size());
  const auto words = known(said, zh);
  if (!words || words->empty()) return text;
  return *words;
}

std::string check_text(const kpi::WhyCheck& check, Language language) {
  const bool zh = language == Language::zh;
  if (const auto ends = words_of(check.text, "{} to {}", zh); check.name == "range" && check.passed && ends)
    return filled(zh ? "{0} 到 {1}" : "{0} to {1}", *ends);
  std::string_view said = check.text;
  // What is wanted, then what came: of one that failed the second is told.
  const auto came = said.find("; ");
  if (!check.passed && check.name != "fresh" && came != std::string_view::npos) said.remove_prefix(came + 2);
  if (said.ends_with(to_accept)) said.remove_suffix(to_accept.size());
  if (const auto words = known(said, zh)) return *words;
  return in_words(std::string(said), language);
}

}  // namespace guangmu::console
