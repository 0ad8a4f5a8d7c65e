#include "kpi/fetch/address.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "kpi/fetch/handles.h"

namespace guangmu::kpi {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::string part(CURLU* parts, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(parts, which, &text, flags) != CURLUE_OK || !text) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

std::vector<std::string> split_query(std::string_view query) {
  std::vector<std::string> parts;
  while (!query.empty()) {
    const auto end = query.find('&');
    if (end != 0) parts.emplace_back(query.substr(0, end));
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return parts;
}

}  // namespace

std::string Address::host_header() const {
  const bool own = port == (scheme == "https" || scheme == "wss" ? "443" : "80");
  return own ? host : host + ":" + port;
}

std::optional<Address> address_of(const std::string& url) {
  // The parser knows no web sockets; their addresses look like those of pages.
  const bool socket = url.starts_with("ws://") || url.starts_with("wss://");
  const UrlParts parts(curl_url());
  const std::string readable = socket ? "http" + url.substr(2) : url;
  if (!parts || curl_url_set(parts.get(), CURLUPART_URL, readable.c_str(), 0) != CURLUE_OK) return std::nullopt;
  Address a;
  a.scheme = lower(part(parts.get(), CURLUPART_SCHEME));
  a.host = lower(part(parts.get(), CURLUPART_HOST));
  a.port = part(parts.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  a.path = part(parts.get(), CURLUPART_PATH);
  a.query = part(parts.get(), CURLUPART_QUERY);
  a.user = part(parts.get(), CURLUPART_USER, CURLU_URLDECODE);
  a.password = part(parts.get(), CURLUPART_PASSWORD, CURLU_URLDECODE);
  if (socket) a.scheme = a.scheme == "https" ? "wss" : "ws";
  return a;
}

std::string place_of(const std::string& url) {
  const auto a = address_of(url);
  return a ? a->host + ":" + a->port : "its address";
}

bool is_loopback(const std::string& url) {
  const auto a = address_of(url);
  return a && (a->host == "localhost" || a->host == "[::1]" || a->host.starts_with("127."));
}

bool may_follow(const std::string& from_url, const std::string& to_url) {
  const auto from = address_of(from_url), to = address_of(to_url);
  if (!from || !to || from->host != to->host) return false;
  if (from->scheme == to->scheme) return from->port == to->port;
  return from->scheme == "http" && to->scheme == "https";
}

std::optional<std::string> absolute(const std::string& base, const std::string& link) {
  const UrlParts parts(curl_url());
  if (!parts || curl_url_set(parts.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
      curl_url_set(parts.get(), CURLUPART_URL, link.c_str(), 0) != CURLUE_OK)
    return std::nullopt;
  const std::string url = part(parts.get(), CURLUPART_URL);
  return url.empty() ? std::nullopt : std::optional(url);
}

std::string with_parameter(const std::string& url, const std::string& name, const std::string& value) {
  const std::string whole = url.substr(0, url.find('#'));
  const auto mark = whole.find('?');
  const std::string key = percent_encoded(name);
  std::string query;
  if (mark != std::string::npos)
    for (const auto& p : split_query(std::string_view(whole).substr(mark + 1))) {
      const std::string p_name = p.substr(0, p.find('='));
      if (p_name != key && p_name != name) query += p + "&";
    }
  return whole.substr(0, mark) + "?" + query + key + "=" + percent_encoded(value);
}

std::string sorted_query(std::string_view query) {
  auto parts = split_query(query);
  std::sort(parts.begin(), parts.end(), [](const std::string& a, const std::string& b) {
    const auto name = [](const std::string& p) { return p.substr(0, p.find('=')); };
    return name(a) != name(b) ? name(a) < name(b) : a < b;
  });
  std::string text;
  for (const auto& p : parts) text += (text.empty() ? "" : "&") + p;
  return text;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace guangmu::kpi
