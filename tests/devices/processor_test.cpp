// A real client against a processor that drops links, answers late and lies.
#include "devices/processor.h"

#include <gtest/gtest.h>

#include "tests/devices/simulated_processor.h"

namespace guangmu::devices {
namespace {

using Bytes = std::vector<std::uint8_t>;
using led::ProcessorModel;
using novastar::Device;

led::ProcessorSettings settings(const SimulatedProcessor& p, ProcessorModel model = ProcessorModel::vx600) {
  return {.model = model, .host = "127.0.0.1", .port = p.port(), .timeout_s = 0.25, .retries = 3};
}

struct Written {
  ProcessorModel model;
  std::vector<std::string> words;
  Device device;
  std::uint32_t address;
  Bytes value;
};

TEST(Processor, WritesWhatWasAskedToWhereTheModelKeepsIt) {
  const Written cases[] = {
      {ProcessorModel::vx600, {"brightness", "1"}, Device::card, 0x02000001, {255}},
      {ProcessorModel::vx600, {"brightness", "0.6"}, Device::card, 0x02000001, {153}},
      {ProcessorModel::vx600, {"input", "mosaic"}, Device::sender, 0x13020012, {6, 0, 0}},
      {ProcessorModel::vx600, {"freeze", "on"}, Device::sender, 0x13000004, {4, 0}},
      {ProcessorModel::vx600, {"black", "on"}, Device::sender, 0x13000004, {5, 0}},
      {ProcessorModel::vx600, {"black", "off"}, Device::sender, 0x13000004, {3, 0}},
      {ProcessorModel::vx600, {"pattern", "grid"}, Device::sender, 0x13000004, {6, 0x14}},
      {ProcessorModel::vx600, {"pattern", "off"}, Device::sender, 0x13000004, {3, 0}},
      {ProcessorModel::vx6s, {"input", "hdmi2"}, Device::sender, 0x13020012, {1, 0, 0x12}},
      {ProcessorModel::vx6s, {"black", "on"}, Device::card, 0x02000100, {0xFF}},
      {ProcessorModel::vx6s, {"freeze", "on"}, Device::card, 0x02000102, {0xFF}},
      {ProcessorModel::mctrl, {"pattern", "gray"}, Device::card, 0x02000101, {9}},
      {ProcessorModel::mctrl, {"input", "dvi1"}, Device::sender, 0x02000023, {0x61}},
  };
  SimulatedProcessor simulated;
  for (const Written& c : cases) {
    Processor p(settings(simulated, c.model));
    const auto wish = parse_wish(c.words);
    ASSERT_TRUE(wish) << c.words[0];
    const auto done = p.set(*wish);
    ASSERT_TRUE(done) << done.error().text;
    EXPECT_EQ(simulated.at(c.device, c.address, c.value.size()), c.value) << c.words[0] << " " << c.words[1];
  }
}

TEST(Processor, SaysWhatItShows) {
  for (const auto model : {ProcessorModel::vx600, ProcessorModel::vx6s, ProcessorModel::mctrl}) {
    SimulatedProcessor simulated;
    Processor p(settings(simulated, model));
    const std::string input = input_names(model).back(), pattern = pattern_names(model).back();
    ASSERT_TRUE(p.set(BrightnessWish{0.4}));
    ASSERT_TRUE(p.set(InputWish{input}));
    auto state = p.state();
    ASSERT_TRUE(state) << state.error().text;
    EXPECT_NEAR(state->brightness, 0.4, 0.002);
    EXPECT_EQ(state->input, input);
    EXPECT_EQ(state->mode, ProcessorMode::normal);
    EXPECT_EQ(state->pattern, "");
    for (const auto mode : {ProcessorMode::freeze, ProcessorMode::black, ProcessorMode::normal}) {
      ASSERT_TRUE(p.set(ModeWish{mode}));
      state = p.state();
      ASSERT_TRUE(state);
      EXPECT_EQ(state->mode, mode);
    }
    ASSERT_TRUE(p.set(PatternWish{pattern}));
    EXPECT_EQ(p.state()->pattern, pattern);
    ASSERT_TRUE(p.set(PatternWish{"off"}));
    EXPECT_EQ(p.state()->pattern, "");
  }
}

TEST(Processor, GetsThroughWhenTheOtherEndMisbehavesForAWhile) {
  for (const Mood mood : {Mood::hang_up, Mood::silent, Mood::late, Mood::lie, Mood::damage, Mood::refuse,
                          Mood::noise, Mood::in_pieces}) {
    for (const int times : {1, 3}) {
      SimulatedProcessor simulated;
      Processor p(settings(simulated));
      simulated.expect(std::vector<Mood>(static_cast<std::size_t>(times), mood));
      const auto done = p.set(BrightnessWish{0.25});
      EXPECT_TRUE(done) << static_cast<int>(mood) << " x " << times << ": "
                        << (done ? "" : done.error().text);
      EXPECT_EQ(simulated.at(Device::card, 0x02000001, 1), Bytes{64});
    }
  }
}

TEST(Processor, ALieThatStaysIsTold) {
  SimulatedProcessor simulated;
  Processor p(settings(simulated));
  std::vector<Mood> moods;
  for (int i = 0; i < 20; ++i)
    moods.insert(moods.end(), {Mood::well, Mood::lie});  // writes are taken, reads lie
  simulated.expect(moods);
  const auto done = p.set(BrightnessWish{1});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().blame, Blame::machine);
  for (const char* part :
       {"brightness 1", "02000001 was set to FF but reads BE", "tried 4 times", "wall.yaml"})
    EXPECT_NE(done.error().text.find(part), std::string::npos) << part << ": " << done.error().text;
  EXPECT_EQ(simulated.writes(), 4);
}

TEST(Processor, ASilentOneIsGivenUpInTime) {
  SimulatedProcessor simulated;
  Processor p(settings(simulated));
  simulated.expect(std::vector<Mood>(50, Mood::silent));
  const auto done = p.state();
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().text.find("no answer within 0.25 s"), std::string::npos) << done.error().text;
  simulated.expect({});
  EXPECT_TRUE(p.state());  // and found again
}

