// The sound of the wall as the show knows it: clips by name, cues in, status out. Owns mixer, devices and the
// thread that watches them. Without a sound device everything runs in the same time, only unheard.
//
// apply() and poll() belong to the show thread and never block on the device. load() may be called from any
// thread.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "audio/core.h"
#include "audio/device.h"
#include "audio/output.h"
#include "audio/settings.h"
#include "audio/values/cues.h"

namespace guangmu::audio {

struct EngineSetup {
  Settings settings;
  double delay_ms = 0;  // sound.delay_ms of wall.yaml: from the cable to the light
  double volts_at_full_scale =
      0;  // sound.volts_at_full_scale of wall.yaml; 0: unknown, heat of the speakers is not watched
  enum class Play {
    sound,    // on the sound device, or unheard while there is none
    silent,   // --no-audio: unheard, in time
    offline,  // nothing runs by itself: render_offline() is called for as much as is wanted
  } play = Play::sound;
  OpenDevice open = open_sound_device;
  MonotonicClock clock = steady_seconds;
};

class Engine {
 public:
  explicit Engine(const EngineSetup& setup);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Reads a file under a name that cues use; narration is brought to the loudness of the settings. Replaces
  // an older clip of that name for cues to come; what sounds goes on. Blocks while decoding.
  Result<void> load(const std::string& name, const std::filesystem::path& file, Bus bus = Bus::narration);
  // The same one after the other on a thread of its own, so that the first frame does not wait (about 1 s
  // for 2.5 minutes of narration); what cannot be read comes with the faults of poll(). has() tells when a
  // clip is there.
  struct SoundFile {
    std::string name;
    std::filesystem::path file;
    Bus bus = Bus::narration;
  };
  void load_in_background(std::vector<SoundFile> files);
  void add(const std::string& name, ClipPtr clip);
  bool has(const std::string& name) const;
  std::int64_t frames_of(const std::string& name) const;  // 0: not loaded

  void apply(const SoundCue& cue);
  void set_delay(double delay_ms);

  // Once per frame, by the show thread: what changed since the last one is in `ended` and `faults`.
  AudioStatus poll();

  // Play::offline only: the next `frames` frames as interleaved floats, as fast as the machine can.
  std::vector<float> render_offline(int frames);

 private:
  void post(MixerCommand command);
  void watch();
  void load_waiting();

  EngineSetup setup_;
  std::shared_ptr<Core> core_;
  std::unique_ptr<Output> output_;  // none when offline
  mutable std::mutex clips_mutex_;  // of the next four
  std::map<std::string, ClipPtr> clips_;
  std::vector<std::string> load_faults_;
  std::vector<SoundFile> to_load_;
  bool loading_ = false;
  bool protecting_ = false;  // told
  std::vector<std::string> faults_;
  std::vector<MixerCommand> unsent_;  // the ring was full: no device has called for a while
  std::atomic<bool> running_{true};
  std::thread watcher_, loader_;
};

}  // namespace guangmu::audio
