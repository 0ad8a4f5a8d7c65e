// Hall, visitors and sound as a technician writes them in wall.yaml.
#pragma once


#include "base/fields.h"

namespace guangmu::led {

struct ViewingSettings {
  double near_m = 2.5;
  double far_m = 8;
  double ambient_lux = 300;
  double white_nits = 600;

  static constexpr fields::About about{"viewing", "Where people stand and how bright hall and wall are."};
  template <class V>
  static void fields(V& v) {
    v("near_m", &ViewingSettings::near_m, {.help = "Nearest visitor.", .unit = "m", .min = 0.1, .max = 1000});
    v("far_m", &ViewingSettings::far_m, {.help = "Farthest visitor.", .unit = "m", .min = 0.1, .max = 1000});
    v("ambient_lux", &ViewingSettings::ambient_lux,
      {.help = "Light of the hall on the wall.", .unit = "lx", .min = 0, .max = 100000});
    v("white_nits", &ViewingSettings::white_nits,
      {.help = "Luminance of full white at brightness 1.", .unit = "cd/m2", .min = 1, .max = 10000});
  }
  void check(fields::Complaints& c) const;
};

struct SoundSettings {
  double delay_ms = 67;
  double volts_at_full_scale = 43.8;

  static constexpr fields::About about{"sound", "The hall's amplifier and the latency of the picture."};
  template <class V>
  static void fields(V& v) {
    v("delay_ms", &SoundSettings::delay_ms,
      {.help = "Sound waits this long for the picture: cable, processor, cards.",
       .unit = "ms",
       .min = 0,
       .max = 200});
    v("volts_at_full_scale", &SoundSettings::volts_at_full_scale,
      {.help = "Amplifier output at 0 dBFS into the speaker.", .unit = "V", .min = 0.1, .max = 500});
  }
};

}  // namespace guangmu::led
