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

Result<std::vector<SeriesPoint>> points_of(const SeriesSettings& s, const Cells& cells, std::string_view where) {
  const AmountForm form = amount_form(s);
  std::vector<SeriesPoint> points;
  points.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    SeriesPoint point;
    const Json& x = cells[i][0];
    if (x.is(Json::Type::text)) {
      point.x = x.text;
    } else if (x.is(Json::Type::number)) {
      point.x = number_as_text(x.number);
    } else {
      return Error{fmt::format("{} at {}/{}/{}; expected a text or a number", described(x), where, i, s.x)};
    }
    for (std::size_t k = 1; k < cells[i].size(); ++k) {
      const auto value = amount_from(cells[i][k], form, fmt::format("{}/{}/{}", where, i, s.y[k - 1]));
      if (!value) return value.error();
      point.y.push_back(*value);
    }
    points.push_back(std::move(point));
  }
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

Result<std::vector<std::vector<Cell>>> table_of(const TableSettings& t, const Cells& rows, std::string_view where) {
  AmountForm form;
  form.reads = Reads::text;
  form.unit = t.unit;
  std::vector<std::vector<Cell>> cells;
  cells.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& out = cells.emplace_back();
    for (std::size_t k = 0; k < t.columns.size(); ++k) {
      const Json& j = rows[i][k];
      const std::string& column = t.columns[k];
      if (std::find(t.numbers.begin(), t.numbers.end(), column) != t.numbers.end()) {
        const auto value = amount_from(j, form, fmt::format("{}/{}/{}", where, i, column));
        if (!value) return value.error();
        out.push_back({number_as_text(*value), *value});
      } else if (j.is(Json::Type::text)) {
        out.push_back({j.text, std::nullopt});
      } else if (j.is(Json::Type::number)) {
        out.push_back({number_as_text(j.number), j.number});
      } else {
        return Error{fmt::format("{} at {}/{}/{}; expected a text or a number", described(j), where, i, column)};
      }
    }
  }
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
  return points_of(s, *cells, where);
}

Result<std::vector<SeriesPoint>> judge_series(const SeriesSettings& s, const Json& document) {
  const auto cells = rows_at(document, s.at, places_of(s));
  if (!cells) return cells.error();
  return points_of(s, *cells, s.at);
}

Result<std::vector<std::vector<Cell>>> table_from(const TableSettings& t, const Json& list, const std::string& where) {
  const auto cells = rows_in(list, t.columns, where);
  if (!cells) return cells.error();
  return table_of(t, *cells, where);
}

Result<std::vector<std::vector<Cell>>> judge_table(const TableSettings& t, const Json& document) {
  const auto cells = rows_at(document, t.at, t.columns);
  if (!cells) return cells.error();
  return table_of(t, *cells, t.at);
}

}  // namespace guangmu::kpi
