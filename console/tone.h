// A short tone from this machine's own loudspeaker, never from the hall's: ten seconds before a hold ends. A
// machine without sound stays silent. Frame thread.
#pragma once

#include <optional>

namespace guangmu::console {

class Tone {
 public:
  ~Tone();
  Tone() = default;
  Tone(const Tone&) = delete;
  Tone& operator=(const Tone&) = delete;

  // The hold's seconds as the wall tells them; empty: none. Sounds once when they fall below ten.
  void hear(std::optional<double> hold_left_s);

 private:
  void play();
  std::optional<double> last_s_;
  unsigned device_ = 0;  // SDL_AudioDeviceID, opened at the first tone
};

// Whether the tone is due between two tellings of the hold's seconds.
constexpr bool tone_due(std::optional<double> before_s, std::optional<double> now_s) {
  return before_s && now_s && *before_s > 10 && *now_s <= 10 && *now_s > 0;
}

}  // namespace guangmu::console
