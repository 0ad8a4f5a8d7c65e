// Layouts: VESA E-EDID 1.4, DisplayID 1.3 (see edid_write.cpp).
#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "led_mapping/edid.h"

namespace guangmu::led {
namespace {

using Bytes = std::span<const std::uint8_t>;

int word(Bytes b, std::size_t at) {
  return b[at] | (b[at + 1] << 8);
}

void settle_rate(Signal& s) {
  const double total = static_cast<double>(s.h_total()) * s.v_total();
  s.rate_hz = total > 0 ? s.clock_mhz * 1e6 / total : 0;
}

// Empty where the sums of a descriptor contradict each other.
std::optional<Signal> sensible(Signal s, int h_blank, int v_blank) {
  s.h_back = h_blank - s.h_front - s.h_sync;
  s.v_back = v_blank - s.v_front - s.v_sync;
  if (s.active.w < 1 || s.active.h < 1 || s.clock_mhz <= 0 || s.h_back < 0 || s.v_back < 0)
    return std::nullopt;
  settle_rate(s);
  return s;
}

std::optional<Signal> timing_of(Bytes d) {
  Signal s;
  s.clock_mhz = word(d, 0) / 100.;
  s.active = {d[2] | ((d[4] >> 4) << 8), d[5] | ((d[7] >> 4) << 8)};
  const int h_blank = d[3] | ((d[4] & 15) << 8), v_blank = d[6] | ((d[7] & 15) << 8);
  s.h_front = d[8] | ((d[11] >> 6) << 8);
  s.h_sync = d[9] | (((d[11] >> 4) & 3) << 8);
  s.v_front = (d[10] >> 4) | (((d[11] >> 2) & 3) << 4);
  s.v_sync = (d[10] & 15) | ((d[11] & 3) << 4);
  if ((d[17] & 0x18) == 0x18) {
    s.v_positive = (d[17] & 4) != 0;
    s.h_positive = (d[17] & 2) != 0;
  }
  return sensible(s, h_blank, v_blank);
}

std::string text_of(Bytes d) {
  std::string text;
  for (std::size_t i = 5; i < 18 && d[i] != 0x0A && d[i] != 0; ++i)
    text += d[i] >= ' ' && d[i] <= '~' ? static_cast<char>(d[i]) : '?';
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::optional<Signal> type_1_timing(Bytes d) {
  Signal s;
  s.clock_mhz = (1 + (d[0] | (d[1] << 8) | (d[2] << 16))) / 100.;
  s.active = {word(d, 4) + 1, word(d, 12) + 1};
  s.h_front = (word(d, 8) & 0x7FFF) + 1;
  s.h_positive = (d[9] & 0x80) != 0;
  s.h_sync = word(d, 10) + 1;
  s.v_front = (word(d, 16) & 0x7FFF) + 1;
  s.v_positive = (d[17] & 0x80) != 0;
  s.v_sync = word(d, 18) + 1;
  return sensible(s, word(d, 6) + 1, word(d, 14) + 1);
}

// The preferred timing of a DisplayID section; its data blocks lie one after the other.
std::optional<Signal> displayid_timing(Bytes block) {
  const std::size_t end = std::min<std::size_t>(5 + block[2], 126);
  for (std::size_t at = 5; at + 3 <= end;) {
    const std::size_t length = block[at + 2];
    if (at + 3 + length > end) break;
    if (block[at] == 0x03)
      for (std::size_t t = at + 3; t + 20 <= at + 3 + length; t += 20)
        if (block[t + 3] & 0x80)
          if (const auto timing = type_1_timing(block.subspan(t, 20))) return timing;
    at += 3 + length;
  }
  return std::nullopt;
}

Result<void> check_block(Bytes block, std::size_t number) {
  unsigned sum = 0;
  for (const std::uint8_t b : block) sum += b;
  if (sum % 256 == 0) return {};
  return Error{
      fmt::format("the EDID's checksum is wrong in block {} of its 128-byte blocks (the sum is {} over); it "
                  "came through damaged: "
                  "look at cable and adapter, or write the file again",
                  number + 1, sum % 256)};
}

}  // namespace

std::string Edid::title() const {
  if (!name.empty()) return name;
  return fmt::format("{} {:04X}", vendor, product);
}

bool Edid::is(const std::string& wanted) const {
  if (wanted.empty()) return true;
  return wanted == name || wanted == serial || wanted == title() ||
         (serial_number != 0 && wanted == std::to_string(serial_number));
}

Result<Edid> read_edid(const std::vector<std::uint8_t>& bytes) {
  constexpr std::size_t size = 128;
  constexpr std::array<std::uint8_t, 8> head{0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0};
  if (bytes.empty()) return Error{"there is no EDID; the screen tells nothing of itself"};
  if (bytes.size() < size)
    return Error{
        fmt::format("the EDID is cut off after {} bytes; expected 128 for each block", bytes.size())};
  if (!std::equal(head.begin(), head.end(), bytes.begin()))
    return Error{"these bytes are no EDID; it begins with 00 FF FF FF FF FF FF 00"};
  const Bytes base(bytes.data(), size);
  if (const auto sound = check_block(base, 0); !sound) return sound.error();
  Edid e;
  e.blocks = 1 + base[126];
  if (bytes.size() < size * static_cast<std::size_t>(e.blocks))
    return Error{
        fmt::format("the EDID is cut off after {} bytes; its first block announces {} blocks, {} bytes",
                    bytes.size(), e.blocks, size * static_cast<std::size_t>(e.blocks))};
  const int vendor = (base[8] << 8) | base[9];
  for (const int shift : {10, 5, 0}) {
    const int letter = (vendor >> shift) & 31;
    e.vendor += letter >= 1 && letter <= 26 ? static_cast<char>('A' + letter - 1) : '?';
  }
  e.product = static_cast<std::uint16_t>(word(base, 10));
  for (std::size_t i = 0; i < 4; ++i) e.serial_number |= static_cast<std::uint32_t>(base[12 + i]) << (8 * i);
  e.size_mm = {base[21] * 10, base[22] * 10};
  for (const std::size_t at : {54, 72, 90, 108}) {
    const Bytes d = base.subspan(at, 18);
    if (word(d, 0) != 0) {
      if (e.preferred) continue;
      e.preferred = timing_of(d);
      if (at == 54 && !e.preferred)
        return Error{
            "the EDID's first timing makes no sense (its porches are longer than its blanking, or it has no "
            "picture)"};
      const int w_mm = d[12] | ((d[14] >> 4) << 8), h_mm = d[13] | ((d[14] & 15) << 8);
      if (at == 54 && w_mm > 0 && h_mm > 0) e.size_mm = {w_mm, h_mm};
    } else if (d[3] == 0xFC) {
      e.name = text_of(d);
    } else if (d[3] == 0xFF) {
      e.serial = text_of(d);
    }
  }
  for (std::size_t i = 1; i < static_cast<std::size_t>(e.blocks); ++i) {
    const Bytes block(bytes.data() + i * size, size);
    if (const auto sound = check_block(block, i); !sound) return sound.error();
    if (block[0] != 0x70) continue;
    if (const auto timing = displayid_timing(block)) e.preferred = timing;
  }
  return e;
}

}  // namespace guangmu::led
