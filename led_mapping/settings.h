// The wall as a technician writes it down in wall.yaml: sizes, limits of the hardware, heads, colour, power,
// hall. Values only; the arithmetic on them lives in planner.h, output_tables.h, signal.h and their
// neighbours.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/geometry.h"

namespace guangmu::led {

enum class CardRule { rectangle, product };
constexpr auto fields_names(CardRule) {
  using Name = std::pair<CardRule, std::string_view>;
  return std::array{Name{CardRule::rectangle, "rectangle"}, Name{CardRule::product, "product"}};
}

enum class Dither { off, ordered, blue_noise, temporal };
constexpr auto fields_names(Dither) {
  using Name = std::pair<Dither, std::string_view>;
  return std::array{Name{Dither::off, "off"}, Name{Dither::ordered, "ordered"},
                    Name{Dither::blue_noise, "blue_noise"}, Name{Dither::temporal, "temporal"}};
}

struct ModuleSettings {
  std::array<int, 2> px{192, 96};
  std::array<double, 2> mm{320, 160};
  int scan = 48;
  int groups = 2;

  static constexpr fields::About about{"module", "One LED module, the smallest part that is exchanged."};
  template <class V>
  static void fields(V& v) {
    v("px", &ModuleSettings::px,
      {.help = "LEDs across and down.", .unit = "px", .min = 1, .max = 4096, .required = true});
    v("mm", &ModuleSettings::mm,
      {.help = "Width and height.", .unit = "mm", .min = 1, .max = 5000, .required = true});
    v("scan", &ModuleSettings::scan,
      {.help = "Rows that take turns on one driver output: 48 for 1/48 scan.",
       .unit = "rows",
       .min = 1,
       .max = 256});
    v("groups", &ModuleSettings::groups,
      {.help = "RGB data groups of the module: its rows divided by scan.", .min = 1, .max = 64});
  }
  void check(fields::Complaints& c) const;
};

struct CardSettings {
  int max_px = 131072;
  std::array<int, 2> max_side{512, 256};
  CardRule rule = CardRule::rectangle;
  int groups = 24;
  int connectors = 6;

  static constexpr fields::About about{"card", "Limits of one receiving card, from its data sheet."};
  template <class V>
  static void fields(V& v) {
    v("max_px", &CardSettings::max_px,
      {.help = "Most pixels one card drives.", .unit = "px", .min = 1, .max = 16777216});
    v("max_side", &CardSettings::max_side,
      {.help = "Most pixels across and down.", .unit = "px", .min = 1, .max = 65536});
    v("rule", &CardSettings::rule,
      {.help = "How max_side is meant. rectangle: the picture fits into max_side as it stands. product: only "
               "max_px "
               "counts, each side at most the longer of max_side."});
    v("groups", &CardSettings::groups, {.help = "RGB data groups in all.", .min = 1, .max = 1024});
    v("connectors", &CardSettings::connectors,
      {.help = "Connectors for modules; each carries one module and an equal share of the groups.",
       .min = 1,
       .max = 256});
  }
  void check(fields::Complaints& c) const;
};

struct PortSettings {
  int count = 6;
  double bits_per_s = 936e6;
  int bits_per_px = 24;
  bool rectangles_only = true;

  static constexpr fields::About about{"ports", "Network ports of the video processor or sending card."};
  template <class V>
  static void fields(V& v) {
    v("count", &PortSettings::count, {.help = "Ports that can be wired.", .min = 1, .max = 256});
    v("bits_per_s", &PortSettings::bits_per_s,
      {.help = "Picture data one port carries. Its pixels are this / frames per second / bits_per_px.",
       .unit = "bit/s",
       .min = 1e6,
       .max = 1e12});
    v("bits_per_px", &PortSettings::bits_per_px,
      {.help = "24 for 8 bit, 30 for 10 bit per colour.", .unit = "bit", .min = 8, .max = 64});
    v("rectangles_only", &PortSettings::rectangles_only,
      {.help = "The cards of one port must form a rectangle on the wall."});
  }
};

struct HeadSettings {
  std::string connector;
  std::string edid;
  std::array<int, 4> rect_px{0, 0, 0, 0};
  double rate_hz = 60;

  RectPx rect() const { return {rect_px[0], rect_px[1], rect_px[2], rect_px[3]}; }

