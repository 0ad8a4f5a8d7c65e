// What has to be known about the operating system's sound before RtAudio is asked.
#pragma once

namespace guangmu::audio {

// Tells the sound server of this system how much latency is wished, where that goes through the environment.
// A wish that the user has set himself is kept.
void wish_latency(double latency_s);

// False where asking the system's own drivers could only end in a page of errors on the console: no card is
// there.
bool has_sound_card();

}  // namespace guangmu::audio
