// Electrical power as a technician writes it in wall.yaml.
#pragma once


#include "base/fields.h"

namespace guangmu::led {

struct PowerSettings {
  double black_w_m2 = 30;
  double white_w_m2 = 600;
  double average_limit_w_m2 = 300;

  static constexpr fields::About about{"power", "Electrical power of the wall per square metre."};
  template <class V>
  static void fields(V& v) {
    v("black_w_m2", &PowerSettings::black_w_m2,
      {.help = "At black.", .unit = "W/m2", .min = 0, .max = 10000});
    v("white_w_m2", &PowerSettings::white_w_m2,
      {.help = "At full white.", .unit = "W/m2", .min = 1, .max = 10000});
    v("average_limit_w_m2", &PowerSettings::average_limit_w_m2,
      {.help = "Contracted average.", .unit = "W/m2", .min = 1, .max = 10000});
  }
  void check(fields::Complaints& c) const;
};

}  // namespace guangmu::led
