#include "devices/processor_watch.h"

#include <fmt/core.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "devices/processor.h"

namespace guangmu::devices {
namespace {

std::string words(const led::ProcessorSettings& s, const ProcessorState& state) {
  const std::string name = fmt::format("the video processor {}:{}", s.host, s.port);
  if (!state.pattern.empty())
    return fmt::format("{} shows its own test pattern {} instead of the wall's picture", name, state.pattern);
  if (state.mode == ProcessorMode::black) return name + " is set to black";
  if (state.mode == ProcessorMode::freeze) return name + " holds a frozen picture";
  return {};
}

}  // namespace

struct ProcessorWatch::Impl {
  led::ProcessorSettings settings;
  mutable std::mutex mutex;
  std::condition_variable changed;
  bool ending = false;
  std::string fault;

  void run() {
    Processor processor(settings);
    std::unique_lock lock(mutex);
    while (!ending) {
      lock.unlock();
      const auto state = processor.state();
      std::string text = state ? words(settings, *state) : state.error().text;
      lock.lock();
      fault = std::move(text);
      changed.wait_for(lock, std::chrono::duration<double>(settings.watch_s), [&] { return ending; });
    }
  }
};

ProcessorWatch::ProcessorWatch(led::ProcessorSettings settings) : impl_(std::make_shared<Impl>()) {
  impl_->settings = std::move(settings);
  std::thread([impl = impl_] { impl->run(); }).detach();
}

ProcessorWatch::~ProcessorWatch() {
  const std::lock_guard lock(impl_->mutex);
  impl_->ending = true;
  impl_->changed.notify_all();
}

std::string ProcessorWatch::fault() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->fault;
}

}  // namespace guangmu::devices
