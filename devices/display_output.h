// One output of the graphics card as the window system tells it. Values only.
#pragma once

#include <optional>
#include <string>

#include "base/geometry.h"
#include "led_mapping/edid.h"

namespace guangmu::devices {

struct DisplayOutput {
  std::string connector;  // "HDMI-1"
  bool connected = false;
  RectPx rect;  // on the desktop; empty while it shows nothing
  double rate_hz = 0, clock_mhz = 0;
  std::optional<led::Edid> edid;
  std::string edid_fault;  // why there is none: not told, damaged

  // What a person would call the screen.
  std::string screen() const {
    if (!connected) return "nothing";
    if (edid) return edid->title();
    return "a screen without a name";
  }
};

}  // namespace guangmu::devices
