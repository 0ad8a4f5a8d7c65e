// A version of what a technician sets on a wall: white, channel gains, curves, and the correction of modules,
// seams and pixels. It lies over wall.yaml: what a profile leaves out keeps the value written there. Values
// only; output_tables.h folds them into matrices and levels, profile_text.h writes them as the YAML that the
// reader of config/ takes back through these fields, and the state folder keeps them in versions.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/geometry.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

enum class Edge { left, top, right, bottom };
constexpr auto fields_names(Edge) {
  using Name = std::pair<Edge, std::string_view>;
  return std::array{Name{Edge::left, "left"}, Name{Edge::top, "top"}, Name{Edge::right, "right"},
                    Name{Edge::bottom, "bottom"}};
}

// The light of one row or column of LEDs along a joint: above 1 fills a gap that shows dark, below 1 a bright
// one.
struct SeamGain {
  int column = 1, row = 1;  // module, from 1, seen from the front
  Edge edge = Edge::left;   // which of its edges
  double gain = 1;

  static constexpr fields::About about{"seam", "Light of the outermost LEDs along one edge of a module."};
  template <class V>
  static void fields(V& v) {
    v("column", &SeamGain::column,
      {.help = "Module, from 1, from the left.", .min = 1, .max = 1000, .required = true});
    v("row", &SeamGain::row,
      {.help = "Module, from 1, from the top.", .min = 1, .max = 1000, .required = true});
    v("edge", &SeamGain::edge, {.help = "left, top, right or bottom.", .required = true});
    v("gain", &SeamGain::gain,
      {.help = "Factor on linear light; 1 + gap / (2 * pitch) fills a gap.",
       .min = 0.5,
       .max = 2,
       .required = true});
  }
};

// One 3x3 matrix for every pixel, 16-bit floats row-major, LED by LED: 9 * width * height values. Too much
// for a text file; lies beside the profile as NAME.pixels.
struct PixelCorrection {
  SizePx size;
  std::vector<std::uint16_t> half;
};

struct ProfileSettings {
  std::string label;
  std::string by;    // who made it
  std::string made;  // ISO 8601, hall time
  std::optional<double> white_k;
  std::optional<std::array<double, 2>> white_xy;
  std::array<double, 3> gain{1, 1, 1};
  std::array<double, 3> toe_lift{0, 0, 0};
  std::optional<GammaSettings> gamma;
  std::optional<CurveSettings> curve;
  std::optional<Dither> dither;
  std::vector<std::array<double, 9>> modules;  // row by row; empty: none is corrected
  std::vector<SeamGain> seams;
  std::string pixels;  // file beside this one; empty: none
  std::optional<std::array<double, 3>> non_uniformity_before, non_uniformity_after;  // r, g, b; sigma / mean

  static constexpr fields::About about{"profile", "One version of a wall's calibration and colour settings."};
  template <class V>
  static void fields(V& v) {
    v("label", &ProfileSettings::label, {.help = "What it is called."});
    v("by", &ProfileSettings::by, {.help = "Who made it."});
    v("made", &ProfileSettings::made, {.help = "When, ISO 8601."});
    v("white_k", &ProfileSettings::white_k,
      {.help = "White as correlated colour temperature on the daylight locus.",
       .unit = "K",
       .min = 3000,
       .max = 25000});
    v("white_xy", &ProfileSettings::white_xy,
      {.help = "White as CIE 1931 x, y; beats white_k.", .min = 0.01, .max = 0.9});
    v("gain", &ProfileSettings::gain,
      {.help = "Factor on the linear drive of red, green, blue.", .min = 0, .max = 1});
    v("toe_lift", &ProfileSettings::toe_lift,
      {.help =
           "How far the cards lift their lowest codes of red, green, blue above the curve: 0 as wall.yaml "
           "says, 1 so that every code lights.",
       .min = 0,
       .max = 1});
    v("gamma", &ProfileSettings::gamma, {.help = "Exponents of the receiving cards."});
    v("curve", &ProfileSettings::curve,
      {.help = "Measured curves of the receiving cards, in place of gamma."});
    v("dither", &ProfileSettings::dither, {.help = "off, ordered, blue_noise or temporal."});
    v("modules", &ProfileSettings::modules,
      {.help = "One 3x3 matrix on linear drive for each module, row by row from top left, row-major."
               " None, or as many as the wall has modules.",
       .min = -4,
       .max = 4});
    v("seams", &ProfileSettings::seams, {.help = "Light of the LEDs along joints."});
    v("pixels", &ProfileSettings::pixels,
      {.help = "File beside this one with a 3x3 matrix for every pixel; takes the place of `modules`."});
    v("non_uniformity_before", &ProfileSettings::non_uniformity_before,
      {.help = "Sigma / mean of the modules' luminance, red, green, blue, as measured before.",
       .min = 0,
       .max = 10});
    v("non_uniformity_after", &ProfileSettings::non_uniformity_after,
      {.help = "The same with this profile, as computed or measured.", .min = 0, .max = 10});
  }
  void check(fields::Complaints& c) const;
};

}  // namespace guangmu::led
