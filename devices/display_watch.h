// The outputs of the graphics card, watched on a connection of its own to the window system: screens come and
// go without SDL noticing. One thread (the frame thread); poll() costs a look into a socket and asks the
// window system only after it has told a change (a few round trips).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "devices/display_output.h"
#include "devices/head_binding.h"

namespace guangmu::devices {

class DisplayWatch {
 public:
  // Blame::machine without a window system that tells its outputs (XRandR 1.3). Asks for all of it once; that
  // may take a second where the driver looks at every plug.
  static Result<DisplayWatch> open();
  DisplayWatch(DisplayWatch&&) noexcept;
  DisplayWatch& operator=(DisplayWatch&&) noexcept;
  ~DisplayWatch();

  // True when something is different since the last call: plugged, unplugged, another mode, place or EDID.
  bool poll();
  const std::vector<DisplayOutput>& outputs() const;

  // Gives an output that is plugged in and dark its picture back; the desktop grows as far as needed. Blocks
  // for the change of mode (a screen may flash). The error says why not.
  Result<void> light(const OutputMode& mode);

 private:
  struct Impl;
  explicit DisplayWatch(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::devices
