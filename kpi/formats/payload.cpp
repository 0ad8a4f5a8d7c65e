#include "kpi/formats/payload.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string>

#include "kpi/formats/charset.h"
#include "kpi/formats/csv.h"
#include "kpi/formats/prometheus.h"
#include "kpi/formats/select.h"

namespace guangmu::kpi {
namespace {

std::string_view name_of(PayloadFormat format) {
  return format == PayloadFormat::json ? "JSON" : format == PayloadFormat::csv ? "CSV" : "Prometheus text";
}

std::string small_letters(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return low;
}

// Where a page for people stands in place of figures: a portal of the network, or the platform's own sign-in.
std::string page_in_words(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] != '<') return "";
  const std::string low = small_letters(text.substr(begin, 20'000));
  const auto begins = [&](std::string_view tag) { return low.starts_with(tag); };
  const bool html = begins("<!doctype html") || begins("<html") || begins("<head") || begins("<body") ||
                    begins("<script") || begins("<meta") || begins("<title") ||
                    low.find("<html") != std::string::npos;
  if (!html) return begins("<?xml") ? "it is XML, which is not read here" : "";
  const std::size_t title = low.find("<title>"), end = low.find("</title>");
  std::string named;
  if (title != std::string::npos && end != std::string::npos && end > title + 7 && end - title < 100)
    named = fmt::format(" (\"{}\")", text.substr(begin + title + 7, end - title - 7));
  std::replace_if(named.begin(), named.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return fmt::format("it is a web page{}, probably a login page of the network or of the platform; open the address "
                     "in a browser on this machine and check the sign-in of the source",
                     named);
}

Result<Json> parse(std::string_view text, const SourceSettings& source) {
  switch (source.format) {
    case PayloadFormat::csv:
      return parse_csv(text, source.csv);
    case PayloadFormat::prometheus:
      return parse_prometheus(text);
    case PayloadFormat::json:
      break;
  }
  return parse_json(text);
}

// A code as its text; nothing for what can be none.
std::optional<std::string> code_at(const Json& document, const std::string& place) {
  const auto at = at_path(document, place);
  if (!at) return std::nullopt;
  switch ((*at)->type) {
    case Json::Type::text:
      return (*at)->text;
    case Json::Type::number:
      return number_as_text((*at)->number);
    case Json::Type::boolean:
      return (*at)->boolean ? "true" : "false";
    default:
      return std::nullopt;
  }
}

// Words of the platform, to stand within quotes.
std::string quotable(std::string_view text, std::size_t most_bytes) {
  std::string words = clipped(text, most_bytes);
  for (char& c : words)
    if (c == '"') c = '\'';
    else if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return words;
}

// Why the document is none by its own account; "" where it is one.
std::string refusal_in_words(const Json& document, const AnswerSettings& answer) {
  const auto code = code_at(document, answer.at);
  if (code && std::ranges::find(answer.ok, *code) != answer.ok.end()) return "";
  const std::string expected = fmt::format("{}", fmt::join(answer.ok, ", "));
  const auto words = answer.message.empty() ? std::nullopt : code_at(document, answer.message);
  const std::string message = words ? quotable(*words, 120) : "";
  if (!code && message.empty())
    return fmt::format("the platform gives no code at \"{}\"; expected {}", answer.at, expected);
  if (!code) return fmt::format("the platform gives no code at \"{}\", only \"{}\"; expected {}", answer.at, message, expected);
  if (message.empty()) return fmt::format("the platform answers \"{}\"; expected {}", quotable(*code, 40), expected);
  return fmt::format("the platform answers {}: \"{}\"; expected {}", quotable(*code, 40), message, expected);
}

}  // namespace

Result<Json> read_payload(std::string_view bytes, const SourceSettings& source, std::string_view content_type) {
  const auto refused = [&](std::string_view why) {
    return Error{fmt::format("the answer is no acceptable {}: {}", name_of(source.format), why), Blame::machine};
  };
  if (bytes.empty()) return refused("it is empty");
  std::string buffer;
  const auto text = as_utf8(bytes, source.charset, content_type, buffer);
  if (!text) return refused(text.error().text);
  if (text->find_first_not_of(" \t\r\n") == std::string_view::npos) return refused("it is empty");
  if (const std::string page = page_in_words(*text); !page.empty()) return refused(page);
  auto document = parse(*text, source);
  if (!document) return refused(document.error().text);
  if (source.answer)
    if (std::string why = refusal_in_words(*document, *source.answer); !why.empty()) return Error{std::move(why), Blame::machine};
  return document;
}

}  // namespace guangmu::kpi