  static constexpr fields::About about{
      "head", "One output of the graphics card and the part of the canvas it carries."};
  template <class V>
  static void fields(V& v) {
    v("connector", &HeadSettings::connector,
      {.help = "Output of the graphics card, e.g. HDMI-1. Names the screen; its number may change.",
       .required = true});
    v("edid", &HeadSettings::edid, {.help = "Name or serial number from the screen's EDID; empty: any."});
    v("rect_px", &HeadSettings::rect_px,
      {.help = "x, y, width, height on the canvas.", .unit = "px", .min = 0, .max = 65536, .required = true});
    v("rate_hz", &HeadSettings::rate_hz,
      {.help = "Frames per second on the cable.", .unit = "Hz", .min = 1, .max = 480});
  }
};

// CIE 1931 x, y of the LEDs.
struct PrimarySettings {
  std::array<double, 2> r{0.701, 0.299}, g{0.139, 0.767}, b{0.125, 0.061};

  static constexpr fields::About about{"primaries", "Colour of the red, green and blue LEDs, CIE 1931 x, y."};
  template <class V>
  static void fields(V& v) {
    v("r", &PrimarySettings::r, {.help = "Red.", .min = 0, .max = 1});
    v("g", &PrimarySettings::g, {.help = "Green.", .min = 0, .max = 1});
    v("b", &PrimarySettings::b, {.help = "Blue.", .min = 0, .max = 1});
  }
  void check(fields::Complaints& c) const;
};

struct GammaSettings {
  double r = 2.8, g = 2.8, b = 2.8;

  static constexpr fields::About about{"gamma",
                                       "Exponent of the receiving cards: light = (code / 255) ^ gamma."};
  template <class V>
  static void fields(V& v) {
    v("r", &GammaSettings::r, {.help = "Red.", .min = 0.5, .max = 5});
    v("g", &GammaSettings::g, {.help = "Green.", .min = 0.5, .max = 5});
    v("b", &GammaSettings::b, {.help = "Blue.", .min = 0.5, .max = 5});
  }
};

// Points [code / 255, light], straight lines between them.
using CurvePoints = std::vector<std::array<double, 2>>;

struct CurveSettings {
  CurvePoints r, g, b;

  static constexpr fields::About about{
      "curve", "Measured curves of the receiving cards; they take the place of gamma."};
  template <class V>
  static void fields(V& v) {
    v("r", &CurveSettings::r, {.help = "Red: list of [in, out] from [0, 0] to [1, 1].", .min = 0, .max = 1});
    v("g", &CurveSettings::g,
      {.help = "Green: list of [in, out] from [0, 0] to [1, 1].", .min = 0, .max = 1});
    v("b", &CurveSettings::b, {.help = "Blue: list of [in, out] from [0, 0] to [1, 1].", .min = 0, .max = 1});
  }
  void check(fields::Complaints& c) const;
};

struct ColourSettings {
  PrimarySettings primaries;
  double white_k = 6500;
  double native_white_k = 6500;
  GammaSettings gamma;
  std::optional<CurveSettings> curve;
  Dither dither = Dither::blue_noise;

  static constexpr fields::About about{"colour",
                                       "What the LEDs and the receiving cards do to the codes on the cable."};
  template <class V>
  static void fields(V& v) {
    v("primaries", &ColourSettings::primaries, {.help = "Colour of the LEDs."});
    v("white_k", &ColourSettings::white_k,
      {.help = "Correlated colour temperature that white on the canvas shall have, on the daylight locus.",
       .unit = "K",
       .min = 4000,
       .max = 25000});
    v("native_white_k", &ColourSettings::native_white_k,
      {.help = "Colour temperature the modules show at full red, green and blue, as set up by the installer.",
       .unit = "K",
       .min = 4000,
       .max = 25000});
    v("gamma", &ColourSettings::gamma, {.help = "Exponents of the receiving cards."});
    v("curve", &ColourSettings::curve,
      {.help = "Measured curves in place of gamma; a channel that is left out keeps its gamma."});
    v("dither", &ColourSettings::dither,
      {.help = "How light between two codes is spread: off, ordered (8x8), blue_noise (64x64), temporal "
               "(blue noise that "
               "moves every frame; for GPUs only, it changes every pixel)."});
  }
};

struct PowerSettings {
  double black_w_m2 = 30;
  double white_w_m2 = 600;
  double average_limit_w_m2 = 300;

