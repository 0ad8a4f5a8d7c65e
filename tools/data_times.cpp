#include "tools/data_times.h"

#include <fmt/core.h>

namespace guangmu::tools {

Result<Instant> moment_of(const std::string& text, std::string_view option, Instant now) {
  if (text.empty()) return now;
  const bool clock = text.size() >= 5 && text[2] == ':';
  const std::string whole = clock ? iso8601(now).substr(0, 11) + text + (text.size() == 5 ? ":00" : "") : text;
  if (const auto at = parse_instant(whole)) return *at;
  return Error{fmt::format("{} {}: expected a time such as 2026-11-25T14:30:00, 2026-11-25 or 14:30", option, text)};
}

}  // namespace guangmu::tools
