// Moments as people type them on the command line.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace guangmu::tools {

// ISO 8601, a date alone (its first second), or hh:mm or hh:mm:ss of the hall's day of `now`; empty: `now`.
Result<Instant> moment_of(const std::string& text, std::string_view option, Instant now);

}  // namespace guangmu::tools
