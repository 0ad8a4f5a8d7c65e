// What a platform says besides the figures: status, headers, certificate, size and times of one request. For
// `guangmu data verify`; the figures themselves come through kpi's own fetcher.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "kpi/source_settings.h"

namespace guangmu::tools {

struct HttpLook {
  int status = 0;            // 0: no answer
  std::string fault;         // why there is none, in libcurl's words
  bool bad_certificate = false;
  bool signed_in = true;     // false: asked without the sign-in, so that only reaching it tells something
  std::string version;       // "HTTP/1.1"
  bool tls = false;
  std::optional<double> certificate_days;  // until it ends
  std::string content_type, etag, last_modified, packing;  // headers; empty: not sent
  std::size_t packed_bytes = 0, bytes = 0;                 // as sent, as unpacked
  double connect_s = 0, took_s = 0;                        // TLS included; the whole
};

// Asks once, without following redirects. Nothing where a source is not asked over HTTP. Blocks for at most the
// source's timeout; any thread.
std::optional<HttpLook> look_at(const kpi::SourceSettings& source);

}  // namespace guangmu::tools
