// The 128-byte blocks by which a screen tells a graphics card its name and timing: VESA E-EDID 1.4, with a
// DisplayID 1.3 section where a detailed timing descriptor is too small. Pure; bytes in, values out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "led_mapping/signal.h"

namespace guangmu::led {

enum class CableKind { undefined, dvi, hdmi, displayport };
// By the name of a graphics card's output: "HDMI-1", "HDMI-A-0", "DVI-D-1", "DP-2".
CableKind cable_kind(const std::string& connector);

// What an EDID of our own says.
struct EdidWish {
  std::string vendor = "GMU";  // three letters A to Z
  std::uint16_t product = 1;
  std::uint32_t serial_number = 0;  // 0: none
  std::string name;                 // 1 to 13 characters of ASCII
  std::string serial;               // at most 13; empty: no descriptor
  CableKind cable = CableKind::undefined;
  Signal signal;                     // the one mode, preferred and native
  std::array<int, 2> size_mm{0, 0};  // of the picture; 0: not told
  int year = 2026;
};

// 128 bytes, 256 where the timing goes into a DisplayID section, 128 more on HDMI (full range RGB, highest
// clock). Fails for texts that a descriptor cannot hold and for timings beyond both.
Result<std::vector<std::uint8_t>> write_edid(const EdidWish& wish);

// What somebody's EDID says; texts without the padding.
struct Edid {
  std::string vendor;  // three letters
  std::uint16_t product = 0;
  std::uint32_t serial_number = 0;
  std::string name, serial;
  std::optional<Signal> preferred;  // its blanking is not told and stands as CVT-RB
  std::array<int, 2> size_mm{0, 0};
  int blocks = 1;

  // What a person would call it: name, else vendor and product.
  std::string title() const;
  // Whether `wanted` is its name, its serial text or its serial number.
  bool is(const std::string& wanted) const;
};

// Fails with the place: cut off, no EDID at all, a block whose checksum is wrong, a descriptor that makes no
// sense. Never reads beyond the bytes.
Result<Edid> read_edid(const std::vector<std::uint8_t>& bytes);

}  // namespace guangmu::led
