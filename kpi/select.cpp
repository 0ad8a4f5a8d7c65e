#include "kpi/select.h"

#include <fmt/core.h>

namespace guangmu::kpi {

std::string wrong_path(std::string_view path) {
  return is_pointer(path) ? "" : "is no JSON Pointer; expected steps with / before each, e.g. /data/users/total";
}

Result<const Json*> at_path(const Json& document, std::string_view path) {
  if (const Json* j = at_pointer(document, path)) return j;
  return Error{fmt::format("nothing at {}", path)};
}

}  // namespace guangmu::kpi
