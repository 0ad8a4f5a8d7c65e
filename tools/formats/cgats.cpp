#include "tools/formats/cgats.h"

#include <fmt/core.h>

#include <algorithm>

#include "tools/formats/words.h"

namespace guangmu::formats {

namespace {

constexpr std::size_t most_fields = 1000, most_rows = 1000000;

bool is_name(const std::string& field) {
  return field.rfind("SAMPLE_", 0) == 0 || field == "INDEX_NAME";
}

Result<void> read_fields(Words& words, CgatsTable& table, const std::string& name) {
  while (const auto w = words.next()) {
    if (w->text == "END_DATA_FORMAT") {
      if (table.fields.empty()) return at_line(name, w->line, "a table without fields");
      return {};
    }
    table.fields.emplace_back(w->text);
    if (table.fields.size() > most_fields) return at_line(name, w->line, "more than 1000 fields");
  }
  return at_line(name, words.line(),
                 "the file ends inside the list of fields; its end is missing, copy it again");
}

Result<void> read_rows(Words& words, CgatsTable& table, const std::string& name) {
  std::vector<double> row;
  int line = words.line();
  while (const auto w = words.next()) {
    if (w->text == "END_DATA" && !w->quoted) {
      if (!row.empty())
        return at_line(name, line,
                       fmt::format("a row of {} values; expected {}", row.size(), table.fields.size()));
      return {};
    }
    if (row.empty()) line = w->line;
    if (is_name(table.fields[row.size()])) {
      row.push_back(0);
    } else {
      const auto v = finite_number(w->text);
      if (!v)
        return at_line(
            name, w->line,
            fmt::format("{} is {}; expected a finite number", table.fields[row.size()], shown(w->text)));
      row.push_back(*v);
    }
    if (row.size() < table.fields.size()) continue;
    if (table.rows.size() >= most_rows) return at_line(name, w->line, "more than 1000000 rows");
    table.rows.push_back(std::move(row));
    table.lines.push_back(line);
    row.clear();
  }
  return at_line(
      name, words.line(),
      fmt::format("the file ends after {} rows without END_DATA; its end is missing, copy it again",
                  table.rows.size()));
}

Result<void> check_count(const CgatsTable& table, const std::string& keyword, std::size_t found,
                         const char* what, const std::string& name, int line) {
  const auto at = table.keywords.find(keyword);
  if (at == table.keywords.end()) return {};
  const auto told = finite_number(at->second);
  if (told && *told == static_cast<double>(found)) return {};
  return at_line(name, line,
                 fmt::format("{} {}, but {} says {}; copy the file again", found, what, keyword, at->second));
}

}  // namespace

std::optional<std::size_t> CgatsTable::field(std::string_view name) const {
  const auto at = std::find(fields.begin(), fields.end(), name);
  if (at == fields.end()) return std::nullopt;
  return static_cast<std::size_t>(at - fields.begin());
}

Result<CgatsTable> read_cgats(std::string_view text, std::string_view type, const std::string& name) {
  Words words(text);
  CgatsTable table;
  bool expects_type = true;
  while (const auto w = words.next()) {
    if (expects_type) {
      table = {};
      table.type = std::string(w->text);
      expects_type = false;
      continue;
    }
    if (w->text == "BEGIN_DATA_FORMAT") {
      if (const auto read = read_fields(words, table, name); !read) return read.error();
    } else if (w->text == "BEGIN_DATA") {
      if (table.fields.empty()) return at_line(name, w->line, "data before BEGIN_DATA_FORMAT");
      if (const auto read = read_rows(words, table, name); !read) return read.error();
      const auto fields =
          check_count(table, "NUMBER_OF_FIELDS", table.fields.size(), "fields", name, w->line);
      if (!fields) return fields.error();
      const auto rows = check_count(table, "NUMBER_OF_SETS", table.rows.size(), "rows", name, words.line());
      if (!rows) return rows.error();
      if (table.type == type) return table;
      expects_type = true;
    } else {
      const auto rest = words.rest_of_line();
      if (w->text == "KEYWORD") continue;
      table.keywords[std::string(w->text)] = rest.empty() ? "" : std::string(rest.front().text);
    }
  }
  return at_line(name, words.line(),
                 fmt::format("holds no table {}; expected a file that begins with {}", type, type));
}

}  // namespace guangmu::formats
