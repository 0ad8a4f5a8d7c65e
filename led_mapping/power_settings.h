// Electrical power as a technician writes it in wall.yaml.
#pragma once

#include <array>
#include <optional>

#include "base/fields.h"

namespace guangmu::led {

// Five readings of a wattmeter in the wall's supply, processor and hall left out: the patterns black, red,
// green, blue and white, each at full.
struct PowerReadings {
  double black = 0, red = 0, green = 0, blue = 0, white = 0;

  static constexpr fields::About about{
      "readings_w", "Wattmeter readings of the whole wall under the patterns black, red, green, blue, white."};
  template <class V>
  static void fields(V& v) {
    constexpr double most = 1e6;
    v("black", &PowerReadings::black, {.help = "Pattern black.", .unit = "W", .min = 0, .max = most, .required = true});
    v("red", &PowerReadings::red, {.help = "Pattern red.", .unit = "W", .min = 0, .max = most, .required = true});
    v("green", &PowerReadings::green, {.help = "Pattern green.", .unit = "W", .min = 0, .max = most, .required = true});
    v("blue", &PowerReadings::blue, {.help = "Pattern blue.", .unit = "W", .min = 0, .max = most, .required = true});
    v("white", &PowerReadings::white, {.help = "Pattern white.", .unit = "W", .min = 0, .max = most, .required = true});
  }
};

struct PowerSettings {
  double black_w_m2 = 30;
  double white_w_m2 = 600;
  double average_limit_w_m2 = 300;
  std::optional<double> instant_limit_w_m2;
  std::optional<double> card_limit_w;
  double attack_s = 0.15;
  double release_s = 2;
  std::optional<std::array<double, 3>> k_w_m2;
  std::optional<PowerReadings> readings_w;

  static constexpr fields::About about{"power", "Electrical power of the wall per square metre."};
  template <class V>
  static void fields(V& v) {
    v("black_w_m2", &PowerSettings::black_w_m2, {.help = "At black.", .unit = "W/m2", .min = 0, .max = 10000});
    v("white_w_m2", &PowerSettings::white_w_m2, {.help = "At full white.", .unit = "W/m2", .min = 1, .max = 10000});
    v("average_limit_w_m2", &PowerSettings::average_limit_w_m2,
      {.help = "Contracted average; no second of light takes more.", .unit = "W/m2", .min = 1, .max = 10000});
    v("instant_limit_w_m2", &PowerSettings::instant_limit_w_m2,
      {.help = "What no single frame may exceed, for mains and power supplies; without it no frame is held back.",
       .unit = "W/m2",
       .min = 1,
       .max = 10000});
    v("card_limit_w", &PowerSettings::card_limit_w,
      {.help = "What the modules of one receiving card may take in any frame, where a supply feeds one card.",
       .unit = "W",
       .min = 1,
       .max = 100000});
    v("attack_s", &PowerSettings::attack_s,
      {.help = "Time constant with which the limiter dims.", .unit = "s", .min = 0.05, .max = 1});
    v("release_s", &PowerSettings::release_s,
      {.help = "Time constant with which it lets go.", .unit = "s", .min = 0.5, .max = 30});
    v("k_w_m2", &PowerSettings::k_w_m2,
      {.help = "Red, green and blue at full, above black; without it white less black is split 1 : 1 : 0.9.",
       .unit = "W/m2",
       .min = 0,
       .max = 10000});
    v("readings_w", &PowerSettings::readings_w,
      {.help = "Measured; takes the place of black_w_m2, white_w_m2 and k_w_m2."});
  }
  void check(fields::Complaints& c) const;
};

}  // namespace guangmu::led
