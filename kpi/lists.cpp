#include "kpi/lists.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "kpi/select.h"

namespace guangmu::kpi {
namespace {

constexpr std::size_t max_rows = 100'000;

// Rows of a list of objects, each with all `keys`.
Result<std::vector<std::vector<const Json*>>> rows_of(const Json& list, const std::vector<std::string>& keys,
                                                      const std::string& where) {
  if (!list.is(Json::Type::list))
    return Error{fmt::format("{} at {}; expected a list of objects", described(list), where)};
  if (list.items.size() > max_rows)
    return Error{fmt::format("{} rows at {}; expected at most {}", list.items.size(), where, max_rows)};
  std::vector<std::vector<const Json*>> rows;
  rows.reserve(list.items.size());
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Json& item = list.items[i];
    if (!item.is(Json::Type::object))
      return Error{fmt::format("{} at {}/{}; expected an object", described(item), where, i)};
    auto& row = rows.emplace_back();
    for (const auto& key : keys) {
      const Json* cell = item.member(key);
      if (!cell) return Error{fmt::format("nothing at {}/{}/{}", where, i, key)};
      row.push_back(cell);
    }
  }
  return rows;
}

}  // namespace

Result<std::vector<SeriesPoint>> series_from(const SeriesSettings& s, const Json& list,
                                             const std::string& where) {
  std::vector<std::string> keys{s.x};
  keys.insert(keys.end(), s.y.begin(), s.y.end());
  const auto rows = rows_of(list, keys, where);
  if (!rows) return rows.error();
  std::vector<SeriesPoint> points;
  points.reserve(rows->size());
  for (std::size_t i = 0; i < rows->size(); ++i) {
    const auto& row = (*rows)[i];
    SeriesPoint point;
    if (row[0]->is(Json::Type::text)) {
      point.x = row[0]->text;
    } else if (row[0]->is(Json::Type::number)) {
      point.x = number_as_text(row[0]->number);
    } else {
      return Error{
          fmt::format("{} at {}/{}/{}; expected a text or a number", described(*row[0]), where, i, s.x)};
    }
    for (std::size_t k = 1; k < row.size(); ++k) {
      const double value = row[k]->number * s.scale;
      if (!row[k]->is(Json::Type::number) || !std::isfinite(value))
        return Error{fmt::format("{} at {}/{}/{}; expected a number", described(*row[k]), where, i, keys[k])};
      point.y.push_back(value);
    }
    points.push_back(std::move(point));
  }
  const auto limit = static_cast<std::size_t>(std::max(1, s.limit));
  if (points.size() > limit) points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(limit));
  return points;
}

Result<std::vector<SeriesPoint>> judge_series(const SeriesSettings& s, const Json& document) {
  const auto list = at_path(document, s.at);
  if (!list) return list.error();
  return series_from(s, **list, s.at);
}

Result<std::vector<std::vector<Cell>>> table_from(const TableSettings& t, const Json& list,
                                                  const std::string& where) {
  const auto rows = rows_of(list, t.columns, where);
  if (!rows) return rows.error();
  std::vector<std::vector<Cell>> cells;
  cells.reserve(rows->size());
  for (std::size_t i = 0; i < rows->size(); ++i) {
    auto& out = cells.emplace_back();
    for (std::size_t k = 0; k < t.columns.size(); ++k) {
      const Json& j = *(*rows)[i][k];
      if (j.is(Json::Type::text)) {
        out.push_back({j.text, std::nullopt});
      } else if (j.is(Json::Type::number)) {
        out.push_back({number_as_text(j.number), j.number});
      } else {
        return Error{
            fmt::format("{} at {}/{}/{}; expected a text or a number", described(j), where, i, t.columns[k])};
      }
    }
  }
  if (!t.sort.empty()) {
    const bool rising = t.sort.front() == '-';
    const auto column = static_cast<std::size_t>(
        std::find(t.columns.begin(), t.columns.end(), rising ? t.sort.substr(1) : t.sort) -
        t.columns.begin());
    if (column < t.columns.size())
      std::stable_sort(cells.begin(), cells.end(), [&](const auto& a, const auto& b) {
        const Cell& first = rising ? a[column] : b[column];
        const Cell& second = rising ? b[column] : a[column];
        if (first.number && second.number) return *first.number < *second.number;
        if (first.number || second.number) return !first.number;  // texts below numbers
        return first.text < second.text;
      });
  }
  const auto limit = static_cast<std::size_t>(std::max(1, t.limit));
  if (cells.size() > limit) cells.resize(limit);
  return cells;
}

Result<std::vector<std::vector<Cell>>> judge_table(const TableSettings& t, const Json& document) {
  const auto list = at_path(document, t.at);
  if (!list) return list.error();
  return table_from(t, **list, t.at);
}

}  // namespace guangmu::kpi
