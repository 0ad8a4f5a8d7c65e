#include "console/tone.h"

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace guangmu::console {

Tone::~Tone() {
  if (device_ != 0) SDL_CloseAudioDevice(device_);
}

void Tone::hear(std::optional<double> hold_left_s) {
  if (tone_due(last_s_, hold_left_s)) play();
  last_s_ = hold_left_s;
}

void Tone::play() {
  constexpr int rate = 48000;
  if (device_ == 0) {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return;
    SDL_AudioSpec wish{};
    wish.freq = rate;
    wish.format = AUDIO_F32SYS;
    wish.channels = 1;
    wish.samples = 1024;
    device_ = SDL_OpenAudioDevice(nullptr, 0, &wish, nullptr, 0);
    if (device_ == 0) return;
  }
  std::vector<float> samples(rate / 5);  // 0.2 s of 880 Hz, swelling and fading
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double t = static_cast<double>(i) / rate;
    const double envelope = std::sin(3.14159265 * t / 0.2);
    samples[i] = static_cast<float>(0.25 * envelope * std::sin(2 * 3.14159265 * 880 * t));
  }
  SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof(float)));
  SDL_PauseAudioDevice(device_, 0);
}

}  // namespace guangmu::console
