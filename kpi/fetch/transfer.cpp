#include "kpi/fetch/transfer.h"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "kpi/fetch/address.h"

namespace guangmu::kpi {
namespace {

constexpr std::size_t most_head_bytes = 64 << 10;
constexpr long connection_idle_s = 118;  // shorter than what servers and the firewalls between usually allow

long milliseconds(double s) {
  return std::max(1L, std::lround(s * 1000));
}

std::string version_in_words(long version) {
  switch (version) {
    case CURL_HTTP_VERSION_1_0:
      return "HTTP/1.0";
    case CURL_HTTP_VERSION_1_1:
      return "HTTP/1.1";
    case CURL_HTTP_VERSION_2_0:
      return "HTTP/2";
    case CURL_HTTP_VERSION_3:
      return "HTTP/3";
    default:
      return "";
  }
}

// Until the server's own certificate ends.
std::optional<double> certificate_days(CURL* c) {
  curl_certinfo* info = nullptr;
  if (curl_easy_getinfo(c, CURLINFO_CERTINFO, &info) != CURLE_OK || !info || info->num_of_certs < 1) return std::nullopt;
  constexpr std::string_view key = "Expire date:";
  for (const curl_slist* each = info->certinfo[0]; each; each = each->next) {
    const std::string line = each->data;
    if (!line.starts_with(key)) continue;
    const std::time_t now = std::time(nullptr), end = curl_getdate(line.c_str() + key.size(), &now);
    if (end > 0) return std::difftime(end, now) / 86400;
  }
  return std::nullopt;
}

}  // namespace

std::size_t Transfer::take_body(char* data, std::size_t, std::size_t count, void* user) {
  auto& t = *static_cast<Transfer*>(user);
  t.received_ += count;
  if (t.stream_ && t.status() == 200) return t.stream_({data, count}) ? count : 0;
  if (t.body.size() + count > static_cast<std::size_t>(t.limits_.max_bytes)) {
    t.too_big_ = true;
    return 0;
  }
  t.body.append(data, count);
  return count;
}

std::size_t Transfer::take_head(char*, std::size_t, std::size_t count, void* user) {
  auto& t = *static_cast<Transfer*>(user);
  t.head_bytes_ += count;
  t.head_too_big_ = t.head_bytes_ > most_head_bytes;
  return t.head_too_big_ ? 0 : count;
}

void Transfer::begin(const Request& request, const SourceSettings& source, Limits limits, Done done) {
  end();
  limits_ = limits;
  stream_ = nullptr;
  connect_only_ = false;
  done_ = std::move(done);
  set_up(request, source);
  add();
}

void Transfer::begin_stream(const Request& request, const SourceSettings& source, Limits limits, Stream stream,
                            Done done) {
  end();
  limits_ = limits;
  stream_ = std::move(stream);
  connect_only_ = false;
  done_ = std::move(done);
  set_up(request, source);
  curl_easy_setopt(easy_.get(), CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(0));
  add();
}

void Transfer::connect(const Request& request, const SourceSettings& source, Limits limits, Done done) {
  end();
  limits_ = limits;
  stream_ = nullptr;
  connect_only_ = true;
  done_ = std::move(done);
  set_up(request, source);
  CURL* c = easy_.get();
  curl_easy_setopt(c, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(c, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(c, CURLOPT_HTTPPROXYTUNNEL, source.proxy.empty() ? 0L : 1L);
  add();
}

void Transfer::add() {
  in_multi_ = curl_multi_add_handle(multi_, easy_.get()) == CURLM_OK;
}

void Transfer::end() {
  if (in_multi_) curl_multi_remove_handle(multi_, easy_.get());
  in_multi_ = false;
}

void Transfer::set_up(const Request& request, const SourceSettings& source) {
  CURL* c = easy_.get();
  curl_easy_reset(c);  // options only: the connection stays
  url_ = request.url;
  request_body_ = request.body;
  body = std::string();  // what a broken answer left behind is not kept
  detail_[0] = 0;
  received_ = head_bytes_ = 0;
  too_big_ = head_too_big_ = false;
  curl_slist* list = nullptr;
  for (const auto& [name, value] : request.headers)
    list = curl_slist_append(list, (value.empty() ? name + ";" : name + ": " + value).c_str());
  if (request.method == "POST") list = curl_slist_append(list, "Expect:");  // no second round for a small body
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, list);
  list_.reset(list);
  curl_easy_setopt(c, CURLOPT_URL, url_.c_str());
  curl_easy_setopt(c, CURLOPT_PRIVATE, this);
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);  // stop() does not wait for a name server
  if (limits_.whole_s > 0) curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, milliseconds(limits_.whole_s));
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits_.connect_s));
  curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits_.max_bytes));
  curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");  // every packing this libcurl can unpack
  curl_easy_setopt(c, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(c, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(c, CURLOPT_MAXAGE_CONN, connection_idle_s);
  curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(c, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!source.tls.ca.empty()) curl_easy_setopt(c, CURLOPT_CAINFO, source.tls.ca.c_str());
  if (!source.tls.certificate.empty()) {
    curl_easy_setopt(c, CURLOPT_SSLCERT, source.tls.certificate.c_str());
    curl_easy_setopt(c, CURLOPT_SSLKEY, source.tls.key.c_str());
    if (!source.tls.key_password.empty()) curl_easy_setopt(c, CURLOPT_KEYPASSWD, source.tls.key_password.c_str());
  }
  if (limits_.closes) curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
  if (limits_.looks) curl_easy_setopt(c, CURLOPT_CERTINFO, 1L);
  curl_easy_setopt(c, CURLOPT_PROXY, source.proxy.c_str());  // empty: none, whatever the environment says
  curl_easy_setopt(c, CURLOPT_NOPROXY, "");
  curl_easy_setopt(c, CURLOPT_USERAGENT, source.user_agent.c_str());
  if (request.method == "POST") {
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_body_.size()));
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, request_body_.c_str());
  }
  if (!request.user.empty()) {
    curl_easy_setopt(c, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(c, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(c, CURLOPT_PASSWORD, request.password.c_str());
  }
  curl_easy_setopt(c, CURLOPT_ERRORBUFFER, detail_.data());
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_head);
  curl_easy_setopt(c, CURLOPT_HEADERDATA, this);
}

