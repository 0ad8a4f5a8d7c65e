#include "kpi/declaration.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "kpi/formulas/declared_units.h"
#include "kpi/formulas/relation.h"
#include "kpi/trends.h"

namespace guangmu::kpi {
namespace {

const SourceSettings* source_of(const DataSettings& data, const std::string& id) {
  const auto it = data.sources.find(id);
  return it == data.sources.end() ? nullptr : &it->second;
}

std::string mark(const DataSettings& data, const std::string& source, const std::string& rest) {
  const SourceSettings* s = source_of(data, source);
  const std::string address = s ? s->address() : "";
  const std::string url = address.substr(0, address.find_first_of("?#"));
  return fmt::format("{:016x}", hash_of(url + "\n" + rest));
}

std::string metric_unit(const DataSettings& data, const std::string& id) {
  const auto it = data.metrics.find(id);
  return it == data.metrics.end() ? "" : it->second.unit;
}

template <class Info>
void set_ages(Info& info, const DataSettings& data) {
  if (const SourceSettings* s = source_of(data, info.source)) {
    info.late_after_s = default_late_after_s(*s);
    info.stale_after_s = default_stale_after_s(*s);
  }
}

void apply_declared_ages(MetricInfo& info, const MetricSettings& m) {
  if (m.late_after) info.late_after_s = m.late_after->s;
  if (m.stale_after) info.stale_after_s = m.stale_after->s;
  info.stale_after_s = std::max(info.stale_after_s, info.late_after_s);
}

MetricInfo metric_info(const std::string& id, const MetricSettings& m, const DataSettings& data) {
  MetricInfo info;
  info.id = id;
  info.unit = m.unit;
  info.source = m.source;
  info.label = m.label;
  info.kind = m.kind;
  info.decimals = m.decimals;
  info.derived = !m.formula.empty();
  info.is_short = m.is_short;
  info.approx = m.approx;
  if (m.report) info.report = ReportValue{m.report->value, m.report->as_of, m.report->source};
  set_ages(info, data);
  apply_declared_ages(info, m);
  return info;
}

// Puts the formula of `id` behind those it needs. False when it is in a circle or cannot be read.
bool place_formula(const std::string& id, const DataSettings& data, std::set<std::string>& open,
                   std::vector<Declaration::Formula>& order) {
  for (const auto& f : order)
    if (f.id == id) return true;
  const auto it = data.metrics.find(id);
  if (it == data.metrics.end()) return false;
  if (it->second.formula.empty()) return true;
  if (!open.insert(id).second) return false;
  auto expression = Expression::parse(it->second.formula);
  bool good = expression && expression->settle(DeclaredUnits(data));
  if (good)
    for (const auto& input : expression->metrics()) good = good && place_formula(input, data, open, order);
  if (good) order.push_back({id, it->second.formula, std::move(*expression)});
  open.erase(id);
  return good;
}

// What the report says, for a formula.
class Reports : public Figures {
 public:
  explicit Reports(const Declaration& d) : d_(d) {}
  std::optional<double> value(const std::string& id) const override {
    const auto& report = d_.metrics.at(id)->report;
    return report ? std::optional(report->value) : std::nullopt;
  }

