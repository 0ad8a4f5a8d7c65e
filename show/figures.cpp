#include "show/figures.h"

#include <algorithm>
#include <string>
#include <utility>

#include "kpi/values/number_text.h"

namespace guangmu::show {
namespace {

MetricStatus metric_status(const kpi::Metric& metric, Instant now) {
  const kpi::MetricInfo& info = *metric.info;
  MetricStatus m;
  m.value = metric.value();
  m.unit = info.unit;
  m.decimals = info.decimals;
  m.late_after_s = info.late_after_s;
  m.stale_after_s = info.stale_after_s;
  m.age_s = kpi::age_s(metric, now);
  m.freshness = kpi::freshness_of(metric, now);
  m.source = info.source;
  m.label = info.label;
  for (const Language language : {Language::zh, Language::en}) {
    const kpi::NumberText text = kpi::number_text(metric, language);
    (language == Language::zh ? m.digits.zh : m.digits.en) =
        text.digits + (text.more_than ? (language == Language::zh ? "余" : "+") : "");
    (language == Language::zh ? m.unit_text.zh : m.unit_text.en) = text.unit;
  }
  m.refused = metric.refused;
  m.refused_zh = metric.refused_zh;
  m.refused_rule = metric.refused_rule;
  m.held = metric.held;
  m.held_since = metric.held_since;
  m.derived = info.derived;
  m.quarantined = metric.quarantined;
  m.manual = metric.manual;
  m.manual_by = metric.manual_by;
  m.manual_until = metric.manual_until;
  m.from_report = metric.from_report();
  if (info.report) {
    m.report_date = to_string(info.report->as_of);
    m.report_source = info.report->source;
  }
  if (metric.reading) m.source_time = metric.reading->source_time;
  return m;
}

}  // namespace

void describe_figures(const kpi::Snapshot& snapshot, Instant now, Status& status) {
  status.figures_version = snapshot.version;
  status.metrics.clear();
  for (const auto& [id, metric] : snapshot.metrics)
    if (metric.info) status.metrics.emplace(id, metric_status(metric, now));
  status.sources.clear();
  for (const auto& [id, source] : snapshot.sources) {
    SourceStatus s{id, source.url, source.fault, source.fault_since, source.last_good, source.polls, source.errors};
    s.fault_zh = source.fault_zh;
    s.label = source.label;
    s.refused_count = source.refused.size();
    for (std::size_t i = 0; i < std::min(source.refused_zh.size(), source.refused.size()); ++i)
      s.refused.push_back({source.refused_zh[i], source.refused[i]});
    s.day = source.day;
    status.sources.push_back(std::move(s));
  }
}

}  // namespace guangmu::show
