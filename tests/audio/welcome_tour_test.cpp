// The tour that ships: what is written, spoken and timed must agree, measured on the committed audio itself.
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "audio/decode.h"
#include "audio/loudness.h"
#include "audio/values/status.h"

namespace guangmu {
namespace {

namespace fs = std::filesystem;
const fs::path exhibit = fs::path(GUANGMU_SOURCE_DIR) / "config/exhibits/lanzhou";
const fs::path content = fs::path(GUANGMU_SOURCE_DIR) / "config/content/lanzhou.json";

struct Step {
  std::string id;
  audio::RawSound sound;
  std::int64_t frames = 0;
  struct Caption {
    std::int64_t from = 0, to = 0;
    std::string zh, en;
  };
  std::vector<Caption> captions;
};

std::vector<Step> narrated() {
  std::vector<Step> steps;
  for (const auto& node : YAML::LoadFile((exhibit / "tours/welcome/captions.yaml").string())["steps"]) {
    Step step;
    step.id = node["id"].as<std::string>();
    step.frames = node["frames"].as<std::int64_t>();
    auto sound = audio::read_sound(exhibit / node["audio"].as<std::string>());
    EXPECT_TRUE(sound.ok()) << sound.error().text;
    if (sound) step.sound = std::move(*sound);
    for (const auto& c : node["captions"])
      step.captions.push_back({c["from"].as<std::int64_t>(), c["to"].as<std::int64_t>(),
                               c["text"]["zh"].as<std::string>(), c["text"]["en"].as<std::string>()});
    steps.push_back(std::move(step));
  }
  return steps;
}

// Loud enough to be speech, in 5 ms around `frame`.
bool speaks(const audio::RawSound& sound, std::int64_t frame) {
  constexpr std::int64_t half = 120;
  double sum = 0;
  int n = 0;
  for (std::int64_t f = std::max<std::int64_t>(0, frame - half); f < frame + half; ++f) {
    const auto at = static_cast<std::size_t>(f) * static_cast<std::size_t>(sound.channels);
    if (at >= sound.samples.size()) break;
    sum += static_cast<double>(sound.samples[at]) * static_cast<double>(sound.samples[at]);
    ++n;
  }
  return n > 0 && std::sqrt(sum / n) > 0.003;  // -50 dBFS
}

TEST(WelcomeTour, HasTheLengthAndTheScenesThatWereAskedFor) {
  const YAML::Node tour = YAML::LoadFile((exhibit / "tours/welcome.yaml").string());
  std::set<std::string> scenes, ids;
  for (const auto& step : tour["steps"]) {
    scenes.insert(step["scene"].as<std::string>());
    EXPECT_TRUE(ids.insert(step["id"].as<std::string>()).second);
    EXPECT_EQ(step["scene"].as<std::string>() == "timeline", step["event"].IsDefined());
  }
  EXPECT_GE(ids.size(), 6u);
  EXPECT_EQ(scenes, (std::set<std::string>{"overview", "timeline"}));
  double seconds = 0;
  std::size_t i = 0;
  for (const Step& step : narrated()) {
    ASSERT_EQ(step.id, tour["steps"][i]["id"].as<std::string>());
    ASSERT_EQ(step.captions.size(), tour["steps"][i]["sentences"].size());
    seconds += static_cast<double>(step.frames) / audio::sample_rate_hz;
    ++i;
  }
  EXPECT_EQ(i, tour["steps"].size());
  EXPECT_GE(seconds, 90);
  EXPECT_LE(seconds, 150);
}

TEST(WelcomeTour, CaptionsStandWhereTheirSentenceSounds) {
  constexpr std::int64_t near = 4800;  // 100 ms
  for (const Step& step : narrated()) {
    ASSERT_EQ(step.sound.rate_hz, audio::sample_rate_hz);
    ASSERT_EQ(static_cast<std::int64_t>(step.sound.samples.size()) / step.sound.channels, step.frames)
        << step.id;
    std::int64_t before = 0;
    for (std::size_t i = 0; i < step.captions.size(); ++i) {
      const auto& c = step.captions[i];
      SCOPED_TRACE(fmt::format("{} sentence {}", step.id, i + 1));
      ASSERT_GE(c.from, before);
      ASSERT_LT(c.from, c.to);
      ASSERT_LE(c.to, step.frames);
      // Silence from the end of the sentence before up to 100 ms before this one, speech within 100 ms of its
      // start …
      for (std::int64_t f = before + near; f < c.from - near; f += 240)
        ASSERT_FALSE(speaks(step.sound, f)) << f;
      bool starts = false, ends = false;
      for (std::int64_t f = c.from - near; f <= c.from + near; f += 48) starts |= speaks(step.sound, f);
      // … and the last of it within 100 ms of its end.
      for (std::int64_t f = c.to - near; f <= c.to; f += 48) ends |= speaks(step.sound, f);
      EXPECT_TRUE(starts);
      EXPECT_TRUE(ends);
      before = c.to;
    }
    for (std::int64_t f = before + near; f < step.frames; f += 240)
      ASSERT_FALSE(speaks(step.sound, f)) << step.id;
  }
}

TEST(WelcomeTour, IsAsLoudAsBroadcastAsksAndNeverTooLoud) {
  for (const Step& step : narrated()) {
    const audio::Loudness l =
        audio::measure_loudness(step.sound.samples, step.sound.channels, step.sound.rate_hz);
    EXPECT_NEAR(l.integrated_lufs, -23, 0.5) << step.id;
    EXPECT_LE(l.true_peak_db, -1) << step.id;
  }
}

TEST(WelcomeTour, StaysSmall) {
  std::uintmax_t bytes = 0;
  for (const auto& file : fs::directory_iterator(exhibit / "tours/welcome")) bytes += fs::file_size(file);
  EXPECT_LT(bytes, 3'000'000u);
}

// Every number in a text: "10,016" and "10016" alike, "2022-12" as 2022 and 12.
std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> numbers;
  std::string digits;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool digit_next = i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if ((c >= '0' && c <= '9') || (c == '.' && !digits.empty() && digit_next)) {
      digits += c;
    } else if (!(c == ',' && !digits.empty() && digit_next)) {
      if (!digits.empty()) numbers.push_back(std::stod(digits));
      digits.clear();
    }
  }
  return numbers;
}

