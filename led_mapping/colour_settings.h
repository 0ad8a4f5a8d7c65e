// LEDs and the receiving cards' curves as a technician writes them in wall.yaml. What each of them does, as
// formulas in order: docs/colour.md.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"

namespace guangmu::led {

enum class Dither { off, ordered, blue_noise, temporal };
constexpr auto fields_names(Dither) {
  using Name = std::pair<Dither, std::string_view>;
  return std::array{Name{Dither::off, "off"}, Name{Dither::ordered, "ordered"},
                    Name{Dither::blue_noise, "blue_noise"}, Name{Dither::temporal, "temporal"}};
}

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
  std::optional<std::array<double, 2>> white_xy;
  double native_white_k = 6500;
  GammaSettings gamma;
  std::optional<CurveSettings> curve;
  std::array<double, 3> toe_lift{0, 0, 0};
  std::optional<int> gray_bits;
  Dither dither = Dither::blue_noise;

  static constexpr fields::About about{"colour",
                                       "What the LEDs and the receiving cards do to the codes on the cable."};
  template <class V>
  static void fields(V& v) {
    v("primaries", &ColourSettings::primaries, {.help = "Colour of the LEDs."});
    v("white_k", &ColourSettings::white_k,
      {.help = "Correlated colour temperature that white on the canvas shall have, on the daylight locus.",
       .unit = "K",
       .min = 3000,
       .max = 25000});
    v("white_xy", &ColourSettings::white_xy,
      {.help = "White on the canvas as CIE 1931 x, y; beats white_k.", .min = 0.01, .max = 0.9});
    v("native_white_k", &ColourSettings::native_white_k,
      {.help = "Colour temperature the modules show at full red, green and blue, as set up by the installer.",
       .unit = "K",
       .min = 3000,
       .max = 25000});
    v("gamma", &ColourSettings::gamma, {.help = "Exponents of the receiving cards."});
    v("curve", &ColourSettings::curve,
      {.help = "Measured curves in place of gamma; a channel that is left out keeps its gamma."});
    v("toe_lift", &ColourSettings::toe_lift,
      {.help =
           "How far the cards lift their lowest codes of red, green, blue above the curve: 0 not at all, 1 "
           "so that every code lights by at least one step more than the one before.",
       .min = 0,
       .max = 1});
    v("gray_bits", &ColourSettings::gray_bits,
      {.help = "Bits of the cards' gray scale, to whose steps they round the light of every code. Left out: "
               "not rounded, and a step of toe_lift is one of 16 bits.",
       .unit = "bit",
       .min = 10,
       .max = 18});
    v("dither", &ColourSettings::dither,
      {.help = "How light between two codes is spread: off, ordered (8x8), blue_noise (64x64), temporal "
               "(blue noise that "
               "moves every frame; for GPUs only, it changes every pixel)."});
  }
  void check(fields::Complaints& c) const;
};

}  // namespace guangmu::led