 private:
  const Declaration& d_;
};

// How long an answer of the history about health may stand, at most.
constexpr double health_late_after_s = 3600, health_stale_after_s = 6 * 3600.0;
// How long it may take until what a metric is stands at the end of its curve.
constexpr double trend_behind_s = 2 * Trends::refresh_s;

void finish_derived(MetricInfo& info, const Declaration::Formula& formula, const Declaration& so_far) {
  const ReportValue* oldest = nullptr;
  const auto at_least = [&](double late_s, double stale_s) {
    info.late_after_s = std::max(info.late_after_s, late_s);
    info.stale_after_s = std::max(info.stale_after_s, stale_s);
  };
  for (const auto& input : formula.expression.metrics()) {
    const MetricInfo& in = *so_far.metrics.at(input);
    at_least(in.late_after_s, in.stale_after_s);
    if (in.report && (!oldest || in.report->as_of < oldest->as_of)) oldest = &*in.report;
  }
  for (const auto& [table, column] : formula.expression.sums())
    if (const auto t = so_far.tables.find(table); t != so_far.tables.end())
      at_least(t->second->late_after_s, t->second->stale_after_s);
  for (const auto& call : formula.expression.past())
    if (call.what != PastCall::What::previous && call.what != PastCall::What::average)
      at_least(health_late_after_s, health_stale_after_s);
  if (info.report || !oldest) return;
  if (const auto value = formula.expression.evaluate(Reports(so_far)); value && *value)
    info.report = ReportValue{**value, oldest->as_of, oldest->source};
}

// What series and tables have in common.
template <class Info, class Settings>
Info chart_info(const std::string& id, const Settings& settings, const DataSettings& data) {
  Info info;
  info.id = id;
  info.unit = settings.unit;
  info.label = settings.label;
  info.source = settings.source;
  info.demonstration = settings.demonstration;
  set_ages(info, data);
  return info;
}

}  // namespace

Declaration declare(DataSettings data) {
  Declaration d;
  d.data = std::move(data);
  for (const auto& [id, m] : d.data.metrics) {
    std::set<std::string> open;
    place_formula(id, d.data, open, d.formulas);
  }
  for (const auto& [id, m] : d.data.metrics)
    d.metrics[id] = std::make_shared<MetricInfo>(metric_info(id, m, d.data));
  for (const auto& [id, s] : d.data.series) {
    auto info = chart_info<SeriesInfo>(id, s, d.data);
    info.columns = s.columns();
    d.series[id] = std::make_shared<SeriesInfo>(std::move(info));
  }
  for (const auto& [id, t] : d.data.tables) {
    auto info = chart_info<TableInfo>(id, t, d.data);
    info.columns = t.keys();
    if (t.health) {
      info.late_after_s = health_late_after_s;
      info.stale_after_s = health_stale_after_s;
    }
    d.tables[id] = std::make_shared<TableInfo>(std::move(info));
  }
  for (const auto& f : d.formulas)
    for (const auto& column : f.expression.sums()) d.summed.insert(column.table);
  for (const auto& [id, settings] : d.data.relations)
    if (const auto relation = relation_of(settings, d.data))
      for (const auto& column : relation->sums()) d.summed.insert(column.table);
  for (const auto& f : d.formulas) {
    MetricInfo info = *d.metrics.at(f.id);
    finish_derived(info, f, d);
    apply_declared_ages(info, d.data.metrics.at(f.id));
    d.metrics[f.id] = std::make_shared<MetricInfo>(std::move(info));
  }
  for (auto& [id, s] : d.series) {
    const auto of = d.metrics.find(d.data.series.at(id).history);
    if (of == d.metrics.end()) continue;
    SeriesInfo info = *s;
    info.over_s = d.data.series.at(id).over ? d.data.series.at(id).over->s : 0;
    info.unit = of->second->unit;
    if (info.label == LocalText{}) info.label = of->second->label;
    info.late_after_s = of->second->late_after_s + trend_behind_s;
    info.stale_after_s = of->second->stale_after_s + trend_behind_s;
    s = std::make_shared<SeriesInfo>(std::move(info));
  }
  return d;
}

std::string Declaration::shown_url(const std::string& id) const {
  return data.sources.at(id).shown_address();
}

std::string Declaration::metric_mark(const std::string& id) const {
  const MetricSettings& m = data.metrics.at(id);
  if (!m.formula.empty()) return {};
  return mark(data, m.source, fmt::format("{}\n{}\n{}", m.at, m.scale, m.unit));
}

std::string Declaration::series_mark(const std::string& id) const {
  const SeriesSettings& s = data.series.at(id);
  if (!s.history.empty())
    return mark(data, "", fmt::format("history iso\n{}\n{}\n{}", s.history, s.over ? s.over->s : 0, metric_unit(data, s.history)));
  std::string rest = fmt::format("{}\n{}\n{}\n{}", s.at, s.scale, s.unit, s.x);
  for (const auto& key : s.y) rest += "\n" + key;
  return mark(data, s.source, rest);
}

std::string Declaration::table_mark(const std::string& id) const {
  const TableSettings& t = data.tables.at(id);
  std::string rest = fmt::format("{}\n{}", t.at, t.unit);
  for (const auto& key : t.columns) rest += "\n" + key;
  if (summed.contains(id)) rest += "\nall rows";  // else only those that are shown are kept
  return mark(data, t.source, rest);
}

}  // namespace guangmu::kpi
