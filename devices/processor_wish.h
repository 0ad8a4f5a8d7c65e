// What can be asked of a video processor, and which registers that means on each model. Values; pure.
//
// Every value can be read back from where it was written; a wish that a model cannot carry out is refused in
// words. Addresses and values: see novastar_packet.h for the sources. On the VX6s freeze, black and test
// pattern go to the receiving cards, because no trustworthy source tells its own registers for them. Nothing
// here was tried on a real processor.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "devices/novastar_packet.h"
#include "led_mapping/processor_settings.h"

namespace guangmu::devices {

enum class ProcessorMode { normal, freeze, black };

struct BrightnessWish {
  double level = 1;  // 0..1 of what the cards give
};
struct InputWish {
  std::string input;  // one of input_names
};
struct ModeWish {
  ProcessorMode mode = ProcessorMode::normal;
};
struct PatternWish {
  std::string pattern;  // one of pattern_names, or "off"
};
using ProcessorWish = std::variant<BrightnessWish, InputWish, ModeWish, PatternWish>;

struct RegisterValue {
  novastar::Target write, read;
  std::uint32_t address = 0;
  std::vector<std::uint8_t> data;
};

// "brightness 0.6", "input hdmi1", "freeze on|off", "black on|off", "pattern red|off".
Result<ProcessorWish> parse_wish(const std::vector<std::string>& words);
std::string words_of(const ProcessorWish& wish);

std::vector<std::string> input_names(led::ProcessorModel model);
std::vector<std::string> pattern_names(led::ProcessorModel model);

// What to write, in order. Fails for a level outside 0..1 and for names the model does not have.
Result<std::vector<RegisterValue>> registers_of(led::ProcessorModel model, const ProcessorWish& wish);

// What the processor says of itself.
struct ProcessorState {
  double brightness = 0;  // 0..1
  ProcessorMode mode = ProcessorMode::normal;
  std::string pattern;  // empty: none
  std::string input;    // empty: not one that is known here
};

// Which registers tell the state, with the lengths to read in `data` (content ignored) …
std::vector<RegisterValue> state_registers(led::ProcessorModel model);
// … and what their values mean, in the same order.
ProcessorState state_of(led::ProcessorModel model, const std::vector<std::vector<std::uint8_t>>& values);

}  // namespace guangmu::devices
