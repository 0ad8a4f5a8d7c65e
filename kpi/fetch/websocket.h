// The WebSocket protocol (RFC 6455) as a client speaks it: the opening request and its answer, and frames to and
// from bytes. Pure: no connection, no randomness of its own. No extension is offered.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kpi/fetch/request.h"

namespace guangmu::kpi {

enum class Opcode : std::uint8_t { more = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

// `key`: 16 random bytes in base64. `request` carries address, headers and basic sign-in.
std::string opening_request(const Request& request, const std::string& key);

// The server's answer, once its head is whole.
struct Opening {
  std::size_t size = 0;  // bytes of the head; frames follow
  int http_status = 0;
  std::string fault;  // empty: the connection is open
};
std::optional<Opening> read_opening(std::string_view bytes, const std::string& key);

// One whole frame, masked as a client must.
std::string frame(Opcode opcode, std::string_view payload, std::array<std::uint8_t, 4> mask);

struct Message {
  Opcode opcode = Opcode::text;  // text, binary, close, ping or pong; parts are joined
  std::string payload;
};

class FrameReader {
 public:
  explicit FrameReader(std::size_t max_bytes) : max_bytes_(max_bytes) {}
  // The messages that these bytes complete. An error when the server breaks the protocol or a message is longer
  // than max_bytes: the connection is then of no more use.
  Result<std::vector<Message>> feed(std::string_view bytes);

 private:
  std::size_t max_bytes_;
  std::string held_;  // bytes of a frame not yet whole
  std::optional<Message> open_;
};

}  // namespace guangmu::kpi
