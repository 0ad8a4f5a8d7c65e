#include "kpi/source_settings.h"

#include <fmt/core.h>

#include <filesystem>
#include <tuple>

namespace guangmu::kpi {
namespace {

bool one_line(const std::string& text) {
  return text.find_first_of("\r\n") == std::string::npos;
}

void check_headers(const std::map<std::string, std::string>& headers, fields::Complaints& c) {
  for (const auto& [name, value] : headers)
    if (name.empty() || name.find_first_of(":\r\n ") != std::string::npos || !one_line(value))
      c.at("headers." + name, "is no request header; expected a name and a value on one line");
}

bool begins(const std::string& url, std::string_view a, std::string_view b) {
  return url.starts_with(a) || url.starts_with(b);
}

}  // namespace

double default_late_after_s(const SourceSettings& s) {
  return 2 * s.every.s + s.timeout.s;
}
double default_stale_after_s(const SourceSettings& s) {
  return 10 * s.every.s;
}

void AuthSettings::check(fields::Complaints& c) const {
  const auto needs = [&](const std::string& value, const char* name) {
    if (value.empty()) c.at(name, fmt::format("missing; this kind of sign-in needs {}", name));
  };
  switch (kind) {
    case AuthKind::none:
      break;
    case AuthKind::basic:
      needs(user, "user");
      needs(password, "password");
      break;
    case AuthKind::bearer:
      needs(token, "token");
      break;
    case AuthKind::oauth2:
      needs(token_url, "token_url");
      needs(client_id, "client_id");
      needs(client_secret, "client_secret");
      break;
    case AuthKind::hmac:
      needs(secret, "secret");
      if (headers.empty())
        c.at("headers", "missing; expected at least one header that carries {signature}");
      break;
  }
  if (!one_line(token) || !one_line(user)) c.at("token", "has a line break; expected one line");
  check_headers(headers, c);
}

void TlsSettings::check(fields::Complaints& c) const {
  if (certificate.empty() != key.empty())
    c.at(certificate.empty() ? "certificate" : "key", "missing; certificate and key go together");
}

void PagingSettings::check(fields::Complaints& c) const {
  if (parameter.empty() && next.empty())
    c.at("parameter", "neither parameter nor next; expected how the next page is asked for");
}

void AnswerSettings::check(fields::Complaints& c) const {
  if (ok.empty()) c.at("ok", "no code; expected at least one that a good answer has");
}

void CsvSettings::check(fields::Complaints& c) const {
  if (separator != "tab" && separator.size() != 1)
    c.at("separator", fmt::format("\"{}\" is no separator; expected one character or tab", separator));
}

bool SourceSettings::same_request(const SourceSettings& o) const {
  const auto all = [](const SourceSettings& s) {
    return std::tie(s.url, s.file, s.text, s.method, s.body, s.content_type, s.push, s.events, s.subscribe,
                    s.format, s.charset, s.csv, s.paging, s.answer, s.auth, s.tls, s.proxy, s.every, s.connect_timeout, s.timeout,
                    s.max_bytes, s.headers, s.user_agent);
  };
  return all(*this) == all(o);
}

std::string SourceSettings::address() const {
  return !url.empty() ? url : !file.empty() ? file : "in data.yaml";
}

std::string SourceSettings::shown_address() const {
  if (url.empty()) return address();
  std::string shown = url.substr(0, url.find_first_of("?#"));
  const auto scheme = shown.find("://");
  if (scheme == std::string::npos) return shown;
  const auto at = shown.rfind('@', shown.find('/', scheme + 3));
  if (at != std::string::npos && at > scheme) shown.erase(scheme + 3, at - scheme - 2);
  return shown;
}

void SourceSettings::resolve_paths(const std::string& folder) {
  for (std::string* path : {&file, &tls.ca, &tls.certificate, &tls.key})
    if (!path->empty() && std::filesystem::path(*path).is_relative())
      *path = (std::filesystem::path(folder) / *path).string();
}

void SourceSettings::check(fields::Complaints& c) const {
  const int given = !url.empty() + !file.empty() + !text.empty();
  if (given != 1)
    c.at("url", given == 0 ? "missing; expected url, file or text" : "expected one of url, file and text");
  if (!url.empty()) {
    const bool socket = push == Push::websocket;
    if (socket ? !begins(url, "ws://", "wss://") : !begins(url, "http://", "https://"))
      c.at("url", fmt::format("\"{}\" is no address; expected {}", shown_address(),
                              socket ? "ws:// or wss:// (push: websocket)" : "http:// or https://"));
  } else if (push != Push::none) {
    c.at("push", "only an address can push; expected url");
  }
  if (push != Push::none && method == Method::post) c.at("method", "what is pushed is asked for with a get");
  if (!events.empty() && push != Push::events) c.at("events", "only server-sent events have names; expected push: events");
  if (!subscribe.empty() && push != Push::websocket) c.at("subscribe", "only a websocket is told what to send");
  if (method == Method::get && !body.empty()) c.at("body", "a get has no body; expected method: post");
  if (paging && (push != Push::none || format != PayloadFormat::json))
    c.at("paging", "only polled JSON comes in pages");
  if (answer && format != PayloadFormat::json) c.at("answer", "only JSON says how the request went");
  if (connect_timeout.s > timeout.s && connect_timeout != SourceSettings{}.connect_timeout)
    c.at("connect_timeout", "is longer than timeout; expected at most as long");
  check_headers(headers, c);
}

}  // namespace guangmu::kpi