TEST(Processor, ALateAnswerIsNotTakenForTheNextOne) {
  SimulatedProcessor simulated;
  auto s = settings(simulated);
  s.retries = 0;
  Processor p(s);
  ASSERT_TRUE(p.set(BrightnessWish{0.5}));
  simulated.expect({Mood::late});
  EXPECT_FALSE(p.set(BrightnessWish{1}));
  const auto state = p.state();  // the old answer may still be under way
  ASSERT_TRUE(state) << state.error().text;
  EXPECT_NEAR(state->brightness, simulated.at(Device::card, 0x02000001, 1)[0] / 255., 1e-9);
}

TEST(Processor, WithoutOneTheErrorNamesPlaceAndReason) {
  int port = 0;
  {
    SimulatedProcessor gone;
    port = gone.port();
  }
  Processor p({.host = "127.0.0.1", .port = port, .timeout_s = 0.2, .retries = 1});
  const auto done = p.set(ModeWish{ProcessorMode::black});
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().text.find("127.0.0.1:" + std::to_string(port)), std::string::npos)
      << done.error().text;
  EXPECT_NE(done.error().text.find("tried 2 times"), std::string::npos) << done.error().text;
}

TEST(Processor, WishesThatNobodyCanCarryOutAreRefusedBeforeAnythingIsSent) {
  SimulatedProcessor simulated;
  Processor p(settings(simulated));
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"brightness", "2"}, {"brightness", "-0.1"}, {"input", "hdmi9"}, {"pattern", "cat"}}) {
    const auto wish = parse_wish(words);
    ASSERT_TRUE(wish);
    const auto done = p.set(*wish);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().blame, Blame::user);
    EXPECT_NE(done.error().text.find(words[1]), std::string::npos) << done.error().text;
  }
  for (const auto& words : std::vector<std::vector<std::string>>{
           {}, {"brightness"}, {"brightness", "x"}, {"freeze", "maybe"}, {"dance", "on"}}) {
    EXPECT_FALSE(parse_wish(words));
  }
  EXPECT_EQ(simulated.lines(), 0);
}

}  // namespace
}  // namespace guangmu::devices
