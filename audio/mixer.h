// Clips in, one stereo signal out. Four buses with faders, music ducked under narration, master fader and
// mute, peak limiter, the delay that brings sound to the light of the wall, meters.
//
// Two threads: the show thread posts commands and collects what is done; the audio callback renders. Between
// them are only rings and a published report: the callback takes no lock, allocates nothing, frees nothing,
// logs nothing. Clips come in through the ring and go back through another one, so that the last reference
// dies on the show thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "audio/clip.h"
#include "audio/gain.h"
#include "audio/limiter.h"
#include "audio/protection.h"
#include "audio/published.h"
#include "audio/ring.h"
#include "audio/values/status.h"

namespace guangmu::audio {

inline constexpr int max_delay_frames = sample_rate_hz / 5;  // 200 ms
inline constexpr int fade_frames = sample_rate_hz / 100;     // 10 ms: pause, stop, start inside a clip
inline constexpr int fader_frames = sample_rate_hz / 50;     // 20 ms: faders and mute

struct MixerSetup {
  float duck_db = 20, duck_attack_s = 0.08f, duck_release_s = 1.f;
  float ceiling_db = -1;
  std::array<float, bus_count> fader_db{0, 0, -6, 0, -12};
  int delay_frames = 0;
  Speaker speaker;
};

struct MixerCommand {
  enum class Kind { none, play, stop, pause, resume, volume, mute, delay };
  Kind kind = Kind::none;
  std::uint32_t serial = 0, after = 0;
  Bus bus = Bus::narration;
  bool loop = false, on = false;
  std::int64_t frame = 0;  // play: first frame; delay: frames
  float db = 0;
  ClipPtr clip;
};

// A clip that came to its end or was stopped; `refused`: all voices were taken, it never sounded.
struct FinishedClip {
  std::uint32_t serial = 0;
  bool refused = false;
  ClipPtr clip;
};

struct MixerReport {
  std::int64_t frames = 0;  // rendered since construction
  double counted_at_s = 0;  // the time given to the last render()
  std::array<ClipPosition, max_voices> clips{};
  AudioLevels levels;
};

class Mixer {
 public:
  explicit Mixer(const MixerSetup& setup);

  // Show thread. False: 256 commands are waiting, the callback is not running; the command is then untouched.
  bool post(MixerCommand&& command) { return commands_.put(std::move(command)); }
  bool take_finished(FinishedClip& finished) { return finished_.take(finished); }
  MixerReport report() const { return report_.read(); }

  // Audio callback. `out`: frames x 2 interleaved floats. `now_s`: monotonic seconds, goes into the report.
  void render(float* out, int frames, double now_s);

 private:
  enum class Phase { free, waiting, playing, pausing, held, stopping, retired };
  struct Voice {
    Phase phase = Phase::free;
    bool rendered = false, refused = false, loop = false;
    Bus bus = Bus::narration;
    std::uint32_t serial = 0, after = 0;
    std::int64_t frame = 0;
    Ramp fade{1};
    ClipPtr clip;
  };
  struct Strip {  // fader and meter of one bus
    Ramp fader{1};
    float peak = 0, square = 0;
  };
  static constexpr int chunk = 256;
  using Buffer = std::array<float, 2 * chunk>;

  void obey(MixerCommand& command);
  void start(MixerCommand& command);
  bool sounding(std::uint32_t serial) const;  // or held, or waiting
  bool quiet(int frames);
  void render_chunk(float* out, int frames);
  void render_voice(Voice& voice, int from, int frames);
  void mix_down(float* out, int frames);
  void delay(float* out, int frames);
  void retire();
  void publish(double now_s);
  static void meter(Strip& strip, float peak, float square_sum, int frames);
  template <class F>
  void each(const MixerCommand& c, F&& f);

  Ring<MixerCommand, 256> commands_;
  Ring<FinishedClip, 64> finished_;
  Published<MixerReport> report_;

  // From here on only the callback.
  std::array<Voice, max_voices> voices_;
  std::array<Strip, bus_count> strips_;
  std::array<Buffer, bus_count> buses_{};
  Ramp mute_{1};
  Duck duck_;
  Protection protection_;
  Limiter limiter_;
  float limiter_gain_ = 1;
  std::vector<float> delayed_;  // ring of 2 * max_delay_frames
  std::int64_t written_ = 0;
  int delay_from_ = 0, delay_to_ = 0;
  Ramp delay_fade_{1};
  std::int64_t frames_ = 0, quiet_frames_ = 0;
};

}  // namespace guangmu::audio
