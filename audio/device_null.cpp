#include <array>
#include <atomic>
#include <chrono>
#include <thread>

#include "audio/device.h"
#include "audio/values/status.h"

namespace guangmu::audio {

namespace {

class NullDevice final : public Device {
 public:
  ~NullDevice() override { stop(); }

  Result<void> start(Render render) override {
    stop();
    running_ = true;
    thread_ = std::thread([this, render = std::move(render)] { run(render); });
    return {};
  }
  void stop() override {
    running_ = false;
    if (thread_.joinable()) thread_.join();
  }
  std::string name() const override { return "none"; }
  double latency_s() const override { return 0; }

 private:
  static constexpr int block = sample_rate_hz / 50;

  void run(const Render& render) {
    using Clock = std::chrono::steady_clock;
    std::array<float, 2 * block> buffer{};
    auto due = Clock::now();
    while (running_) {
      render(buffer.data(), block);
      due += std::chrono::milliseconds(20);
      // After a long hold-up (a suspended machine) go on from now instead of racing through what was missed.
      const auto now = Clock::now();
      if (now - due > std::chrono::seconds(1)) due = now;
      std::this_thread::sleep_until(due);
    }
  }

  std::atomic<bool> running_{false};
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Device> make_null_device() {
  return std::make_unique<NullDevice>();
}

}  // namespace guangmu::audio
