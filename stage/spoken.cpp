#include "stage/spoken.h"

#include <utility>

#include "kpi/still.h"

namespace guangmu::stage {

kpi::Snapshot with_spoken(const kpi::DataSettings& data, const kpi::Snapshot& live, const show::SpokenFigures& spoken, Instant at) {
  kpi::Snapshot out = kpi::snapshot_from_reports(data, at);
  for (const auto& [id, figure] : spoken)
    if (const auto metric = out.metrics.find(id); metric != out.metrics.end()) metric->second.reading = kpi::Reading{figure.value, at, at};
  out.version = live.version;
  out.series = live.series;
  out.tables = live.tables;
  return out;
}

}  // namespace guangmu::stage
