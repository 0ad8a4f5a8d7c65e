#include "audio/protection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "audio/engine.h"

namespace guangmu::audio {
namespace {

constexpr double turn = 6.283185307179586;

// Rms of the last half second of `seconds` of a sine, in dB relative to what went in.
double gain_db(Protection& p, double hz, double amplitude, double seconds) {
  double sum = 0;
  const int frames = static_cast<int>(seconds * sample_rate_hz), tail = sample_rate_hz / 2;
  for (int i = 0; i < frames; ++i) {
    float left = static_cast<float>(amplitude * std::sin(turn * hz * i / sample_rate_hz)), right = left;
    p.process(left, right);
    if (i >= frames - tail) sum += static_cast<double>(left) * static_cast<double>(left);
  }
  return 10 * std::log10(sum / tail / (amplitude * amplitude / 2));
}

TEST(Protection, TakesAwayWhatTheSpeakerCannotPlay) {
  // The table of a 4th order Butterworth at 70 Hz.
  const struct {
    double hz, db;
  } cases[] = {{70, -3.0}, {50, -12.0}, {40, -19.5}, {30, -29.5}, {200, 0}, {1000, 0}, {10000, 0}};
  for (const auto& c : cases) {
    Protection p({.high_pass_hz = 70});
    EXPECT_NEAR(gain_db(p, c.hz, 0.1, 2), c.db, 0.3) << c.hz;
  }
}

TEST(Protection, HoldsTheLongTermPowerAtHalfTheRating) {
  // 43.8 V at full scale, 120 W at 8 ohm: 21.9 V, 6.0 dB below full scale.
  const Speaker speaker{.volts_at_full_scale = 43.82, .power_w = 120, .ohm = 8};
  Protection loud(speaker);
  EXPECT_NEAR(gain_db(loud, 1000, 1, 30), -6.0, 0.3);
  Protection within(speaker);
  EXPECT_NEAR(gain_db(within, 1000, 0.49, 30), 0, 0.01);
  // A shout of half a second is no heat.
  Protection brief(speaker);
  EXPECT_GT(gain_db(brief, 1000, 0.8, 0.6), -0.1);
  // Afterwards everything comes back.
  (void)gain_db(loud, 1000, 0.01, 60);
  EXPECT_GT(loud.gain(), 0.999f);
}

TEST(Protection, DoesNothingUnlessItIsToldOfTheSpeaker) {
  Protection p;
  for (float v : {0.f, 0.5f, -1.f, 0.25f}) {
    float left = v, right = -v;
    p.process(left, right);
    EXPECT_EQ(left, v);
    EXPECT_EQ(right, -v);
  }
}

TEST(Protection, TheEngineSaysWhenItActs) {
  EngineSetup setup;
  setup.play = EngineSetup::Play::offline;
  setup.volts_at_full_scale = 43.82;
  Engine engine(setup);
  auto clip = std::make_shared<Clip>();
  clip->frames = 20 * sample_rate_hz;
  for (std::int64_t i = 0; i < clip->frames; ++i)
    clip->samples.push_back(
        static_cast<std::int16_t>(32000 * std::sin(turn * 500 * static_cast<double>(i) / sample_rate_hz)));
  engine.add("tone", clip);
  engine.apply(PlayClip{1, "tone"});
  std::vector<std::string> faults;
  for (int s = 0; s < 15; ++s) {
    engine.render_offline(sample_rate_hz);
    for (const std::string& fault : engine.poll().faults) faults.push_back(fault);
  }
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_THAT(faults[0], ::testing::HasSubstr("overheat"));
  EXPECT_LT(engine.poll().levels.protection_db, -4);
}

}  // namespace
}  // namespace guangmu::audio
