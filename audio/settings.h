// What the sound can be told in exhibit.yaml under `audio:`. What belongs to the wall (sound.delay_ms and
// sound.volts_at_full_scale of wall.yaml) is passed to the engine beside it.
#pragma once

#include <string>

#include "audio/values/bus.h"
#include "base/fields.h"

namespace guangmu::audio {

struct BusSettings {
  double master = 0, narration = 0, music = -6, video = 0, interface = -12;

  static constexpr fields::About about{"bus_levels", "Levels of the buses when the wall starts."};
  template <class V>
  static void fields(V& v) {
    v("master", &BusSettings::master, {.help = "Everything.", .unit = "dB", .min = -60, .max = 6});
    v("narration", &BusSettings::narration,
      {.help = "The voice of the tours.", .unit = "dB", .min = -60, .max = 6});
    v("music", &BusSettings::music, {.help = "Music of the hall.", .unit = "dB", .min = -60, .max = 6});
    v("video", &BusSettings::video, {.help = "Sound of videos.", .unit = "dB", .min = -60, .max = 6});
    v("interface", &BusSettings::interface,
      {.help = "Tones of the interface.", .unit = "dB", .min = -60, .max = 6});
  }
  double of(Bus bus) const {
    switch (bus) {
      case Bus::master:
        return master;
      case Bus::narration:
        return narration;
      case Bus::music:
        return music;
      case Bus::video:
        return video;
      case Bus::interface:
        return interface;
    }
    return 0;
  }
};

// One of the two loudspeakers; what the amplifier gives at full scale is sound.volts_at_full_scale of
// wall.yaml.
struct SpeakerSettings {
  double power_w = 120, ohm = 8, high_pass_hz = 70;

  static constexpr fields::About about{"speaker", "The loudspeakers, so that they are never overheated."};
  template <class V>
  static void fields(V& v) {
    using S = SpeakerSettings;
    v("power_w", &S::power_w, {.help = "Rated power of one.", .unit = "W", .min = 1, .max = 2000});
    v("ohm", &S::ohm, {.help = "Impedance.", .unit = "ohm", .min = 1, .max = 100});
    v("high_pass_hz", &S::high_pass_hz,
      {.help = "What lies below is not sent to them; 0: everything is.", .unit = "Hz", .min = 0, .max = 300});
  }
};

struct Settings {
  std::string device;           // part of the device's name; empty: the system's default
  double latency_ms = 40;       // asked of the sound server, and taken as its latency where it reports none
  double narration_lufs = -23;  // EBU R128; -18 for a noisy hall
  double duck_db = 20;          // WCAG 1.4.7: background at least 20 dB below speech
  double duck_attack_ms = 80;
  double duck_release_ms = 1000;
  double ceiling_db = -1;
  BusSettings levels;
  SpeakerSettings speaker;
  fields::Place place;

  static constexpr fields::About about{"audio", "Sound of the hall."};
  template <class V>
  static void fields(V& v) {
    v("device", &Settings::device, {.help = "Part of the name of the sound device; empty: the default one."});
    v("latency_ms", &Settings::latency_ms,
      {.help = "Latency asked of the sound server.", .unit = "ms", .min = 10, .max = 500});
    v("narration_lufs", &Settings::narration_lufs,
      {.help = "Loudness that narration is brought to.", .unit = "LUFS", .min = -40, .max = -10});
    v("duck_db", &Settings::duck_db,
      {.help = "Music under narration is this much quieter.", .unit = "dB", .min = 0, .max = 60});
    v("duck_attack_ms", &Settings::duck_attack_ms,
      {.help = "Time in which music gives way.", .unit = "ms", .min = 1, .max = 5000});
    v("duck_release_ms", &Settings::duck_release_ms,
      {.help = "Time in which music comes back.", .unit = "ms", .min = 1, .max = 20000});
    v("ceiling_db", &Settings::ceiling_db,
      {.help = "Peak that the limiter lets through.", .unit = "dBFS", .min = -20, .max = 0});
    v("levels", &Settings::levels, {.help = "Levels of the buses when the wall starts."});
    v("speaker", &Settings::speaker, {.help = "The loudspeakers."});
  }
};

}  // namespace guangmu::audio
