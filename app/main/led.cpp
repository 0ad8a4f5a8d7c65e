// `guangmu led …` on the command line: one function for each subcommand, which owns its options.
#include <memory>

#include "app/main/command_line.h"
#include "tools/led_pattern.h"
#include "tools/led_plan.h"
#include "tools/led_processor.h"
#include "tools/led_signal.h"

namespace guangmu {
namespace {

void add_plan(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedPlanOptions>();
  CLI::App* sub = subcommand(led, "plan", "print the card plan and check it", o->exhibit);
  sub->add_flag("--json", o->json, "as JSON");
  sub->add_option("--fail", o->fail, "show what goes dark: port=N or card=N");
  sub->add_option("-o,--output", o->output, "write a drawing, F.svg or F.png, or the plan for wall.yaml, F.yaml");
  sub->callback([o, &action] { action = [o] { return tools::run_led_plan(*o); }; });
}

void add_pattern(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedPatternOptions>();
  CLI::App* sub = subcommand(led, "pattern", "write a test pattern as a picture", o->exhibit);
  sub->add_option("name", o->name, "cards, gray, gamma or grid")->required();
  sub->add_option("--stage", o->stage, "canvas, output or wall")->check(CLI::IsMember({"canvas", "output", "wall"}));
  sub->add_option("-o,--output", o->output, "FILE.png")->required();
  sub->callback([o, &action] { action = [o] { return tools::run_led_pattern(*o); }; });
}

void add_signal(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedSignalOptions>();
  CLI::App* sub = subcommand(led, "signal", "how the canvas can reach the processor", o->exhibit);
  sub->add_flag("--json", o->json, "as JSON");
  sub->add_flag("--modeline", o->modeline, "only lines for xrandr that set the modes of the heads");
  sub->add_option("--edid", o->edid, "write the EDID of a head into this file");
  sub->add_option("--head", o->head, "which head, counted from 1 (with --edid)");
  sub->add_option("--read", o->read, "say what is in this EDID file");
  sub->callback([o, &action] { action = [o] { return tools::run_led_signal(*o); }; });
}

void add_processor(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedProcessorOptions>();
  CLI::App* sub = subcommand(led, "processor", "ask or set the video processor that wall.yaml names", o->exhibit);
  sub->add_option("what", o->words, "state, brightness 0..1, input NAME, freeze on|off, black on|off, pattern NAME|off");
  sub->callback([o, &action] { action = [o] { return tools::run_led_processor(*o); }; });
}

}  // namespace

void add_led(CLI::App& app, Action& action) {
  CLI::App* led = app.add_subcommand("led", "card plan, patterns, signals and calibration of the wall");
  led->require_subcommand(1);
  add_plan(*led, action);
  add_pattern(*led, action);
  add_signal(*led, action);
  add_processor(*led, action);
}

}  // namespace guangmu
