// EDIDs: written and read back, byte by byte where the standard fixes the place, and everything that can be
// wrong with one that comes off a cable.
#include "led_mapping/edid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace guangmu::led {
namespace {

EdidWish wish_for(SizePx size, double rate_hz, Blanking blanking) {
  EdidWish w;
  w.name = "LANZHOU LEFT";
  w.serial = "GM-0001";
  w.serial_number = 20221231;
  w.signal = cvt_signal(size, rate_hz, blanking).value();
  w.size_mm = {1920, 2400};
  return w;
}

void seal(std::vector<std::uint8_t>& bytes, std::size_t block) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < 127; ++i) sum += bytes[block * 128 + i];
  bytes[block * 128 + 127] = static_cast<std::uint8_t>(256 - sum % 256);
}

TEST(Edid, reads_back_what_was_written) {
  const struct {
    SizePx size;
    double rate_hz;
    Blanking blanking;
    CableKind cable;
    std::size_t bytes;
  } cases[] = {
      {{1152, 1440}, 60, Blanking::reduced_v2, CableKind::dvi, 128},
      {{1152, 1440}, 60, Blanking::reduced, CableKind::hdmi, 256},
      {{2304, 1440}, 60, Blanking::reduced_v2, CableKind::displayport, 128},
      {{2304, 720}, 60, Blanking::cvt, CableKind::undefined, 128},
      {{2304, 1440}, 30, Blanking::reduced, CableKind::hdmi, 256},
      {{4096, 2160}, 60, Blanking::reduced, CableKind::displayport, 256},     // wider than a descriptor
      {{7680, 4320}, 60, Blanking::reduced_v2, CableKind::displayport, 256},  // clock and size
      {{3840, 2400}, 120, Blanking::reduced_v2, CableKind::hdmi, 384},        // clock, and HDMI's own block
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(testing::Message() << c.size.w << "x" << c.size.h << "@" << c.rate_hz);
    EdidWish w = wish_for(c.size, c.rate_hz, c.blanking);
    w.cable = c.cable;
    const auto bytes = write_edid(w);
    ASSERT_TRUE(bytes.ok()) << bytes.error().text;
    EXPECT_EQ(bytes->size(), c.bytes);
    const auto e = read_edid(*bytes);
    ASSERT_TRUE(e.ok()) << e.error().text;
    EXPECT_EQ(e->vendor, "GMU");
    EXPECT_EQ(e->name, "LANZHOU LEFT");
    EXPECT_EQ(e->serial, "GM-0001");
    EXPECT_EQ(e->serial_number, 20221231u);
    EXPECT_EQ(e->size_mm, (std::array{1920, 2400}));
    ASSERT_TRUE(e->preferred);
    EXPECT_EQ(e->preferred->active, c.size);
    EXPECT_EQ(e->preferred->h_total(), w.signal.h_total());
    EXPECT_EQ(e->preferred->v_total(), w.signal.v_total());
    EXPECT_EQ(e->preferred->h_front, w.signal.h_front);
    EXPECT_EQ(e->preferred->v_sync, w.signal.v_sync);
    EXPECT_EQ(e->preferred->h_positive, w.signal.h_positive);
    EXPECT_EQ(e->preferred->v_positive, w.signal.v_positive);
    EXPECT_NEAR(e->preferred->clock_mhz, w.signal.clock_mhz, 0.0051);  // counted in 10 kHz
  }
}

TEST(Edid, the_fixed_places_hold_what_the_standard_says) {
  EdidWish w = wish_for({2304, 1440}, 60, Blanking::reduced_v2);
  w.size_mm = {3840, 2400};
  const auto b = write_edid(w).value();
  EXPECT_EQ(b[18], 1);
  EXPECT_EQ(b[19], 4);
  EXPECT_EQ(b[21], 0) << "384 cm do not fit a byte";
  EXPECT_EQ(b[54] | b[55] << 8, 21184) << "211.842 MHz in 10 kHz";
  EXPECT_EQ(b[66] | (b[68] >> 4) << 8, 3840);
  EXPECT_EQ(b[67] | (b[68] & 15) << 8, 2400);
  unsigned sum = 0;
  for (const auto v : b) sum += v;
  EXPECT_EQ(sum % 256, 0u);
}

