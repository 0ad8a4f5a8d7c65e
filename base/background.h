// Threads that must never take a frame's time.
#pragma once

namespace guangmu {

// To be called first by a thread that works beside the show (fetching, writing, decoding): it gets this name, of at most
// 15 characters, in the system's lists, and from then on only the time that the frame and its drawing leave. Where the
// system refuses, the thread works on as it was.
void enter_background(const char* name);

}  // namespace guangmu
