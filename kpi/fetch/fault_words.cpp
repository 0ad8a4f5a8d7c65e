#include "kpi/fetch/fault_words.h"

#include <fmt/core.h>
#include <openssl/x509_vfy.h>

#include "kpi/fetch/address.h"
#include "kpi/fetch/handles.h"

namespace guangmu::kpi {
namespace {

std::string certificate_in_words(const FailedTransfer& t, const SourceSettings& source) {
  const std::string begin = fmt::format("the certificate of {} cannot be trusted: ", place_of(t.url));
  switch (t.verify_result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return begin + "it has expired; the platform must renew it (or this machine's clock is wrong)";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return begin + "it is not valid yet; is this machine's clock right?";
    case X509_V_ERR_CERT_REVOKED:
      return begin + "it was revoked; the platform must renew it";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return begin + (source.tls.ca.empty()
                          ? "nobody known here has signed it; set ca in tls to the file of the platform's authority"
                          : "the authority in tls.ca has not signed it; ask the platform for the right file");
    default:
      break;
  }
  // The name is compared before libcurl asks OpenSSL for its verdict: only the words tell.
  if (t.detail.find("subject name") != std::string::npos || t.detail.find("does not match") != std::string::npos)
    return begin + "it is made out to another name; check the host in url, or the platform must mend it";
  return begin + t.detail;
}

std::string_view credentials(AuthKind kind) {
  switch (kind) {
    case AuthKind::none:
      return "set auth of the source";
    case AuthKind::basic:
      return "check user and password in auth";
    case AuthKind::bearer:
      return "check token in auth";
    case AuthKind::oauth2:
      return "check client_id, client_secret and scope in auth";
    case AuthKind::hmac:
      return "check key, secret, canonical and headers in auth, and this machine's clock";
  }
  return "check auth";
}

char low(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool begins_with(std::string_view text, std::string_view begin) {
  if (text.size() < begin.size()) return false;
  for (std::size_t i = 0; i < begin.size(); ++i)
    if (low(text[i]) != begin[i]) return false;
  return true;
}

}  // namespace

std::string transfer_in_words(const FailedTransfer& t, const SourceSettings& source) {
  const std::string place = place_of(t.url);
  if (t.too_big || t.code == CURLE_FILESIZE_EXCEEDED)
    return fmt::format("the answer is longer than max_bytes, {}", source.max_bytes);
  if (t.head_too_big) return fmt::format("the head of the answer from {} does not end", place);
  switch (t.code) {
    case CURLE_OPERATION_TIMEDOUT:
      if (!t.connected) return fmt::format("no connection to {} in time", place);
      if (t.bytes > 0)
        return fmt::format("no whole answer from {} within {}: it came too slowly, {} bytes so far", place,
                           to_string(source.timeout), t.bytes);
      return fmt::format("no whole answer from {} within {}", place, to_string(source.timeout));
    case CURLE_COULDNT_CONNECT:
      return fmt::format("nothing listens at {}, or the way there is closed", place);
    case CURLE_COULDNT_RESOLVE_HOST:
      return fmt::format("the name of {} is not known here; check url, the cable and the name server", place);
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "the name of the proxy is not known here; check proxy of the source";
    case CURLE_PROXY:
      return "the proxy does not let us through; check proxy of the source";
    case CURLE_PARTIAL_FILE:
      return fmt::format("the answer was cut off after {} bytes", t.bytes);
    case CURLE_GOT_NOTHING:
      return fmt::format("{} closed the connection without an answer", place);
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return fmt::format("the connection to {} broke after {} bytes", place, t.bytes);
    case CURLE_PEER_FAILED_VERIFICATION:
      return certificate_in_words(t, source);
    case CURLE_SSL_CACERT_BADFILE:
      return fmt::format("{} (ca in tls) is no readable PEM file of an authority", source.tls.ca);
    case CURLE_SSL_CERTPROBLEM:
      return fmt::format("{} and {} (certificate and key in tls) are no readable PEM files that belong together, or "
                         "key_password is wrong",
                         source.tls.certificate, source.tls.key);
    case CURLE_BAD_CONTENT_ENCODING:
      return fmt::format("what {} packed cannot be unpacked", place);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      if (t.connected || t.code == CURLE_WEIRD_SERVER_REPLY)
        return fmt::format("{} does not answer in HTTP", place);
      return "its address is neither http nor https";
    case CURLE_URL_MALFORMAT:
      return "its address cannot be read; check url of the source";
    default:
      break;
  }
  return fmt::format("the transfer from {} failed: {}", place,
                     t.detail.empty() ? curl_easy_strerror(static_cast<CURLcode>(t.code)) : t.detail.c_str());
}

std::string status_in_words(long status, const SourceSettings& source) {
  switch (status) {
    case 204:
      return "HTTP 204: the platform has nothing to say";
    case 401:
      return fmt::format("HTTP 401: the platform {}; {}",
                         source.auth.kind == AuthKind::none ? "asks for credentials" : "does not take our credentials",
                         credentials(source.auth.kind));
    case 403:
      return fmt::format("HTTP 403: the platform does not let us in; {}, or ask for the right to read this address",
                         credentials(source.auth.kind));
    case 404:
      return "HTTP 404: nothing at this address; check url of the source";
    case 405:
      return "HTTP 405: the platform wants another method; check method of the source";
    case 407:
      return "HTTP 407: the proxy asks for credentials; set them in proxy of the source";
    case 415:
      return "HTTP 415: the platform does not take this kind of body; check content_type of the source";
    case 429:
      return "HTTP 429: the platform says we ask too often; make every of the source longer";
    case 511:
      return "HTTP 511: the network wants somebody to sign in first (a captive portal); open any page in a browser on "
             "this machine";
    default:
      break;
  }
  if (status >= 500) return fmt::format("HTTP {}: the platform has a fault of its own", status);
  return fmt::format("HTTP {}; expected 200", status);
}

bool is_web_page(std::string_view body, std::string_view content_type) {
  if (begins_with(content_type, "text/html") || begins_with(content_type, "application/xhtml")) return true;
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  const auto from = body.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return false;
  body.remove_prefix(from);
  return begins_with(body, "<!doctype html") || begins_with(body, "<html");
}

std::string web_page_in_words(const std::string& url) {
  return fmt::format("{} answers with a web page instead of figures: a sign-in page of the network (captive portal) or "
                     "of the platform; open the address in a browser on this machine",
                     place_of(url));
}

std::string away_in_words(const std::string& target) {
  return fmt::format("it redirects to {}, another host; sign in there if it is the network's sign-in page (captive "
                     "portal), or set url of the source to that address if it is right",
                     place_of(target));
}

}  // namespace guangmu::kpi
