#include "tests/faults/message.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace guangmu::testing {
namespace {

constexpr std::size_t most_said = 400000;

}  // namespace

std::string header(const std::string& request, const std::string& name) {
  const auto at = request.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const auto from = at + name.size() + 4;
  return request.substr(from, request.find("\r\n", from) - from);
}

std::size_t length_told(const std::string& request) {
  return static_cast<std::size_t>(std::strtoul(header(request, "Content-Length").c_str(), nullptr, 10));
}

std::string events_head() {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
}

std::string as_event(const std::string& message) {
  std::string event = "data: ";
  for (const char c : message) event += c == '\n' ? std::string("\ndata: ") : std::string(1, c);
  return event + "\n\n";
}

std::string websocket_head(const std::string& request) {
  const std::string text = header(request, "Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::array<unsigned char, 4 * (SHA_DIGEST_LENGTH / 3 + 1) + 1> accept{};
  EVP_EncodeBlock(accept.data(), digest.data(), SHA_DIGEST_LENGTH);
  return std::string(
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
             "Upgrade\r\nSec-WebSocket-Accept: ") +
         reinterpret_cast<const char*>(accept.data()) + "\r\n\r\n";
}

std::string as_frame(const std::string& message) {
  constexpr char text = '\x81';
  const std::size_t n = message.size(), length_bytes = n < 126 ? 0 : n < 65536 ? 2 : 8;
  std::string head{text, static_cast<char>(length_bytes == 0 ? n : length_bytes == 2 ? 126 : 127)};
  for (std::size_t k = length_bytes; k-- > 0;) head += static_cast<char>(n >> (8 * k) & 255);
  return head + message;
}

bool Recorded::send(const std::string& bytes) {
  plain_ = plain_ && said_.size() + bytes.size() < most_said;
  if (plain_) said_ += bytes;
  return plain_;
}

bool Recorded::pause(double) {
  plain_ = false;
  return false;
}

std::optional<std::string> Recorded::whole_body() const {
  const auto end = said_.find("\r\n\r\n");
  if (!plain_ || end == std::string::npos || !said_.starts_with("HTTP/1.1 200 ")) return std::nullopt;
  const std::string head = said_.substr(0, end + 2), body = said_.substr(end + 4);
  if (header(head, "Content-Length") != std::to_string(body.size()) ||
      head.find("-Encoding:") != std::string::npos)
    return std::nullopt;
  return body;
}

}  // namespace guangmu::testing
