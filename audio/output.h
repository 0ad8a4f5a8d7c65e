// Keeps a device playing: the sound device while there is one, else the null device, so that time always runs
// on. tend() is called about ten times a second by one thread (it may block while a device is opened) and
// does all the rest.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "audio/core.h"
#include "audio/device.h"

namespace guangmu::audio {

using OpenDevice = std::function<Result<std::unique_ptr<Device>>(const DeviceWish&)>;

class Output {
 public:
  // `silent`: no sound device is ever looked for.
  Output(std::shared_ptr<Core> core, OpenDevice open, DeviceWish wish, bool silent);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void tend(double now_s);

  // Any thread.
  DeviceStatus status() const;
  double latency_s() const;

 private:
  void play_nothing(std::int64_t skip);
  void try_device(double now_s);
  void lose(double now_s, const std::string& why);
  std::int64_t missing_frames(double now_s) const;
  void tell(DeviceState state, std::string name, std::string text);
  Render render_for(int device) const;

  std::shared_ptr<Core> core_;
  OpenDevice open_;
  DeviceWish wish_;
  bool silent_;
  std::unique_ptr<Device> device_;  // null: the null device plays
  std::unique_ptr<Device> nothing_;
  int number_ = 0;  // of the device that has the mixer
  double retry_at_s_ = 0, wait_s_ = 0;

  // How far the sound was at the last calls of tend(), newest last: tells where it should be when a device
  // has gone wild.
  struct Mark {
    double seen_s = 0, counted_at_s = 0;
    std::int64_t frames = 0;
  };
  std::deque<Mark> marks_;

  mutable std::mutex mutex_;  // of what other threads read
  DeviceStatus status_;
  double latency_s_ = 0;
};

}  // namespace guangmu::audio
