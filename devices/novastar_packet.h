// Packets of the NovaStar control protocol: to a processor or, through it, to the receiving cards. Built and
// checksummed here; nothing is ever sent from a table of finished packets.
//
// Layout (offsets in bytes; little-endian numbers):
//   0 head 55 AA, replies AA 55   2 ack: 0 done, 1 timeout, 2 request damaged, 3 reply damaged, 4 unknown
//   3 serial number   4 source, FE for a computer   5 destination   6 device: 0 sender, 1 receiving card, 2
//   function 7 port   8 card (2)   10 0 read, 1 write   11 0   12 address (4)   16 length (2)   18 data then
//   checksum (2): 5555 plus every byte from offset 2 to the end of the data, modulo 65536.
// A read asks with the wanted length and no data; its reply brings the data. A write's reply brings none.
// Sources, read for facts only: the choices of bitfocus/companion-module-novastar-controller (MIT) and the
// codec of sarakusha/novastar (MIT), both on GitHub; of the first one's finished packets many carry a wrong
// checksum.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace guangmu::devices::novastar {

enum class Device : std::uint8_t { sender = 0, card = 1, function = 2 };

struct Target {
  std::uint8_t destination = 0;
  Device device = Device::sender;
  std::uint8_t port = 0;   // FF: all
  std::uint16_t card = 0;  // FFFF: all
  friend bool operator==(const Target&, const Target&) = default;
};

struct Packet {
  bool reply = false;
  std::uint8_t ack = 0;
  std::uint8_t serial = 0;
  Target target{};
  bool write = false;
  std::uint32_t address = 0;
  std::uint16_t length = 0;  // of the data; for a read that asks, of the data wanted
  std::vector<std::uint8_t> data{};
  friend bool operator==(const Packet&, const Packet&) = default;
};

// `length` is taken from the data where there are any.
std::vector<std::uint8_t> encode(const Packet& packet);

std::string_view ack_words(std::uint8_t ack);

// Collects bytes as they come over the wire and gives out whole packets. Bytes that begin no packet and
// packets whose checksum is wrong are dropped and counted; it never keeps more than one longest packet.
class PacketReader {
 public:
  void feed(std::span<const std::uint8_t> bytes);
  std::optional<Packet> next();
  std::size_t dropped_bytes() const { return dropped_; }
  std::size_t damaged() const { return damaged_; }

 private:
  void drop(std::size_t n);
  std::vector<std::uint8_t> buffer_;
  std::size_t dropped_ = 0, damaged_ = 0;
};

}  // namespace guangmu::devices::novastar
