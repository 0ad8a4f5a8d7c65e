// A number tile: label above, large digits and unit below.
#pragma once

#include <memory>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct NumberSettings {
  Area area{};
  Duration enter{1.0};
  std::string metric;
  LocalText label;
  double size_px = 134, label_px = 40;
  fields::Place place;

  static constexpr std::string_view tag = "number";
  static constexpr fields::About about{"number", "One figure with its label above it."};
  template <class V>
  static void fields(V& v) {
    using S = NumberSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("metric", &S::metric, {.help = "Metric of data.yaml.", .required = true, .format = fields::Format::id});
    v("label", &S::label, {.help = "Name on the wall; default: the metric's own label."});
    v("size_px", &S::size_px, {.help = "Size of the digits.", .unit = "px", .min = 64, .max = 220});
    v("label_px", &S::label_px, {.help = "Size of the label.", .unit = "px", .min = 32, .max = 120});
  }
  void check(fields::Complaints& c) const { check_area(area, c); }
};

std::unique_ptr<Widget> make_widget(const NumberSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
