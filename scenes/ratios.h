// Ratios side by side: label, percentage, and a bar that fills from zero to a hundred percent.
#pragma once

#include <memory>
#include <vector>

#include "base/time.h"
#include "scenes/area.h"
#include "scenes/shown_metric.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct RatiosSettings {
  Area area{};
  Duration enter{0.93};
  std::vector<ShownMetric> items;
  double size_px = 100, label_px = 36;
  fields::Place place;

  static constexpr std::string_view tag = "ratios";
  static constexpr fields::About about{"ratios", "Ratios side by side, each with a bar."};
  template <class V>
  static void fields(V& v) {
    using S = RatiosSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("items", &S::items, {.help = "The ratios (metrics with unit \"%\"), left to right.", .required = true});
    v("size_px", &S::size_px, {.help = "Size of the digits.", .unit = "px", .min = 40, .max = 160});
    v("label_px", &S::label_px, {.help = "Size of the labels.", .unit = "px", .min = 32, .max = 80});
  }
  void check(fields::Complaints& c) const {
    check_area(area, c);
    if (items.empty()) c.at("items", "no ratios; expected at least one");
  }
};

std::unique_ptr<Widget> make_widget(const RatiosSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