TEST(Edid, is_known_by_name_serial_or_number) {
  const Edid e = read_edid(write_edid(wish_for({1152, 1440}, 60, Blanking::reduced)).value()).value();
  EXPECT_TRUE(e.is("LANZHOU LEFT"));
  EXPECT_TRUE(e.is("GM-0001"));
  EXPECT_TRUE(e.is("20221231"));
  EXPECT_TRUE(e.is(""));
  EXPECT_FALSE(e.is("LANZHOU"));
  EXPECT_FALSE(e.is("0"));
}

TEST(Edid, refuses_what_it_cannot_hold) {
  const struct {
    const char* what;
    void (*spoil)(EdidWish&);
    const char* says;
  } cases[] = {
      {"no name", [](EdidWish& w) { w.name.clear(); }, "1 to 13"},
      {"long name", [](EdidWish& w) { w.name = "FOURTEEN CHARS"; }, "1 to 13"},
      {"Chinese", [](EdidWish& w) { w.name = "光幕"; }, "ASCII"},
      {"long serial", [](EdidWish& w) { w.serial = "01234567890123"; }, "at most 13"},
      {"vendor", [](EdidWish& w) { w.vendor = "gm"; }, "three letters"},
      {"no signal", [](EdidWish& w) { w.signal = {}; }, "pixel clock"},
  };
  for (const auto& c : cases) {
    EdidWish w = wish_for({1152, 1440}, 60, Blanking::reduced);
    c.spoil(w);
    const auto bytes = write_edid(w);
    ASSERT_FALSE(bytes.ok()) << c.what;
    EXPECT_THAT(bytes.error().text, testing::HasSubstr(c.says)) << c.what;
  }
}

TEST(Edid, bad_ones_are_told_apart) {
  using Bytes = std::vector<std::uint8_t>;
  const struct {
    const char* what;
    void (*spoil)(Bytes&);
    const char* says;
  } cases[] = {
      {"nothing", [](Bytes& b) { b.clear(); }, "no EDID"},
      {"half a block", [](Bytes& b) { b.resize(100); }, "cut off after 100"},
      {"no extension", [](Bytes& b) { b.resize(128); }, "announces 2 blocks"},
      {"something else", [](Bytes& b) { b[0] = 'P'; }, "no EDID"},
      {"one bit", [](Bytes& b) { b[80] ^= 1; }, "checksum is wrong in block 1"},
      {"one bit further on", [](Bytes& b) { b[200] ^= 1; }, "checksum is wrong in block 2"},
      {"porch beyond blanking", [](Bytes& b) { b[54 + 8] = 255, seal(b, 0); }, "no sense"},
  };
  EdidWish w = wish_for({1152, 1440}, 60, Blanking::reduced);
  w.cable = CableKind::hdmi;
  const Bytes good = write_edid(w).value();
  for (const auto& c : cases) {
    Bytes b = good;
    c.spoil(b);
    const auto e = read_edid(b);
    ASSERT_FALSE(e.ok()) << c.what;
    EXPECT_THAT(e.error().text, testing::HasSubstr(c.says)) << c.what;
  }
}

// Any bytes give values or an error: nothing is read beyond the end, no text leaves the printable.
TEST(Edid, any_bytes_are_survived) {
  std::mt19937 random(3);
  const auto good = write_edid(wish_for({7680, 4320}, 60, Blanking::reduced_v2)).value();
  int read = 0;
  for (int round = 0; round < 4000; ++round) {
    auto b = good;
    for (int flips = 1 + round % 12; flips > 0; --flips)
      b[random() % b.size()] = static_cast<std::uint8_t>(random());
    if (round % 7 == 0) b.resize(random() % 300);
    if (b.size() >= 128 && round % 3) seal(b, 0);
    if (b.size() >= 256 && round % 3) seal(b, 1);
    const auto e = read_edid(b);
    if (!e) continue;
    ++read;
    for (const char c : e->name + e->serial) EXPECT_TRUE(c >= ' ' && c <= '~');
    if (e->preferred) {
      EXPECT_GT(e->preferred->rate_hz, 0);
    }
  }
  EXPECT_GT(read, 500);
}

TEST(Edid, cables_by_the_outputs_name) {
  EXPECT_EQ(cable_kind("HDMI-A-1"), CableKind::hdmi);
  EXPECT_EQ(cable_kind("DVI-D-0"), CableKind::dvi);
  EXPECT_EQ(cable_kind("DP-2"), CableKind::displayport);
  EXPECT_EQ(cable_kind("DUMMY0"), CableKind::undefined);
}

}  // namespace
}  // namespace guangmu::led
