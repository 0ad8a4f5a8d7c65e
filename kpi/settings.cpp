#include "kpi/settings.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "kpi/formulas/expression.h"
#include "kpi/formulas/formula_check.h"
#include "kpi/path_settings.h"

namespace guangmu::kpi {
namespace {

bool is_id(const std::string& text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

template <class T>
void check_ids(const std::map<std::string, T>& all, const std::string& key, fields::Complaints& c) {
  for (const auto& [id, value] : all)
    if (!is_id(id))
      c.at(key + "." + id,
           fmt::format("the id \"{}\" is none; expected a-z, 0-9 and _, beginning with a letter", id));
}

template <class T>
std::string ids_of(const std::map<std::string, T>& all) {
  std::string list;
  for (const auto& [id, value] : all) list += (list.empty() ? "" : ", ") + id;
  return list.empty() ? "none are declared" : list;
}

// A source that a figure, curve or table names must be declared.
template <class T>
void check_sources(const std::map<std::string, T>& all, const std::string& key, const DataSettings& data,
                   std::set<std::string>& used, fields::Complaints& c) {
  for (const auto& [id, item] : all) {
    if (item.source.empty()) continue;
    used.insert(item.source);
    if (!data.sources.contains(item.source))
      c.at(key + "." + id + ".source",
           fmt::format("there is no source \"{}\"; expected one of: {}", item.source, ids_of(data.sources)));
  }
}

void check_keys(const std::vector<std::string>& keys, const std::string& field, fields::Complaints& c) {
  if (keys.empty()) c.at(field, "no key; expected at least one");
  std::set<std::string> seen;
  for (const auto& key : keys)
    if (key.empty() || !seen.insert(key).second)
      c.at(field, fmt::format("the key \"{}\" is empty or stands twice", key));
}

void check_path(const std::string& path, const std::string& field, fields::Complaints& c) {
  if (const std::string wrong = wrong_path(path); !wrong.empty()) c.at(field, fmt::format("\"{}\" {}", path, wrong));
}

void check_cell(const std::string& place, const std::string& field, fields::Complaints& c) {
  if (const std::string wrong = wrong_cell(place); !wrong.empty()) c.at(field, fmt::format("\"{}\" {}", place, wrong));
}

void check_text(std::string wrong, const std::string& field, fields::Complaints& c) {
  if (!wrong.empty()) c.at(field, std::move(wrong));
}

}  // namespace

void MetricSettings::check(fields::Complaints& c) const {
  if (formula.empty() == source.empty())
    c.at(formula.empty() ? "source" : "formula",
         formula.empty() ? "neither source nor formula; expected source and at, or a formula"
                         : "both source and formula; expected one of them");
  if (!formula.empty()) {
    if (!at.empty()) c.at("at", "a figure with a formula is read nowhere; remove at");
    if (!time.empty())
      c.at("time", "the time of a figure with a formula is that of its oldest input; remove time");
    if (scale != 1) c.at("scale", "a figure with a formula is not scaled; write the factor into the formula");
    if (max_step)
      c.at("max_step", "the step of a figure with a formula is judged at its inputs; remove max_step");
  } else if (!source.empty() && at.empty()) {
    c.at("at", "missing; expected the JSON Pointer or JSONPath of the number, e.g. /data/users/total");
  }
  check_path(at, "at", c);
  check_path(time, "time", c);
  check_text(wrong_delivered(delivered, unit), "delivered", c);
  check_text(wrong_zone(zone), "zone", c);
  for (const auto& [word, value] : words)
    if (!std::isfinite(value)) c.at("words." + word, "expected a finite number");
  if (!std::isfinite(scale) || scale == 0) c.at("scale", "expected a number other than 0");
  if (range && !((*range)[0] < (*range)[1])) c.at("range", "expected the lowest value, then a higher one");
  if (max_step && !(*max_step > 0)) c.at("max_step", "expected a number above 0");
  if (report) {
    if (!std::isfinite(report->value))
      c.at("report.value", "expected a finite number");
    else if (range && (report->value < (*range)[0] || report->value > (*range)[1]))
      c.at("report.value",
           fmt::format("{} lies outside range [{}, {}]", report->value, (*range)[0], (*range)[1]));
  }
  if (late_after && stale_after && late_after->s > stale_after->s)
    c.at("stale_after", "is shorter than late_after; expected late first, then stale");
}

std::vector<std::string> SeriesSettings::columns() const {
  return history.empty() ? y : std::vector{history};
}

void SeriesSettings::check(fields::Complaints& c) const {
  if (!history.empty()) {
    const std::string_view read = "a curve of history is read nowhere; remove ";
    if (!source.empty()) c.at("source", fmt::format("{}source or history", read));
    if (!at.empty()) c.at("at", fmt::format("{}at", read));
    if (!x.empty()) c.at("x", fmt::format("{}x", read));
    if (!y.empty()) c.at("y", fmt::format("{}y", read));
    if (!delivered.empty()) c.at("delivered", fmt::format("{}delivered", read));
    if (reads != Reads::number) c.at("reads", fmt::format("{}reads", read));
    if (empty != Empty::refuse) c.at("empty", fmt::format("{}empty", read));
    if (!sort.empty()) c.at("sort", "a curve of history stands in the order of time; remove sort");
    if (scale != 1) c.at("scale", "a curve of history is not scaled; remove scale");
    if (!unit.empty()) c.at("unit", "a curve of history has the unit of its metric; remove unit");
    if (demonstration) c.at("demonstration", "a curve of history is not invented; remove demonstration");
    if (!over) c.at("over", "missing; expected how far it reaches back, e.g. 24h");
    return;
  }
  if (over) c.at("over", "stands only beside history");
  if (source.empty()) c.at("source", "missing; expected the source that delivers it, or history");
  if (x.empty())
    c.at("x", "missing; expected the place of the position in each row");
  else
    check_cell(x, "x", c);
  check_path(at, "at", c);
  check_keys(y, "y", c);
  for (const auto& cell : y)
    if (!cell.empty()) check_cell(cell, "y", c);
  check_text(wrong_delivered(delivered, unit), "delivered", c);
  if (!sort.empty() && sort != "x") c.at("sort", fmt::format("\"{}\" is no order; expected x, or nothing", sort));
  if (!std::isfinite(scale) || scale == 0) c.at("scale", "expected a number other than 0");
}

std::vector<std::string> TableSettings::keys() const {
  if (health) return {"name", "availability", "lateness", "refusals", "state"};
  return columns;
}

void TableSettings::check(fields::Complaints& c) const {
  if (health) {
    if (!source.empty()) c.at("source", "a table of health is read nowhere; remove source or health");
    if (!at.empty()) c.at("at", "a table of health is read nowhere; remove at");
    if (!columns.empty())
      c.at("columns", "a table of health has name, availability, lateness, refusals and state; remove columns");
    if (empty != Empty::refuse) c.at("empty", "a table of health is read nowhere; remove empty");
    if (!unit.empty()) c.at("unit", "a table of health has its own units; remove unit");
  } else {
    if (source.empty()) c.at("source", "missing; expected the source that delivers it, or health");
    if (health_of != HealthOf::all) c.at("health_of", "stands only beside health");
    check_path(at, "at", c);
    check_keys(columns, "columns", c);
    for (const auto& cell : columns)
      if (!cell.empty()) check_cell(cell, "columns", c);
    for (const auto& name : numbers)
      if (std::find(columns.begin(), columns.end(), name) == columns.end())
        c.at("numbers", fmt::format("there is no column \"{}\"; expected some of columns", name));
  }
  const std::string column = sort.starts_with('-') ? sort.substr(1) : sort;
  bool known = sort.empty();
  for (const auto& name : keys()) known = known || name == column;
  if (!known) c.at("sort", fmt::format("there is no column \"{}\"; expected one of columns", column));
}

void DataSettings::check(fields::Complaints& c) const {
  check_ids(sources, "sources", c);
  check_ids(metrics, "metrics", c);
  check_ids(series, "series", c);
  check_ids(tables, "tables", c);
  check_ids(relations, "relations", c);
  for (const auto& [id, m] : metrics)
    if (is_formula_word(id))
      c.at("metrics." + id, fmt::format("\"{}\" is a function of formulas; expected another id", id));
  std::set<std::string> used;
  check_sources(metrics, "metrics", *this, used, c);
  check_sources(series, "series", *this, used, c);
  check_sources(tables, "tables", *this, used, c);
  for (const auto& [id, s] : series)
    if (!s.history.empty() && !metrics.contains(s.history))
      c.at("series." + id + ".history",
           fmt::format("there is no metric \"{}\"; expected one of: {}", s.history, ids_of(metrics)));
  for (const auto& [id, s] : sources)
    if (!used.contains(id)) c.warn("sources." + id, "nothing is read from this source");
  check_formulas(*this, c);
  check_relations(*this, c);
}

}  // namespace guangmu::kpi
