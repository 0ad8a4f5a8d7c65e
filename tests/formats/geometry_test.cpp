// Geometry of other makers: what is read, what is written, and that nothing in a file does harm.
#include "tools/formats/geometry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "config/reader.h"
#include "config/yaml.h"
#include "led_mapping/planner.h"
#include "tests/formats/samples.h"
#include "tests/led_mapping/walls.h"
#include "tools/formats/xml.h"
#include "tools/formats/zip.h"

namespace guangmu::formats {
namespace {

using ::testing::HasSubstr;

std::string base64(const std::string& bytes) {
  const char* letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned v = 0;
    for (std::size_t k = 0; k < 3; ++k)
      v = v << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : letters[v >> (18 - 6 * k) & 63];
  }
  return out;
}

std::string gamma_table(double gamma, int values = 256) {
  std::string bytes;
  for (int i = 0; i < values; ++i) {
    const auto v = static_cast<unsigned>(std::lround(65021 * std::pow(i / 255., gamma)));
    bytes += static_cast<char>(v & 255);
    bytes += static_cast<char>(v >> 8 & 255);
  }
  return base64(bytes);
}

void put(std::string& out, unsigned long v, int size) {
  for (int i = 0; i < size; ++i) out += static_cast<char>(v >> (8 * i) & 255);
}

std::string zip_of(const std::string& name, const std::string& bytes, bool deflated) {
  std::string packed = bytes;
  if (deflated) {
    packed.resize(compressBound(bytes.size()) + 64);
    z_stream s{};
    deflateInit2(&s, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    s.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    s.avail_in = static_cast<uInt>(bytes.size());
    s.next_out = reinterpret_cast<Bytef*>(packed.data());
    s.avail_out = static_cast<uInt>(packed.size());
    deflate(&s, Z_FINISH);
    packed.resize(s.total_out);
    deflateEnd(&s);
  }
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
  const auto common = [&](std::string& out) {
    put(out, 20, 2), put(out, 0, 2), put(out, deflated ? 8 : 0, 2), put(out, 0, 4);
    put(out, sum, 4), put(out, packed.size(), 4), put(out, bytes.size(), 4), put(out, name.size(), 2),
        put(out, 0, 2);
  };
  std::string out = "PK\x03\x04";
  common(out);
  out += name + packed;
  const auto list = out.size();
  out += "PK\x01\x02";
  put(out, 20, 2);
  common(out);
  put(out, 0, 2), put(out, 0, 2), put(out, 0, 2), put(out, 0, 4), put(out, 0, 4);
  out += name;
  const auto size = out.size() - list;
  out += "PK\x05\x06";
  put(out, 0, 4), put(out, 1, 2), put(out, 1, 2), put(out, size, 4), put(out, list, 4), put(out, 0, 2);
  return out;
}

std::string file(const std::string& name) {
  std::ifstream in(std::string(GUANGMU_SOURCE_DIR "/tests/formats/corpus/") + name, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string error_of(const std::string& bytes) {
  const auto read = read_geometry(bytes, "F");
  return read ? "" : read.error().text;
}

TEST(Resolume, what_is_written_reads_back_as_the_same_plan) {
  for (const bool moved : {false, true}) {
    led::WallSettings wall = led::lanzhou();
    led::Plan plan = led::plan_wall(wall).value();
    if (moved) {
      std::swap(plan.cards[0].source_px, plan.cards[9].source_px);
      plan.cards[3].turn = 180;
    }
    const std::string xml = write_resolume(wall, plan);
    const Geometry read = read_geometry(xml, "out.xml").value();
    EXPECT_EQ(read.canvas, (SizePx{2304, 1440}));
    ASSERT_EQ(read.screens.size(), 2u);
    EXPECT_EQ(read.screens[0].name, "HDMI-1");
    EXPECT_EQ(read.screens[0].size, (SizePx{1152, 1440}));
    EXPECT_TRUE(read.remarks.empty());
    std::vector<config::Issue> issues;
    const auto tree = config::parse_yaml(
        "size_mm: [3840, 2400]\npitch_mm: 1.6667\nmodule: {px: [192, 96], mm: [320, 160]}\nports: "
        "{rectangles_only: false}\n" +
            geometry_yaml(read),
        "wall.yaml", issues);
    ASSERT_TRUE(tree);
    config::Reading reading("wall.yaml", "", config::process_environment(), issues);
    const auto again = config::read<led::WallSettings>(*tree, reading);
    for (const auto& issue : issues) EXPECT_TRUE(issue.warning) << issue.line();
    EXPECT_EQ(again.heads[1].rect(), (RectPx{1152, 0, 1152, 1440}));
    EXPECT_EQ(led::plan_wall(again).value(), plan) << moved;
  }
}

TEST(Resolume, a_card_over_two_heads_is_two_slices_and_one_card_again) {
  led::WallSettings wall = led::lanzhou();
  wall.heads = {{"A", "", {0, 0, 1000, 1440}, 60}, {"B", "", {1000, 0, 1304, 1440}, 60}};
  const led::Plan plan = led::plan_wall(wall).value();
  const Geometry read = read_resolume(write_resolume(wall, plan), "out.xml").value();
  EXPECT_EQ(read.screens[0].slices.size() + read.screens[1].slices.size(), 48u + 8);
  EXPECT_THAT(geometry_yaml(read), HasSubstr("{id: 17, port: 3, order: 1, rect_px: [768, 0, 384, 192]}"));
}

TEST(Resolume, a_preset_of_a_hall_is_read_with_what_was_left_out) {
  const Geometry g = read_geometry(file("advanced_output.xml"), "advanced_output.xml").value();
  ASSERT_EQ(g.screens.size(), 1u);
  ASSERT_EQ(g.screens[0].slices.size(), 3u);
  EXPECT_EQ(g.screens[0].slices[1].turn, 90);
  EXPECT_EQ(g.screens[0].slices[1].canvas, (RectPx{960, 0, 540, 960}));
  EXPECT_EQ(g.screens[0].slices[1].output, (RectPx{960, 0, 960, 540}));
  std::string remarks;
  for (const auto& r : g.remarks) remarks += r + "\n";
  EXPECT_THAT(remarks, HasSubstr("is warped or mirrored"));
  EXPECT_THAT(remarks, HasSubstr("a Polygon is left out"));
  EXPECT_THAT(remarks, HasSubstr("is switched off"));
  EXPECT_THAT(geometry_yaml(g), HasSubstr("# LED processor: slice \"left\" shows [0, 0, 960, 540]"));
}

TEST(Resolume, mistakes_are_told_with_their_line) {
  const std::string good = file("advanced_output.xml");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string s = good;
    s.replace(s.find(from), from.size(), to);
    return error_of(s);
  };
  EXPECT_THAT(with("x=\"960\"", "x=\"nan\""), HasSubstr("without numbers x and y below a million"));
  EXPECT_THAT(with("x=\"960\"", "x=\"1e300\""), HasSubstr("without numbers"));
  EXPECT_THAT(with("<v x=\"960\" y=\"0\"/>", ""), HasSubstr("InputRect has 3 corners; expected 4"));
  EXPECT_THAT(with("</Slice>", "</Slide>"), HasSubstr("</Slide> closes <Slice>"));
  EXPECT_THAT(error_of(good.substr(0, good.size() / 2)), HasSubstr("it is cut off"));
  EXPECT_THAT(error_of("<XmlState/>"), HasSubstr("F:1: <XmlState> holds no ScreenSetup"));
}

TEST(Novastar, module_cabinet_and_card_are_read) {
  const Geometry module = read_geometry(file("p1667.module"), "p1667.module").value();
  EXPECT_EQ(module.module, (SizePx{192, 96}));
  EXPECT_EQ(module.scan, 48);
  EXPECT_EQ(module.groups, 2);
  EXPECT_THAT(geometry_yaml(module),
              HasSubstr("module: {px: [192, 96], mm: [320, 160], scan: 48, groups: 2}"));
  const Geometry cabinet = read_geometry(file("p1667.cabinet"), "p1667.cabinet").value();
  EXPECT_EQ(cabinet.cabinet, (SizePx{384, 192}));
  ASSERT_EQ(cabinet.modules.size(), 4u);
  EXPECT_EQ(cabinet.modules[3].rect, (RectPx{192, 96, 192, 96}));
  for (const bool deflated : {false, true}) {
    const std::string zip = zip_of("current.xml", testing::card_xml(gamma_table(2.8)), deflated);
    const Geometry card = read_geometry(zip, "hall.rcfgx").value();
    EXPECT_EQ(card.card, "A8s");
    EXPECT_EQ(card.cabinet, (SizePx{384, 288}));
    EXPECT_EQ(card.modules.size(), 6u);
    EXPECT_EQ(card.gamma, 2.8);
    ASSERT_EQ(card.gamma_tables[1].size(), 256u);
    EXPECT_EQ(card.gamma_tables[1][255], 65021);
  }
}

TEST(Novastar, its_gamma_table_becomes_a_curve_that_the_wall_accepts) {
  const Geometry card = read_geometry(testing::card_xml(gamma_table(2.4)), "card.xml").value();
  std::vector<config::Issue> issues;
  const auto tree = config::parse_yaml(
      "size_mm: [3840, 2400]\npitch_mm: 1.6667\nheads: [{connector: A, rect_px: [0, 0, 2304, 1440], rate_hz: "
      "30}]\n" +
          geometry_yaml(card),
      "wall.yaml", issues);
  ASSERT_TRUE(tree);
  config::Reading reading("wall.yaml", "", config::process_environment(), issues);
  const auto wall = config::read<led::WallSettings>(*tree, reading);
  for (const auto& issue : issues) EXPECT_TRUE(issue.warning) << issue.line();
  ASSERT_TRUE(wall.colour.curve);
  const auto& points = wall.colour.curve->g;
  EXPECT_GE(points.size(), 16u);
  for (int code = 0; code < 256; ++code) {
    const double x = code / 255.;
    std::size_t i = 1;
    while (i + 1 < points.size() && points[i][0] < x) ++i;
    const double t = (x - points[i - 1][0]) / (points[i][0] - points[i - 1][0]);
    EXPECT_NEAR(std::lerp(points[i - 1][1], points[i][1], t), std::pow(x, 2.4), 4e-5) << code;
  }
}

TEST(Novastar, mistakes_are_told_with_what_to_do) {
  struct Case {
    std::string bytes;
    const char* says;
  };
  std::string falling = gamma_table(2.8);
  std::string cabinet = file("p1667.cabinet");
  cabinet.replace(cabinet.find("192-0"), 5, "100-0");
  std::string damaged = zip_of("a.xml", testing::card_xml(gamma_table(2.8)), true);
  damaged[200] = static_cast<char>(damaged[200] + 1);
  const std::string zip = zip_of("a.xml", testing::card_xml(gamma_table(2.8)), true);
  const Case cases[] = {
      {"", "F: the file is empty"},
      {"DSCI21\x01",
       "a NovaStar screen file (.scr), which is closed; save module, cabinet or receiving card"},
      {"<html/>", "<html> is not known; expected a Resolume Advanced Output, or a NovaStar"},
      {testing::card_xml(gamma_table(2.8, 128)),
       "RedGammaTable holds 256 bytes; expected base64 of 256 values"},
      {testing::card_xml("AAAA#"), "RedGammaTable is no base64"},
      {testing::card_xml(gamma_table(2.8).replace(100, 4, "////")), "expected a rising curve"},
      {testing::card_xml(base64(std::string(512, '\0'))), "RedGammaTable ends at 0"},
      {cabinet, "the modules at (0, 0) and (100, 0) overlap"},
      {damaged, "copy the file anew"},
      {zip.substr(0, zip.size() - 30), "without its end, it is cut off"},
      {zip_of("a.bin", "x", false), "the archive holds no XML with ScanBoardProperty"},
      {"<!DOCTYPE x [<!ENTITY a \"b\">]><Config/>", "a document type"},
      {"<Config><Module><PixelCols>1e9</PixelCols></Module></Config>",
       "PixelCols is \"1e9\"; expected a whole number"},
      {std::string("\xFF\xFE<\0C\0", 6), "UTF-16; expected UTF-8"},
  };
  for (const Case& c : cases) EXPECT_THAT(error_of(c.bytes), HasSubstr(c.says));
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<Config>";
  EXPECT_THAT(error_of(deep), HasSubstr("nested deeper than 64"));
}

TEST(Xml, reads_what_files_use) {
  const XmlElement e = parse_xml(
                           "\xEF\xBB\xBF<?xml version='1.0'?><!-- c --><a b=\"1 &lt; 2\" c='&#x5149;'> x "
                           "<d/><![CDATA[<y>]]> </a>\n",
                           "F")
                           .value();
  EXPECT_EQ(e.attribute("b"), "1 < 2");
  EXPECT_EQ(e.attribute("c"), "光");
  EXPECT_EQ(e.text, "x <y>");
  ASSERT_EQ(e.children.size(), 1u);
  EXPECT_EQ(xml_escaped("<\"&\x01"), "&lt;&quot;&amp;");
}

// Whatever is cut off or changed in a file: an answer or an error in words, never a crash. Under the
// sanitizers too.
TEST(Hostile, cut_and_changed_files_do_no_harm) {
  std::vector<std::string> samples{testing::card_xml(gamma_table(2.2)),
                                   zip_of("c.xml", testing::card_xml(gamma_table(2.2)), true),
                                   zip_of("c.xml", "<ScanBoardProperty/>", false)};
  for (const auto& entry : std::filesystem::directory_iterator(GUANGMU_SOURCE_DIR "/tests/formats/corpus"))
    samples.push_back(file(entry.path().filename().string()));
  ASSERT_GE(samples.size(), 6u);
  std::mt19937 random(5);
  int refused = 0;
  const auto attempt = [&](const std::string& bytes) {
    const auto read = read_geometry(bytes, "F");
    if (read)
      geometry_yaml(*read);
    else
      EXPECT_FALSE(read.error().text.empty());
    refused += read ? 0 : 1;
  };
  for (const std::string& sample : samples) {
    attempt(sample);
    for (std::size_t cut = 0; cut < sample.size(); cut += 1 + sample.size() / 150)
      attempt(sample.substr(0, cut));
    for (int round = 0; round < 400; ++round) {
      std::string changed = sample;
      for (int n = static_cast<int>(random() % 4) + 1; n > 0; --n) {
        const std::size_t at = random() % changed.size();
        switch (random() % 4) {
          case 0:
            changed[at] = static_cast<char>(random() % 256);
            break;
          case 1:
            changed.erase(at, random() % 20);
            break;
          case 2:
            changed.insert(at, changed.substr(random() % changed.size(), random() % 60));
            break;
          default:
            changed[at] = "<>&\"/90-"[random() % 8];
        }
        if (changed.empty()) break;
      }
      attempt(changed);
    }
  }
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace guangmu::formats
