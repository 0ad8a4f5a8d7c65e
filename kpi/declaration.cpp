#include "kpi/declaration.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "kpi/formula.h"

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
  const auto inputs = formula_inputs(it->second.formula);
  bool good = inputs.ok();
  if (good)
    for (const auto& input : *inputs) good = good && place_formula(input, data, open, order);
  if (good) order.push_back({id, it->second.formula, {inputs->begin(), inputs->end()}});
  open.erase(id);
  return good;
}

void finish_derived(MetricInfo& info, const Declaration::Formula& formula, const Declaration& so_far) {
  std::map<std::string, double> values;
  const ReportValue* oldest = nullptr;
  for (const auto& input : formula.inputs) {
    const MetricInfo& in = *so_far.metrics.at(input);
    info.late_after_s = std::max(info.late_after_s, in.late_after_s);
    info.stale_after_s = std::max(info.stale_after_s, in.stale_after_s);
    if (!in.report) continue;
    values[input] = in.report->value;
    if (!oldest || in.report->as_of < oldest->as_of) oldest = &*in.report;
  }
  if (info.report || !oldest || values.size() != formula.inputs.size()) return;
  if (const auto value = evaluate(formula.text, values))
    info.report = ReportValue{*value, oldest->as_of, oldest->source};
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
  for (const auto& f : d.formulas) {
    MetricInfo info = *d.metrics.at(f.id);
    finish_derived(info, f, d);
    apply_declared_ages(info, d.data.metrics.at(f.id));
    d.metrics[f.id] = std::make_shared<MetricInfo>(std::move(info));
  }
  for (const auto& [id, s] : d.data.series) {
    auto info = chart_info<SeriesInfo>(id, s, d.data);
    info.columns = s.y;
    d.series[id] = std::make_shared<SeriesInfo>(std::move(info));
  }
  for (const auto& [id, t] : d.data.tables) {
    auto info = chart_info<TableInfo>(id, t, d.data);
    info.columns = t.columns;
    d.tables[id] = std::make_shared<TableInfo>(std::move(info));
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
  std::string rest = fmt::format("{}\n{}\n{}\n{}", s.at, s.scale, s.unit, s.x);
  for (const auto& key : s.y) rest += "\n" + key;
  return mark(data, s.source, rest);
}

std::string Declaration::table_mark(const std::string& id) const {
  const TableSettings& t = data.tables.at(id);
  std::string rest = fmt::format("{}\n{}", t.at, t.unit);
  for (const auto& key : t.columns) rest += "\n" + key;
  return mark(data, t.source, rest);
}

}  // namespace guangmu::kpi
