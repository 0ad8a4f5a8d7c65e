#include "tools/data_draft.h"

#include <fmt/core.h>

#include <algorithm>

#include "kpi/formats/json.h"

namespace guangmu::tools {
namespace {

// A text of YAML in double quotes that reads back as it is, ${ included.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else if (c == '$' && i + 1 < text.size() && text[i + 1] == '{') {
      out += "$$";
    } else {
      out += c;
    }
  }
  return out + '"';
}

// As quoted, but ${NAME} stays a name from the environment.
std::string with_names(std::string_view text) {
  std::string out = quoted(text);
  for (std::size_t at = out.find("$${"); at != std::string::npos; at = out.find("$${", at + 1)) out.erase(at, 1);
  return out;
}

// What stands behind a # ends with its line.
std::string comment(std::string_view text) {
  std::string out(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return out;
}

std::string variable(std::string_view header) {
  std::string out = "PLATFORM_";
  for (const char c : header) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
  return out;
}

std::string list(const std::vector<std::string>& places) {
  if (places.size() == 1) return quoted(places[0]);
  std::string out = "[";
  for (const auto& p : places) out += (out.size() > 1 ? ", " : "") + quoted(p);
  return out + "]";
}

std::string label(const LocalText& l) {
  if (l.en.empty()) return fmt::format("{{zh: {}}}", quoted(l.zh));
  return fmt::format("{{zh: {}, en: {}}}", quoted(l.zh), quoted(l.en));
}

void write_notes(const DraftSource& source, std::string_view indent, std::string& out) {
  for (const auto& note : source.notes) out += fmt::format("{}# {}\n", indent, comment(note));
}

void write_source(const DraftSource& source, std::string& out) {
  const auto& s = source.settings;
  const kpi::SourceSettings plain;
  out += "sources:\n  platform:\n";
  out += s.url.empty() ? fmt::format("    file: {}\n", quoted(s.file)) : fmt::format("    url: {}\n", quoted(s.url));
  if (s.format != plain.format) out += fmt::format("    format: {}\n", s.format == kpi::PayloadFormat::csv ? "csv" : "prometheus");
  if (s.charset != plain.charset) out += fmt::format("    charset: {}\n", s.charset == kpi::Charset::utf8 ? "utf-8" : "gb18030");
  if (s.csv.separator != plain.csv.separator) out += fmt::format("    csv: {{separator: {}}}\n", quoted(s.csv.separator));
  if (s.max_bytes != plain.max_bytes) out += fmt::format("    max_bytes: {}\n", s.max_bytes);
  if (!s.headers.empty()) {
    out += "    headers:\n";
    for (const auto& [name, value] : s.headers) out += fmt::format("      {}: {}\n", quoted(name), with_names(value));
  }
  if (s.url.empty()) {
    out += "    every: 60s\n";
  } else {
    out += fmt::format("    every: {}\n", to_string(s.every));
    if (s.timeout != plain.timeout) out += fmt::format("    timeout: {}\n", to_string(s.timeout));
  }
  for (const auto& name : source.hidden)
    out += fmt::format("    # {} is a secret: set {} in the environment, then\n    # headers: {{{}: \"${{{}}}\"}}\n", comment(name),
                       variable(name), quoted(comment(name)), variable(name));
  write_notes(source, "    ", out);
}

void write_reading(const kpi::Reads reads, const std::string& unit, const std::string& delivered, std::string& out) {
  if (reads == kpi::Reads::text) out += "    reads: text\n";
  if (!unit.empty()) out += fmt::format("    unit: {}\n", quoted(unit));
  if (!delivered.empty()) out += fmt::format("    delivered: {}\n", quoted(delivered));
}

void write_empty(const std::string& empty, std::string& out) {
  if (!empty.empty()) out += "    # empty: skip   # " + empty + "\n";
}

void write_end(const LocalText& name, const std::string& note, const std::string& sample, std::string& out) {
  if (!name.empty()) out += fmt::format("    label: {}\n", label(name));
  if (!note.empty()) out += "    # " + comment(note) + "\n";
  if (!sample.empty()) out += "    # sample: " + comment(sample) + "\n";
}

}  // namespace

std::string draft_yaml(const DraftSource& source, const Candidates& c) {
  const std::string id = source.declared.empty() ? "platform" : source.declared;
  std::string out;
  if (source.declared.empty()) {
    out =
        "# A first data.yaml, written by `guangmu data explore`: every number that was found. Keep what the wall shows, delete\n"
        "# the rest; then give units, labels, and range, max_step and kind where a wrong figure must be noticed.\n";
    write_source(source, out);
  } else {
    out = fmt::format(
        "# What the source {} delivers and data.yaml does not declare yet, found by `guangmu data explore`. Put what the wall\n"
        "# shows under the same keys of data.yaml; then give units, labels, and range, max_step and kind where a wrong figure\n"
        "# must be noticed.\n",
        id);
    write_notes(source, "", out);
  }
  if (!c.metrics.empty()) out += "\nmetrics:\n";
  for (const auto& m : c.metrics) {
    const auto& s = m.settings;
    out += fmt::format("  {}:\n    source: {}\n    at: {}\n", m.id, id, quoted(s.at));
    if (!s.time.empty()) out += fmt::format("    time: {}\n", quoted(s.time));
    write_reading(s.reads, s.unit, s.delivered, out);
    if (s.decimals > 0) out += fmt::format("    decimals: {}\n", s.decimals);
    if (s.is_short) out += "    short: true\n";
    write_end(s.label, m.note, m.sample, out);
  }
  if (!c.series.empty()) out += "\nseries:\n";
  for (const auto& one : c.series) {
    const auto& s = one.settings;
    out += fmt::format("  {}:\n    source: {}\n    at: {}\n    x: {}\n    y: {}\n", one.id, id, quoted(s.at), quoted(s.x), list(s.y));
    write_reading(s.reads, s.unit, s.delivered, out);
    if (!s.sort.empty()) out += fmt::format("    sort: {}\n", s.sort);
    write_empty(one.empty, out);
    write_end(s.label, one.note, one.sample, out);
  }
  if (!c.tables.empty()) out += "\ntables:\n";
  for (const auto& one : c.tables) {
    const auto& s = one.settings;
    out += fmt::format("  {}:\n    source: {}\n    at: {}\n    columns: {}\n", one.id, id, quoted(s.at), list(s.columns));
    if (!s.numbers.empty()) out += fmt::format("    numbers: {}\n", list(s.numbers));
    if (!s.unit.empty()) out += fmt::format("    unit: {}\n", quoted(s.unit));
    write_empty(one.empty, out);
    write_end(s.label, one.note, one.sample, out);
  }
  if (!c.left_out.empty()) out += "\n# Not taken over:\n";
  for (const auto& text : c.left_out) out += "#   " + comment(text) + "\n";
  return out;
}

}  // namespace guangmu::tools
