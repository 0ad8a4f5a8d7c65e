#include "tools/data_sample.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "config/filled_in.h"
#include "kpi/ask_once.h"
#include "kpi/formats/charset.h"
#include "kpi/formats/payload.h"

namespace guangmu::tools {
namespace {

constexpr std::int64_t largest_sample = 64 << 20;

std::string small_letters(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return low;
}

bool is_secret(std::string_view header) {
  const std::string low = small_letters(header);
  for (const std::string_view word : {"auth", "key", "token", "cookie", "secret", "password", "sign"})
    if (low.find(word) != std::string::npos) return true;
  return false;
}

// The headers as they are sent; in `draft` as they may be written down.
Result<std::map<std::string, std::string>> headers_of(const std::vector<std::string>& given,
                                                      DraftSource& draft) {
  std::map<std::string, std::string> sent;
  for (const auto& line : given) {
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string::npos || line.find_first_of("\r\n") != std::string::npos)
      return Error{"--header: expected \"Name: value\""};
    const std::string name = line.substr(0, colon);
    const std::string value = line.substr(std::min(line.find_first_not_of(' ', colon + 1), line.size()));
    auto full = config::filled_in(value, config::process_environment(), "");
    if (!full) return Error{"--header: " + full.error().text};
    sent[name] = std::move(*full);
    if (is_secret(name) && value.find("${") == std::string::npos) {
      draft.hidden.push_back(name);
    } else {
      draft.settings.headers[name] = value;
    }
  }
  return sent;
}

kpi::PayloadFormat looks_like(std::string_view text, std::string_view from, std::string_view content_type) {
  const std::string type = small_letters(content_type),
                    name = small_letters(from.substr(0, from.find_first_of("?#")));
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const char begins = first == std::string_view::npos ? ' ' : text[first];
  if (begins == '{' || begins == '[' || begins == '<') return kpi::PayloadFormat::json;
  if (type.find("csv") != std::string::npos || name.ends_with(".csv") || name.ends_with(".tsv"))
    return kpi::PayloadFormat::csv;
  if (type.find("version=0.0.4") != std::string::npos || type.find("openmetrics") != std::string::npos ||
      text.find("# TYPE ") != std::string_view::npos || text.find("# HELP ") != std::string_view::npos ||
      name.ends_with("/metrics"))
    return kpi::PayloadFormat::prometheus;
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  return line.find_first_of(",;\t") != std::string_view::npos ? kpi::PayloadFormat::csv
                                                              : kpi::PayloadFormat::json;
}

std::string separator_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const auto count = [&](char c) { return std::count(line.begin(), line.end(), c); };
  if (count('\t') > count(',') && count('\t') >= count(';')) return "tab";
  return count(';') > count(',') ? ";" : ",";
}

Result<Sample> read_sample(const std::string& bytes, const std::string& content_type,
                           const std::string& format, DraftSource draft) {
  kpi::SourceSettings& s = draft.settings;
  std::string buffer;
  auto text = kpi::as_utf8(bytes, s.charset, content_type, buffer);
  if (!text) {
    if (kpi::as_utf8(bytes, kpi::Charset::gb18030, content_type, buffer)) {
      s.charset = kpi::Charset::gb18030;
      draft.notes.push_back("the bytes are GB18030 (GBK), whatever the server says");
    } else if (kpi::as_utf8(bytes, kpi::Charset::utf8, content_type, buffer)) {
      s.charset = kpi::Charset::utf8;
      draft.notes.push_back("the bytes are UTF-8, whatever the server says");
    }
    text = kpi::as_utf8(bytes, s.charset, content_type, buffer);
  } else if (!kpi::charset_in(content_type).empty() && text->data() == buffer.data()) {
    draft.notes.push_back("the server says which charset it is");
  }
  const std::string from = s.url.empty() ? s.file : s.url;
  if (text)
    s.format = format == "csv"          ? kpi::PayloadFormat::csv
               : format == "prometheus" ? kpi::PayloadFormat::prometheus
               : format == "json"       ? kpi::PayloadFormat::json
                                        : looks_like(*text, from, content_type);
  if (text && s.format == kpi::PayloadFormat::csv) s.csv.separator = separator_of(*text);
  auto document = kpi::read_payload(bytes, s, content_type);
  if (!document)
    return Error{fmt::format("{}: {}", s.shown_address(), document.error().text),
                 s.url.empty() ? Blame::user : Blame::machine};
  PrometheusTold told;
  if (text && s.format == kpi::PayloadFormat::prometheus) told = prometheus_told(*text);
  return Sample{std::move(draft), std::move(*document), std::move(told)};
}

