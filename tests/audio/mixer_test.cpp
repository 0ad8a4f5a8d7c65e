#include "audio/mixer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

#include "tests/audio/allocation_count.h"

namespace guangmu::audio {
namespace {

// Each frame says which one it is: sample n is n/32768, so that positions can be read off the output.
ClipPtr counting_clip(int frames) {
  auto clip = std::make_shared<Clip>();
  clip->frames = frames;
  for (int i = 0; i < frames; ++i) clip->samples.push_back(static_cast<std::int16_t>(i));
  return clip;
}

ClipPtr tone(double seconds, double hz, double amplitude, double gain = 1) {
  auto clip = std::make_shared<Clip>();
  clip->frames = static_cast<std::int64_t>(seconds * sample_rate_hz);
  clip->gain = static_cast<float>(gain);
  for (std::int64_t i = 0; i < clip->frames; ++i)
    clip->samples.push_back(static_cast<std::int16_t>(std::lround(
        32767 * amplitude * std::sin(6.283185307179586 * hz * static_cast<double>(i) / sample_rate_hz))));
  return clip;
}

MixerSetup plain() {
  MixerSetup s;
  s.fader_db.fill(0);
  return s;
}

MixerCommand command(MixerCommand::Kind kind, std::uint32_t serial = 0, Bus bus = Bus::narration) {
  MixerCommand c;
  c.kind = kind;
  c.serial = serial;
  c.bus = bus;
  return c;
}

MixerCommand play(std::uint32_t serial, ClipPtr clip, Bus bus = Bus::narration) {
  MixerCommand c = command(MixerCommand::Kind::play, serial, bus);
  c.clip = std::move(clip);
  return c;
}

// The left channel of the next `frames`, asked for in blocks of the size sound cards use.
std::vector<float> listen(Mixer& m, int frames, int block = 480) {
  std::vector<float> left, buffer(2 * static_cast<std::size_t>(block));
  while (frames > 0) {
    const int n = std::min(frames, block);
    m.render(buffer.data(), n, 0);
    for (int i = 0; i < n; ++i) left.push_back(buffer[2 * static_cast<std::size_t>(i)]);
    frames -= n;
  }
  return left;
}

float largest(const std::vector<float>& v) {
  float most = 0;
  for (float x : v) most = std::max(most, std::abs(x));
  return most;
}

float largest_step(const std::vector<float>& v) {
  float most = 0;
  for (std::size_t i = 1; i < v.size(); ++i) most = std::max(most, std::abs(v[i] - v[i - 1]));
  return most;
}

using Kind = MixerCommand::Kind;
constexpr std::size_t late = Limiter::delay;

TEST(Mixer, PlaysEverySampleOnceAndReportsWhereItIs) {
  Mixer m(plain());
  ASSERT_TRUE(m.post(play(3, counting_clip(5000))));
  const auto out = listen(m, 4800);
  for (std::size_t i = late; i < out.size(); ++i)
    ASSERT_FLOAT_EQ(out[i], static_cast<float>(i - late) / 32768.f);
  const MixerReport r = m.report();
  EXPECT_EQ(r.frames, 4800);
  EXPECT_EQ(r.clips[0].serial, 3u);
  EXPECT_EQ(r.clips[0].frame, 4800);
  EXPECT_EQ(r.clips[0].frames, 5000);
  EXPECT_TRUE(r.clips[0].moving);
  listen(m, 480);
  FinishedClip done;
  ASSERT_TRUE(m.take_finished(done));
  EXPECT_EQ(done.serial, 3u);
  EXPECT_EQ(m.report().clips[0].serial, 0u);
}

TEST(Mixer, PauseHoldsThePositionAndResumeGoesOnInTheNextSample) {
  Mixer m(plain());
  m.post(play(1, counting_clip(30000)));
  listen(m, 4800);
  m.post(command(Kind::pause, 1));
  listen(m, 2000);
  const std::int64_t held = m.report().clips[0].frame;
  EXPECT_EQ(held, 4800 + fade_frames);
  EXPECT_FALSE(m.report().clips[0].moving);
  const auto silence = listen(m, 48000);
  EXPECT_EQ(largest(silence), 0.f);
  EXPECT_EQ(m.report().clips[0].frame, held);
  m.post(command(Kind::resume, 1));
  const auto out = listen(m, 4800);
  EXPECT_EQ(m.report().clips[0].frame, held + 4800);
  // After the fade every sample is the clip's, counted on from the held one.
  for (std::size_t i = late + fade_frames; i < out.size(); ++i)
    ASSERT_FLOAT_EQ(out[i], static_cast<float>(held + static_cast<std::int64_t>(i - late)) / 32768.f) << i;
  for (std::size_t i = late; i < late + fade_frames; ++i)
    ASSERT_LE(out[i], static_cast<float>(held + static_cast<std::int64_t>(i - late)) / 32768.f);
}

TEST(Mixer, AFollowingClipBeginsInTheSampleAfterTheFirst) {
  for (int first : {480, 777, 1024, 5}) {
    Mixer m(plain());
    m.post(play(1, counting_clip(first)));
    MixerCommand next = play(2, counting_clip(3000));
    next.after = 1;
    m.post(std::move(next));
    const auto out = listen(m, 3000);
    const auto n = static_cast<std::size_t>(first);
    for (std::size_t i = 0; i + late < out.size(); ++i)
      ASSERT_FLOAT_EQ(out[i + late], static_cast<float>(i < n ? i : i - n) / 32768.f) << first << " " << i;
  }
}

TEST(Mixer, AClipWaitsWhileItsPredecessorIsHeldAndComesWhenThatIsStopped) {
  Mixer m(plain());
  m.post(play(1, counting_clip(9000)));
  MixerCommand next = play(2, counting_clip(3000));
  next.after = 1;
  m.post(std::move(next));
  m.post(command(Kind::pause, 1));
  listen(m, 20000);
  EXPECT_EQ(m.report().clips[1].frame, 0);
  EXPECT_FALSE(m.report().clips[1].moving);
  m.post(command(Kind::stop, 1));
  listen(m, 960);
  EXPECT_GT(m.report().clips[1].frame, 0);
}

TEST(Mixer, NothingClicks) {
  // A 100 Hz tone moves by at most 0.0131 a sample at full level; a cut would step by up to 1.
  const float smooth = 0.016f;
  const auto steps = [&](std::vector<MixerCommand> commands) {
    Mixer m(plain());
    m.post(play(1, tone(4, 100, 0.8)));
    auto all = listen(m, 4870);
    for (MixerCommand& c : commands) {
      m.post(std::move(c));
      const auto more = listen(m, 4870);
      all.insert(all.end(), more.begin(), more.end());
    }
    return largest_step(all);
  };
  MixerCommand down = command(Kind::volume), up = command(Kind::volume);
  down.db = -60;
  up.db = 0;
  MixerCommand master = command(Kind::volume, 0, Bus::master);
  master.db = -20;
  MixerCommand mute = command(Kind::mute), unmute = command(Kind::mute);
  mute.on = true;
  MixerCommand delay = command(Kind::delay);
  delay.frame = 3216;
  EXPECT_LT(steps({command(Kind::pause, 1), command(Kind::resume, 1)}), smooth);
  EXPECT_LT(steps({command(Kind::stop, 1)}), smooth);
  EXPECT_LT(steps({down, up}), smooth);
  EXPECT_LT(steps({master}), smooth);
  EXPECT_LT(steps({mute, unmute}), smooth);
  EXPECT_LT(steps({delay}), smooth);
  MixerCommand inside = play(2, tone(1, 100, 0.8));
  inside.frame = 120;  // at the crest of the wave
  EXPECT_LT(steps({command(Kind::stop, 1), inside}), smooth);
}

TEST(Mixer, FaderMuteAndMasterSetTheLevel) {
  Mixer m(plain());
  m.post(play(1, tone(5, 1000, 0.5)));
  EXPECT_NEAR(largest(listen(m, 4800)), 0.5, 0.001);
  MixerCommand fader = command(Kind::volume);
  fader.db = -20;
  m.post(std::move(fader));
  listen(m, 4800);
  EXPECT_NEAR(largest(listen(m, 4800)), 0.05, 0.0005);
  MixerCommand mute = command(Kind::mute);
  mute.on = true;
  m.post(std::move(mute));
  listen(m, 4800);
  EXPECT_EQ(largest(listen(m, 4800)), 0.f);
  EXPECT_GT(m.report().clips[0].frame, 20000) << "mute stops no clip";
}

TEST(Mixer, MusicGivesWayUnderNarration) {
  Mixer m(plain());
  m.post(play(1, tone(20, 1000, 0.5), Bus::music));
  EXPECT_NEAR(largest(listen(m, 9600)), 0.5, 0.001);
  auto silence = std::make_shared<Clip>();
  silence->frames = sample_rate_hz;
  silence->samples.assign(sample_rate_hz, 0);
  m.post(play(2, silence));
  listen(m, sample_rate_hz * 80 / 1000 + 480);  // attack
  EXPECT_NEAR(largest(listen(m, 4800)), 0.05, 0.002) << "20 dB below";
  EXPECT_NEAR(m.report().levels.duck_db, -20, 0.01);
  listen(m, sample_rate_hz);  // the speech ends, half of the release passes
  EXPECT_LT(largest(listen(m, 480)), 0.45);
  listen(m, sample_rate_hz);
  EXPECT_NEAR(largest(listen(m, 4800)), 0.5, 0.001);
}

TEST(Mixer, NothingLeavesAboveTheCeiling) {
  const float ceiling = gain_of_db(-1);
  Mixer m(plain());
  std::uint32_t serial = 1;
  for (double hz : {60., 440., 997., 5000., 11000.}) m.post(play(serial++, tone(1, hz, 0.9, 4), Bus::music));
  auto out = listen(m, sample_rate_hz);
  EXPECT_LE(largest(out), ceiling);
  EXPECT_GT(largest(out), 0.8f * ceiling) << "it limits, it does not mute";
  EXPECT_LT(m.report().levels.limiter_db, -6.f);
  // Below the ceiling it does nothing at all.
  Mixer quiet(plain());
  quiet.post(play(1, counting_clip(20000)));
  out = listen(quiet, 20000);
  for (std::size_t i = late; i < out.size(); ++i)
    ASSERT_FLOAT_EQ(out[i], static_cast<float>(i - late) / 32768.f);
}

TEST(Mixer, DelaysTheSoundAsTheWallNeeds) {
  MixerSetup setup = plain();
  setup.delay_frames = 3216;  // 67 ms
  Mixer m(setup);
  m.post(play(1, counting_clip(20000)));
  const auto out = listen(m, 9600);
  for (std::size_t i = 0; i < late + 3216; ++i) ASSERT_EQ(out[i], 0.f);
  for (std::size_t i = late + 3216; i < out.size(); ++i)
    ASSERT_FLOAT_EQ(out[i], static_cast<float>(i - late - 3216) / 32768.f);
}

TEST(Mixer, SoundsAtOnceAfterALongQuiet) {
  Mixer m(plain());
  m.post(play(1, tone(0.2, 440, 0.9, 3)));  // limited and rung out
  MixerCommand fader = command(Kind::volume, 0, Bus::narration);
  fader.db = -6;
  listen(m, 20 * sample_rate_hz);
  EXPECT_EQ(m.report().frames, 20 * sample_rate_hz) << "time runs on";
  EXPECT_EQ(largest(listen(m, 480)), 0.f);
  m.post(std::move(fader));
  listen(m, 4800);
  m.post(play(2, counting_clip(20000)));
  const auto out = listen(m, 9600);
  const float gain = gain_of_db(-6);
  for (std::size_t i = late; i < out.size(); ++i)
    ASSERT_NEAR(out[i], gain * static_cast<float>(i - late) / 32768.f, 1e-6f);
}

TEST(Mixer, LoopsWithoutAGap) {
  Mixer m(plain());
  MixerCommand c = play(1, counting_clip(1000), Bus::music);
  c.loop = true;
  m.post(std::move(c));
  const auto out = listen(m, 10000);
  for (std::size_t i = late; i < out.size(); ++i)
    ASSERT_FLOAT_EQ(out[i], static_cast<float>((i - late) % 1000) / 32768.f);
}

TEST(Mixer, MetersShowPeakAndRms) {
  Mixer m(plain());
  m.post(play(1, tone(5, 1000, 0.5)));
  listen(m, 3 * sample_rate_hz);
  const AudioLevels levels = m.report().levels;
  EXPECT_NEAR(levels.of(Bus::narration).peak_db, -6.02, 0.05);
  EXPECT_NEAR(levels.of(Bus::narration).rms_db, -9.03, 0.05);
  EXPECT_NEAR(levels.of(Bus::master).peak_db, -6.02, 0.05);
  EXPECT_LE(levels.of(Bus::music).peak_db, -100);
}

TEST(Mixer, RefusesWhatDoesNotFitAndGivesItBack) {
  Mixer m(plain());
  for (std::uint32_t s = 1; s <= max_voices + 1; ++s) m.post(play(s, counting_clip(9000), Bus::interface));
  listen(m, 480);
  FinishedClip done;
  ASSERT_TRUE(m.take_finished(done));
  EXPECT_TRUE(done.refused);
  EXPECT_EQ(done.serial, static_cast<std::uint32_t>(max_voices + 1));
  EXPECT_TRUE(done.clip);
}

TEST(Mixer, TheCallbackAllocatesAndFreesNothing) {
  Mixer m(plain());
  std::vector<float> buffer(2 * 512);
  std::int64_t in_callback = 0;
  std::vector<std::weak_ptr<const Clip>> alive;
  for (std::uint32_t serial = 1; serial < 60; ++serial) {
    {
      ClipPtr clip = tone(0.05, 440, 0.9, 2);
      alive.push_back(clip);
      m.post(play(serial, std::move(clip), serial % 2 == 0 ? Bus::music : Bus::narration));
    }
    if (serial % 7 == 0) m.post(command(Kind::pause, serial));
    if (serial % 7 == 0) m.post(command(Kind::stop, serial));
    if (serial % 5 == 0) m.post(command(Kind::mute));
    for (int block = 0; block < 4; ++block) {
      const std::int64_t before = allocations_of_this_thread();
      m.render(buffer.data(), 512, serial);
      in_callback += allocations_of_this_thread() - before;
    }
    FinishedClip done;
    while (m.take_finished(done)) {
    }
  }
  EXPECT_EQ(in_callback, 0);
  EXPECT_GT(allocations_of_this_thread(), 0) << "the counter itself works";
  int living = 0;
  for (const auto& clip : alive) living += clip.expired() ? 0 : 1;
  EXPECT_LE(living, max_voices) << "clips that ended are released by the collecting thread";
}

}  // namespace
}  // namespace guangmu::audio
