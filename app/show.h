// `guangmu show` and `guangmu watch`: the running wall.
#pragma once

#include <string>

namespace guangmu::app {

struct ShowOptions {
  std::string exhibit, size, scene, listen, state, save;
  bool headless = false, no_audio = false;
  bool frame_strip = false;  // each head carries the frame's number; `save` then holds the heads
  std::string record, replay;  // file that the sources' answers go to; file that they come from
  double record_mb = 256, speed = 1;
  double seconds = 0;  // 0: until SIGTERM, SIGINT or the window's end
};

// Runs the wall; prints one line of figures at the end. 0, also after SIGTERM; else whose fault it was.
int run_show(const ShowOptions& options);

// Runs `show` as a process of its own and starts it again when it dies: at once, then after 1, 2, 5, then every 10 s. Ends with it when it
// ends well or for a reason that a restart does not mend (exit codes 0, 1).
int run_watch(const ShowOptions& options);

}  // namespace guangmu::app