TEST(WelcomeTour, SaysNoFigureThatItsSourceDoesNotHave) {
  std::ifstream in(content);
  std::stringstream text;
  text << in.rdbuf();
  std::set<std::string> known;
  for (double n : numbers_in(text.str())) known.insert(fmt::format("{:.6g}", n));
  for (const auto& metric : YAML::LoadFile(content.string())["derived"])
    known.insert(fmt::format("{:.6g}", std::round(metric["value"].as<double>() * 1000) / 10));
  ASSERT_TRUE(known.contains("10016"));
  ASSERT_TRUE(known.contains("36.7"));
  for (const Step& step : narrated())
    for (const auto& c : step.captions) {
      for (double n : numbers_in(c.zh))
        EXPECT_TRUE(known.contains(fmt::format("{:.6g}", n))) << n << " in " << c.zh;
      EXPECT_FALSE(c.en.empty());
      EXPECT_EQ(c.zh.find('{'), std::string::npos) << c.zh;
      EXPECT_EQ(c.en.find('{'), std::string::npos) << c.en;
    }
}

TEST(WelcomeTour, RemembersTheFiguresThatItSays) {
  const YAML::Node figures = YAML::LoadFile((exhibit / "tours/welcome/captions.yaml").string())["figures"];
  const YAML::Node source = YAML::LoadFile(content.string());
  EXPECT_GE(figures.size(), 6u);
  for (const auto& metric : source["metrics"]) {
    const YAML::Node spoken = figures[metric["id"].as<std::string>()];
    if (!spoken.IsDefined()) continue;
    EXPECT_DOUBLE_EQ(spoken["value"].as<double>(), metric["value"].as<double>());
    EXPECT_EQ(spoken["as_of"].as<std::string>(), source["as_of"].as<std::string>());
  }
}

}  // namespace
}  // namespace guangmu
