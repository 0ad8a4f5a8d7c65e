// Devices that are missing, come, run wild and die; the clip must go on in time through all of it.
#include "audio/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <memory>

namespace guangmu::audio {
namespace {

using ::testing::HasSubstr;

ClipPtr long_clip() {
  auto clip = std::make_shared<Clip>();
  clip->frames = 60 * sample_rate_hz;
  clip->samples.assign(static_cast<std::size_t>(clip->frames), 1000);
  return clip;
}

// A device that is driven by the test.
class HandDevice final : public Device {
 public:
  explicit HandDevice(Render* render) : render_(render) {}
  Result<void> start(Render render) override {
    *render_ = std::move(render);
    return {};
  }
  void stop() override {}
  std::string name() const override { return "Hand"; }
  double latency_s() const override { return 0.02; }

 private:
  Render* render_;
};

struct Bench {
  std::shared_ptr<std::atomic<double>> now = std::make_shared<std::atomic<double>>(100.0);
  std::shared_ptr<Core> core;
  bool plugged = true;
  int opened = 0;
  Render render;
  std::unique_ptr<Output> output;

  Bench() {
    MixerSetup setup;
    setup.fader_db.fill(0);
    core = std::make_shared<Core>(setup, [n = now] { return n->load(); });
    output = std::make_unique<Output>(
        core,
        [this](const DeviceWish&) -> Result<std::unique_ptr<Device>> {
          ++opened;
          if (!plugged) return Error{"no sound device found", Blame::machine};
          return std::unique_ptr<Device>(std::make_unique<HandDevice>(&render));
        },
        DeviceWish{}, false);
  }
  float call(int frames = 480) {
    std::vector<float> out(2 * static_cast<std::size_t>(frames));
    render(out.data(), frames);
    return out.back();
  }
  void step(double s) { now->store(now->load() + s); }
};

TEST(Output, RunsSilentlyWithoutADeviceAndTellsIt) {
  Bench b;
  b.plugged = false;
  b.output->tend(100);
  EXPECT_EQ(b.output->status().state, DeviceState::missing);
  EXPECT_THAT(b.output->status().text, HasSubstr("no sound device"));
  EXPECT_EQ(b.opened, 1);
  b.output->tend(100.5);
  EXPECT_EQ(b.opened, 1) << "not at once again";
  b.output->tend(101.1);
  EXPECT_EQ(b.opened, 2);
  b.plugged = true;
  b.output->tend(140);
  EXPECT_EQ(b.output->status().state, DeviceState::playing);
  EXPECT_EQ(b.output->status().name, "Hand");
  EXPECT_DOUBLE_EQ(b.output->latency_s(), 0.02);
}

TEST(Output, NoticesADeviceThatStopsCallingAndTakesItBack) {
  Bench b;
  b.output->tend(b.now->load());
  for (int i = 0; i < 100; ++i, b.step(0.01)) b.call();
  b.output->tend(b.now->load());
  EXPECT_EQ(b.output->status().state, DeviceState::playing);
  b.step(1.05);
  b.output->tend(b.now->load());
  EXPECT_EQ(b.output->status().state, DeviceState::lost);
  EXPECT_THAT(b.output->status().text, HasSubstr("for a second"));
  b.step(1.1);
  b.output->tend(b.now->load());
  EXPECT_EQ(b.output->status().state, DeviceState::playing);
  EXPECT_EQ(b.output->status().text, "");
}

TEST(Output, SilencesADeviceWhoseServerIsGone) {
  Bench b;
  MixerCommand play;
  play.kind = MixerCommand::Kind::play;
  play.serial = 1;
  play.clip = long_clip();
  b.output->tend(b.now->load());
  b.core->mixer().post(std::move(play));
  for (int i = 0; i < 100; ++i, b.step(0.01)) b.call();
  EXPECT_NE(b.call(), 0.f);
  for (int i = 0; i < 10000; ++i) b.call();  // a hundred seconds of sound in no time
  EXPECT_EQ(b.call(), 0.f);
  EXPECT_LT(b.core->mixer().report().clips[0].frame, 2 * sample_rate_hz);
  b.output->tend(b.now->load());
  EXPECT_EQ(b.output->status().state, DeviceState::lost);
  EXPECT_THAT(b.output->status().text, HasSubstr("server is gone"));
  b.plugged = false;
  EXPECT_EQ(b.call(), 0.f) << "the dead device is heard no more";
}

TEST(Core, ANewDeviceGoesOnWhereTheSoundWouldBe) {
  auto now = std::make_shared<std::atomic<double>>(10.0);
  MixerSetup setup;
  Core core(setup, [now] { return now->load(); });
  std::vector<float> out(2 * 480);
  core.hand_over(1, 0, 1e9);
  core.render(1, out.data(), 480);
  EXPECT_EQ(core.mixer().report().frames, 480);
  core.render(2, out.data(), 480);
  EXPECT_EQ(core.mixer().report().frames, 480) << "not its turn";
  core.hand_over(2, 48000, 1e9);
  core.render(2, out.data(), 480);
  EXPECT_EQ(core.mixer().report().frames, 480 + 48000 + 480);
  core.hand_over(3, -960, 1e9);
  for (int i = 0; i < 3; ++i) core.render(3, out.data(), 480);
  EXPECT_EQ(core.mixer().report().frames, 480 + 48000 + 480 + 480);
}

TEST(Engine, PlaysOfflineAsFastAsItIsAsked) {
  EngineSetup setup;
  setup.play = EngineSetup::Play::offline;
  Engine engine(setup);
  engine.add("one", long_clip());
  EXPECT_EQ(engine.frames_of("one"), 60 * sample_rate_hz);
  engine.apply(PlayClip{5, "one"});
  const auto out = engine.render_offline(4800);
  EXPECT_EQ(out.size(), 9600u);
  EXPECT_GT(std::abs(out.back()), 0.f);
  AudioStatus status = engine.poll();
  ASSERT_NE(status.clip(5), nullptr);
  EXPECT_EQ(status.clip(5)->frame, 4800);
  EXPECT_EQ(status.device.state, DeviceState::silent);
  EXPECT_FALSE(status.device.fault());
  engine.apply(StopClip{5});
  engine.render_offline(960);
  status = engine.poll();
  EXPECT_THAT(status.ended, ::testing::ElementsAre(5u));
  EXPECT_TRUE(engine.poll().ended.empty());
}

TEST(Engine, LoadsInTheBackgroundAndTellsWhatItCannotRead) {
  const std::filesystem::path tour =
      std::filesystem::path(GUANGMU_SOURCE_DIR) / "config/exhibits/lanzhou/tours/welcome";
  EngineSetup setup;
  setup.play = EngineSetup::Play::offline;
  Engine engine(setup);
  engine.load_in_background({{"nowhere", "/nowhere.ogg"}, {"farewell", tour / "farewell.ogg"}});
  engine.load_in_background({{"users", tour / "users.ogg"}});
  std::vector<std::string> faults;
  const double start = steady_seconds();
  while (!(engine.has("farewell") && engine.has("users") && !faults.empty()) && steady_seconds() - start < 60)
    for (std::string& fault : engine.poll().faults) faults.push_back(fault);
  EXPECT_TRUE(engine.has("farewell"));
  EXPECT_TRUE(engine.has("users"));
  EXPECT_FALSE(engine.has("nowhere"));
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_THAT(faults[0], HasSubstr("/nowhere.ogg"));
}

TEST(Engine, NamesASoundThatIsNotThere) {
  EngineSetup setup;
  setup.play = EngineSetup::Play::offline;
  Engine engine(setup);
  engine.apply(PlayClip{1, "tours/welcome/nowhere.ogg"});
  const AudioStatus status = engine.poll();
  ASSERT_EQ(status.faults.size(), 1u);
  EXPECT_THAT(status.faults[0], HasSubstr("tours/welcome/nowhere.ogg"));
}

TEST(Engine, KeepsCuesInOrderWhileNoDeviceTakesThem) {
  EngineSetup setup;
  setup.play = EngineSetup::Play::offline;
  Engine engine(setup);
  for (int i = 0; i < 600; ++i) engine.apply(SetVolume{Bus::music, static_cast<float>(-i % 50)});
  engine.add("one", long_clip());
  engine.apply(PlayClip{1, "one"});
  for (int i = 0; i < 30; ++i) {
    engine.poll();
    engine.render_offline(480);
  }
  const AudioStatus status = engine.poll();
  EXPECT_NE(status.clip(1), nullptr);
  EXPECT_TRUE(status.faults.empty());
}

TEST(Engine, RunsInTimeWithoutSound) {
  EngineSetup setup;
  setup.play = EngineSetup::Play::silent;
  Engine engine(setup);
  engine.add("one", long_clip());
  engine.apply(PlayClip{1, "one"});
  // Until a second of the clip has passed by the null device's own clock, which is the system's.
  AudioStatus status = engine.poll();
  const double start = steady_seconds();
  while ((status.clip(1) == nullptr || status.clip(1)->frame < sample_rate_hz) &&
         steady_seconds() - start < 20)
    status = engine.poll();
  ASSERT_NE(status.clip(1), nullptr);
  EXPECT_GE(status.clip(1)->frame, sample_rate_hz);
  EXPECT_GT(steady_seconds() - start, 0.9) << "not faster than time";
}

}  // namespace
}  // namespace guangmu::audio
