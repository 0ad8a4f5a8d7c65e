#include "kpi/health.h"

#include <algorithm>
#include <array>
#include <set>

#include "kpi/formats/json.h"
#include "kpi/formats/lists.h"

namespace guangmu::kpi {
namespace {

using What = PastCall::What;

constexpr std::array health_questions{What::availability, What::lateness, What::refusals};

Period period_of(HealthOver over) {
  switch (over) {
    case HealthOver::day:
      return {Period::Name::day, 86400};
    case HealthOver::week:
      return {Period::Name::week, 7 * 86400.0};
    case HealthOver::month:
      return {Period::Name::month, 30 * 86400.0};
  }
  return {};
}

// The sources that a source or metric hangs on.
void add_sources(const std::string& id, const Declaration& d, std::set<std::string>& seen,
                 std::vector<std::string>& sources) {
  if (!seen.insert(id).second) return;
  const auto m = d.data.metrics.find(id);
  if (m == d.data.metrics.end()) {
    if (d.data.sources.contains(id)) sources.push_back(id);
    return;
  }
  if (m->second.formula.empty()) {
    add_sources(m->second.source, d, seen, sources);
    return;
  }
  for (const auto& f : d.formulas)
    if (f.id == id)
      for (const auto& input : f.expression.metrics()) add_sources(input, d, seen, sources);
}

std::vector<std::string> ids_of(const TableSettings& table, const Declaration& d) {
  std::vector<std::string> ids;
  if (table.health_of != HealthOf::metrics)
    for (const auto& [id, s] : d.data.sources) ids.push_back(id);
  if (table.health_of != HealthOf::sources)
    for (const auto& [id, m] : d.data.metrics)
      if (m.formula.empty()) ids.push_back(id);
  return ids;
}

}  // namespace

std::vector<std::pair<PastCall, std::vector<std::string>>> calls_of(const Declaration& d) {
  std::set<PastCall> calls;
  for (const auto& f : d.formulas)
    for (const auto& call : f.expression.past()) calls.insert(call);
  for (const auto& [id, table] : d.data.tables) {
    if (!table.health) continue;
    for (const auto& about : ids_of(table, d))
      for (const What what : health_questions) calls.insert({what, about, period_of(*table.health)});
  }
  std::vector<std::pair<PastCall, std::vector<std::string>>> all;
  for (const auto& call : calls) {
    std::vector<std::string> sources;
    std::set<std::string> seen;
    if (call.what == What::availability) add_sources(call.id, d, seen, sources);
    all.emplace_back(call, std::move(sources));
  }
  return all;
}

HealthRows health_rows(const TableSettings& table, const Declaration& d, const Retrospect& retrospect,
                       const StateOf& state_of) {
  HealthRows result;
  if (!table.health) return result;
  Json list = Json::list();
  for (const auto& id : ids_of(table, d)) {
    std::array<double, health_questions.size()> values{};
    std::optional<Instant> at;
    bool known = true;
    for (std::size_t k = 0; k < health_questions.size(); ++k) {
      const LookBack* a = retrospect.answer({health_questions[k], id, period_of(*table.health)});
      if (!a || !a->value) {
        known = false;
        break;
      }
      values[k] = *a->value;
      at = std::min(at.value_or(a->at), a->at);
    }
    if (!known) continue;
    Json row = Json::object();
    row["name"] = Json::of(id);
    row["availability"] = Json::of(100 * values[0]);
    row["lateness"] = Json::of(100 * values[1]);
    row["refusals"] = Json::of(values[2]);
    row["state"] = Json::of(state_of(id));
    list.items.push_back(std::move(row));
    result.at = std::min(result.at.value_or(*at), *at);
  }
  if (table.sort.empty())
    std::ranges::stable_sort(list.items, [](const Json& a, const Json& b) {
      const auto badness = [](const Json& j) {
        return std::array{-j.member("availability")->number, j.member("lateness")->number,
                          j.member("refusals")->number};
      };
      return badness(a) > badness(b);
    });
  TableSettings whole = table;
  whole.columns = table.keys();
  auto rows = table_from(whole, list, "");
  if (rows) result.rows = shown_rows(whole, std::move(*rows));
  if (result.rows.empty()) result.at.reset();
  return result;
}

}  // namespace guangmu::kpi
