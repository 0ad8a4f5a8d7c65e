#include "tests/control/client.h"

#include <civetweb.h>

#include <array>
#include <memory>

#include "control/wire/command_wire.h"

namespace guangmu::control {

HttpAnswer send_raw(int port, const std::string& text) {
  std::array<char, 256> why{};
  const std::unique_ptr<mg_connection, void (*)(mg_connection*)> c(
      mg_connect_client("127.0.0.1", port, 0, why.data(), why.size()),
      [](mg_connection* m) { mg_close_connection(m); });
  if (!c) return {};
  mg_write(c.get(), text.data(), text.size());
  if (mg_get_response(c.get(), why.data(), why.size(), 8000) < 0) return {};
  const mg_response_info* info = mg_get_response_info(c.get());
  HttpAnswer answer{info->status_code, "", ""};
  if (const char* type = mg_get_header(c.get(), "Content-Type")) answer.type = type;
  std::array<char, 16384> part{};
  for (int got = 0; (got = mg_read(c.get(), part.data(), part.size())) > 0;)
    answer.body.append(part.data(), static_cast<std::size_t>(got));
  return answer;
}

HttpAnswer ask(int port, const Ask& request) {
  std::string text = request.method + " " + request.path + " HTTP/1.1\r\n";
  bool host = false;
  for (const std::string& each : request.headers) {
    host |= each.starts_with("Host:");
    text += each + "\r\n";
  }
  if (!host) text += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
  if (!request.body.empty()) text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return send_raw(port, text + "\r\n" + request.body);
}

HttpAnswer post_commands(int port, const std::vector<std::string>& commands,
                         std::vector<std::string> headers) {
  headers.emplace_back("Content-Type: application/json");
  return ask(port, {"POST", "/api/v1/commands", std::move(headers), wire::commands_json(commands)});
}

}  // namespace guangmu::control
