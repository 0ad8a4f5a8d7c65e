#include "kpi/formats/csv.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace guangmu::kpi {
namespace {

constexpr std::size_t max_values = 1'000'000, longest_column_name = 200;

struct Field {
  std::string text;
  bool quoted = false;
};
struct Row {
  std::size_t line = 0;
  std::vector<Field> fields;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Reads row by row and keeps count of the lines.
class Rows {
 public:
  Rows(std::string_view text, char separator) : text_(text), separator_(separator) {}

  void skip_line() {
    while (at_ < text_.size() && !at_break()) ++at_;
    take_break();
  }
  bool more() const { return at_ < text_.size(); }

  // The next row; one field without a letter for an empty line.
  Result<Row> next() {
    Row row;
    row.line = line_;
    for (;;) {
      auto field = take_field();
      if (!field) return field.error();
      row.fields.push_back(std::move(*field));
      if (more() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      take_break();
      return row;
    }
  }

 private:
  std::string_view text_;
  char separator_;
  std::size_t at_ = 0, line_ = 1;

  bool at_break() const { return text_[at_] == '\n' || text_[at_] == '\r'; }
  void take_break() {
    if (!more()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }

  Result<Field> take_field() {
    std::size_t begin = at_;
    while (begin < text_.size() && (text_[begin] == ' ' || text_[begin] == '\t') && text_[begin] != separator_) ++begin;
    if (begin < text_.size() && text_[begin] == '"') {
      at_ = begin;
      return take_quoted();
    }
    begin = at_;
    while (more() && text_[at_] != separator_ && !at_break()) {
      if (text_[at_] == '"') return Error{fmt::format("line {}: a quote inside a field that does not begin with one", line_)};
      ++at_;
    }
    return Field{std::string(trimmed(text_.substr(begin, at_ - begin))), false};
  }

  Result<Field> take_quoted() {
    const std::size_t opened = line_;
    Field field{"", true};
    ++at_;
    for (;;) {
      if (!more())
        return Error{fmt::format("line {}: the quote that opens here is never closed; it may be cut off", opened)};
      if (text_[at_] == '"') {
        ++at_;
        if (!more() || text_[at_] != '"') break;
      } else if (text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n'))) {
        ++line_;
      }
      field.text += text_[at_++];
    }
    while (more() && (text_[at_] == ' ' || text_[at_] == '\t') && text_[at_] != separator_) ++at_;
    if (more() && text_[at_] != separator_ && !at_break())
      return Error{fmt::format("line {}: \"{}\" behind a closing quote; expected the separator", line_,
                               text_[at_] < 0x20 || text_[at_] > 0x7e ? '?' : text_[at_])};
    return field;
  }
};

// A number as JSON writes one, without an exponent and short enough for a double to keep every digit.
std::optional<double> plain_number(std::string_view text) {
  std::string_view rest = text;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  const std::size_t whole = std::min(rest.find('.'), rest.size());
  if (whole == 0 || whole + 1 == rest.size() || (whole > 1 && rest[0] == '0')) return std::nullopt;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (i == whole) continue;
    if (rest[i] < '0' || rest[i] > '9') return std::nullopt;
    ++digits;
  }
  if (digits > 15) return std::nullopt;
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

Json cell(const Field& field) {
  if (field.text.empty()) return {};
  if (const auto number = plain_number(field.text)) return Json::of(*number);
  return Json::of(field.text);
}

Result<std::vector<std::string>> column_names(const Row& first, bool header) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < first.fields.size(); ++i) {
    std::string name = header ? std::string(trimmed(first.fields[i].text)) : "";
    if (name.empty()) name = std::to_string(i + 1);
    if (name.size() > longest_column_name)
      return Error{fmt::format("line {}: the name of column {} is too long; is there no header?", first.line, i + 1)};
    if (!seen.insert(name).second)
      return Error{fmt::format("line {}: the column \"{}\" stands twice in the header", first.line, name)};
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

Result<Json> parse_csv(std::string_view text, const CsvSettings& settings) {
  const char separator = settings.separator == "tab" ? '\t' : settings.separator.empty() ? ',' : settings.separator[0];
  Rows rows(text, separator);
  for (int i = 0; i < settings.skip; ++i) rows.skip_line();
  Json list = Json::list();
  std::vector<std::string> names;
  std::size_t values = 0, first_line = 0;
  while (rows.more()) {
    auto row = rows.next();
    if (!row) return row.error();
    if (row->fields.size() == 1 && row->fields[0].text.empty() && !row->fields[0].quoted) continue;
    if (names.empty()) {
      auto named = column_names(*row, settings.header);
      if (!named) return named.error();
      names = std::move(*named);
      first_line = row->line;
      if (settings.header) continue;
    }
    if (row->fields.size() != names.size())
      return Error{fmt::format("line {}: {} fields; expected {}, as in line {}", row->line, row->fields.size(),
                               names.size(), first_line)};
    values += names.size();
    if (values > max_values) return Error{fmt::format("line {}: more than {} values", row->line, max_values)};
    Json& out = list.items.emplace_back(Json::object());
    out.members.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) out.members.emplace_back(names[i], cell(row->fields[i]));
  }
  if (names.empty()) return Error{"it has no row"};
  Json document = Json::object();
  document["rows"] = std::move(list);
  return document;
}

}  // namespace guangmu::kpi
