#include <cstdlib>
#include <fstream>
#include <string>

#include "audio/sound_server.h"

namespace guangmu::audio {

void wish_latency(double latency_s) {
  const std::string ms = std::to_string(static_cast<int>(latency_s * 1000 + 0.5));
  setenv("PULSE_LATENCY_MSEC", ms.c_str(), 0);
}

bool has_sound_card() {
  std::ifstream cards("/proc/asound/cards");
  std::string line;
  while (std::getline(cards, line))
    if (line.find('[') != std::string::npos) return true;
  return false;
}

}  // namespace guangmu::audio
