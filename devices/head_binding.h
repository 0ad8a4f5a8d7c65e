// Which screen each head of wall.yaml really is, and one window across them. Pure arithmetic and words; the
// outputs come from DisplayWatch.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "devices/display_output.h"
#include "led_mapping/head_settings.h"
#include "show/values/technician.h"

namespace guangmu::devices {

struct HeadBinding {
  show::HeadState state = show::HeadState::missing;  // right, wrong_screen or missing
  RectPx output;                                     // on the desktop; empty while the output shows nothing
  std::string found;                                 // what is plugged in there
  std::string text;   // who was expected, who was found, what to do; empty: all is well
  bool dark = false;  // the right screen is there, only the desktop gives it no picture
};

// One for each head, in their order. Connector and EDID decide, never the number of a display. A right screen
// that runs in the wrong mode is right, with a text.
std::vector<HeadBinding> bind_heads(const std::vector<led::HeadSettings>& heads,
                                    const std::vector<DisplayOutput>& outputs);

// A head's place in the wall's window.
struct HeadPlace {
  RectPx canvas;  // part of the canvas
  RectPx window;  // in the window's pixels; of another size only where the processor scales
};

struct HeadLayout {
  RectPx window;  // on the desktop: across every right head, and the wrong ones, which stay black; empty:
                  // none is there
  std::vector<HeadPlace> heads;  // the right ones
  std::string refusal;           // why one window is impossible, and what to do; window is empty then
};

HeadLayout lay_out_heads(const std::vector<led::HeadSettings>& heads,
                         const std::vector<HeadBinding>& bindings, const std::vector<DisplayOutput>& outputs);

// Where an output shows its picture, so that it can have it back.
struct OutputMode {
  std::string connector;
  SizePx size;
  double rate_hz = 0;
  int x = 0, y = 0;  // on the desktop
};

// The place for a head's output that is plugged in and dark: the one it had, or the right end of the desktop
// where another output shows its picture there now, or where it had none.
OutputMode place_again(const led::HeadSettings& head, const std::map<std::string, OutputMode>& had, const std::vector<DisplayOutput>& outputs);

}  // namespace guangmu::devices