void Transfer::finished(const CURLMsg& message) {
  if (message.msg != CURLMSG_DONE) return;
  const int code = message.data.result;
  Transfer* t = nullptr;
  curl_easy_getinfo(message.easy_handle, CURLINFO_PRIVATE, &t);
  // An open connection lives as long as its handle stays in the multi handle.
  if (!t->connect_only_ || code != CURLE_OK) t->end();
  const Done done = std::move(t->done_);
  if (done) done(code);
}

std::ptrdiff_t Transfer::send(std::string_view bytes) {
  std::size_t sent = 0;
  const CURLcode code = curl_easy_send(easy_.get(), bytes.data(), bytes.size(), &sent);
  if (code == CURLE_AGAIN) return 0;
  return code == CURLE_OK ? static_cast<std::ptrdiff_t>(sent) : -1;
}

std::ptrdiff_t Transfer::receive(char* to, std::size_t room) {
  std::size_t got = 0;
  const CURLcode code = curl_easy_recv(easy_.get(), to, room, &got);
  if (code == CURLE_AGAIN) return 0;
  return code == CURLE_OK && got > 0 ? static_cast<std::ptrdiff_t>(got) : -1;
}

curl_socket_t Transfer::socket() const {
  curl_socket_t s = CURL_SOCKET_BAD;
  curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &s);
  return s;
}

long Transfer::status() const {
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

std::string Transfer::header(const char* name) const {
  curl_header* found = nullptr;
  if (curl_easy_header(easy_.get(), name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK || !found) return {};
  return found->value;
}

std::string Transfer::redirect_url() const {
  char* target = nullptr;
  curl_easy_getinfo(easy_.get(), CURLINFO_REDIRECT_URL, &target);
  return target ? target : "";
}

double Transfer::retry_after_s() const {
  curl_off_t s = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RETRY_AFTER, &s);
  return static_cast<double>(s);
}

FailedTransfer Transfer::failure(int code) const {
  FailedTransfer f;
  f.code = code;
  f.url = url_;
  f.detail = detail_.data();
  curl_easy_getinfo(easy_.get(), CURLINFO_SSL_VERIFYRESULT, &f.verify_result);
  curl_off_t connected_us = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &connected_us);
  f.connected = connected_us > 0;
  f.too_big = too_big_;
  f.head_too_big = head_too_big_;
  f.bytes = received_;
  return f;
}

HttpLook Transfer::look(int code) const {
  CURL* c = easy_.get();
  HttpLook look;
  look.status = static_cast<int>(status());
  if (code != CURLE_OK) look.fault = curl_easy_strerror(static_cast<CURLcode>(code));
  look.bad_certificate = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
                         code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR;
  long version = 0;
  curl_off_t packed = 0;
  curl_easy_getinfo(c, CURLINFO_HTTP_VERSION, &version);
  curl_easy_getinfo(c, CURLINFO_SIZE_DOWNLOAD_T, &packed);
  look.version = version_in_words(version);
  look.tls = url_.starts_with("https:");
  if (look.tls) look.certificate_days = certificate_days(c);
  const auto said = [&](const char* name) { return header(name).substr(0, 200); };
  look.content_type = said("Content-Type");
  look.etag = said("ETag");
  look.last_modified = said("Last-Modified");
  look.packing = said("Content-Encoding");
  look.packed_bytes = static_cast<std::size_t>(packed);
  look.bytes = received_;
  curl_easy_getinfo(c, look.tls ? CURLINFO_APPCONNECT_TIME : CURLINFO_CONNECT_TIME, &look.connect_s);
  curl_easy_getinfo(c, CURLINFO_TOTAL_TIME, &look.took_s);
  return look;
}

}  // namespace guangmu::kpi
