// What really leaves the program, recorded from a null sink of PulseAudio: the narration whole and without
// gaps, held by a pause and continued in place; and a server that is killed and comes back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <thread>

#include "audio/decode.h"
#include "audio/engine.h"
#include "tests/audio/pulse_server_linux.h"

namespace guangmu::audio {
namespace {

const std::filesystem::path clip_file =
    std::filesystem::path(GUANGMU_SOURCE_DIR) / "config/exhibits/lanzhou/tours/welcome/farewell.ogg";

// Polls like the show does, 60 times a second, until `done` or `limit_s`.
bool run(Engine& engine, double limit_s, const std::function<bool(const AudioStatus&)>& done) {
  const double start = steady_seconds();
  while (steady_seconds() - start < limit_s) {
    if (done(engine.poll())) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(16));
  }
  return false;
}

std::int64_t frame_of(const AudioStatus& s) {
  return s.clip(1) != nullptr ? s.clip(1)->frame : -1;
}

// Where `part` of the clip stands in the recording: the shift with the smallest difference around the guess,
// and the largest difference of a sample there.
struct Found {
  std::int64_t at = -1;
  float worst = 1;
};
Found find(const std::vector<float>& recording, const Clip& clip, std::int64_t from, std::int64_t to,
           std::int64_t search_from) {
  Found best;
  double least = 1e9;
  for (std::int64_t at = search_from; at + (to - from) < static_cast<std::int64_t>(recording.size()); ++at) {
    double sum = 0;
    for (std::int64_t i = from; i < to && sum < least; i += 97)
      sum += std::abs(static_cast<double>(recording[static_cast<std::size_t>(at + i - from)] - clip.left(i)));
    if (sum < least) least = sum, best.at = at;
  }
  best.worst = 0;
  for (std::int64_t i = from; best.at >= 0 && i < to; ++i)
    best.worst = std::max(best.worst,
                          std::abs(recording[static_cast<std::size_t>(best.at + i - from)] - clip.left(i)));
  return best;
}

class Pulse : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* program : {"pulseaudio", "parecord"})
      if (!installed(program)) GTEST_SKIP() << program << " is not installed: nothing recorded";
    server_ = std::make_unique<PulseServer>();
    if (!server_->start()) GTEST_SKIP() << "pulseaudio does not start here: nothing recorded";
  }
  EngineSetup setup() {
    EngineSetup s;
    s.settings.levels.narration = 0;
    s.settings.speaker.high_pass_hz = 0;  // sample for sample
    s.settings.latency_ms = 150;          // a busy test machine
    return s;
  }
  std::unique_ptr<PulseServer> server_;
};

bool playing(const AudioStatus& s) {
  return s.device.state == DeviceState::playing;
}

TEST_F(Pulse, RecordsTheNarrationWithoutGapsAndAPauseThatHoldsItsPlace) {
  Engine engine(setup());
  ASSERT_TRUE(engine.load("farewell", clip_file).ok());
  ASSERT_TRUE(run(engine, 10, playing)) << engine.poll().device.text;
  const auto recording_file = server_->folder() / "rec.wav";
  Program recorder({"parecord", "-d", "wall.monitor", "--file-format=wav", "--rate=48000", "--channels=2",
                    "--latency-msec=20", recording_file.string()});
  run(engine, 1.0, [](const AudioStatus&) { return false; });

  engine.apply(PlayClip{1, "farewell"});
  ASSERT_TRUE(run(engine, 10, [](const AudioStatus& s) { return frame_of(s) > 2 * sample_rate_hz; }));
  engine.apply(PauseClip{1});
  ASSERT_TRUE(
      run(engine, 5, [](const AudioStatus& s) { return s.clip(1) != nullptr && !s.clip(1)->moving; }));
  run(engine, 1.0, [](const AudioStatus&) { return false; });
  const std::int64_t held = frame_of(engine.poll());
  engine.apply(ResumeClip{1});
  ASSERT_TRUE(run(engine, 15, [](const AudioStatus& s) { return s.clip(1) == nullptr; }));
  run(engine, 0.5, [](const AudioStatus&) { return false; });
  recorder.stop(SIGINT);

  const auto recorded = read_sound(recording_file);
  ASSERT_TRUE(recorded.ok()) << recorded.error().text;
  std::vector<float> left;
  for (std::size_t i = 0; i < recorded->samples.size(); i += 2) left.push_back(recorded->samples[i]);
  DecodeOptions options;
  options.target_lufs = -23;
  const auto clip = decode_file(clip_file, options);
  ASSERT_TRUE(clip.ok());

  // Up to the pause every sample, then silence, then every sample from the held frame to the end.
  const Found before = find(left, **clip, sample_rate_hz / 2, held - fade_frames, 0);
  EXPECT_LT(before.worst, 0.003f) << "a gap or a jump before the pause";
  const Found after = find(left, **clip, held + fade_frames, (*clip)->frames, before.at);
  EXPECT_LT(after.worst, 0.003f) << "a gap or a jump after the pause";
  const std::int64_t silent_from = before.at + held - sample_rate_hz / 2 + 64;
  const std::int64_t silent_to = after.at - fade_frames - 64;
  EXPECT_GT(silent_to - silent_from, sample_rate_hz / 2);
  for (std::int64_t i = silent_from; i < silent_to; ++i)
    ASSERT_LT(std::abs(left[static_cast<std::size_t>(i)]), 1e-4f) << "sound while held";
}

TEST_F(Pulse, GoesOnWithoutItsServerAndComesBack) {
  Engine engine(setup());
  ASSERT_TRUE(engine.load("farewell", clip_file).ok());
  ASSERT_TRUE(run(engine, 10, playing)) << engine.poll().device.text;
  engine.apply(PlayClip{1, "farewell", Bus::narration, 0, 0, true});
  ASSERT_TRUE(run(engine, 5, [](const AudioStatus& s) { return frame_of(s) > sample_rate_hz / 2; }));
  const AudioStatus last = engine.poll();
  server_->kill();
  AudioStatus lost;
  ASSERT_TRUE(run(engine, 5, [&](const AudioStatus& s) {
    lost = s;
    return s.device.state == DeviceState::lost;
  }));
  EXPECT_THAT(lost.device.text, ::testing::HasSubstr("lost"));
  // The clip goes on where it would be, by the clock on the wall.
  ASSERT_TRUE(run(engine, 5, [&](const AudioStatus& s) {
    lost = s;
    return s.clock.counted_at_s > last.clock.counted_at_s + 2.5;
  }));
  const double clip_s = static_cast<double>(frame_of(lost) - frame_of(last)) / sample_rate_hz;
  EXPECT_NEAR(clip_s, lost.clock.counted_at_s - last.clock.counted_at_s, 0.1);

  ASSERT_TRUE(server_->start());
  EXPECT_TRUE(run(engine, 20, playing)) << engine.poll().device.text;
  const std::int64_t again = frame_of(engine.poll());
  EXPECT_TRUE(run(engine, 5, [&](const AudioStatus& s) { return frame_of(s) > again + sample_rate_hz / 2; }));
}

}  // namespace
}  // namespace guangmu::audio
