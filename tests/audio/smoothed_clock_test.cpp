// A simulated sound card calls back in blocks, late and in bursts; the show's time must stay even and near
// the truth.
#include "audio/values/smoothed_clock.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace guangmu::audio {
namespace {

constexpr double rate = sample_rate_hz;
constexpr double latency_s = 0.04;
constexpr std::uint32_t narration = 7;

// Consumes frames at `speed` times real time; asks for `block` frames whenever they fit into its buffer, up
// to `late_s` late, `burst` blocks at once.
struct Card {
  double speed = 1;
  int block = 512;
  int burst = 1;
  double late_s = 0.006;
  std::mt19937 random{1};

  double started_s = 0;
  std::int64_t written = 0;
  double next_call_s = 0;
  AudioStatus status;
  bool dead = false, held = false, moving = false;
  double resumed_s = 0;  // when the first block of the clip was written
  std::int64_t clip_frame = 0;

  double heard_s(double now_s) const { return (now_s - started_s) * speed; }  // the truth

  void run_to(double now_s) {
    std::uniform_real_distribution<double> late(0, late_s);
    while (!dead) {
      const double due =
          started_s + (static_cast<double>(written + block * burst) / rate - latency_s) / speed;
      if (next_call_s < due) next_call_s = due + late(random);
      if (next_call_s > now_s) break;
      written += static_cast<std::int64_t>(block) * burst;
      if (!held && !moving) resumed_s = next_call_s;
      moving = !held;
      if (moving) clip_frame += static_cast<std::int64_t>(block) * burst;
      status.clock.counted_at_s = next_call_s;
      next_call_s = 0;
    }
    status.clock.frames = written;
    status.clock.latency_s = latency_s;
    status.clips[0] = {narration, Bus::narration, moving, clip_frame, 1'000'000'000};
  }
};

struct Case {
  const char* name;
  double speed;
  int block, burst;
  double late_s, frame_s;
};

class Followed : public ::testing::TestWithParam<Case> {};

TEST_P(Followed, StaysEvenMonotonicAndWithinTenMilliseconds) {
  const Case& c = GetParam();
  Card card;
  card.speed = c.speed;
  card.block = c.block;
  card.burst = c.burst;
  card.late_s = c.late_s;
  std::mt19937 random(5);
  std::uniform_real_distribution<double> wobble(0.7, 1.3);

  SmoothedClock clock;
  double last_time = 0, last_now = 0, worst = 0;
  bool was_locked = false;
  for (double now = 0; now < 180; now += c.frame_s * wobble(random)) {
    card.run_to(now);
    clock = follow(clock, sound_position(card.status, narration, 0), now);
    ASSERT_GE(clock.time_s, last_time);
    if (was_locked) {
      ASSERT_TRUE(clock.locked) << "lost its lock at " << now;
      ASSERT_LE(std::abs((clock.time_s - last_time) - (now - last_now)), 0.005 * (now - last_now) + 1e-9)
          << now;
      worst = std::max(worst, std::abs(clock.time_s - card.heard_s(now)));
    } else {
      ASSERT_LT(now, 2.0) << "does not lock";
    }
    was_locked = clock.locked;
    last_time = clock.time_s;
    last_now = now;
  }
  EXPECT_LT(worst, 0.010);
}

INSTANTIATE_TEST_SUITE_P(Cards, Followed,
                         ::testing::Values(Case{"even", 1, 512, 1, 0, 1 / 60.0},
                                           Case{"jitter", 1, 512, 1, 0.006, 1 / 60.0},
                                           Case{"large_blocks", 1, 1024, 1, 0.012, 1 / 60.0},
                                           Case{"bursts", 1, 480, 2, 0.004, 1 / 60.0},
                                           Case{"fast_card", 1.0005, 512, 1, 0.006, 1 / 60.0},
                                           Case{"slow_card", 0.9995, 512, 1, 0.006, 1 / 60.0},
                                           Case{"slow_frames", 1, 512, 1, 0.006, 1 / 20.0}),
                         [](const auto& each) { return each.param.name; });

TEST(SmoothedClock, PauseHoldsInPlaceAndResumeGoesOnThere) {
  Card card;
  SmoothedClock clock;
  double now = 0, last = 0;
  const auto run = [&](double until) {
    for (; now < until; now += 1 / 60.0) {
      card.run_to(now);
      clock = follow(clock, sound_position(card.status, narration, 0), now);
      EXPECT_GE(clock.time_s, last);
      last = clock.time_s;
    }
  };
  run(10);
  card.held = true;
  run(11);
  const double held = clock.time_s;
  EXPECT_NEAR(held, static_cast<double>(card.clip_frame) / rate, 1e-9);
  run(25);
  EXPECT_DOUBLE_EQ(clock.time_s, held);
  card.held = false;
  const double before = static_cast<double>(card.clip_frame) / rate;
  run(26);
  EXPECT_TRUE(clock.locked);
  // Heard again from the very frame where it was held: that frame lies one block before the end of the card's
  // buffer.
  const double heard_again_s = card.resumed_s + latency_s - card.block / rate;
  EXPECT_NEAR(clock.time_s, before + clock.now_s - heard_again_s, 0.010);
}

TEST(SmoothedClock, RunsOnWhenNobodyReports) {
  Card card;
  SmoothedClock clock;
  double now = 0;
  for (; now < 5; now += 1 / 60.0) {
    card.run_to(now);
    clock = follow(clock, sound_position(card.status, narration, 0), now);
  }
  const double at = clock.time_s, since = now;
  for (; now < 65; now += 1 / 60.0) clock = follow(clock, SoundPosition{}, now);
  EXPECT_NEAR(clock.time_s - at, now - since, 1e-6);
}

TEST(SmoothedClock, ADeviceThatStopsCallingDoesNotStopTheTime) {
  Card card;
  SmoothedClock clock;
  double now = 0;
  for (; now < 5; now += 1 / 60.0) {
    card.run_to(now);
    clock = follow(clock, sound_position(card.status, narration, 0), now);
  }
  card.dead = true;
  const double at = clock.time_s, since = now;
  for (; now < 6.5; now += 1 / 60.0) {
    card.run_to(now);
    clock = follow(clock, sound_position(card.status, narration, 0), now);
  }
  EXPECT_NEAR(clock.time_s - at, now - since, 0.010);
}

TEST(SmoothedClock, GoesWhereTheSoundWasMovedTo) {
  Card card;
  SmoothedClock clock;
  double now = 0;
  const auto run = [&](double until) {
    for (; now < until; now += 1 / 60.0) {
      card.run_to(now);
      clock = follow(clock, sound_position(card.status, narration, 0), now);
    }
  };
  run(5);
  card.clip_frame += 20 * sample_rate_hz;
  run(7);
  EXPECT_NEAR(clock.time_s, card.heard_s(now) + 20, 0.03);
}

TEST(SmoothedClock, SecondsOfTheTourAreOffsetPlusClip) {
  AudioStatus status;
  status.clock = {48000, sample_rate_hz, 0.05, 3.0};
  status.clips[2] = {9, Bus::narration, true, 24000, 48000};
  const SoundPosition p = sound_position(status, 9, 30);
  EXPECT_TRUE(p.known && p.moving);
  EXPECT_DOUBLE_EQ(p.position_s, 30.45);
  EXPECT_DOUBLE_EQ(p.at_s, 3.0);
  EXPECT_FALSE(sound_position(status, 8, 30).known);
}

}  // namespace
}  // namespace guangmu::audio