Error no_sample(const kpi::SourceSettings& s, const kpi::AskedOnce& asked, std::string_view hint) {
  const bool wants_sign_in = asked.look && (asked.look->status == 401 || asked.look->status == 403);
  return {fmt::format("{}: {}{}", s.shown_address(), asked.answer.error().text, wants_sign_in ? hint : ""),
          asked.answer.error().blame};
}

void note_size(DraftSource& draft, const kpi::Answer& answer) {
  draft.notes.push_back(
      fmt::format("the sample had {} bytes and took {:.2f} s", answer.bytes, answer.took_s));
}

}  // namespace

Result<Sample> sample_of_file(const std::string& path, const std::string& format) {
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path))
    return Error{fmt::format("{}: there is no such file; expected a file, http://… or https://…", path)};
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  DraftSource draft;
  draft.settings.file = std::filesystem::absolute(path).lexically_normal().string();
  return read_sample(bytes, "", format, std::move(draft));
}

Result<Sample> sample_of_address(const std::string& url, const std::vector<std::string>& headers,
                                 const std::string& format) {
  DraftSource draft;
  kpi::SourceSettings& s = draft.settings;
  s.url = url;
  auto sent = headers_of(headers, draft);
  if (!sent) return sent.error();
  kpi::SourceSettings first = s;
  first.headers = std::move(*sent);
  first.headers.emplace("Accept", "application/json, text/csv, text/plain, */*");
  first.timeout = {15};
  first.connect_timeout = {5};
  first.max_bytes = largest_sample;
  const kpi::AskedOnce asked = kpi::ask_once(first);
  if (!asked.answer)
    return no_sample(
        s, asked,
        ". With `data explore`: --header \"Authorization: …\"; or declare the source with its auth in "
        "data.yaml, then `guangmu data explore EXHIBIT SOURCE`");
  const auto size = static_cast<std::int64_t>(asked.answer->bytes);
  const double took_s = asked.answer->took_s;
  if (size * 2 > s.max_bytes) s.max_bytes = std::min(largest_sample, size * 3);
  if (took_s > 1.5) s.timeout = {std::ceil(took_s * 2)};
  if (took_s > 2.5) s.every = {std::ceil(took_s * 4)};
  note_size(draft, *asked.answer);
  const std::string query = small_letters(url.substr(std::min(url.find('?'), url.size())));
  for (const char* word : {"key", "token", "sign", "secret", "password"})
    if (query.find(word) != std::string::npos) {
      draft.notes.push_back("the address seems to hold a secret: better ${NAME} from the environment");
      break;
    }
  return read_sample(asked.answer->body, asked.answer->content_type, format, std::move(draft));
}

Result<Sample> sample_of_source(const std::string& id, const kpi::SourceSettings& source) {
  const kpi::AskedOnce asked = kpi::ask_once(source);
  if (!asked.answer) return no_sample(source, asked, "");
  auto document = kpi::read_payload(asked.answer->body, source, asked.answer->content_type);
  if (!document)
    return Error{fmt::format("{}: {}", source.shown_address(), document.error().text), Blame::machine};
  DraftSource draft;
  draft.declared = id;
  note_size(draft, *asked.answer);
  PrometheusTold told;
  if (source.format == kpi::PayloadFormat::prometheus) told = prometheus_told(asked.answer->body);
  return Sample{std::move(draft), std::move(*document), std::move(told)};
}

}  // namespace guangmu::tools
