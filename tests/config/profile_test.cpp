// A profile written by led_mapping is read back through its own fields, value for value.
#include "led_mapping/profile.h"

#include <gtest/gtest.h>

#include <random>

#include "config/reader.h"
#include "config/yaml.h"
#include "led_mapping/profile_text.h"

namespace guangmu::config {
namespace {

led::ProfileSettings back(const std::string& text) {
  std::vector<Issue> issues;
  const auto tree = parse_yaml(text, "profile.yaml", issues);
  Reading reading("profile.yaml", "", process_environment(), issues);
  auto profile = tree ? read<led::ProfileSettings>(*tree, reading) : led::ProfileSettings{};
  for (const Issue& i : issues) ADD_FAILURE() << i.text << "\nin\n" << text;
  return profile;
}

TEST(Profile, an_empty_one_comes_back_empty) {
  const auto profile = back(led::profile_yaml({}));
  EXPECT_EQ(profile.label, "");
  EXPECT_FALSE(profile.white_k);
  EXPECT_TRUE(profile.modules.empty());
}

TEST(Profile, everything_comes_back_to_the_last_bit) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> number(0.01, 0.99);
  for (int round = 0; round < 20; ++round) {
    led::ProfileSettings p;
    p.label = std::array{"夜间 \"night\"",   "- yes: {a}", "${HOME} $${x} C:\\wall",
                         "line\nbreak\ttab", "007",        "true"}[static_cast<std::size_t>(round % 6)];
    p.by = "guangmu led calibrate";
    p.made = "2026-11-21T02:30:00+08:00";
    p.white_k = 3000 + 20000 * number(random);
    if (round % 2) p.white_xy = {0.3 + 0.01 * number(random), 0.32};
    p.gain = {number(random), number(random), 1};
    p.toe_lift = {number(random), 0, 1};
    p.gamma = led::GammaSettings{2 + number(random), 2.4, 2.6};
    p.curve = led::CurveSettings{{{0, 0}, {0.5, number(random)}, {1, 1}}, {}, {{0, 0}, {1, 1}}};
    p.dither = static_cast<led::Dither>(round % 4);
    for (int i = 0; i < 12; ++i) {
      std::array<double, 9> m{};
      for (double& v : m) v = number(random) / 3;
      p.modules.push_back(m);
      p.seams.push_back({i + 1, 2, static_cast<led::Edge>(i % 4), 0.5 + number(random)});
    }
    p.non_uniformity_before = {{number(random), number(random), 1e-7}};
    p.non_uniformity_after = {{1. / 3, 0, 0}};

    const auto b = back(led::profile_yaml(p));
    EXPECT_EQ(b.label, p.label);
    EXPECT_EQ(b.by, p.by);
    EXPECT_EQ(b.made, p.made);
    EXPECT_EQ(b.white_k, p.white_k);
    EXPECT_EQ(b.white_xy, p.white_xy);
    EXPECT_EQ(b.gain, p.gain);
    EXPECT_EQ(b.toe_lift, p.toe_lift);
    ASSERT_TRUE(b.gamma && b.curve);
    EXPECT_EQ(b.gamma->r, p.gamma->r);
    EXPECT_EQ(b.curve->r, p.curve->r);
    EXPECT_EQ(b.curve->g, p.curve->g);
    EXPECT_EQ(b.curve->b, p.curve->b);
    EXPECT_EQ(b.dither, p.dither);
    EXPECT_EQ(b.modules, p.modules);
    ASSERT_EQ(b.seams.size(), p.seams.size());
    for (std::size_t i = 0; i < p.seams.size(); ++i) {
      EXPECT_EQ(b.seams[i].column, p.seams[i].column);
      EXPECT_EQ(b.seams[i].edge, p.seams[i].edge);
      EXPECT_EQ(b.seams[i].gain, p.seams[i].gain);
    }
    EXPECT_EQ(b.non_uniformity_before, p.non_uniformity_before);
    EXPECT_EQ(b.non_uniformity_after, p.non_uniformity_after);
  }
}

}  // namespace
}  // namespace guangmu::config
