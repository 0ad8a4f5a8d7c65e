#include "kpi/formats/rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "kpi/formats/select.h"

namespace guangmu::kpi {
namespace {

constexpr std::size_t max_rows = 100'000;

struct Row {
  const Json* value = nullptr;
  std::string_view name;  // of a member
};

const Json* by_key(const Json& row, std::string_view key) {
  if (!row.is(Json::Type::list)) return row.member(key);
  std::size_t index = 0;
  const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
  if (read.ec != std::errc() || read.ptr != key.data() + key.size() || index >= row.items.size()) return nullptr;
  return &row.items[index];
}

// Only what a wall shows is kept of a cell: lists and objects are told, not copied.
Json cell_of(const Json& j) {
  if (!j.is(Json::Type::list) && !j.is(Json::Type::object)) return j;
  Json empty;
  empty.type = j.type;
  return empty;
}

// Nothing where nothing stands.
Result<std::optional<Json>> cell_at(const Row& row, std::size_t index, const std::string& place, std::string_view where) {
  if (place == "~name") {
    if (row.name.data()) return std::optional(Json::of(row.name));
    return Error{fmt::format("~name at {}/{}: the rows have no names; expected an object of them", where, index)};
  }
  if (place == "~index") return std::optional(Json::of(static_cast<double>(index + 1)));
  if (place == "~value") return std::optional(cell_of(*row.value));
  if (place.starts_with('$')) {
    const auto found = all_at(*row.value, place);
    if (found && found->empty()) return std::optional<Json>();
    const auto j = found && found->size() == 1 ? Result<const Json*>(found->front()) : at_path(*row.value, place);
    if (!j) return Error{fmt::format("{} in {}/{}", j.error().text, where, index)};
    return std::optional(cell_of(**j));
  }
  const Json* j = place.starts_with('/') ? at_pointer(*row.value, place) : by_key(*row.value, place);
  return j ? std::optional(cell_of(*j)) : std::optional<Json>();
}

Result<Cells> cells_of(const std::vector<Row>& rows, const std::vector<std::string>& places, std::string_view where) {
  const auto scalar_rows = std::all_of(places.begin(), places.end(), [](const std::string& p) {
    return p == "~value" || p == "~name" || p == "~index" || p == "$";
  });
  Cells cells{{}, places, std::string(where)};
  cells.rows.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!scalar_rows && !rows[i].value->is(Json::Type::object) && !rows[i].value->is(Json::Type::list))
      return Error{fmt::format("{} at {}/{}; expected an object", described(*rows[i].value), where, i)};
    auto& out = cells.rows.emplace_back();
    for (const auto& place : places) {
      auto cell = cell_at(rows[i], i, place, where);
      if (!cell) return cell.error();
      out.push_back(std::move(*cell));
    }
  }
  return cells;
}

Error too_many(std::size_t count, std::string_view where) {
  return {fmt::format("{} rows at {}; expected at most {}", count, where, max_rows)};
}

Result<std::vector<const Json*>> column_at(const Json& object, const std::string& place, std::string_view where) {
  std::vector<const Json*> found;
  if (place.starts_with('$')) {
    auto all = all_at(object, place);
    if (!all) return all.error();
    found = std::move(*all);
  } else if (const Json* j = place.starts_with('/') ? at_pointer(object, place) : object.member(place)) {
    found.push_back(j);
  }
  const std::string_view mark = place.starts_with('/') ? "" : "/";
  if (found.empty()) return Error{fmt::format("nothing at {}{}{}", where, mark, place)};
  if (leads_to_many(place) && (found.size() > 1 || !found[0]->is(Json::Type::list))) return found;
  const Json& list = *found[0];
  if (!list.is(Json::Type::list))
    return Error{fmt::format("{} at {}{}{}; expected a list: {} is an object, so each place names a column", described(list),
                             where, mark, place, where.empty() ? "the document" : where)};
  found.clear();
  for (const Json& item : list.items) found.push_back(&item);
  return found;
}

Result<Cells> by_columns(const Json& object, const std::vector<std::string>& places, std::string_view where) {
  std::vector<std::vector<const Json*>> columns;
  std::size_t rows = std::string::npos;
  std::string first;
  for (const auto& place : places) {
    auto& column = columns.emplace_back();
    if (place == "~index") continue;
    auto found = column_at(object, place, where);
    if (!found) return found.error();
    column = std::move(*found);
    if (rows == std::string::npos) {
      rows = column.size();
      first = place;
    } else if (column.size() != rows) {
      return Error{fmt::format("{} has {} values and {} has {} at {}; expected columns of one length", first, rows, place,
                               column.size(), where)};
    }
  }
  if (rows == std::string::npos) return Error{fmt::format("an object at {}; expected a list", where)};
  if (rows > max_rows) return too_many(rows, where);
  Cells cells{{}, places, std::string(where), true};
  cells.rows.resize(rows);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t k = 0; k < columns.size(); ++k)
      cells.rows[i].push_back(places[k] == "~index" ? Json::of(static_cast<double>(i + 1)) : cell_of(*columns[k][i]));
  return cells;
}

}  // namespace

std::string Cells::address(std::size_t row, std::size_t k) const {
  const std::string& place = places[k];
  if (place == "~value") return fmt::format("{}/{}", where, row);
  const std::string_view mark = place.starts_with('/') ? "" : "/";
  if (!place.starts_with('$'))
    return by_columns ? fmt::format("{}{}{}/{}", where, mark, place, row) : fmt::format("{}/{}{}{}", where, row, mark, place);
  if (!by_columns) return fmt::format("{} in {}/{}", place, where, row);
  return where.empty() ? fmt::format("{}/{}", place, row) : fmt::format("{}/{} in {}", place, row, where);
}

Result<Cells> rows_in(const Json& found, const std::vector<std::string>& places, std::string_view where) {
  const bool names = std::find(places.begin(), places.end(), "~name") != places.end();
  std::vector<Row> rows;
  if (found.is(Json::Type::object) && names) {
    for (const auto& [name, value] : found.members) rows.push_back({&value, name});
  } else if (found.is(Json::Type::object)) {
    return by_columns(found, places, where);
  } else if (found.is(Json::Type::list)) {
    for (const Json& item : found.items) rows.push_back({&item, {}});
  } else {
    return Error{fmt::format("{} at {}; expected a list of objects", described(found), where)};
  }
  if (rows.size() > max_rows) return too_many(rows.size(), where);
  return cells_of(rows, places, where);
}

Result<Cells> rows_at(const Json& document, std::string_view at, const std::vector<std::string>& places) {
  if (!leads_to_many(at)) {
    const auto found = at_path(document, at);
    if (!found) return found.error();
    return rows_in(**found, places, at);
  }
  const auto found = all_at(document, at);
  if (!found) return found.error();
  if (found->empty()) {
    if (filters_all_out(document, at)) return cells_of({}, places, at);
    return Error{fmt::format("nothing at {}", at)};
  }
  const auto holds_rows = [](const Json& j) {
    return j.is(Json::Type::list) && std::all_of(j.items.begin(), j.items.end(), [](const Json& item) {
             return item.is(Json::Type::object) || item.is(Json::Type::list);
           });
  };
  if (found->size() == 1 && holds_rows(*found->front())) return rows_in(*found->front(), places, at);
  if (found->size() > max_rows) return too_many(found->size(), at);
  std::vector<Row> rows;
  for (const Json* j : *found) rows.push_back({j, {}});
  return cells_of(rows, places, at);
}

}  // namespace guangmu::kpi
