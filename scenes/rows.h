// Figures under each other, one per grid row, parted by thin rules: label left, digits and unit right.
#pragma once

#include <memory>
#include <vector>

#include "base/time.h"
#include "scenes/area.h"
#include "scenes/shown_metric.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct RowsSettings {
  Area area{};
  Duration enter{1.07};
  std::vector<ShownMetric> items;
  double size_px = 76, label_px = 36;
  fields::Place place;

  static constexpr std::string_view tag = "rows";
  static constexpr fields::About about{"rows", "Figures under each other, label left, digits right."};
  template <class V>
  static void fields(V& v) {
    using S = RowsSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("items", &S::items, {.help = "The figures, top to bottom.", .required = true});
    v("size_px", &S::size_px, {.help = "Size of the digits.", .unit = "px", .min = 40, .max = 160});
    v("label_px", &S::label_px, {.help = "Size of the labels.", .unit = "px", .min = 32, .max = 80});
  }
  void check(fields::Complaints& c) const {
    check_area(area, c);
    if (items.empty()) c.at("items", "no figures; expected at least one");
  }
};

std::unique_ptr<Widget> make_widget(const RowsSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
