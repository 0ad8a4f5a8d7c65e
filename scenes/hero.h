// The one figure that matters: gold, very large, in its own light.
#pragma once

#include <memory>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct HeroSettings {
  Area area{};
  Duration enter{0.8};
  std::string metric;
  LocalText label;
  double size_px = 244, label_px = 56;
  fields::Place place;

  static constexpr std::string_view tag = "hero";
  static constexpr fields::About about{"hero", "The one gold figure of the scene."};
  template <class V>
  static void fields(V& v) {
    using S = HeroSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("metric", &S::metric, {.help = "Metric of data.yaml.", .required = true, .format = fields::Format::id});
    v("label", &S::label, {.help = "Name on the wall; default: the metric's own label."});
    v("size_px", &S::size_px, {.help = "Size of the digits.", .unit = "px", .min = 120, .max = 280});
    v("label_px", &S::label_px, {.help = "Size of the label.", .unit = "px", .min = 32, .max = 120});
  }
  void check(fields::Complaints& c) const { check_area(area, c); }
};

std::unique_ptr<Widget> make_widget(const HeroSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
