// A client that can also misbehave: what it sends is written as it is.
#pragma once

#include <string>
#include <vector>

namespace guangmu::control {

struct HttpAnswer {
  int status = 0;  // 0: none
  std::string type, body;
};

// Sends `text` as it is and reads one answer.
HttpAnswer send_raw(int port, const std::string& text);

struct Ask {
  std::string method = "GET", path = "/";
  std::vector<std::string> headers{};  // "Name: value"
  std::string body{};
};
HttpAnswer ask(int port, const Ask& request);
HttpAnswer post_commands(int port, const std::vector<std::string>& commands,
                         std::vector<std::string> headers = {});

}  // namespace guangmu::control
