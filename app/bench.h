// `guangmu bench`: the real program at the wall's size, measured; one line of JSON on stdout.
#pragma once

#include <string>

namespace guangmu::app {

struct BenchOptions {
  std::string exhibit, scene;
  double seconds = 10;
  bool idle = false;       // one figure a second, background and clock held
  bool idle_live = false;  // the same with the background moving
  bool headless = false;   // offscreen instead of a window
};

int run_bench(const BenchOptions& options);

}  // namespace guangmu::app
