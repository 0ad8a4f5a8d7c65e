// Packets against byte strings that are publicly documented with a checksum that holds.
#include <gtest/gtest.h>

#include <random>

#include "devices/novastar_packet.h"

namespace guangmu::devices::novastar {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr Target all_cards{0xFF, Device::card, 0xFF, 0xFFFF};

TEST(NovastarPacket, IsBuiltByteByByte) {
  // Brightness of all cards to the full, serial number 0.
  EXPECT_EQ(encode({.target = all_cards, .write = true, .address = 0x02000001, .data = {0xFF}}),
            (Bytes{0x55, 0xAA, 0x00, 0x00, 0xFE, 0xFF, 0x01, 0xFF, 0xFF, 0xFF, 0x01,
                   0x00, 0x01, 0x00, 0x00, 0x02, 0x01, 0x00, 0xFF, 0x54, 0x5B}));
  // Window 1 of a VX6s to HDMI 1, serial number 0x88.
  EXPECT_EQ(encode({.serial = 0x88, .write = true, .address = 0x13020012, .data = {0x00, 0x00, 0x11}}),
            (Bytes{0x55, 0xAA, 0x00, 0x88, 0xFE, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00,
                   0x12, 0x00, 0x02, 0x13, 0x03, 0x00, 0x00, 0x00, 0x11, 0x17, 0x57}));
  // A read carries the wanted length and no data.
  const Bytes read = encode({.serial = 1, .address = 0x02000001, .length = 1});
  EXPECT_EQ(read.size(), 20u);
  EXPECT_EQ(read[10], 0);
  EXPECT_EQ(read[16], 1);
}

TEST(NovastarPacket, ComesBackFromAnyStream) {
  std::mt19937 random(7);
  const auto byte = [&] { return static_cast<std::uint8_t>(random() & 0xFF); };
  for (int round = 0; round < 300; ++round) {
    std::vector<Packet> sent;
    Bytes stream;
    for (int i = 0; i < 5; ++i) {
      const std::size_t noise = random() % 8;  // bytes that begin no packet
      for (std::size_t k = 0; k < noise; ++k) stream.push_back(static_cast<std::uint8_t>(random() % 0x50));
      Packet p;
      p.reply = random() % 2 == 0;
      p.write = random() % 2 == 0;
      p.serial = byte();
      p.target = {byte(), static_cast<Device>(random() % 3), byte(),
                  static_cast<std::uint16_t>(random() & 0xFFFF)};
      p.address = static_cast<std::uint32_t>(random());
      if (p.reply != p.write) {
        p.data.resize(1 + random() % 40);
        for (auto& b : p.data) b = byte();
        p.length = static_cast<std::uint16_t>(p.data.size());
      } else {
        p.length = p.reply ? 0 : static_cast<std::uint16_t>(random() % 100);
        if (p.reply && p.write) p.length = 0;
      }
      const Bytes bytes = encode(p);
      stream.insert(stream.end(), bytes.begin(), bytes.end());
      sent.push_back(p);
    }
    PacketReader reader;
    std::vector<Packet> got;
    for (std::size_t at = 0; at < stream.size();) {
      const std::size_t n = std::min<std::size_t>(1 + random() % 30, stream.size() - at);
      reader.feed({stream.data() + at, n});
      at += n;
      while (auto p = reader.next()) got.push_back(*p);
    }
    ASSERT_EQ(got, sent) << "round " << round;
  }
}

TEST(NovastarPacket, ADamagedOneIsDroppedAndTheNextOneFound) {
  const Packet good{.serial = 9, .write = true, .address = 0x02000001, .data = {1, 2, 3}};
  Bytes bytes = encode(good);
  for (std::size_t i = 2; i < bytes.size(); ++i) {
    if (i == 16 || i == 17 || i == 10)
      continue;  // a length or kind that lies is told apart only when more bytes come
    Bytes bad = bytes;
    bad[i] = static_cast<std::uint8_t>(bad[i] ^ 0x10);
    PacketReader reader;
    reader.feed(bad);
    reader.feed(bytes);
    const auto got = reader.next();
    ASSERT_TRUE(got) << i;
    EXPECT_EQ(got->data, good.data);
    EXPECT_GT(reader.damaged(), 0u);
  }
}

TEST(NovastarPacket, NoiseIsNeverAPacketAndNeverKept) {
  std::mt19937 random(11);
  PacketReader reader;
  for (int i = 0; i < 20000; ++i) {
    Bytes noise(64);
    for (auto& b : noise) b = static_cast<std::uint8_t>(random() & 0xFF);
    reader.feed(noise);
    while (reader.next()) {
    }
  }
  EXPECT_GT(reader.dropped_bytes(), 20000u * 64 - 8192);
}

}  // namespace
}  // namespace guangmu::devices::novastar
