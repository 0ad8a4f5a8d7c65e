// What is pushed, as it goes over the line: server-sent events and WebSocket frames; and the little HTTP that
// a server needs. Pure.
#pragma once

#include <optional>
#include <string>

#include "tests/faults/plays.h"

namespace guangmu::testing {

// A header of a request, "" where it has none; and what its Content-Length says, 0 without.
std::string header(const std::string& request, const std::string& name);
std::size_t length_told(const std::string& request);

std::string events_head();
std::string as_event(const std::string& message);
// The answer that opens a WebSocket for this request (RFC 6455), and one text frame.
std::string websocket_head(const std::string& request);
std::string as_frame(const std::string& message);

// Takes down what a play says, up to some hundred kilobytes.
class Recorded : public Connection {
 public:
  bool send(const std::string& bytes) override;
  bool pause(double seconds) override;
  // The body, where the play sent one whole answer with status 200 at once; nothing where its fault lies in
  // the transport.
  std::optional<std::string> whole_body() const;

 private:
  std::string said_;
  bool plain_ = true;
};

}  // namespace guangmu::testing
