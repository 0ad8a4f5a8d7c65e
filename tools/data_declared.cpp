#include "tools/data_declared.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "kpi/formats/select.h"

namespace guangmu::tools {
namespace {

// The ids of `all` are taken; candidates of the same name go by another.
template <class Declared, class Found>
void rename(std::vector<Found>& found, const std::map<std::string, Declared>& all) {
  std::set<std::string> taken;
  for (const auto& [id, settings] : all) taken.insert(id);
  for (const auto& each : found) taken.insert(each.id);
  for (auto& each : found) {
    if (!all.contains(each.id)) continue;
    int number = 2;
    while (!taken.insert(fmt::format("{}_{}", each.id, number)).second) ++number;
    each.id = fmt::format("{}_{}", each.id, number);
  }
}

}  // namespace

Candidates not_declared(Candidates found, const kpi::Json& document, const kpi::DataSettings& data,
                        const std::string& source) {
  std::set<const kpi::Json*> numbers;
  for (const auto& [id, m] : data.metrics) {
    if (m.source != source) continue;
    std::erase_if(found.left_out, [&](const std::string& line) { return line.starts_with(m.at + ": "); });
    if (const auto place = kpi::at_path(document, m.at)) numbers.insert(*place);
  }
  std::set<std::pair<std::string, std::string>> columns;
  for (const auto& [id, s] : data.series)
    if (s.source == source)
      for (const auto& y : s.y) columns.insert({s.at, y});
  std::set<std::string> lists;
  for (const auto& [id, t] : data.tables)
    if (t.source == source) lists.insert(t.at);
  std::erase_if(found.metrics, [&](const auto& m) {
    const auto place = kpi::at_path(document, m.settings.at);
    return place && numbers.contains(*place);
  });
  std::erase_if(found.series, [&](const auto& s) {
    return std::all_of(s.settings.y.begin(), s.settings.y.end(), [&](const auto& y) {
      return columns.contains({s.settings.at, y});
    });
  });
  std::erase_if(found.tables, [&](const auto& t) { return lists.contains(t.settings.at); });
  rename(found.metrics, data.metrics);
  rename(found.series, data.series);
  rename(found.tables, data.tables);
  return found;
}

}  // namespace guangmu::tools
