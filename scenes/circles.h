// Amounts as circles inside each other, area = amount; the smallest is the sun.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "base/time.h"
#include "scenes/area.h"
#include "scenes/shown_metric.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct CirclesSettings {
  Area area{};
  Duration enter{0.4};
  std::vector<ShownMetric> items;
  std::array<double, 2> centre{6.84, 8.4};
  double radius = 4.75;
  std::vector<double> size_px{88, 56};
  std::vector<double> label_px{36, 32};
  bool sun_label = false;
  fields::Place place;

  static constexpr std::string_view tag = "circles";
  static constexpr fields::About about{"circles", "Amounts as circles inside each other, area = amount."};
  template <class V>
  static void fields(V& v) {
    using S = CirclesSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("items", &S::items,
      {.help = "The amounts, largest first; the last one is the sun. Two or three.", .required = true});
    v("centre", &S::centre, {.help = "Common centre: [column, row].", .unit = "cells", .min = 0, .max = 64});
    v("radius", &S::radius,
      {.help = "Radius of the first amount's circle.", .unit = "rows", .min = 1, .max = 20});
    v("size_px", &S::size_px,
      {.help = "Size of the digits in each band, outermost first.", .unit = "px", .min = 32, .max = 160});
    v("label_px", &S::label_px,
      {.help = "Size of the label in each band.", .unit = "px", .min = 32, .max = 80});
    v("sun_label", &S::sun_label,
      {.help = "Write the sun's own figure on it (the hero may carry it instead)."});
  }
  void check(fields::Complaints& c) const {
    check_area(area, c);
    if (items.size() < 2 || items.size() > 3) c.at("items", "expected two or three amounts");
  }
};

std::unique_ptr<Widget> make_widget(const CirclesSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
