#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "devices/processor.h"
#include "devices/processor_watch.h"
#include "tests/devices/simulated_processor.h"

namespace guangmu::devices {
namespace {

bool eventually(const std::function<bool()>& done) {
  for (int i = 0; i < 1000 && !done(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return done();
}

TEST(ProcessorWatch, TellsWhatKeepsThePictureFromTheVisitors) {
  auto simulated = std::make_unique<SimulatedProcessor>();
  led::ProcessorSettings settings{
      .host = "127.0.0.1", .port = simulated->port(), .timeout_s = 0.2, .retries = 1, .watch_s = 0.02};
  const auto set = [&](const ProcessorWish& wish) {
    // The simulated one talks to one caller at a time: the watch is away meanwhile.
    Processor p(settings);
    return p.set(wish).ok();
  };
  const auto fault_after = [&](const ProcessorWish& wish, const char* part) {
    EXPECT_TRUE(set(wish));
    ProcessorWatch watch(settings);
    const bool told = eventually([&] { return watch.fault().find(part) != std::string::npos; });
    return told ? std::string() : watch.fault();
  };
  EXPECT_EQ(fault_after(ModeWish{ProcessorMode::black}, "is set to black"), "");
  EXPECT_EQ(fault_after(ModeWish{ProcessorMode::freeze}, "frozen"), "");
  EXPECT_EQ(fault_after(PatternWish{"grid"}, "test pattern grid"), "");
  ASSERT_TRUE(set(ModeWish{ProcessorMode::normal}));
  ProcessorWatch watch(settings);
  const int before = simulated->lines();
  ASSERT_TRUE(eventually([&] { return simulated->lines() > before - 1; }));
  EXPECT_EQ(watch.fault(), "");
  simulated.reset();
  EXPECT_TRUE(eventually([&] {
    return watch.fault().find("cannot be reached") != std::string::npos ||
           watch.fault().find("hung up") != std::string::npos;
  })) << watch.fault();
}

}  // namespace
}  // namespace guangmu::devices
