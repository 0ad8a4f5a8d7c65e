// docs/colour.md taken at its word: codes worked out here from the page's formulas alone, in double precision
// and without any table, against what goes onto the cable, for gammas, curves, toes, gray scales and whites
// that the rest of the repository does not use.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

#include "led_mapping/colour_model.h"
#include "led_mapping/output_tables.h"
#include "led_mapping/stages.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

struct Channel {
  double gamma = 2.8;
  CurvePoints points;
  double toe = 0;
};

// Page, 7: light of a code.
double f(const Channel& channel, int bits, int code) {
  const double u = code / 255.;
  double light = std::pow(u, channel.gamma);
  for (std::size_t i = 1; i < channel.points.size(); ++i) {
    const auto &a = channel.points[i - 1], &b = channel.points[i];
    if (u >= a[0] && u <= b[0]) light = a[1] + (b[1] - a[1]) * (u - a[0]) / (b[0] - a[0]);
  }
  const double q = 1 / (std::pow(2., bits > 0 ? bits : 16) - 1);
  light = std::max(light, channel.toe * code * q);
  return bits > 0 ? std::floor(light / q + 0.5) * q : light;
}

// Page, 7: level of a drive.
double level(const Channel& channel, int bits, double d) {
  if (!(d > 0)) return 0;
  if (d >= 1) return 255;
  int c = 0;
  for (int code = 0; code < 256; ++code)
    if (f(channel, bits, code) <= d) c = code;
  if (c == 255) return 255;
  const double here = f(channel, bits, c), next = f(channel, bits, c + 1);
  return c + (d - here) / (next - here);
}

double srgb(int code) {
  const double c = code / 255.;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

// All grays 0..255 of a picture, one column each, through the output pass without dither. `white` is what the
// drive of the channels is for white. Returns codes, r g b.
std::vector<std::uint8_t> ramp(const WallSettings& wall) {
  Pattern p{wall.size_px(), false, {}, {}, {}};
  for (int i = 0; i < 256; ++i) {
    const auto v = static_cast<std::uint8_t>(i);
    p.rects.push_back({{i, 0, 1, wall.size_px().h}, {v, v, v}, false, {}});
  }
  return codes_of(p, make_output_tables(wall)).rgb;
}

WallSettings ramp_wall() {
  WallSettings wall;
  wall.module.px = {64, 16};
  wall.module.mm = {128, 32};
  wall.size_mm = {512, 64};
  wall.pitch_mm = 2;
  wall.colour.dither = Dither::off;
  return wall;
}

void expect_page(const WallSettings& wall, const std::array<Channel, 3>& channels, int bits, double near,
                 const std::string& what) {
  const auto codes = ramp(wall);
  int exact = 0;
  for (int gray = 0; gray < 256; ++gray)
    for (std::size_t c = 0; c < 3; ++c) {
      const double v = level(channels[c], bits, srgb(gray)) + 0.5;
      const int code = codes[static_cast<std::size_t>(gray) * 3 + c];
      exact += code == static_cast<int>(std::floor(v));
      ASSERT_GE(code, std::floor(v - near)) << what << " gray " << gray << " channel " << c << " v " << v;
      ASSERT_LE(code, std::floor(v + near)) << what << " gray " << gray << " channel " << c << " v " << v;
    }
  EXPECT_GE(exact, 768 - 12) << what;
}

TEST(ColourPage, the_worked_example) {
  WallSettings wall = ramp_wall();
  wall.colour.gamma = {2.4, 2.4, 2.4};
  EXPECT_EQ(ramp(wall)[128 * 3 + 1], 135);
  EXPECT_NEAR(level({2.4, {}, 0}, 0, srgb(128)), 134.6196, 0.001);
}

TEST(ColourPage, gray_ramps_of_any_gamma) {
  std::mt19937 random(2026);
  std::uniform_real_distribution<double> exponent(0.7, 4.5), share(0, 1);
  for (int round = 0; round < 40; ++round) {
    WallSettings wall = ramp_wall();
    std::array<Channel, 3> channels;
    for (Channel& c : channels) c = {exponent(random), {}, round % 3 ? share(random) : 0};
    wall.colour.gamma = {channels[0].gamma, channels[1].gamma, channels[2].gamma};
    wall.colour.toe_lift = {channels[0].toe, channels[1].toe, channels[2].toe};
    const int bits = round % 4 == 3 ? 12 + round % 5 : 0;
    if (bits > 0) wall.colour.gray_bits = bits;
    expect_page(wall, channels, bits, bits > 0 ? 0.1 : 0.01, "round " + std::to_string(round));
  }
}

TEST(ColourPage, gray_ramps_of_measured_curves) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> exponent(1.5, 3.2), bump(-0.2, 0.2), share(0, 1);
  for (int round = 0; round < 40; ++round) {
    WallSettings wall = ramp_wall();
    std::array<Channel, 3> channels;
    for (Channel& c : channels) {
      const int points = 16 + round * 6;
      const double e = exponent(random), b = bump(random);
      for (int i = 0; i <= points; ++i) {
        const double in = static_cast<double>(i) / points, out = std::pow(in, e) * (1 + b * in * (1 - in));
        c.points.push_back({in, std::max(out, c.points.empty() ? 0 : c.points.back()[1])});
      }
      c.points.back() = {1, 1};
      c.toe = share(random);
    }
    wall.colour.curve = CurveSettings{channels[0].points, channels[1].points, channels[2].points};
    wall.colour.toe_lift = {channels[0].toe, channels[1].toe, channels[2].toe};
    expect_page(wall, channels, 0, 0.1, "round " + std::to_string(round));
  }
}

