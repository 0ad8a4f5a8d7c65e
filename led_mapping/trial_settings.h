// How changes of the wall's colours are tried out while it runs.
#pragma once

#include "base/fields.h"

namespace guangmu::led {

struct TrialSettings {
  double trial_s = 20;

  static constexpr fields::About about{"profiles",
                                       "Trying out versions of the wall's colours while it runs."};
  template <class V>
  static void fields(V& v) {
    v("trial_s", &TrialSettings::trial_s,
      {.help = "A change goes back by itself unless it is confirmed within this time.",
       .unit = "s",
       .min = 1,
       .max = 600});
  }
};

}  // namespace guangmu::led
