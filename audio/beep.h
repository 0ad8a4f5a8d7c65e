// A short tone made by the program itself, for measuring latency against a flash on the wall.
#pragma once

#include "audio/clip.h"

namespace guangmu::audio {

// 1 kHz at -12 dBFS for 0.1 s, its edges rounded over 1 ms so that it does not click.
ClipPtr make_beep();

}  // namespace guangmu::audio
