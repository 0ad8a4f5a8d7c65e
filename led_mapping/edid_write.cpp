// Layouts: VESA E-EDID 1.4 (base block, detailed timing 3.10.2, display descriptors 3.10.3), DisplayID 1.3
// (Type I timing, as an extension block with tag 0x70), CTA-861-G (extension block with tag 0x02).
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "led_mapping/edid.h"

namespace guangmu::led {
namespace {

using Block = std::array<std::uint8_t, 128>;

std::uint8_t low(int v) {
  return static_cast<std::uint8_t>(v & 0xFF);
}
std::uint8_t high(int v) {
  return static_cast<std::uint8_t>((v >> 8) & 0xFF);
}

template <class It>
std::uint8_t to_zero(It from, It to) {
  unsigned sum = 0;
  for (; from != to; ++from) sum += *from;
  return static_cast<std::uint8_t>(256 - sum % 256);
}

void close(Block& block) {
  block[127] = to_zero(block.begin(), block.end() - 1);
}

bool is_printable(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

Result<void> check(const EdidWish& w) {
  if (w.vendor.size() != 3 ||
      !std::all_of(w.vendor.begin(), w.vendor.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
    return Error{
        fmt::format("vendor \"{}\": an EDID names its maker by three letters A to Z, e.g. GMU", w.vendor)};
  if (w.name.empty() || w.name.size() > 13 || !is_printable(w.name))
    return Error{fmt::format("name \"{}\": an EDID holds 1 to 13 plain characters (ASCII), e.g. LANZHOU LEFT",
                             w.name)};
  if (w.serial.size() > 13 || !is_printable(w.serial))
    return Error{fmt::format("serial \"{}\": an EDID holds at most 13 plain characters (ASCII)", w.serial)};
  const Signal& s = w.signal;
  if (s.active.w < 1 || s.active.h < 1 || s.clock_mhz <= 0)
    return Error{"an EDID needs a signal with a picture and a pixel clock"};
  if (s.h_total() > 65535 || s.v_total() > 65535 || s.clock_mhz > 167772)
    return Error{
        fmt::format("{}x{} at {:.3f} MHz is beyond what a DisplayID timing holds (65535 px a line, "
                    "65535 lines)",
                    s.active.w, s.active.h, s.clock_mhz)};
  return {};
}

// Field widths of a detailed timing descriptor.
bool fits_descriptor(const Signal& s) {
  return s.clock_mhz <= 655.35 && s.active.w <= 4095 && s.active.h <= 4095 &&
         s.h_total() - s.active.w <= 4095 && s.v_total() - s.active.h <= 4095 && s.h_front <= 1023 &&
         s.h_sync <= 1023 && s.v_front <= 63 && s.v_sync <= 63;
}

void put_timing(Block& block, std::size_t at, const Signal& s, std::array<int, 2> size_mm) {
  const int clock = static_cast<int>(std::lround(s.clock_mhz * 100));  // in 10 kHz
  const int h_blank = s.h_total() - s.active.w, v_blank = s.v_total() - s.active.h;
  const bool told = size_mm[0] > 0 && size_mm[0] <= 4095 && size_mm[1] > 0 && size_mm[1] <= 4095;
  const int w_mm = told ? size_mm[0] : 0, h_mm = told ? size_mm[1] : 0;
  const auto halves = [](int upper, int lower) {
    return static_cast<std::uint8_t>((((upper >> 8) & 15) << 4) | ((lower >> 8) & 15));
  };
  const std::uint8_t sync = static_cast<std::uint8_t>(0x18 | (s.v_positive ? 4 : 0) | (s.h_positive ? 2 : 0));
  const std::array<std::uint8_t, 18> d{
      low(clock),
      high(clock),
      low(s.active.w),
      low(h_blank),
      halves(s.active.w, h_blank),
      low(s.active.h),
      low(v_blank),
      halves(s.active.h, v_blank),
      low(s.h_front),
      low(s.h_sync),
      static_cast<std::uint8_t>(((s.v_front & 15) << 4) | (s.v_sync & 15)),
      static_cast<std::uint8_t>(((s.h_front >> 8) << 6) | ((s.h_sync >> 8) << 4) | ((s.v_front >> 4) << 2) |
                                (s.v_sync >> 4)),
      low(w_mm),
      low(h_mm),
      halves(w_mm, h_mm),
      0,
      0,
      sync};
  std::copy(d.begin(), d.end(), block.begin() + static_cast<std::ptrdiff_t>(at));
}

void put_text(Block& block, std::size_t at, std::uint8_t kind, const std::string& text) {
  block[at + 3] = kind;
  for (std::size_t i = 0; i < 13; ++i)
    block[at + 5 + i] = i < text.size() ? static_cast<std::uint8_t>(text[i]) : i == text.size() ? 0x0A : 0x20;
}

// BT.709 primaries and D65, ten bits each: the canvas is graded for the LEDs before it goes on the cable.
void put_chromaticity(Block& block) {
  constexpr std::array<double, 8> xy{0.640, 0.330, 0.300, 0.600, 0.150, 0.060, 0.3127, 0.3290};
  std::array<unsigned, 8> v{};
  for (std::size_t i = 0; i < 8; ++i) v[i] = static_cast<unsigned>(std::lround(xy[i] * 1024));
  const auto lows = [&](std::size_t i) {
    return static_cast<std::uint8_t>(((v[i] & 3) << 6) | ((v[i + 1] & 3) << 4) | ((v[i + 2] & 3) << 2) |
                                     (v[i + 3] & 3));
  };
  block[25] = lows(0);
  block[26] = lows(4);
  for (std::size_t i = 0; i < 8; ++i) block[27 + i] = static_cast<std::uint8_t>(v[i] >> 2);
}

std::uint8_t video_input(CableKind cable) {
  constexpr std::uint8_t digital_8_bit = 0xA0;
  switch (cable) {
    case CableKind::dvi:
      return digital_8_bit | 1;
    case CableKind::hdmi:
      return digital_8_bit | 2;
    case CableKind::displayport:
      return digital_8_bit | 5;
    case CableKind::undefined:
      break;
  }
  return digital_8_bit;
}

Block base_block(const EdidWish& w, const Signal& timing, int extensions) {
  Block b{};
  std::fill(b.begin() + 1, b.begin() + 7, std::uint8_t{0xFF});
  const auto letter = [&](std::size_t i) { return w.vendor[i] - 'A' + 1; };
  const int vendor = (letter(0) << 10) | (letter(1) << 5) | letter(2);
  b[8] = high(vendor);
  b[9] = low(vendor);
  b[10] = low(w.product);
  b[11] = high(w.product);
  for (std::size_t i = 0; i < 4; ++i) b[12 + i] = static_cast<std::uint8_t>(w.serial_number >> (8 * i));
  b[16] = 0;  // the week is not told
  b[17] = static_cast<std::uint8_t>(std::clamp(w.year - 1990, 0, 255));
  b[18] = 1;
  b[19] = 4;
  b[20] = video_input(w.cable);
  // A wall wider than 2.55 m has no size in centimetres; the descriptor tells millimetres.
  const bool in_cm = w.size_mm[0] >= 10 && w.size_mm[0] <= 2550 && w.size_mm[1] >= 10 && w.size_mm[1] <= 2550;
  b[21] = static_cast<std::uint8_t>(in_cm ? w.size_mm[0] / 10 : 0);
  b[22] = static_cast<std::uint8_t>(in_cm ? w.size_mm[1] / 10 : 0);
  b[23] = 120;   // 2.2
  b[24] = 0x06;  // RGB only, sRGB primaries; the first timing is the native one
  put_chromaticity(b);
  if (w.cable == CableKind::hdmi) b[35] = 0x20;  // HDMI asks for 640x480 at 60 Hz beside
  std::fill(b.begin() + 38, b.begin() + 54, std::uint8_t{1});  // no standard timings
  put_timing(b, 54, timing, w.size_mm);
  put_text(b, 72, 0xFC, w.name);
  if (w.serial.empty())
    b[90 + 3] = 0x10;
  else
    put_text(b, 90, 0xFF, w.serial);
  b[108 + 3] = 0x10;
  b[126] = static_cast<std::uint8_t>(extensions);
  close(b);
  return b;
}

// One Type I timing, preferred.
Block displayid_block(const Signal& s) {
  Block b{};
  const int clock = static_cast<int>(std::lround(s.clock_mhz * 100)) - 1;
  const auto word = [&](std::size_t at, int value, bool top = false) {
    b[at] = low(value);
    b[at + 1] = static_cast<std::uint8_t>(high(value) | (top ? 0x80 : 0));
  };
  b[0] = 0x70;
  b[1] = 0x13;
  b[2] = 23;  // bytes of the data blocks
  b[3] = 0x03;
  b[4] = 0;
  b[5] = 0x03;  // Type I timings
  b[6] = 0;
  b[7] = 20;
  b[8] = low(clock);
  b[9] = high(clock);
  b[10] = static_cast<std::uint8_t>((clock >> 16) & 0xFF);
  b[11] = 0x80 | 0x08;  // preferred, aspect not among those listed
  word(12, s.active.w - 1);
  word(14, s.h_total() - s.active.w - 1);
  word(16, s.h_front - 1, s.h_positive);
  word(18, s.h_sync - 1);
  word(20, s.active.h - 1);
  word(22, s.v_total() - s.active.h - 1);
  word(24, s.v_front - 1, s.v_positive);
  word(26, s.v_sync - 1);
  b[28] = to_zero(b.begin() + 1, b.begin() + 28);
  close(b);
  return b;
}

// Says that it is HDMI, that RGB may come in full range (limited range makes black grey), and the clock.
Block hdmi_block(const Signal& s) {
  Block b{};
  b[0] = 0x02;
  b[1] = 3;
  b[3] = 0;  // neither audio nor YCbCr
  std::size_t at = 4;
  for (const int v : {(7 << 5) | 2, 0, 0x40})  // video capability: quantization of RGB can be chosen
    b[at++] = static_cast<std::uint8_t>(v);
  const int tmds = std::clamp(static_cast<int>(std::ceil(s.clock_mhz / 5)), 33, 68);  // 165 to 340 MHz
  for (const int v : {(3 << 5) | 7, 0x03, 0x0C, 0x00, 0x10, 0x00, 0x00, tmds})
    b[at++] = static_cast<std::uint8_t>(v);
  b[2] = static_cast<std::uint8_t>(at);  // no detailed timings follow
  close(b);
  return b;
}

}  // namespace

CableKind cable_kind(const std::string& connector) {
  if (connector.starts_with("HDMI")) return CableKind::hdmi;
  if (connector.starts_with("DVI")) return CableKind::dvi;
  if (connector.starts_with("DP") || connector.starts_with("DisplayPort") || connector.starts_with("eDP"))
    return CableKind::displayport;
  return CableKind::undefined;
}

Result<std::vector<std::uint8_t>> write_edid(const EdidWish& wish) {
  if (const auto ok = check(wish); !ok) return ok.error();
  const bool large = !fits_descriptor(wish.signal);
  const bool hdmi = wish.cable == CableKind::hdmi;
  // A reader that knows no DisplayID still finds a mode every processor takes.
  Signal timing = wish.signal;
  if (large) {
    const auto usual = cvt_signal({1920, 1080}, 60, Blanking::reduced);
    if (!usual) return usual.error();
    timing = *usual;
  }
  std::vector<std::uint8_t> bytes;
  const auto add = [&](const Block& block) { bytes.insert(bytes.end(), block.begin(), block.end()); };
  add(base_block(wish, timing, (hdmi ? 1 : 0) + (large ? 1 : 0)));
  if (hdmi) add(hdmi_block(wish.signal));
  if (large) add(displayid_block(wish.signal));
  return bytes;
}

}  // namespace guangmu::led
