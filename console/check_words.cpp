#include "console/check_words.h"

#include <array>
#include <string_view>
#include <utility>

#include "words/words.h"

namespace guangmu::console {
namespace {

// Beside the check's name there is little room: in English shorter than the wall says it.
constexpr auto short_forms = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"a number, or a text that says one", "or a text that says one"},
    {"a time at {}, not ahead of ours and not before the last", "not ahead, not back"},
    {"changes by at most {} from poll to poll", "at most {0} a poll"},
    {"changes by at most {} in {}", "at most {0} in {1}"},
    {"moves within {}", "within {0}"},
    {"at most {} old; was {} s old", "at most {0}, was {1} s"},
    {"at most {} old; there was none", "at most {0}, none came"},
    {"{} is {} away from {}, more than the allowed {}", "{0} is {1} away from {2}, at most {3}"},
    {"{} is outside the range {} to {}", "{0} is outside {1} to {2}"},
    {"a counter fell from {} to {}", "a counter fell from {0} to {1}"},
});

constexpr std::string_view to_accept = "; accept it if that is right";

std::string filled_with(std::string_view pattern, const std::vector<std::string_view>& words, Language language) {
  std::vector<std::string> tidied;
  for (const std::string_view word : words) tidied.push_back(words::tidy(word, language));
  return words::filled(pattern, tidied);
}

}  // namespace

std::string in_words(const std::string& text, Language language) {
  if (language == Language::zh) return words::in_chinese(text);
  std::string_view said = text;
  if (said.ends_with(to_accept)) said.remove_suffix(to_accept.size());
  for (const auto& [wall, ours] : short_forms)
    if (const auto words = words::words_in(said, wall)) return filled_with(ours, *words, language);
  return std::string(said);
}

std::string check_text(const kpi::WhyCheck& check, Language language) {
  if (check.passed && (check.text == "a number" || check.text == "only rises")) return "";
  if (const auto ends = words::words_in(check.text, "{} to {}"); check.name == "range" && check.passed && ends)
    return filled_with(language == Language::zh ? "{0} 到 {1}" : "{0} to {1}", *ends, language);
  std::string said = check.text;
  // What is wanted, then what came: of one that failed the second is told.
  const auto came = said.find("; ");
  if (!check.passed && check.name != "fresh" && came != std::string::npos) said.erase(0, came + 2);
  return in_words(said, language);
}

}  // namespace guangmu::console
