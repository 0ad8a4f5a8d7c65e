// The console as a program: its window, its loop, its pages.
#pragma once

#include <string>

#include "base/language.h"
#include "base/result.h"

namespace guangmu::console {

struct Options {
  std::string to = "127.0.0.1:7430";  // the wall's control API
  std::string token;
  std::string size;  // WxH; empty: fullscreen-sized for the screen, 1920x1080 at most in a window
  bool fullscreen = false;
  Language language = Language::zh;
  std::string pin;           // of the technician's page; empty: it is always open
  double lock_minutes = 15;  // without a touch, then it locks
  std::string page;          // operate, data, technician or log: where it begins
  std::string metric;        // the figure that the data page explains at first; empty: the one that waits, or the first
  std::string operator_name; // who signs what is done here; empty: the console itself
  std::string screenshot;    // write the window's picture here at the end
  double seconds = 0;        // end after this time; 0: until closed
};

// Runs until the window is closed. Blame::machine when there is no display or no OpenGL 3.3.
Result<void> run(const Options& options);

}  // namespace guangmu::console
