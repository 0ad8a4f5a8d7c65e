// The figures of a still picture: no network, no clock, no state; same inputs, same snapshot.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// The report values taken as live at `at`; derived figures computed from them. Series and tables have no
// points.
Snapshot snapshot_from_reports(const DataSettings& data, Instant at);

// From a data file:
//   {"at": "2022-12-31T08:00:00+08:00",
//    "metrics": {"users_total": {"value": 10016, "time": "2022-12-31T07:59:57+08:00"}},
//    "series":  {"financing_trend": [{"month": "2022-09", "amount": 24.3}]},
//    "tables":  {"bank_ranking": [{"name": "…", "amount": 3.2}]}}
// `value` is in the metric's unit (a ratio for %), null or left out for no reading: then the report value
// stands. `time` of a metric defaults to `at`, `at` to `clock`. A metric may also say "quarantined": true or
// "manual": true. Rows of series and tables have the keys that data.yaml declares, or stand as {"time": …,
// "rows": […]}. Derived figures are computed, unless given. An error names the file and the place in it by
// JSON Pointer: unknown ids, wrong types, values outside range.
Result<Snapshot> snapshot_from_file(const DataSettings& data, std::string_view text, const std::string& file,
                                    Instant clock);

}  // namespace guangmu::kpi
