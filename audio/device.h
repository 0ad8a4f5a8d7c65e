// Something that asks for sound at a steady pace. The engine gives it a render function; which device plays,
// and whether one plays at all, nobody else needs to know.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"

namespace guangmu::audio {

// Fills frames x 2 interleaved floats at 48 kHz. Called on the device's own thread, from start() until stop()
// has returned.
using Render = std::function<void(float* out, int frames)>;

class Device {
 public:
  virtual ~Device() = default;
  virtual Result<void> start(Render render) = 0;  // may block for some 100 ms
  virtual void stop() = 0;                        // throws nothing; may block when the sound server hangs
  virtual std::string name() const = 0;
  virtual double latency_s() const = 0;  // from render to loudspeaker; 0 where the device does not know
};

// Own thread, paced by the monotonic clock, 20 ms a block; what it gets is thrown away.
std::unique_ptr<Device> make_null_device();

struct DeviceWish {
  std::string name;         // part of the name; empty: the default device
  double latency_s = 0.04;  // asked of the sound server
};

// The system's sound through RtAudio (PulseAudio, JACK, ALSA; WASAPI on Windows). Errors when there is no
// device.
Result<std::unique_ptr<Device>> open_sound_device(const DeviceWish& wish);

}  // namespace guangmu::audio
