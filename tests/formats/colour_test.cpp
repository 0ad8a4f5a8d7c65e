// .cube, .ti3 and .cal: what comes in and goes out, and every way a file can be wrong.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/colour.h"
#include "config/reader.h"
#include "config/yaml.h"
#include "led_mapping/tone_curve.h"
#include "tools/formats/argyll.h"
#include "tools/formats/colour_files.h"
#include "tools/formats/cube.h"

namespace guangmu::formats {
namespace {

// A cube of `n` entries of in ^ exponent.
std::string power_cube(int n, double exponent) {
  std::string out = "# made for a test\r\nTITLE \"a b\"\r\nLUT_1D_SIZE " + std::to_string(n) + "\r\n\r\n";
  for (int i = 0; i < n; ++i) {
    const auto v = std::to_string(std::pow(static_cast<double>(i) / (n - 1), exponent));
    out += v + " " + v + "\t" + v + "\r\n";
  }
  return out;
}

// A display with the model LEDs at 600 cd/m2, black of 0.1 %, cards of `gamma`: grays and ramps in steps of 5
// %.
std::string measured(double gamma, bool ramps, const std::string& spoil = "", const std::string& with = "") {
  const led::PrimarySettings p;
  const Mat3 m = led::primaries_to_xyz(p.r, p.g, p.b, led::daylight(7500));
  std::string rows;
  int n = 0;
  const auto patch = [&](double r, double g, double b) {
    auto xyz = m * std::array<double, 3>{std::pow(r, gamma), std::pow(g, gamma), std::pow(b, gamma)};
    for (double& v : xyz) v = v * 100 + 0.1;
    rows += std::to_string(++n) + " " + std::to_string(r * 100) + " " + std::to_string(g * 100) + " " +
            std::to_string(b * 100) + " " + std::to_string(xyz[0]) + " " + std::to_string(xyz[1]) + " " +
            std::to_string(xyz[2]) + "\n";
  };
  patch(0, 0, 0);
  patch(1, 1, 1);
  for (int i = ramps ? 1 : 20; i <= 20; ++i) {
    const double v = i / 20.;
    patch(v, 0, 0);
    patch(0, v, 0);
    patch(0, 0, v);
  }
  std::string text =
      "CTI3   \n\nDESCRIPTOR \"Argyll Calibration Target chart information 3\"\nKEYWORD "
      "\"COLOR_REP\"\nCOLOR_REP \"RGB_XYZ\"\n"
      "LUMINANCE_XYZ_CDM2 \"570.1 600.2 650.3\"\nNUMBER_OF_FIELDS 7\nBEGIN_DATA_FORMAT\n"
      "SAMPLE_ID RGB_R RGB_G RGB_B XYZ_X XYZ_Y XYZ_Z\nEND_DATA_FORMAT\n\nNUMBER_OF_SETS " +
      std::to_string(n) + "\nBEGIN_DATA\n" + rows + "END_DATA\n";
  if (const auto at = text.find(spoil); !spoil.empty() && at != std::string::npos)
    text.replace(at, spoil.size(), with);
  return text;
}

led::ProfileSettings profile_in(const std::string& yaml) {
  std::vector<config::Issue> issues;
  const auto tree = config::parse_yaml(yaml, "p.yaml", issues);
  config::Reading reading("p.yaml", "", config::process_environment(), issues);
  auto profile = config::read<led::ProfileSettings>(*tree, reading);
  EXPECT_TRUE(issues.empty()) << issues.front().text << yaml;
  return profile;
}

TEST(Cube, of_one_dimension_becomes_the_cards_curve) {
  for (const int n : {2, 17, 256, 1024}) {
    const auto cube = read_cube(power_cube(n, n == 2 ? 1 : 2.4), "a.cube");
    ASSERT_TRUE(cube.ok()) << cube.error().text;
    EXPECT_EQ(cube->title, "a b");
    const auto curve = curve_of(*cube, "a.cube");
    ASSERT_TRUE(curve.ok()) << curve.error().text;
    led::ColourSettings colour;
    colour.curve = *curve;
    const auto light = led::card_light(colour, 1);
    for (std::size_t code = 0; code < 256; ++code)
      EXPECT_NEAR(light[code], std::pow(static_cast<double>(code) / 255, n == 2 ? 1 : 2.4), 0.004)
          << n << " " << code;
  }
}

TEST(Cube, of_three_dimensions_comes_back_and_is_looked_up) {
  const ColourMap map = [](std::array<double, 3> v) {
    return std::array{v[0] * v[0], 0.5 * v[1] + 0.5 * v[0], std::sqrt(v[2])};
  };
  const auto back = read_cube(write_cube(cube_of(map, true, 33, "say \"hello\"")), "b.cube");
  ASSERT_TRUE(back.ok()) << back.error().text;
  EXPECT_EQ(back->title, "say hello");
  ASSERT_EQ(back->values.size(), 33u * 33 * 33);
  for (const std::array<double, 3> in :
       {std::array{0.1, 0.7, 0.9}, {0., 0., 0.}, {1., 1., 1.}, {0.43, 0.2, 0.66}, {2., -1., 0.5}}) {
    const auto got = look_up(*back, in);
    const auto expected =
        map({std::clamp(in[0], 0., 1.), std::clamp(in[1], 0., 1.), std::clamp(in[2], 0., 1.)});
    for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(got[c], expected[c], 0.002);
  }
  EXPECT_FALSE(curve_of(*back, "b.cube").ok());
}

TEST(Cube, mistakes_are_told_with_their_line) {
  struct Case {
    std::string text;
    const char* expected;
  };
  std::string falling = power_cube(17, 1);
  falling.replace(falling.find("0.250000 0.250000"), 8, "0.900000");
  for (const Case& c :
       {Case{"", "no LUT_1D_SIZE"},
        Case{"LUT_1D_SIZE 3\n0 0 0\n1 1 1\n", ":3: the file ends after 2 of 3 values"},
        Case{"LUT_1D_SIZE 2\n0 0 0\n1 1 1\n1 1 1\n", ":4: more values than the size 2"},
        Case{"LUT_1D_SIZE 2\n0 0 0\n1 nan 1\n", ":3: \"nan\" is no finite number"},
        Case{"LUT_1D_SIZE 2\n0 0 0\n1 1e999 1\n", ":3: \"1e999\" is no finite number"},
        Case{"LUT_1D_SIZE 2\n0 0\n1 1 1\n", ":2: 2 numbers; expected 3"},
        Case{"LUT_1D_SIZE 1\n", ":1: a size of 1; expected a whole number from 2 to 65536"},
        Case{"LUT_3D_SIZE 4000\n", "from 2 to 129"}, Case{"LUT_3D_SIZE 2.5\n", "a size of 2.5"},
        Case{"0 0 0\n", ":1: values before"}, Case{"LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n", ":2: a second size"},
        Case{"<html>not found</html>", "is neither a number nor a keyword"},
        Case{"LUT_1D_SIZE 2\nDOMAIN_MIN 0 1 0\n0 0 0\n1 1 1\n", "the domain of channel 2"}}) {
    const auto cube = read_cube(c.text, "x.cube");
    ASSERT_FALSE(cube.ok()) << c.text;
    EXPECT_NE(cube.error().text.find(c.expected), std::string::npos) << cube.error().text;
  }
  const auto curve = curve_of(read_cube(falling, "f.cube").value(), "f.cube");
  ASSERT_FALSE(curve.ok());
  EXPECT_NE(curve.error().text.find("f.cube:10: red falls from 0.9 to 0.3125"), std::string::npos)
      << curve.error().text;
  const auto lifted = curve_of(read_cube("LUT_1D_SIZE 2\n0.1 0.1 0.1\n1 1 1\n", "l.cube").value(), "l.cube");
  ASSERT_FALSE(lifted.ok());
  EXPECT_NE(lifted.error().text.find("l.cube:2: begins at 0.1"), std::string::npos) << lifted.error().text;
}

TEST(Ti3, tells_primaries_white_and_curves) {
  const auto m = read_ti3(measured(2.6, true), "w.ti3");
  ASSERT_TRUE(m.ok()) << m.error().text;
  EXPECT_NEAR(m->primaries.r[0], 0.701, 1e-3);
  EXPECT_NEAR(m->primaries.g[1], 0.767, 1e-3);
  EXPECT_NEAR(m->primaries.b[1], 0.061, 1e-3);
  EXPECT_NEAR(m->nearest_white_k, 7500, 20);
  EXPECT_NEAR(m->black_share, 0.001, 1e-4);
  ASSERT_TRUE(m->white_nits);
  EXPECT_NEAR(*m->white_nits, 600.2, 1e-9);
  ASSERT_TRUE(m->curve);
  for (const auto* points : {&m->curve->r, &m->curve->g, &m->curve->b}) {
    ASSERT_EQ(points->size(), 21u);
    for (const auto& p : *points) EXPECT_NEAR(p[1], std::pow(p[0], 2.6), 1e-4);
  }
  const auto yaml = profile_of_colour_file(measured(2.6, true), "w.ti3");
  ASSERT_TRUE(yaml.ok());
  EXPECT_EQ(profile_in(*yaml).curve->g.size(), 21u);
  EXPECT_NE(yaml->find("#   native_white_k: 75"), std::string::npos) << *yaml;
}

TEST(Ti3, without_ramps_has_no_curve) {
  const auto m = read_ti3(measured(2.6, false), "w.ti3");
  ASSERT_TRUE(m.ok()) << m.error().text;
  EXPECT_FALSE(m->curve);
}

TEST(Ti3, mistakes_are_told_with_their_line) {
  const std::string good = measured(2.6, true);
  struct Case {
    std::string text;
    const char* expected;
  };
  for (const Case& c :
       {Case{"", "holds no table CTI3"}, Case{"CTI1\n", "holds no table CTI3"},
        Case{good.substr(0, good.size() / 2), "its end is missing"},
        Case{good.substr(0, good.size() - 9), "its end is missing"},
        Case{measured(2.6, true, "NUMBER_OF_SETS 62", "NUMBER_OF_SETS 63"),
             "62 rows, but NUMBER_OF_SETS says 63"},
        Case{measured(2.6, true, "XYZ_Z\n", "LAB_B\n"), "no field XYZ_Z"},
        Case{measured(2.6, true, "1 0.000000 0.000000", "1 5.000000 0.000000"), "no patch of black"},
        Case{measured(2.6, true, "100.000000 100.000000 100.000000", "100.000000 nan 100.000000"),
             ":15: RGB_G is \"nan\""},
        Case{measured(2.6, true, "100.000000 100.000000 100.000000", "100.000000 100.000000 300.000000"),
             ":15: RGB_B is 300; expected 0 to 100"},
        Case{measured(2.6, true, "\n30 50.000000 0.000000", "\n30 99.000000 0.000000"),
             "less than a lower code"}}) {
    const auto m = read_ti3(c.text, "w.ti3");
    ASSERT_FALSE(m.ok()) << c.expected;
    EXPECT_NE(m.error().text.find(c.expected), std::string::npos) << m.error().text;
  }
}

// The codes that a .cal of the wall sends for grays light as sRGB says; taken in again it tells the cards'
// curve.
TEST(Cal, corrects_the_wall_to_srgb_and_tells_its_curve) {
  led::WallSettings wall;
  wall.colour.gamma = {2.2, 2.5, 2.8};
  const std::string cal = cal_of_wall(wall, {});
  const auto curve = curve_of_cal(cal, "w.cal");
  ASSERT_TRUE(curve.ok()) << curve.error().text;
  led::ColourSettings colour;
  colour.curve = *curve;
  for (int channel = 0; channel < 3; ++channel) {
    const auto known = led::card_light(wall.colour, channel), told = led::card_light(colour, channel);
    for (std::size_t code = 20; code < 256; ++code)
      EXPECT_NEAR(told[code] / known[code], 1, 0.05) << channel << " " << code;
    for (std::size_t code = 100; code < 256; ++code)
      EXPECT_NEAR(told[code] / known[code], 1, 0.01) << channel << " " << code;
  }
}

TEST(Cal, mistakes_are_told_with_their_line) {
  led::WallSettings wall;
  const std::string good = cal_of_wall(wall, {});
  const auto why = [](const std::string& text) {
    const auto r = curve_of_cal(text, "w.cal");
    return r.ok() ? std::string() : r.error().text;
  };
  EXPECT_EQ(why(good), "");
  EXPECT_NE(why(good.substr(0, 4000)).find("its end is missing"), std::string::npos);
  std::string falling = good;
  falling.replace(falling.find("\n0.50196078 ") + 1, 10, "0.20196078");
  EXPECT_NE(why(falling).find("w.cal:143: RGB_R falls"), std::string::npos) << why(falling);
  wall.colour.white_k = 9300;
  EXPECT_NE(why(cal_of_wall(wall, {})).find("this calibration also sets the white point"), std::string::npos);
  EXPECT_NE(why(measured(2.2, true)).find("holds no table CAL"), std::string::npos);
}

TEST(ColourOut, cube_of_the_wall_is_what_the_pipeline_sends) {
  led::WallSettings wall;
  wall.colour.gamma = {2.4, 2.4, 2.4};
  wall.colour.white_k = 9300;
  led::ProfileSettings profile;
  profile.gain = {1, 0.9, 1};
  const auto tables = led::make_output_tables(wall, profile);
  for (const bool three_d : {true, false}) {
    const auto cube = read_cube(cube_of_wall(wall, profile, three_d, three_d ? 17 : 256), "w.cube");
    ASSERT_TRUE(cube.ok()) << cube.error().text;
    for (int i = 0; i <= 16; ++i) {
      const double s = i / 16.;
      const auto codes = look_up(*cube, {s, s, s});
      const float l = srgb_to_linear(static_cast<float>(s)), rgb[3] = {l, l, l};
      const auto d = led::drive_of(rgb, 0, 0, tables);
      for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(codes[c] * 255, 255 * std::pow(static_cast<double>(d[c]), 1 / 2.4), 0.3) << i << " " << c;
    }
  }
}

// What the fuzzer found or began with: none of it may do worse than be refused.
TEST(ColourFiles, corpus_is_read_or_refused) {
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(GUANGMU_SOURCE_DIR "/tests/formats/colour_corpus")) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    for (const char* name : {"a.cube", "a.ti3", "a.cal"}) {
      const auto r = profile_of_colour_file(bytes, name);
      if (r.ok())
        profile_in(*r);
      else
        EXPECT_EQ(r.error().text.rfind(name, 0), 0u) << r.error().text;
    }
    ++files;
  }
  EXPECT_GE(files, 6);
}

}  // namespace
}  // namespace guangmu::formats