  static constexpr fields::About about{"power", "Electrical power of the wall per square metre."};
  template <class V>
  static void fields(V& v) {
    v("black_w_m2", &PowerSettings::black_w_m2,
      {.help = "At black.", .unit = "W/m2", .min = 0, .max = 10000});
    v("white_w_m2", &PowerSettings::white_w_m2,
      {.help = "At full white.", .unit = "W/m2", .min = 1, .max = 10000});
    v("average_limit_w_m2", &PowerSettings::average_limit_w_m2,
      {.help = "Contracted average.", .unit = "W/m2", .min = 1, .max = 10000});
  }
  void check(fields::Complaints& c) const;
};

struct ViewingSettings {
  double near_m = 2.5;
  double far_m = 8;
  double ambient_lux = 300;
  double white_nits = 600;

  static constexpr fields::About about{"viewing", "Where people stand and how bright hall and wall are."};
  template <class V>
  static void fields(V& v) {
    v("near_m", &ViewingSettings::near_m, {.help = "Nearest visitor.", .unit = "m", .min = 0.1, .max = 1000});
    v("far_m", &ViewingSettings::far_m, {.help = "Farthest visitor.", .unit = "m", .min = 0.1, .max = 1000});
    v("ambient_lux", &ViewingSettings::ambient_lux,
      {.help = "Light of the hall on the wall.", .unit = "lx", .min = 0, .max = 100000});
    v("white_nits", &ViewingSettings::white_nits,
      {.help = "Luminance of full white at brightness 1.", .unit = "cd/m2", .min = 1, .max = 10000});
  }
  void check(fields::Complaints& c) const;
};

struct SoundSettings {
  double delay_ms = 67;
  double volts_at_full_scale = 43.8;

  static constexpr fields::About about{"sound", "The hall's amplifier and the latency of the picture."};
  template <class V>
  static void fields(V& v) {
    v("delay_ms", &SoundSettings::delay_ms,
      {.help = "Sound waits this long for the picture: cable, processor, cards.",
       .unit = "ms",
       .min = 0,
       .max = 200});
    v("volts_at_full_scale", &SoundSettings::volts_at_full_scale,
      {.help = "Amplifier output at 0 dBFS into the speaker.", .unit = "V", .min = 0.1, .max = 500});
  }
};

struct WallSettings {
  std::array<double, 2> size_mm{3840, 2400};
  double pitch_mm = 1.6667;
  ModuleSettings module;
  CardSettings card;
  PortSettings ports;
  double input_max_mhz = 165;
  std::vector<HeadSettings> heads;
  ColourSettings colour;
  PowerSettings power;
  ViewingSettings viewing;
  SoundSettings sound;

  // Modules across and down, rounded; check() tells when the wall is no whole number of modules.
  int columns() const;
  int rows() const;
  SizePx module_px() const { return {module.px[0], module.px[1]}; }
  SizePx size_px() const { return {columns() * module.px[0], rows() * module.px[1]}; }
  double area_m2() const { return size_mm[0] * size_mm[1] * 1e-6; }
  // Frames per second on the cables: the fastest head, 60 without heads.
  double rate_hz() const;

  static constexpr fields::About about{"wall", "The LED wall: wall.yaml of an exhibit."};
  template <class V>
  static void fields(V& v) {
    v("size_mm", &WallSettings::size_mm,
      {.help = "Width and height of the lit surface.",
       .unit = "mm",
       .min = 10,
       .max = 200000,
       .required = true});
    v("pitch_mm", &WallSettings::pitch_mm,
      {.help = "From LED to LED.", .unit = "mm", .min = 0.1, .max = 100, .required = true});
    v("module", &WallSettings::module, {.help = "The LED module.", .required = true});
    v("card", &WallSettings::card, {.help = "The receiving card."});
    v("ports", &WallSettings::ports, {.help = "Network ports that feed the cards."});
    v("input_max_mhz", &WallSettings::input_max_mhz,
      {.help = "Highest pixel clock the processor's inputs take: 165 for single-link DVI and HDMI 1.2, 340 "
               "for HDMI 1.3.",
       .unit = "MHz",
       .min = 10,
       .max = 2400});
    v("heads", &WallSettings::heads,
      {.help = "Outputs of the graphics card; together they cover the canvas exactly once.",
       .required = true});
    v("colour", &WallSettings::colour, {.help = "LEDs and receiving cards."});
    v("power", &WallSettings::power, {.help = "Electrical power."});
    v("viewing", &WallSettings::viewing, {.help = "Hall and visitors."});
    v("sound", &WallSettings::sound, {.help = "Amplifier and delay."});
  }
  void check(fields::Complaints& c) const;
};

}  // namespace guangmu::led
