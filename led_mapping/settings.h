// The wall as a technician writes it down in wall.yaml: sizes, limits of the hardware, heads, colour, power,
// hall. Values only; the arithmetic on them lives in planner.h, output_tables.h, signal.h and their
// neighbours.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/fields.h"
#include "base/geometry.h"
#include "led_mapping/colour_settings.h"
#include "led_mapping/hall_settings.h"
#include "led_mapping/head_settings.h"
#include "led_mapping/plan_settings.h"
#include "led_mapping/power_settings.h"
#include "led_mapping/processor_settings.h"
#include "led_mapping/trial_settings.h"

namespace guangmu::led {

struct WallSettings {
  std::array<double, 2> size_mm{3840, 2400};
  double pitch_mm = 1.6667;
  ModuleSettings module;
  CardSettings card;
  PortSettings ports;
  PlanSettings plan;
  double input_max_mhz = 165;
  std::vector<HeadSettings> heads;
  ColourSettings colour;
  PowerSettings power;
  ViewingSettings viewing;
  SoundSettings sound;
  std::optional<ProcessorSettings> processor;
  TrialSettings profiles;

  // Modules across and down, rounded; check() tells when the wall is no whole number of modules.
  int columns() const;
  int rows() const;
  SizePx module_px() const { return {module.px[0], module.px[1]}; }
  SizePx size_px() const { return {columns() * module.px[0], rows() * module.px[1]}; }
  double area_m2() const { return size_mm[0] * size_mm[1] * 1e-6; }
  // Frames per second on the cables: the fastest head, 60 without heads.
  double rate_hz() const;

  static constexpr fields::About about{"wall", "The LED wall: wall.yaml of an exhibit."};
  template <class V>
  static void fields(V& v) {
    v("size_mm", &WallSettings::size_mm,
      {.help = "Width and height of the lit surface.",
       .unit = "mm",
       .min = 10,
       .max = 200000,
       .required = true});
    v("pitch_mm", &WallSettings::pitch_mm,
      {.help = "From LED to LED.", .unit = "mm", .min = 0.1, .max = 100, .required = true});
    v("module", &WallSettings::module, {.help = "The LED module.", .required = true});
    v("card", &WallSettings::card, {.help = "The receiving card."});
    v("ports", &WallSettings::ports, {.help = "Network ports that feed the cards."});
    v("plan", &WallSettings::plan,
      {.help = "How cards and ports are wired; without it the program plans by itself."});
    v("input_max_mhz", &WallSettings::input_max_mhz,
      {.help = "Highest pixel clock the processor's inputs take: 165 for single-link DVI and HDMI 1.2, 340 "
               "for HDMI 1.3.",
       .unit = "MHz",
       .min = 10,
       .max = 2400});
    v("heads", &WallSettings::heads,
      {.help = "Outputs of the graphics card; together they cover the canvas exactly once.",
       .required = true});
    v("colour", &WallSettings::colour, {.help = "LEDs and receiving cards."});
    v("power", &WallSettings::power, {.help = "Electrical power."});
    v("viewing", &WallSettings::viewing, {.help = "Hall and visitors."});
    v("sound", &WallSettings::sound, {.help = "Amplifier and delay."});
    v("processor", &WallSettings::processor,
      {.help = "The video processor; without it nothing is ever sent to one."});
    v("profiles", &WallSettings::profiles, {.help = "Trying out versions of the colours."});
  }
  void check(fields::Complaints& c) const;
};

}  // namespace guangmu::led
