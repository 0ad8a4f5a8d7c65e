#include "tools/platform_look.h"

#include <curl/curl.h>
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>

namespace guangmu::tools {
namespace {

struct EndEasy {
  void operator()(CURL* c) const { curl_easy_cleanup(c); }
};
struct EndList {
  void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};

struct Reading {
  HttpLook* look;
  std::size_t most = 0;
};

std::size_t take_bytes(const char*, std::size_t size, std::size_t count, void* into) {
  auto& reading = *static_cast<Reading*>(into);
  reading.look->bytes += size * count;
  return reading.look->bytes > reading.most ? 0 : size * count;
}

// "Name: value" without what stands around the value; a new status line begins the headers anew.
std::size_t take_header(const char* data, std::size_t size, std::size_t count, void* into) {
  HttpLook& look = *static_cast<Reading*>(into)->look;
  const std::string line(data, size * count);
  if (line.starts_with("HTTP/")) {
    look.version = line.substr(0, line.find(' '));
    return line.size();
  }
  const auto colon = line.find(':');
  if (colon == std::string::npos) return line.size();
  std::string name = line.substr(0, colon);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto from = line.find_first_not_of(" \t", colon + 1), to = line.find_last_not_of(" \t\r\n");
  const std::string value = from == std::string::npos || from > to ? "" : line.substr(from, to - from + 1).substr(0, 200);
  if (name == "content-type") look.content_type = value;
  if (name == "etag") look.etag = value;
  if (name == "last-modified") look.last_modified = value;
  if (name == "content-encoding") look.packing = value;
  return line.size();
}

std::optional<double> days_left(CURL* c) {
  curl_certinfo* info = nullptr;
  if (curl_easy_getinfo(c, CURLINFO_CERTINFO, &info) != CURLE_OK || info == nullptr || info->num_of_certs < 1) return std::nullopt;
  for (const curl_slist* each = info->certinfo[0]; each != nullptr; each = each->next) {
    const std::string line = each->data;
    if (!line.starts_with("Expire date:")) continue;
    const std::time_t now = std::time(nullptr);
    const std::time_t end = curl_getdate(line.c_str() + 12, &now);
    if (end > 0) return std::difftime(end, now) / 86400;
  }
  return std::nullopt;
}

// Only what can be sent as it stands; a signature is the fetcher's matter.
bool can_sign_in(const kpi::SourceSettings& s) {
  return s.method == kpi::Method::get && (s.auth.kind == kpi::AuthKind::none || s.auth.kind == kpi::AuthKind::basic ||
                                          s.auth.kind == kpi::AuthKind::bearer) &&
         s.tls.certificate.empty();
}

}  // namespace

std::optional<HttpLook> look_at(const kpi::SourceSettings& s) {
  if (s.push != kpi::Push::none || !s.url.starts_with("http")) return std::nullopt;
  HttpLook look;
  look.signed_in = can_sign_in(s);
  look.tls = s.url.starts_with("https:");
  const std::unique_ptr<CURL, EndEasy> easy(curl_easy_init());
  CURL* c = easy.get();
  std::unique_ptr<curl_slist, EndList> headers;
  const auto add = [&](const std::string& line) { headers.reset(curl_slist_append(headers.release(), line.c_str())); };
  if (look.signed_in)
    for (const auto& [name, value] : s.headers) add(value.empty() ? name + ";" : name + ": " + value);
  if (look.signed_in && s.auth.kind == kpi::AuthKind::bearer) add("Authorization: Bearer " + s.auth.token);
  if (look.signed_in && s.auth.kind == kpi::AuthKind::basic) {
    curl_easy_setopt(c, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(c, CURLOPT_USERNAME, s.auth.user.c_str());
    curl_easy_setopt(c, CURLOPT_PASSWORD, s.auth.password.c_str());
  }
  Reading reading{&look, static_cast<std::size_t>(s.max_bytes)};
  curl_easy_setopt(c, CURLOPT_URL, s.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, std::lround(s.timeout.s * 1000));
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, std::lround(std::min(s.timeout.s, s.connect_timeout.s) * 1000));
  curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(c, CURLOPT_CERTINFO, 1L);
  curl_easy_setopt(c, CURLOPT_USERAGENT, s.user_agent.c_str());
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &reading);
  curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(c, CURLOPT_HEADERDATA, &reading);
  if (!s.tls.ca.empty()) curl_easy_setopt(c, CURLOPT_CAINFO, s.tls.ca.c_str());
  if (!s.proxy.empty()) curl_easy_setopt(c, CURLOPT_PROXY, s.proxy.c_str());
  const std::string_view host = std::string_view(s.url).substr(s.url.find("//") + 2);
  if (host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]"))
    curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
  const CURLcode code = curl_easy_perform(c);
  long status = 0;
  curl_off_t packed = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(c, CURLINFO_SIZE_DOWNLOAD_T, &packed);
  curl_easy_getinfo(c, look.tls ? CURLINFO_APPCONNECT_TIME : CURLINFO_CONNECT_TIME, &look.connect_s);
  curl_easy_getinfo(c, CURLINFO_TOTAL_TIME, &look.took_s);
  look.status = static_cast<int>(status);
  look.packed_bytes = static_cast<std::size_t>(packed);
  if (look.tls) look.certificate_days = days_left(c);
  if (code != CURLE_OK) look.fault = curl_easy_strerror(code);
  look.bad_certificate = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
                         code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR;
  return look;
}

}  // namespace guangmu::tools
