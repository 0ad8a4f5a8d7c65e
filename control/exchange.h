// One HTTP request and its answer, over civetweb's connection. Lives on the server thread that serves it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "control/access.h"

struct mg_connection;

namespace guangmu::control {

class Exchange {
 public:
  explicit Exchange(mg_connection* connection);

  std::string_view method() const { return method_; }
  std::string_view path() const { return path_; }  // decoded, dots not resolved, without query
  std::string_view header(const char* name) const;
  // A value of the query string, decoded; empty optional when it is not there.
  std::optional<std::string> query(const char* name) const;
  Sender sender() const;
  bool wants_websocket() const;

  // The whole body, or nothing when it is longer than `most_bytes`. Blocks until it has come.
  std::optional<std::string> body(std::size_t most_bytes);

  // Each writes head and body once and gives the HTTP status back.
  int reply(int status, std::string_view type, std::string_view body, std::string_view more_headers = "");
  int reply_json(int status, std::string_view body) { return reply(status, "application/json", body); }
  // {"errors": [{"index": -1, "text": …}]}: one form for every refusal.
  int reply_error(int status, std::string_view text, std::string_view more_headers = "");

 private:
  mg_connection* connection_;
  std::string_view method_, path_;
};

}  // namespace guangmu::control
