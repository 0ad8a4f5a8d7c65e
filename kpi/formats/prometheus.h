// Prometheus text exposition (format 0.0.4) as a document. Pure.
// https://prometheus.io/docs/instrumenting/exposition_formats/
#pragma once

#include <string_view>

#include "base/result.h"
#include "kpi/formats/json.h"

namespace guangmu::kpi {

// {"NAME": value, …} of the samples without labels, and {"samples": [{"name", "labels": {…}, "value", "time"}, …]} of
// all; time, in milliseconds, where the sample has one. Samples whose value is NaN or infinite are left out. Refused,
// by line: what is no sample, values too large for a double, a sample twice, an end without line break (it is cut
// off), a sample without labels named "samples", more than 200,000 samples.
Result<Json> parse_prometheus(std::string_view text);

}  // namespace guangmu::kpi
