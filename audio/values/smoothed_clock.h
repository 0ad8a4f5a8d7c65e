// Show time that follows the sound. The audio position comes in steps of a block, late and in bursts; the
// picture needs a time that moves evenly. This clock runs at the speed of the system clock and is steered
// towards the audio by at most 0.5 %, so the two neither drift nor jerk.
//
// Pure: follow(clock, reading, now) -> clock. No thread, no allocation, nothing read from outside.
//
// What a callback reports is the truth less its lateness: it may come late, never early. The clock follows
// the mean of the reports of about half a second, which lies behind the truth by the mean lateness, a few
// milliseconds. When nobody reports (no clip, device gone) it runs on at the speed of the system clock.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "audio/values/status.h"

namespace guangmu::audio {

// How far the sound is, as known now.
struct SoundPosition {
  bool known = false;     // false: nobody reports (no clip yet, device gone): the clock runs on by itself
  bool moving = false;    // false: held
  double position_s = 0;  // at `at_s`: what the loudspeaker gives then
  double at_s = 0;        // monotonic seconds of the report
};

// Position of a clip as heard: written minus latency. `offset_s` is where the clip starts on the time line of
// the tour.
inline SoundPosition sound_position(const AudioStatus& status, std::uint32_t serial, double offset_s) {
  const ClipPosition* clip = status.clip(serial);
  if (clip == nullptr) return {};
  const double rate = status.clock.rate_hz;
  double heard_s = static_cast<double>(clip->frame) / rate;
  if (clip->moving) heard_s -= status.clock.latency_s;
  return {true, clip->moving, offset_s + heard_s, status.clock.counted_at_s};
}

struct SmoothedClock {
  double time_s = 0;             // show time; never goes back
  double now_s = 0;              // monotonic time of the last follow()
  double error_s = 0;            // sound minus show time, by the last reports
  double last_at_s = -1;         // the report that was used last
  double settling_since_s = -1;  // when the sound began to move; -1: it does not
  bool started = false;
  bool locked = false;  // from here on steered by at most 0.5 %
  double rate = 1;      // speed of the last step
};

namespace smoothing {
inline constexpr double max_steer = 0.005;     // 0.5 %
inline constexpr double steer_per_s = 0.5;     // share of the error taken away per second, up to max_steer
inline constexpr double error_memory_s = 0.5;  // time constant of the mean over reports
inline constexpr double settle_s =
    0.4;  // after start and resume the clock may wait or jump to meet the sound
inline constexpr double meet_s = 0.004;  // while settling, errors beyond this are taken at once
inline constexpr double jump_s = 0.12;   // an error beyond this is a seek or a new device, not drift
}  // namespace smoothing

// The clock set to a position, e.g. when a tour starts or jumps to a step. The only way to go back in time.
inline SmoothedClock clock_at(double time_s, double now_s) {
  SmoothedClock c;
  c.time_s = time_s;
  c.now_s = now_s;
  c.started = true;
  return c;
}

namespace smoothing {
// A report that has not been seen yet goes into the error. One that came earlier than the others weighs four
// times: it is nearer to the truth.
inline void listen(SmoothedClock& c, double error_s, double at_s) {
  const bool first = c.last_at_s < 0;
  double weight = first ? 1.0 : 1.0 - std::exp(-std::min(at_s - c.last_at_s, 1.0) / error_memory_s);
  if (error_s > c.error_s) weight = std::min(1.0, 4 * weight);
  c.error_s += (error_s - c.error_s) * weight;
  c.last_at_s = at_s;
}

// Not yet locked: wait for the sound or go where it is, so that the error is gone before the steering begins.
inline double settle(SmoothedClock& c, double dt, double now_s) {
  double step = dt;
  if (c.error_s < -meet_s)
    step -= std::min(dt, -c.error_s);
  else if (c.error_s > meet_s)
    step += c.error_s;
  c.error_s -= step - dt;
  if (now_s - c.settling_since_s >= settle_s && std::abs(c.error_s) <= meet_s) c.locked = true;
  return step;
}
}  // namespace smoothing

// Advances to `now_s` (monotonic seconds, not before the last). `held`: the show itself stands still.
inline SmoothedClock follow(SmoothedClock c, const SoundPosition& sound, double now_s, bool held = false) {
  using namespace smoothing;
  if (!c.started) return clock_at(sound.known ? std::max(0.0, sound.position_s) : 0, now_s);
  const double dt = std::max(0.0, now_s - c.now_s);
  c.now_s = now_s;
  if (!sound.known || !sound.moving) {
    c.locked = false;
    c.settling_since_s = -1;
    c.last_at_s = -1;
    c.error_s = 0;
  }
  double step = dt;
  if (held) {
    step = 0;
  } else if (sound.known && !sound.moving) {
    // Paused: run on to the frame where the sound stopped, wait there.
    const double ahead_s = sound.position_s - c.time_s;
    step = ahead_s > jump_s ? 0 : std::clamp(ahead_s, 0.0, dt);
  } else if (sound.known) {
    if (c.settling_since_s < 0) c.settling_since_s = now_s;
    if (sound.at_s > c.last_at_s) {
      const double error_s = sound.position_s + (now_s - sound.at_s) - (c.time_s + dt);
      if (c.locked && std::abs(error_s) > jump_s) {
        c.locked = false;  // the sound was moved: settle again
        c.settling_since_s = now_s;
        c.last_at_s = -1;
      }
      listen(c, error_s, sound.at_s);
    }
    if (c.locked) {
      step = dt * (1 + std::clamp(c.error_s * steer_per_s, -max_steer, max_steer));
      c.error_s -= step - dt;
    } else {
      step = settle(c, dt, now_s);
    }
  }
  c.time_s += step;
  c.rate = dt > 0 ? step / dt : 0;
  return c;
}

}  // namespace guangmu::audio
