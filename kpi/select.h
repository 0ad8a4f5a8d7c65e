// Places in a document: a JSON Pointer (RFC 6901) or a JSONPath beginning with $. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "kpi/json.h"

namespace guangmu::kpi {

// Why `path` cannot be read as a place; "" when it can.
std::string wrong_path(std::string_view path);

// The one value at `path`; valid as long as the document. An error in plain words when nothing is there, or, with a
// JSONPath, more than one value.
Result<const Json*> at_path(const Json& document, std::string_view path);

}  // namespace guangmu::kpi
