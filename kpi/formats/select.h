// Places in a document: a JSON Pointer (RFC 6901) or a JSONPath beginning with $. Pure.
//
// Of JSONPath (RFC 9535): $, .name, ['name'], [n], [-1], [a:b] and [a:b:c] with c above 0, [*], .*, .., several in one
// bracket ['a','b'], and filters [?(…)] with @ and its steps, ==, !=, <, <=, >, >=, &&, ||, !, parentheses, texts in
// ' or ", numbers, true, false, null; @.key alone asks whether it is there. No functions, no $ within a filter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kpi/formats/json.h"
#include "kpi/path_settings.h"

namespace guangmu::kpi {

// The one value at `path`; valid as long as the document. An error in plain words when nothing is there, or, with a
// JSONPath, more than one value.
Result<const Json*> at_path(const Json& document, std::string_view path);

// Every value at `path`, in the order of the document; an error for a path that cannot be read, or one that would look
// at more than 2,000,000 places. A pointer gives one or none.
Result<std::vector<const Json*>> all_at(const Json& document, std::string_view path);

// True where nothing stands at `path` because its first filter turns every row of a list away, each of which has what the
// filter asks for: then the answer is an empty list, not a missing one.
bool filters_all_out(const Json& document, std::string_view path);

// True for a path that may lead to several places: with *, .., a slice, a filter or several names.
bool leads_to_many(std::string_view path);

}  // namespace guangmu::kpi