// Page, 2, 3 and 8: another white and ordered dither, for colours.
TEST(ColourPage, colours_with_another_white_and_ordered_dither) {
  WallSettings wall = ramp_wall();
  wall.colour.white_xy = {{0.2953, 0.3062}};
  wall.colour.native_white_k = 7800;
  wall.colour.gamma = {2.33, 2.47, 2.61};
  wall.colour.dither = Dither::ordered;
  const auto xyz = [](Chromaticity c) { return std::array{c[0] / c[1], 1., (1 - c[0] - c[1]) / c[1]}; };
  const auto m_of = [&](Chromaticity r, Chromaticity g, Chromaticity b, Chromaticity w) {
    const auto cr = xyz(r), cg = xyz(g), cb = xyz(b);
    Mat3 k{{cr[0], cg[0], cb[0], cr[1], cg[1], cb[1], cr[2], cg[2], cb[2]}};
    const auto shares = inverse(k) * xyz(w);
    return k * Mat3{{shares[0], 0, 0, 0, shares[1], 0, 0, 0, shares[2]}};
  };
  const double t = 7800, x = -2.0064e9 / (t * t * t) + 1.9018e6 / (t * t) + 247.48 / t + 0.237040;
  const auto& p = wall.colour.primaries;
  Mat3 m = inverse(m_of(p.r, p.g, p.b, {x, -3 * x * x + 2.87 * x - 0.275})) *
           m_of({0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}, {0.2953, 0.3062});
  const auto sums = m * std::array<double, 3>{1, 1, 1};
  for (double& v : m.m) v /= std::max({sums[0], sums[1], sums[2]});
  const OutputTables tables = make_output_tables(wall, 0.9);
  const std::array<Channel, 3> channels{Channel{2.33, {}, 0}, Channel{2.47, {}, 0}, Channel{2.61, {}, 0}};
  std::mt19937 random(1);
  std::uniform_real_distribution<float> light(0, 1);
  for (int i = 0; i < 4000; ++i) {
    const std::array<float, 3> l{light(random), light(random), light(random)};
    const int px = static_cast<int>(random() % 256), py = static_cast<int>(random() % 32);
    int bayer = 0;
    for (int bit = 0; bit < 3; ++bit) {
      const int bx = px >> bit & 1, by = py >> bit & 1;
      bayer += (1 << 2 * (2 - bit)) * (2 * (bx ^ by) + by);
    }
    const auto d = m * std::array<double, 3>{l[0], l[1], l[2]};
    const auto codes = grade(l.data(), px, py, tables);
    for (std::size_t c = 0; c < 3; ++c) {
      const double v = level(channels[c], 0, 0.9 * d[c]) + (bayer + 0.5) / 64;
      ASSERT_GE(codes[c], std::floor(v - 0.01)) << i << " " << c;
      ASSERT_LE(codes[c], std::floor(v + 0.01)) << i << " " << c;
    }
  }
}

}  // namespace
}  // namespace guangmu::led
