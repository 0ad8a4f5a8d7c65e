// The bytes of one answer as a document, whole or not at all. Pure.
//
// JSON as it is. CSV: {"rows": [{column: text or number, …}, …]}. Prometheus: {"name": value} for a sample without
// labels, and {"samples": [{"name": …, "labels": {…}, "value": …}, …]} for all.
#pragma once

#include <string_view>

#include "base/result.h"
#include "kpi/formats/json.h"
#include "kpi/source_settings.h"

namespace guangmu::kpi {

// `content_type` as the server sent it; empty: unknown. An error says what is wrong and at which byte or line, or
// what the platform answers in place of a document (`answer` of the source).
Result<Json> read_payload(std::string_view bytes, const SourceSettings& source, std::string_view content_type = {});

}  // namespace guangmu::kpi
