// What a platform says beside the figures: status, headers, certificate, size and times of one request. A plain value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace guangmu::kpi {

struct HttpLook {
  int status = 0;     // 0: no answer
  std::string fault;  // why there is none, or no whole one, in libcurl's words; empty: it came whole
  bool bad_certificate = false;
  bool redirected = false;  // an earlier request for the same answer was sent on (filled in by who keeps looks)
  std::string version;  // "HTTP/1.1", "HTTP/2"
  bool tls = false;
  std::optional<double> certificate_days;  // until it ends; only of the request that made the connection
  std::string content_type, etag, last_modified, packing;  // headers; empty: not sent
  std::size_t packed_bytes = 0, bytes = 0;                 // as sent, as unpacked
  double connect_s = 0, took_s = 0;  // TLS included, 0 over a connection that was open already; the whole
};

}  // namespace guangmu::kpi
