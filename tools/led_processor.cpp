#include "tools/led_processor.h"

#include <fmt/core.h>

#include "devices/processor.h"
#include "tools/exhibit.h"

namespace guangmu::tools {
namespace {

std::string_view mode_words(devices::ProcessorMode mode) {
  switch (mode) {
    case devices::ProcessorMode::freeze:
      return "a frozen picture";
    case devices::ProcessorMode::black:
      return "black";
    case devices::ProcessorMode::normal:
      break;
  }
  return "its input";
}

int tell_state(devices::Processor& processor) {
  const auto state = processor.state();
  if (!state) return tell(state.error());
  fmt::print("shows       {}\n",
             state->pattern.empty() ? mode_words(state->mode) : "pattern " + state->pattern);
  fmt::print("input       {}\nbrightness  {:.0f} %\n",
             state->input.empty() ? "not one that is known here" : state->input, state->brightness * 100);
  return 0;
}

}  // namespace

int run_led_processor(const LedProcessorOptions& options) {
  const auto files = load_or_tell(options.exhibit, config::Secrets::filled_in);
  if (!files) return static_cast<int>(Blame::user);
  if (!files->wall.processor)
    return tell(
        {fmt::format("{}/wall.yaml names no video processor; add for example\n"
                     "processor: {{model: vx600, host: 192.168.0.10}}",
                     options.exhibit)});
  devices::Processor processor(*files->wall.processor);
  if (options.words.empty() || options.words[0] == "state") return tell_state(processor);
  const auto wish = devices::parse_wish(options.words);
  if (!wish) return tell(wish.error());
  if (const auto done = processor.set(*wish); !done) return tell(done.error());
  fmt::print("{}: set and read back\n", devices::words_of(*wish));
  return 0;
}

}  // namespace guangmu::tools
