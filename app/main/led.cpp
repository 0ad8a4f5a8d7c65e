// `guangmu led …` on the command line: one function for each subcommand, which owns its options.
#include <memory>

#include "app/main/command_line.h"
#include "tools/led_calibrate.h"
#include "tools/led_import.h"
#include "tools/led_locate.h"
#include "tools/led_pattern.h"
#include "tools/led_plan.h"
#include "tools/led_processor.h"
#include "tools/led_profiles.h"
#include "tools/led_signal.h"
#include "tools/led_simulate_photos.h"
#include "tools/led_verify.h"

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
  sub->add_option("name", o->name, "one of the patterns; a wrong one lists them")->required();
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

void add_profiles(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedProfilesOptions>();
  CLI::App* sub = subcommand(led, "profiles", "the kept versions of the wall's colours", o->exhibit);
  sub->add_option("--state", o->state, "the wall's state folder")->required();
  sub->add_option("--compare", o->compare, "what two of them differ in; `wall` is wall.yaml alone")->expected(2);
  sub->add_option("--import", o->import, "make this file the next version");
  sub->callback([o, &action] { action = [o] { return tools::run_led_profiles(*o); }; });
}

void add_calibrate(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedCalibrateOptions>();
  CLI::App* sub = subcommand(led, "calibrate", "a profile that makes the wall even, from photographs of flat fields", o->exhibit);
  sub->add_option("--photos", o->photos, "folder with dark.png, red-1.png, green-1.png, blue-1.png: 16 bit linear, or 8 bit sRGB");
  sub->add_option("--poses", o->poses, "folders of further standpoints");
  sub->add_option("-o,--output", o->output, "write PROFILE.yaml; without it only the report");
  sub->add_option("--state", o->state, "also put it into this state folder as the next version");
  sub->add_option("--label", o->label, "what the profile is called");
  sub->add_option("--by", o->by, "who made it");
  sub->add_option("--clipped", o->clipped_percent, "percent of the LEDs that may stay weaker than the rest")->check(CLI::Range(0., 20.));
  sub->add_flag("--pixels", o->pixels, "correct every LED, where the photographs have 3 sharp px for each");
  sub->add_flag("--zh", o->chinese, "report in Chinese");
  sub->add_option("--show", o->show, "ADDR:PORT of a running wall: show the fields one by one, to be photographed");
  sub->add_option("--token", o->token, "for a wall on another machine");
  sub->callback([o, &action] { action = [o] { return tools::run_led_calibrate(*o); }; });
}

void add_locate(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedLocateOptions>();
  CLI::App* sub = subcommand(led, "locate", "faults of the wiring, from photographs of coded patterns", o->exhibit);
  sub->add_option("--patterns", o->patterns, "write the patterns as stills into this folder");
  sub->add_option("--show", o->show, "ADDR:PORT of a running wall: show the patterns one by one, to be photographed");
  sub->add_option("--token", o->token, "for a wall on another machine");
  sub->add_option("--photos", o->photos, "folder of the photographs, in the order of their names");
  sub->add_option("--write", o->write, "write the corrected map, the key plan: of wall.yaml");
  sub->add_flag("--zh", o->chinese, "report in Chinese");
  sub->callback([o, &action] { action = [o] { return tools::run_led_locate(*o); }; });
}

