// Ways of bringing the canvas to a processor whose inputs have a highest pixel clock: what each cable would
// carry, whether it fits, and what is lost. Pure arithmetic.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "led_mapping/settings.h"
#include "led_mapping/signal.h"

namespace guangmu::led {

struct OutputPlan {
  std::string name;  // "one head 1:1", "mosaic left/right" …
  SizePx head;       // what each cable carries
  int heads = 1;
  double rate_hz = 60;  // asked for
  // Every timing that the standard has for it: CVT, CVT-RB, CVT-RBv2, CVT-RBv2 video; a width that is no
  // multiple of 8 px has the latter two alone.
  std::vector<Signal> timings;
  std::optional<Signal> timing;  // the one to use: CVT-RB where it fits, else CVT-RBv2, else none
  double margin_mhz = 0;         // from the lowest clock to the input's limit; negative: missing
  bool fits = false;
  bool used = false;    // the heads of wall.yaml are this
  std::string lost;     // in words: rate, pixels, scaling; empty: nothing
  std::string needs;    // what it asks of the equipment
  std::string refusal;  // why it does not fit, with numbers; empty where it does
};

// Every plan that the wall's size allows, the better ones first. Heads of wall.yaml that are none of them
// come first as "as configured".
std::vector<OutputPlan> output_plans(const WallSettings& wall);

// As a table with the modelines of the configured heads; as JSON; as lines for xrandr --newmode of the plan
// in use.
std::string signal_table(const WallSettings& wall);
std::string signal_json(const WallSettings& wall);
std::string signal_modelines(const WallSettings& wall);

}  // namespace guangmu::led
