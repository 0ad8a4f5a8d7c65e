#include <fmt/core.h>
#include <rtaudio/RtAudio.h>

#include <algorithm>
#include <exception>
#include <vector>

#include "audio/device.h"
#include "audio/sound_server.h"
#include "audio/values/status.h"

namespace guangmu::audio {

namespace {

constexpr unsigned block_frames = 512;  // 10.7 ms

class RtDevice final : public Device {
 public:
  RtDevice(std::unique_ptr<RtAudio> system, unsigned id, std::string name)
      : system_(std::move(system)), id_(id), name_(std::move(name)) {}
  ~RtDevice() override { stop(); }

  Result<void> start(Render render) override {
    render_ = std::move(render);
    RtAudio::StreamParameters out;
    out.deviceId = id_;
    out.nChannels = 2;
    RtAudio::StreamOptions options;
    options.streamName = "guangmu";
    options.numberOfBuffers = 4;
    unsigned frames = block_frames;
    try {
      system_->openStream(&out, nullptr, RTAUDIO_FLOAT32, sample_rate_hz, &frames, &RtDevice::called, this,
                          &options);
      system_->startStream();
      latency_s_ = static_cast<double>(std::max(0l, system_->getStreamLatency())) / sample_rate_hz;
    } catch (const std::exception& e) {
      stop();
      return Error{fmt::format("sound device {}: {}", name_, e.what()), Blame::machine};
    }
    return {};
  }

  void stop() override {
    // After its server has died a stream throws on everything; what matters is that its thread has ended.
    try {
      if (system_->isStreamRunning()) system_->abortStream();
    } catch (const std::exception&) {
    }
    try {
      if (system_->isStreamOpen()) system_->closeStream();
    } catch (const std::exception&) {
    }
  }
  std::string name() const override { return name_; }
  double latency_s() const override { return latency_s_; }

 private:
  static int called(void* out, void*, unsigned frames, double, RtAudioStreamStatus, void* self) {
    static_cast<RtDevice*>(self)->render_(static_cast<float*>(out), static_cast<int>(frames));
    return 0;
  }

  std::unique_ptr<RtAudio> system_;
  unsigned id_;
  std::string name_;
  double latency_s_ = 0;
  Render render_;
};

bool plays_stereo_48k(const RtAudio::DeviceInfo& info) {
  return info.probed && info.outputChannels >= 2 &&
         (info.sampleRates.empty() ||
          std::find(info.sampleRates.begin(), info.sampleRates.end(),
                    static_cast<unsigned>(sample_rate_hz)) != info.sampleRates.end());
}

// The device of one sound system, or nothing.
std::unique_ptr<Device> open_in(RtAudio::Api api, const DeviceWish& wish) {
  auto system = std::make_unique<RtAudio>(api);
  system->showWarnings(false);
  if (system->getCurrentApi() != api) return nullptr;
  const unsigned count = system->getDeviceCount();
  if (count == 0) return nullptr;
  const unsigned preferred = system->getDefaultOutputDevice();
  std::vector<unsigned> order{preferred};
  for (unsigned i = 0; i < count; ++i)
    if (i != preferred) order.push_back(i);
  for (unsigned id : order) {
    const RtAudio::DeviceInfo info = system->getDeviceInfo(id);
    if (!plays_stereo_48k(info)) continue;
    const std::string name = fmt::format("{} ({})", info.name, RtAudio::getApiDisplayName(api));
    if (name.find(wish.name) != std::string::npos)
      return std::make_unique<RtDevice>(std::move(system), id, name);
  }
  return nullptr;
}

}  // namespace

Result<std::unique_ptr<Device>> open_sound_device(const DeviceWish& wish) {
  wish_latency(wish.latency_s);
  std::vector<RtAudio::Api> systems;
  RtAudio::getCompiledApi(systems);
  std::string why;
  for (RtAudio::Api api : systems) {
    if (api == RtAudio::RTAUDIO_DUMMY) continue;
    if (api == RtAudio::LINUX_ALSA && !has_sound_card()) continue;
    try {
      if (auto device = open_in(api, wish)) return device;
    } catch (const std::exception& e) {
      why += fmt::format("; {}: {}", RtAudio::getApiDisplayName(api), e.what());
    }
  }
  if (wish.name.empty()) return Error{"no sound device found" + why, Blame::machine};
  return Error{fmt::format("no sound device with \"{}\" in its name found{}", wish.name, why),
               Blame::machine};
}

}  // namespace guangmu::audio
