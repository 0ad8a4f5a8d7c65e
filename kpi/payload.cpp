#include "kpi/payload.h"

#include <fmt/core.h>

namespace guangmu::kpi {

Result<Json> read_payload(std::string_view bytes, const SourceSettings&, std::string_view) {
  auto document = parse_json(bytes);
  if (!document) return Error{fmt::format("the answer is no acceptable JSON: {}", document.error().text), Blame::machine};
  return document;
}

}  // namespace guangmu::kpi
