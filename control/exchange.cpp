#include "control/exchange.h"

#include <civetweb.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "control/wire/command_wire.h"

namespace guangmu::control {
namespace {

std::string_view view_of(const char* text) {
  return text ? std::string_view(text) : std::string_view();
}

std::string_view phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 503:
      return "Service Unavailable";
    default:
      return "Error";
  }
}

}  // namespace

Exchange::Exchange(mg_connection* connection) : connection_(connection) {
  const mg_request_info* info = mg_get_request_info(connection);
  method_ = view_of(info->request_method);
  path_ = view_of(info->local_uri_raw);
}

std::string_view Exchange::header(const char* name) const {
  return view_of(mg_get_header(connection_, name));
}

std::optional<std::string> Exchange::query(const char* name) const {
  const std::string_view all = view_of(mg_get_request_info(connection_)->query_string);
  std::array<char, 256> value{};
  const int size = mg_get_var(all.data(), all.size(), name, value.data(), value.size());
  if (size == -1) return std::nullopt;
  if (size < 0) return std::string(1, '?');  // too long to be anything we know
  return std::string(value.data(), static_cast<std::size_t>(size));
}

Sender Exchange::sender() const {
  return {view_of(mg_get_request_info(connection_)->remote_addr), header("Authorization"), header("Host"),
          header("Origin"), header("User-Agent")};
}

bool Exchange::wants_websocket() const {
  constexpr std::string_view wanted = "websocket";
  const std::string_view upgrade = header("Upgrade");
  return upgrade.size() == wanted.size() && std::equal(upgrade.begin(), upgrade.end(), wanted.begin(),
                                                       [](char a, char b) { return (a | 32) == b; });
}

std::optional<std::string> Exchange::body(std::size_t most_bytes) {
  const long long announced = mg_get_request_info(connection_)->content_length;
  if (announced > static_cast<long long>(most_bytes)) return std::nullopt;
  std::string body(most_bytes + 1, '\0');
  std::size_t size = 0;
  while (size < body.size()) {
    const int got = mg_read(connection_, body.data() + size, body.size() - size);
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > most_bytes) return std::nullopt;
  body.resize(size);
  return body;
}

int Exchange::reply(int status, std::string_view type, std::string_view body, std::string_view more_headers) {
  const std::string head = fmt::format(
      "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\n{}Connection: close\r\n\r\n",
      status, phrase(status), type, body.size(), more_headers);
  mg_write(connection_, head.data(), head.size());
  if (!body.empty() && method_ != "HEAD") mg_write(connection_, body.data(), body.size());
  mg_disable_keep_alive(connection_);
  return status;
}

int Exchange::reply_error(int status, std::string_view text, std::string_view more_headers) {
  return reply(status, "application/json", wire::errors_json({{-1, std::string(text)}}), more_headers);
}

}  // namespace guangmu::control
