#include "tools/data_explore.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/result.h"
#include "base/time.h"
#include "kpi/charset.h"
#include "kpi/fetch_once.h"
#include "kpi/payload.h"
#include "tools/data_draft.h"
#include "tools/exhibit.h"

namespace guangmu::tools {
namespace {

constexpr std::int64_t largest_sample = 64 << 20;

std::string small_letters(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return low;
}

bool is_secret(std::string_view header) {
  const std::string low = small_letters(header);
  for (const std::string_view word : {"auth", "key", "token", "cookie", "secret", "password", "sign"})
    if (low.find(word) != std::string::npos) return true;
  return false;
}

// ${NAME} filled in from the environment.
Result<std::string> filled(std::string_view text) {
  std::string out;
  for (;;) {
    const std::size_t at = text.find("${");
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) return Error{"--header: a ${ without }"};
    const std::string name(text.substr(at + 2, end - at - 2));
    const char* value = std::getenv(name.c_str());
    if (!value) return Error{fmt::format("--header: the environment variable {} is not set", name)};
    out += value;
    text.remove_prefix(end + 1);
  }
}

struct Sample {
  DraftSource draft;
  kpi::Json document;
};

// The headers as they are sent; in `draft` as they may be written down.
Result<std::map<std::string, std::string>> headers_of(const std::vector<std::string>& given, DraftSource& draft) {
  std::map<std::string, std::string> sent;
  for (const auto& line : given) {
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string::npos || line.find_first_of("\r\n") != std::string::npos)
      return Error{"--header: expected \"Name: value\""};
    const std::string name = line.substr(0, colon);
    const std::string value = line.substr(std::min(line.find_first_not_of(' ', colon + 1), line.size()));
    auto full = filled(value);
    if (!full) return full.error();
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
  const std::string type = small_letters(content_type), name = small_letters(from.substr(0, from.find_first_of("?#")));
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const char begins = first == std::string_view::npos ? ' ' : text[first];
  if (begins == '{' || begins == '[' || begins == '<') return kpi::PayloadFormat::json;
  if (type.find("csv") != std::string::npos || name.ends_with(".csv") || name.ends_with(".tsv")) return kpi::PayloadFormat::csv;
  if (type.find("version=0.0.4") != std::string::npos || type.find("openmetrics") != std::string::npos ||
      text.find("# TYPE ") != std::string_view::npos || text.find("# HELP ") != std::string_view::npos || name.ends_with("/metrics"))
    return kpi::PayloadFormat::prometheus;
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  return line.find_first_of(",;\t") != std::string_view::npos ? kpi::PayloadFormat::csv : kpi::PayloadFormat::json;
}

std::string separator_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const auto count = [&](char c) { return std::count(line.begin(), line.end(), c); };
  if (count('\t') > count(',') && count('\t') >= count(';')) return "tab";
  return count(';') > count(',') ? ";" : ",";
}

Result<Sample> read_sample(const std::string& bytes, const std::string& content_type, const std::string& format, DraftSource draft) {
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
  if (!document) return Error{fmt::format("{}: {}", from, document.error().text), s.url.empty() ? Blame::user : Blame::machine};
  return Sample{std::move(draft), std::move(*document)};
}

Result<Sample> fetch_sample(const DataExploreOptions& o) {
  DraftSource draft;
  kpi::SourceSettings& s = draft.settings;
  if (!o.from.starts_with("http://") && !o.from.starts_with("https://")) {
    if (o.from.find("://") != std::string::npos)
      return Error{fmt::format("\"{}\" is no address that can be explored; expected http://…, https://… or a file", o.from)};
    std::ifstream in(o.from, std::ios::binary);
    if (!in || std::filesystem::is_directory(o.from)) return Error{fmt::format("{}: there is no such file; expected a file, http://… or https://…", o.from)};
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    s.file = std::filesystem::absolute(o.from).lexically_normal().string();
    return read_sample(bytes, "", o.format, std::move(draft));
  }
  s.url = o.from;
  auto headers = headers_of(o.headers, draft);
  if (!headers) return headers.error();
  kpi::SourceSettings asked = s;
  asked.headers = std::move(*headers);
  asked.timeout = {15};
  asked.connect_timeout = {5};
  asked.max_bytes = largest_sample;
  auto fetched = kpi::fetch_once(asked);
  if (!fetched) return fetched.error();
  const auto size = static_cast<std::int64_t>(fetched->bytes.size());
  if (size * 2 > s.max_bytes) s.max_bytes = std::min(largest_sample, size * 3);
  if (fetched->seconds > 1.5) s.timeout = {std::ceil(fetched->seconds * 2)};
  if (fetched->seconds > 2.5) s.every = {std::ceil(fetched->seconds * 4)};
  draft.notes.push_back(fmt::format("the sample had {} bytes and took {:.2f} s", size, fetched->seconds));
  const std::string query = small_letters(o.from.substr(std::min(o.from.find('?'), o.from.size())));
  for (const char* word : {"key", "token", "sign", "secret", "password"})
    if (query.find(word) != std::string::npos) {
      draft.notes.push_back("the address seems to hold a secret: better ${NAME} from the environment");
      break;
    }
  return read_sample(fetched->bytes, fetched->content_type, o.format, std::move(draft));
}

void tell(std::FILE* out, const DraftSource& source, const Candidates& c) {
  const auto& s = source.settings;
  fmt::print(out, "{}: {}\n", s.address(),
             s.format == kpi::PayloadFormat::json ? "JSON" : s.format == kpi::PayloadFormat::csv ? "CSV" : "Prometheus text");
  for (const auto& note : source.notes) fmt::print(out, "  {}\n", note);
  for (const auto& t : c.times) fmt::print(out, "  time at {}\n", t);
  fmt::print(out, "{} figures, {} curves, {} tables\n", c.metrics.size(), c.series.size(), c.tables.size());
  for (const auto& m : c.metrics) fmt::print(out, "  {:<32} {} = {}{}\n", m.id, m.settings.at, m.sample, m.note.empty() ? "" : "   (" + m.note + ")");
  for (const auto& one : c.series) fmt::print(out, "  {:<32} {}: {}\n", one.id, one.settings.at, one.sample);
  for (const auto& one : c.tables) fmt::print(out, "  {:<32} {}: {}\n", one.id, one.settings.at, one.sample);
  for (const auto& text : c.left_out) fmt::print(out, "  not taken over: {}\n", text);
}

}  // namespace

int run_data_explore(const DataExploreOptions& o) {
  std::error_code ignored;
  const bool there = !o.output.empty() && std::filesystem::exists(o.output, ignored) && std::filesystem::file_size(o.output, ignored) > 0;
  if (there && !o.force) return tools::tell({fmt::format("{}: it is there already; expected a new file, or --force", o.output)});
  const auto sample = fetch_sample(o);
  if (!sample) return tools::tell(sample.error());
  const Candidates c = candidates_in(sample->document, now());
  const std::string yaml = draft_yaml(sample->draft, c);
  tell(o.output.empty() ? stderr : stdout, sample->draft, c);
  if (o.output.empty()) {
    fmt::print("{}", yaml);
    return 0;
  }
  std::ofstream out(o.output, std::ios::binary);
  out << yaml;
  out.close();
  if (!out) return tools::tell({fmt::format("{}: it cannot be written; is the folder there?", o.output), Blame::user});
  fmt::print("written: {}\n", o.output);
  return 0;
}

}  // namespace guangmu::tools
