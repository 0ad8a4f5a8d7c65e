#include "kpi/formats/payload.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "kpi/formats/charset.h"
#include "kpi/formats/csv.h"
#include "kpi/formats/prometheus.h"

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
  return document;
}

}  // namespace guangmu::kpi
