#include "kpi/formats/lists.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "kpi/formats/amount.h"
#include "kpi/formats/rows.h"
#include "kpi/formats/time_text.h"

namespace guangmu::kpi {
namespace {

std::vector<std::string> places_of(const SeriesSettings& s) {
  std::vector<std::string> places{s.x};
  places.insert(places.end(), s.y.begin(), s.y.end());
  return places;
}

// Where points of one curve stand by their x: all numbers, all moments, or all texts.
class Order {
 public:
  explicit Order(const std::vector<SeriesPoint>& points) {
    for (const auto& p : points) {
      const auto moment = moment_in_text(p.x);
      moments_ = moments_ && moment;
      numbers_ = numbers_ && number(p.x);
    }
  }
  bool operator()(const SeriesPoint& a, const SeriesPoint& b) const {
    if (moments_) return *moment_in_text(a.x) < *moment_in_text(b.x);
    if (numbers_) return *number(a.x) < *number(b.x);
    return a.x < b.x;
  }

 private:
  bool moments_ = true, numbers_ = true;
  static std::optional<double> number(const std::string& text) {
    const auto j = parse_json(text);
    return j && j->is(Json::Type::number) ? std::optional(j->number) : std::nullopt;
  }
};

// Nothing at all, null (an empty field of CSV is one), or a text of blanks.
bool is_empty(const std::optional<Json>& cell) {
  return !cell || cell->is(Json::Type::null) ||
         (cell->is(Json::Type::text) && cell->text.find_first_not_of(" \t\r\n") == std::string::npos);
}

// With empty: skip, whether a row is left out: it lacks one of the numbers at `columns`.
bool lacks(const std::vector<std::optional<Json>>& row, const std::vector<std::size_t>& columns) {
  return std::any_of(columns.begin(), columns.end(), [&](std::size_t k) { return is_empty(row[k]); });
}

// A list of which nothing is left says nothing: its sum would be a zero that nobody delivered.
Error nothing_left(const Cells& cells) {
  return {fmt::format("every row at {} lacks a number; expected one that has them all", cells.where)};
}

Result<const Json*> cell_in(const Cells& cells, std::size_t row, std::size_t k) {
  const auto& cell = cells.rows[row][k];
  if (cell) return &*cell;
  return Error{fmt::format("nothing at {}", cells.address(row, k))};
}

Error no_cell(const Json& j, const std::string& address) {
  return {fmt::format("{} at {}; expected a text or a number", described(j), address)};
}

Result<std::vector<SeriesPoint>> points_of(const SeriesSettings& s, const Cells& cells) {
  const AmountForm form = amount_form(s);
  std::vector<SeriesPoint> points;
  points.reserve(cells.rows.size());
  std::vector<std::size_t> needed;
  if (s.empty == Empty::skip)
    for (std::size_t k = 1; k < cells.places.size(); ++k) needed.push_back(k);
  for (std::size_t i = 0; i < cells.rows.size(); ++i) {
    if (lacks(cells.rows[i], needed)) continue;
    SeriesPoint point;
    const auto x = cell_in(cells, i, 0);
    if (!x) return x.error();
    if ((*x)->is(Json::Type::text)) {
      point.x = (*x)->text;
    } else if ((*x)->is(Json::Type::number)) {
      point.x = number_as_text((*x)->number);
    } else {
      return no_cell(**x, cells.address(i, 0));
    }
    for (std::size_t k = 1; k < cells.places.size(); ++k) {
      const auto j = cell_in(cells, i, k);
      if (!j) return j.error();
      const auto value = amount_from(**j, form, cells.address(i, k));
      if (!value) return value.error();
      point.y.push_back(*value);
    }
    points.push_back(std::move(point));
  }
  if (points.empty() && !cells.rows.empty()) return nothing_left(cells);
  if (s.sort == "x") std::stable_sort(points.begin(), points.end(), Order(points));
  const auto limit = static_cast<std::size_t>(std::max(1, s.limit));
  if (points.size() > limit) points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(limit));
  return points;
}

void sort_rows(const TableSettings& t, std::vector<std::vector<Cell>>& cells) {
  if (t.sort.empty()) return;
  const bool rising = t.sort.front() == '-';
  const auto column = static_cast<std::size_t>(
      std::find(t.columns.begin(), t.columns.end(), rising ? t.sort.substr(1) : t.sort) - t.columns.begin());
  if (column >= t.columns.size()) return;
  std::stable_sort(cells.begin(), cells.end(), [&](const auto& a, const auto& b) {
    const Cell& first = rising ? a[column] : b[column];
    const Cell& second = rising ? b[column] : a[column];
    if (first.number && second.number) return *first.number < *second.number;
    if (first.number || second.number) return !first.number;  // texts below numbers
    return first.text < second.text;
  });
}

bool in_numbers(const TableSettings& t, std::size_t k) {
  return std::find(t.numbers.begin(), t.numbers.end(), t.columns[k]) != t.numbers.end();
}

// The columns of numbers: those declared so, and those in which nothing else stands.
std::vector<std::size_t> number_columns(const TableSettings& t, const Cells& rows) {
  std::vector<std::size_t> columns;
  for (std::size_t k = 0; k < t.columns.size(); ++k) {
    bool numbers = false, others = false;
    for (const auto& row : rows.rows)
      if (!is_empty(row[k])) (row[k]->is(Json::Type::number) ? numbers : others) = true;
    if (in_numbers(t, k) || (numbers && !others)) columns.push_back(k);
  }
  return columns;
}

Result<std::vector<std::vector<Cell>>> table_of(const TableSettings& t, const Cells& rows) {
  AmountForm form;
  form.reads = Reads::text;
  form.unit = t.unit;
  std::vector<std::vector<Cell>> cells;
  cells.reserve(rows.rows.size());
  const auto needed = t.empty == Empty::skip ? number_columns(t, rows) : std::vector<std::size_t>();
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    if (lacks(rows.rows[i], needed)) continue;
    auto& out = cells.emplace_back();
    for (std::size_t k = 0; k < t.columns.size(); ++k) {
      const auto cell = cell_in(rows, i, k);
      if (!cell) return cell.error();
      const Json& j = **cell;
      if (in_numbers(t, k)) {
        const auto value = amount_from(j, form, rows.address(i, k));
        if (!value) return value.error();
        out.push_back({number_as_text(*value), *value});
      } else if (j.is(Json::Type::text)) {
        out.push_back({j.text, std::nullopt});
      } else if (j.is(Json::Type::number)) {
        out.push_back({number_as_text(j.number), j.number});
      } else {
        return no_cell(j, rows.address(i, k));
      }
    }
  }
  if (cells.empty() && !rows.rows.empty()) return nothing_left(rows);
  sort_rows(t, cells);
  return cells;
}

}  // namespace

std::vector<std::vector<Cell>> shown_rows(const TableSettings& t, std::vector<std::vector<Cell>> all) {
  const auto limit = static_cast<std::size_t>(std::max(1, t.limit));
  if (all.size() > limit) all.resize(limit);
  return all;
}

Result<std::vector<SeriesPoint>> series_from(const SeriesSettings& s, const Json& list, const std::string& where) {
  const auto cells = rows_in(list, places_of(s), where);
  if (!cells) return cells.error();
  return points_of(s, *cells);
}

Result<std::vector<SeriesPoint>> judge_series(const SeriesSettings& s, const Json& document) {
  const auto cells = rows_at(document, s.at, places_of(s));
  if (!cells) return cells.error();
  return points_of(s, *cells);
}

Result<std::vector<std::vector<Cell>>> table_from(const TableSettings& t, const Json& list, const std::string& where) {
  const auto cells = rows_in(list, t.columns, where);
  if (!cells) return cells.error();
  return table_of(t, *cells);
}

Result<std::vector<std::vector<Cell>>> judge_table(const TableSettings& t, const Json& document) {
  const auto cells = rows_at(document, t.at, t.columns);
  if (!cells) return cells.error();
  return table_of(t, *cells);
}

}  // namespace guangmu::kpi
