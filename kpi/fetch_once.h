// One answer of a source, asked for once: for the tools. Blocks for at most `timeout`; any thread.
#pragma once

#include <string>

#include "base/result.h"
#include "kpi/source_settings.h"

namespace guangmu::kpi {

struct Fetched {
  std::string bytes, content_type;
  double seconds = 0;  // from asking to the last byte
};

// GET at s.url with s.headers as they are (nothing is filled in), within s.timeout and s.max_bytes, certificates
// verified, redirects on the same host alone. Blame::machine where there is no answer, or none with status 200.
Result<Fetched> fetch_once(const SourceSettings& s);

}  // namespace guangmu::kpi
