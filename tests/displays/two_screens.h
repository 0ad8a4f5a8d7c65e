// An X server of the test's own with outputs that can be lit, darkened, named by EDID and photographed:
// Xorg with the dummy driver, whose outputs are DUMMY0 (always plugged in), DUMMY1 …
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "led_mapping/signal.h"
#include "tests/support/process.h"

namespace guangmu::testing {

struct Capture {
  SizePx size;
  std::vector<std::uint8_t> rgb;  // rows from the top
};

class TwoScreens {
 public:
  // Empty: Xorg and the dummy driver are installed; else which package is missing.
  static std::string missing_package();

  // Every output runs `mode`; DUMMY0 is lit. Fails with the server's log where it does not come up.
  static Result<std::unique_ptr<TwoScreens>> start(const led::Signal& mode);
  ~TwoScreens();

  const std::string& display() const { return display_; }  // ":7"
  // A screen with this name in its EDID is plugged in. Dark until it is lit.
  void plug(const std::string& output, const std::string& name);
  void light(const std::string& output, int x, int y);
  void darken(const std::string& output);
  void rename(const std::string& output, const std::string& name);
  // Where an output has its picture on the desktop; empty while it is dark.
  RectPx place(const std::string& output) const;
  // All of the desktop in one picture.
  Capture capture() const;

 private:
  TwoScreens() = default;
  void xrandr(std::vector<std::string> words) const;
  struct Line;  // the connection
  ScratchFolder folder_;
  std::unique_ptr<Process> server_;
  std::unique_ptr<Line> line_;
  std::string display_, mode_;
  led::Signal signal_;
};

}  // namespace guangmu::testing
