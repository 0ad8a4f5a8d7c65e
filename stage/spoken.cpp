#include "stage/spoken.h"

#include <utility>

#include "kpi/still.h"

namespace guangmu::stage {

kpi::Snapshot with_spoken(const kpi::DataSettings& data, const kpi::Snapshot& live, const show::SpokenFigures& spoken, Instant at) {
  kpi::Snapshot out = kpi::snapshot_from_reports(data, at);
  for (auto& [id, metric] : out.metrics) {
    const auto said = spoken.find(id);
    if (metric.info->report) {
      // A report's figure stands as such, so that "more than 100" does not turn into 100.
      kpi::MetricInfo info = *metric.info;
      if (said != spoken.end()) info.report->value = said->second.value;
      metric.info = std::make_shared<const kpi::MetricInfo>(std::move(info));
      metric.reading.reset();
    } else if (said != spoken.end()) {
      metric.reading = kpi::Reading{said->second.value, at, at};
    }
  }
  out.version = live.version;
  out.series = live.series;
  out.tables = live.tables;
  return out;
}

}  // namespace guangmu::stage
