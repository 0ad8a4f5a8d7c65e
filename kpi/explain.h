// Why a figure was what it was at one moment: from the declaration and the history. Reads the disk, some milliseconds.
#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "kpi/declaration.h"
#include "kpi/formats/json.h"
#include "kpi/values/why.h"

namespace guangmu::kpi {

class HistoryReader;

// `reader` null: without a history only the declaration is told. Nothing for an id that data.yaml does not know.
std::optional<Why> explain(HistoryReader* reader, const Declaration& declaration, const std::string& metric, Instant at);

// Points and marks of a figure, with unit and decimals; at most 500 points.
std::optional<Course> course_of(HistoryReader* reader, const Declaration& declaration, const std::string& metric, Instant from, Instant to);

// The document laid out with one member a line, and of it the lines around the value at `marked` (null: the beginning).
WhyExcerpt excerpt_of(const Json& document, const Json* marked);

}  // namespace guangmu::kpi
