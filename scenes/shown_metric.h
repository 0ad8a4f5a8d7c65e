// One figure in a widget's list: which metric, and under what name.
#pragma once

#include <string>

#include "base/fields.h"
#include "base/language.h"

namespace guangmu::scenes {

struct ShownMetric {
  std::string metric;
  LocalText label;

  static constexpr fields::About about{"shown_metric", "One figure of a list."};
  template <class V>
  static void fields(V& v) {
    v("metric", &ShownMetric::metric,
      {.help = "Metric of data.yaml.", .required = true, .format = fields::Format::id});
    v("label", &ShownMetric::label, {.help = "Name on the wall; default: the metric's own label."});
  }
};

}  // namespace guangmu::scenes
