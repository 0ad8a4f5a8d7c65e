// What a source delivered in one poll, message or reading of a file. A plain value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/time.h"

namespace guangmu::kpi {

struct Answer {
  std::string body;          // unpacked; the pages of a paged document joined
  std::string content_type;  // as the server sent it; empty: unknown
  int http_status = 0;       // 200, 304 (body is the last one again); 0: not polled over HTTP
  double took_s = 0;         // from the start of the poll to its end; 0 for a pushed message
  std::size_t bytes = 0;     // of bodies received, unpacked
  std::optional<Instant> written;  // of a file: when it was written; the figures are no younger
};

}  // namespace guangmu::kpi
