#include "tools/data_columns.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "kpi/formats/select.h"
#include "kpi/formats/time_text.h"

namespace guangmu::tools {
namespace {

using kpi::Json;
using Type = Json::Type;

constexpr std::size_t most_rows_looked_at = 200;

void places_in(const Json& row, const std::string& prefix, std::size_t depth, std::vector<std::string>& out) {
  if (row.is(Type::list)) {
    for (std::size_t i = 0; i < row.items.size() && i < 40; ++i) out.push_back(std::to_string(i));
    return;
  }
  for (const auto& [key, value] : row.members) {
    const std::string pointer = prefix + Place{}.member(key).pointer;
    if (value.is(Type::object) && depth < 2) places_in(value, pointer, depth + 1, out);
    const bool plain = prefix.empty() && !key.empty() && key[0] != '/' && key[0] != '$' && key[0] != '~';
    if (!value.is(Type::object) && !value.is(Type::list)) out.push_back(plain ? key : pointer);
  }
}

const Json* cell(const Json& row, const std::string& place) {
  if (place.starts_with('/')) return kpi::at_pointer(row, place);
  if (place == "~value") return &row;
  if (!row.is(Type::list)) return row.member(place);
  return kpi::at_pointer(row, "/" + place);
}

void judge(Column& c) {
  const std::string key = last_key(c.place);
  std::set<std::string> seen;
  for (const Json* j : c.cells) {
    if (says_nothing(*j)) {
      ++(is_empty(*j) ? c.empty : c.dashes);
      c.nulls += j->is(Type::null);
      c.different = c.different && seen.insert(to_text(*j)).second;
      continue;
    }
    const auto n = number_in(key, *j, "");
    c.numbers = c.numbers && n;
    c.counted += n.has_value();
    if (n && !c.number) c.number = n;
    if (n && c.number) {
      c.number->decimals = std::max(c.number->decimals, n->decimals);
      if (n->reads == kpi::Reads::text) c.number->reads = n->reads;
      if (c.number->unit.empty()) c.number->unit = n->unit;
    }
    const bool dated = j->is(Type::text) && kpi::moment_in_text(j->text);
    const bool named = names_a_time(key) && !(j->is(Type::number) && j->number > 1e15);
    c.moments = c.moments && (dated || named || time_in(key, *j));
    c.different = c.different && seen.insert(to_text(*j)).second;
  }
  c.numbers = c.numbers && c.counted > 0;
  c.moments = c.moments && c.empty + c.dashes == 0;
  if (c.moments) c.numbers = false;
}

}  // namespace

std::vector<std::string> columns_of(const Json& object) {
  std::map<std::size_t, std::vector<std::string>> by_length;
  for (const auto& [key, value] : object.members) {
    if (!value.is(Type::list) || value.items.size() < 2) continue;
    const bool single = std::all_of(value.items.begin(), value.items.end(),
                                    [](const Json& i) { return i.is(Type::text) || i.is(Type::number) || i.is(Type::null); });
    const bool any = std::any_of(value.items.begin(), value.items.end(), [](const Json& i) { return !i.is(Type::null); });
    if (single && any) by_length[value.items.size()].push_back(key);
  }
  std::vector<std::string> best;
  for (const auto& [length, keys] : by_length)
    if (keys.size() > best.size()) best = keys;
  return best;
}

std::vector<std::string> places_in_rows(const Json& list) {
  std::vector<std::string> places;
  for (std::size_t i = 0; i < list.items.size() && i < most_rows_looked_at; ++i) {
    std::vector<std::string> here;
    places_in(list.items[i], "", 0, here);
    for (auto& place : here)
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(std::move(place));
  }
  return places;
}

std::string last_key(const std::string& place) {
  const auto steps = place.starts_with('/') ? kpi::pointer_steps(place) : std::vector<std::string>{place};
  return steps.back();
}

std::vector<Column> judged(const Json& j, const std::vector<std::string>& places, const Place& at, std::vector<std::string>* left_out) {
  std::vector<Column> columns;
  for (const auto& place : places) {
    Column c;
    c.place = place;
    bool whole = true;
    if (j.is(Type::object)) {
      for (const Json& item : j.member(place)->items) c.cells.push_back(&item);
    } else {
      for (const Json& row : j.items) {
        const Json* one = cell(row, place);
        whole = whole && one && (one->is(Type::text) || one->is(Type::number) || one->is(Type::null));
        if (one && whole) c.cells.push_back(one);
      }
    }
    if (whole && c.cells.empty()) continue;
    judge(c);
    const std::size_t rows = j.is(Type::object) ? c.cells.size() : j.items.size();
    std::string why;
    if (!whole)
      why = "not every row has one value there";
    else if (c.empty == rows)
      why = "no row says anything there";
    else if (c.numbers && c.empty > 0 && 2 * c.empty > rows)
      why = rows_without(c.empty, rows);
    if (why.empty())
      columns.push_back(std::move(c));
    else if (left_out)
      left_out->push_back(fmt::format("{}: {}{}", at.pointer, place == "~value" ? "" : place + ": ", why));
  }
  return columns;
}

bool counts(const Column& c, const std::vector<Column>& all) {
  if (c.number->reads == kpi::Reads::number || c.number->unit.empty()) return true;
  return std::all_of(all.begin(), all.end(), [&](const Column& other) { return !other.numbers || other.number->unit == c.number->unit; });
}

std::string rows_without(std::size_t without, std::size_t all) {
  return fmt::format("{} of {} rows {} no number", without, all, without == 1 ? "has" : "have");
}

Json full_rows(const Json& j, const std::vector<Column>& columns, const std::vector<const Column*>& full) {
  const auto keep = [&](std::size_t i) {
    return std::none_of(full.begin(), full.end(), [&](const Column* c) { return is_empty(*c->cells[i]); });
  };
  const auto kept = [&](const std::vector<Json>& items) {
    std::vector<Json> rest;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (keep(i)) rest.push_back(items[i]);
    return rest;
  };
  Json out = j;
  if (j.is(Type::list)) out.items = kept(j.items);
  for (auto& [key, value] : out.members)
    if (std::any_of(columns.begin(), columns.end(), [&](const Column& c) { return c.place == key; })) value.items = kept(value.items);
  return out;
}

}  // namespace guangmu::tools
