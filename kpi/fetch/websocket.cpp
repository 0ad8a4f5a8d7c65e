#include "kpi/fetch/websocket.h"

#include <fmt/core.h>

#include <algorithm>

#include "kpi/fetch/address.h"
#include "kpi/fetch/signature.h"

namespace guangmu::kpi {
namespace {

constexpr std::string_view accept_suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455, 1.3

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r") + 1 - from));
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

// The value of a header in a head of lines; "" without.
std::string header_of(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos && lower(std::string(line.substr(0, colon))) == name)
      return trimmed(line.substr(colon + 1));
    if (end == std::string_view::npos) break;
    head.remove_prefix(end + 2);
  }
  return {};
}

Error broken(const std::string& what) {
  return {"the platform breaks the WebSocket protocol: " + what, Blame::machine};
}

}  // namespace

std::string opening_request(const Request& request, const std::string& key) {
  const auto address = address_of(request.url);
  if (!address) return {};
  std::string text = "GET " + address->path + (address->query.empty() ? "" : "?" + address->query) +
                     " HTTP/1.1\r\nHost: " + address->host_header() +
                     "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: " + key + "\r\n";
  const std::string user = request.user.empty() ? address->user : request.user;
  if (!user.empty())
    text += "Authorization: Basic " +
            base64(user + ":" + (request.user.empty() ? address->password : request.password)) + "\r\n";
  for (const auto& [name, value] : request.headers) text += name + ": " + value + "\r\n";
  return text + "\r\n";
}

std::optional<Opening> read_opening(std::string_view bytes, const std::string& key) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view head = bytes.substr(0, end);
  Opening o;
  o.size = end + 4;
  if (!head.starts_with("HTTP/1.1 ") || head.size() < 12) {
    o.fault = "it does not answer in HTTP/1.1";
    return o;
  }
  for (const char c : head.substr(9, 3)) o.http_status = c >= '0' && c <= '9' ? o.http_status * 10 + (c - '0') : 1000;
  if (o.http_status != 101) {
    o.fault = "it does not open a WebSocket";
  } else if (lower(header_of(head, "upgrade")) != "websocket" ||
             header_of(head, "sec-websocket-accept") != base64(sha1_bytes(key + std::string(accept_suffix)))) {
    o.fault = "its answer to the opening request belongs to another one";
  } else if (!header_of(head, "sec-websocket-extensions").empty()) {
    o.fault = "it uses an extension that was not offered";
  }
  return o;
}

std::string frame(Opcode opcode, std::string_view payload, std::array<std::uint8_t, 4> mask) {
  std::string out;
  const auto put = [&](unsigned byte) { out += static_cast<char>(static_cast<unsigned char>(byte & 0xFF)); };
  put(0x80u | static_cast<unsigned>(opcode));
  const std::uint64_t size = payload.size();
  if (size < 126) {
    put(0x80u | static_cast<unsigned>(size));
  } else {
    const int bytes = size < 65536 ? 2 : 8;
    put(0x80u | (bytes == 2 ? 126u : 127u));
    for (int k = bytes - 1; k >= 0; --k) put(static_cast<unsigned>(size >> (8 * k)));
  }
  for (const auto m : mask) put(m);
  for (std::size_t i = 0; i < payload.size(); ++i)
    put(static_cast<unsigned>(static_cast<unsigned char>(payload[i])) ^ mask[i % 4]);
  return out;
}

Result<std::vector<Message>> FrameReader::feed(std::string_view bytes) {
  held_ += bytes;
  std::vector<Message> out;
  std::size_t used = 0;
  for (;;) {
    const std::string_view rest = std::string_view(held_).substr(used);
    if (rest.size() < 2) break;
    const auto byte = [&](std::size_t k) { return static_cast<unsigned>(static_cast<unsigned char>(rest[k])); };
    const bool final = (byte(0) & 0x80) != 0;
    const unsigned code = byte(0) & 0x0F;
    if (byte(0) & 0x70) return broken("a frame with reserved bits");
    if (byte(1) & 0x80) return broken("a masked frame");
    std::uint64_t size = byte(1) & 0x7F;
    std::size_t head = 2;
    if (size >= 126) {
      const std::size_t more = size == 126 ? 2 : 8;
      if (rest.size() < 2 + more) break;
      size = 0;
      for (std::size_t k = 0; k < more; ++k) size = size << 8 | byte(2 + k);
      head += more;
    }
    const bool control = code >= 8;
    if (control ? code > 10 : code > 2) return broken("a frame of an unknown kind");
    if (control && (!final || size > 125)) return broken("a control frame that is too long or in parts");
    if (!control && (code == 0) != open_.has_value()) return broken("parts of messages out of order");
    const std::size_t before = !control && open_ ? open_->payload.size() : 0;
    if (size > max_bytes_ || before + size > max_bytes_)
      return Error{fmt::format("a message is longer than max_bytes, {}", max_bytes_), Blame::machine};
    if (rest.size() < head + size) break;
    const std::string_view payload = rest.substr(head, static_cast<std::size_t>(size));
    used += head + static_cast<std::size_t>(size);
    if (control) {
      out.push_back({static_cast<Opcode>(code), std::string(payload)});
      continue;
    }
    if (!open_) open_ = Message{static_cast<Opcode>(code), {}};
    open_->payload += payload;
    if (final) {
      out.push_back(std::move(*open_));
      open_.reset();
    }
  }
  held_.erase(0, used);
  return out;
}

}  // namespace guangmu::kpi
