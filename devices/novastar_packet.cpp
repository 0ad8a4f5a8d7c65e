#include "devices/novastar_packet.h"

#include <numeric>

namespace guangmu::devices::novastar {
namespace {

constexpr std::size_t head_size = 18, checksum_size = 2;
constexpr std::uint16_t longest_data = 4096;  // beyond it a length can only be noise

std::uint8_t low(std::uint32_t v) {
  return static_cast<std::uint8_t>(v & 0xFF);
}

void put16(std::vector<std::uint8_t>& out, std::uint32_t v) {
  out.push_back(low(v));
  out.push_back(low(v >> 8));
}

std::uint16_t get16(const std::uint8_t* p) {
  return static_cast<std::uint16_t>(p[0] | p[1] << 8);
}

std::uint16_t checksum(const std::uint8_t* from, const std::uint8_t* to) {
  return static_cast<std::uint16_t>(std::accumulate(from, to, 0x5555u));
}

}  // namespace

std::vector<std::uint8_t> encode(const Packet& p) {
  std::vector<std::uint8_t> out;
  out.reserve(head_size + p.data.size() + checksum_size);
  out.push_back(p.reply ? 0xAA : 0x55);
  out.push_back(p.reply ? 0x55 : 0xAA);
  out.push_back(p.ack);
  out.push_back(p.serial);
  out.push_back(p.reply ? p.target.destination : 0xFE);
  out.push_back(p.reply ? 0xFE : p.target.destination);
  out.push_back(static_cast<std::uint8_t>(p.target.device));
  out.push_back(p.target.port);
  put16(out, p.target.card);
  out.push_back(p.write ? 1 : 0);
  out.push_back(0);
  put16(out, p.address & 0xFFFF);
  put16(out, p.address >> 16);
  put16(out, p.data.empty() ? p.length : static_cast<std::uint32_t>(p.data.size()));
  out.insert(out.end(), p.data.begin(), p.data.end());
  put16(out, checksum(out.data() + 2, out.data() + out.size()));
  return out;
}

std::string_view ack_words(std::uint8_t ack) {
  switch (ack) {
    case 0:
      return "done";
    case 1:
      return "it timed out inside";
    case 2:
      return "the request arrived damaged";
    case 3:
      return "an answer inside arrived damaged";
    case 4:
      return "it does not know this command";
    default:
      return "an answer of unknown meaning";
  }
}

void PacketReader::feed(std::span<const std::uint8_t> bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

void PacketReader::drop(std::size_t n) {
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(n));
}

std::optional<Packet> PacketReader::next() {
  while (buffer_.size() >= 2) {
    const std::uint8_t* b = buffer_.data();
    const bool request = b[0] == 0x55 && b[1] == 0xAA, reply = b[0] == 0xAA && b[1] == 0x55;
    if (!request && !reply) {
      ++dropped_;
      drop(1);
      continue;
    }
    if (buffer_.size() < head_size) return std::nullopt;
    const bool write = b[10] == 1;
    const std::uint16_t length = get16(b + 16);
    const std::size_t data =
        request == write ? length : 0;  // a write asks with data, a read answers with data
    const std::size_t total = head_size + data + checksum_size;
    if (length <= longest_data && buffer_.size() < total) return std::nullopt;
    if (length > longest_data || get16(b + head_size + data) != checksum(b + 2, b + head_size + data)) {
      ++damaged_;
      ++dropped_;
      drop(1);  // the true beginning of a packet may lie inside
      continue;
    }
    Packet p;
    p.reply = reply;
    p.ack = b[2];
    p.serial = b[3];
    p.target = {reply ? b[4] : b[5], static_cast<Device>(b[6]), b[7], get16(b + 8)};
    p.write = write;
    p.address = static_cast<std::uint32_t>(get16(b + 12)) | static_cast<std::uint32_t>(get16(b + 14)) << 16;
    p.length = length;
    p.data.assign(b + head_size, b + head_size + data);
    drop(total);
    return p;
  }
  return std::nullopt;
}

}  // namespace guangmu::devices::novastar