void add_simulate_photos(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedSimulatePhotosOptions>();
  CLI::App* sub = subcommand(led, "simulate-photos", "photographs of a simulated wall, to rehearse locate and calibrate", o->exhibit);
  sub->add_option("--set", o->set, "locate: the coded patterns; flat: the fields for calibrate")->check(CLI::IsMember({"locate", "flat"}));
  sub->add_option("--miswire", o->miswire,
                  "mistakes of the installer: swap-cards=3,7 turn-card=5,180 swap-connectors=4,1,2 dead-card=9 dead-port=2 "
                  "swap-modules=3/1,8/4 turn-module=3/2,180 dead-module=3/4");
  sub->add_option("--laid-out-for", o->laid_out_for, "another exhibit folder: the wall stays wired as it is, the picture is laid out for that one's plan");
  sub->add_option("-o,--output", o->output, "folder for the photographs")->required();
  sub->add_option("--size", o->size, "of a photograph, WIDTHxHEIGHT in px");
  sub->add_option("--yaw", o->yaw_deg, "how far the wall is turned away, degrees")->check(CLI::Range(-45., 45.));
  sub->add_option("--pitch", o->pitch_deg, "how far it is tipped, degrees")->check(CLI::Range(-45., 45.));
  sub->add_option("--roll", o->roll_deg, "how far the camera is rolled, degrees")->check(CLI::Range(-45., 45.));
  sub->add_option("--fill", o->fill, "share of the photograph that the wall takes")->check(CLI::Range(0.05, 2.));
  sub->add_option("--blur", o->blur_px, "of the photograph, px")->check(CLI::Range(0., 100.));
  sub->add_option("--exposure", o->exposure, "white as a share of full scale; 0: as bright as does not clip")->check(CLI::Range(0., 100.));
  sub->add_option("--spread", o->module_spread, "sigma / mean of the modules' light")->check(CLI::Range(0., 0.5));
  sub->add_option("--pixel-spread", o->pixel_spread, "sigma / mean of the LEDs of a module")->check(CLI::Range(0., 0.5));
  sub->add_option("--shift", o->shift_leds, "how far modules sit from their places, LEDs")->check(CLI::Range(0., 1.));
  sub->add_option("--seed", o->seed, "another wall and other noise");
  sub->add_flag("--srgb", o->srgb, "8-bit sRGB, as a camera's JPEG, in place of 16-bit linear PNG");
  sub->callback([o, &action] { action = [o] { return tools::run_led_simulate_photos(*o); }; });
}

void add_import(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedImportOptions>();
  CLI::App* sub = led.add_subcommand("import", "keys for wall.yaml, or a profile, from a file of another maker");
  sub->add_option("file", o->file, "Resolume Advanced Output, NovaStar .module, .cabinet or .rcfgx; curves .cube, .cal, measurements .ti3")->required();
  sub->add_option("-o,--output", o->output, "FILE.yaml; without it printed");
  sub->callback([o, &action] { action = [o] { return tools::run_led_import(*o); }; });
}

void add_export(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedExportOptions>();
  CLI::App* sub = subcommand(led, "export", "the plan, or the colours, for a program of another maker", o->exhibit);
  sub->add_option("--format", o->format, "resolume (Advanced Output XML), csv; sRGB to codes as cube, cube1d or cal (ArgyllCMS)")
      ->check(CLI::IsMember({"resolume", "csv", "cube", "cube1d", "cal"}));
  sub->add_option("--profile", o->profile, "PROFILE.yaml laid over wall.yaml (cube, cube1d, cal)");
  sub->add_option("--size", o->size, "entries of a cube along each side")->check(CLI::Range(2, 65536));
  sub->add_option("-o,--output", o->output, "FILE; without it printed");
  sub->callback([o, &action] { action = [o] { return tools::run_led_export(*o); }; });
}

void add_verify(CLI::App& led, Action& action) {
  const auto o = std::make_shared<tools::LedVerifyOptions>();
  CLI::App* sub = subcommand(led, "verify", "guided check on the running wall, question by question", o->exhibit);
  sub->add_option("--state", o->state, "state folder that keeps the record")->required();
  sub->add_option("--to", o->to, "address and port of the running wall");
  sub->add_option("--token", o->token, "for a wall on another machine");
  sub->add_option("--by", o->by, "who looks; default: the user's name");
  sub->add_flag("--zh", o->chinese, "ask in Chinese");
  sub->add_flag("--again", o->again, "begin anew instead of going on");
  sub->add_flag("--report", o->report, "only say what the newest check came to");
  sub->callback([o, &action] { action = [o] { return tools::run_led_verify(*o); }; });
}

}  // namespace

void add_led(CLI::App& app, Action& action) {
  CLI::App* led = app.add_subcommand("led", "card plan, patterns, signals and calibration of the wall");
  led->require_subcommand(1);
  add_plan(*led, action);
  add_pattern(*led, action);
  add_signal(*led, action);
  add_processor(*led, action);
  add_verify(*led, action);
  add_profiles(*led, action);
  add_calibrate(*led, action);
  add_locate(*led, action);
  add_simulate_photos(*led, action);
  add_import(*led, action);
  add_export(*led, action);
}

}  // namespace guangmu
