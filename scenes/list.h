// A quiet band of texts in columns, with their count in the title.
#pragma once

#include <memory>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct ListSettings {
  Area area{};
  Duration enter{2.04};
  LocalText title, unit;
  std::vector<LocalText> items;
  int columns = 4;
  bool count = true;
  double title_px = 44, text_px = 32;
  fields::Place place;

  static constexpr std::string_view tag = "list";
  static constexpr fields::About about{"list", "A quiet band of texts in columns."};
  template <class V>
  static void fields(V& v) {
    using S = ListSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("title", &S::title, {.help = "Title.", .required = true});
    v("unit", &S::unit, {.help = "Unit behind the count of items, e.g. 项."});
    v("items", &S::items, {.help = "The texts, row by row.", .required = true});
    v("columns", &S::columns, {.help = "Columns side by side.", .min = 1, .max = 8});
    v("count", &S::count, {.help = "How many there are, beside the title."});
    v("title_px", &S::title_px, {.help = "Size of the title.", .unit = "px", .min = 32, .max = 120});
    v("text_px", &S::text_px, {.help = "Size of the texts.", .unit = "px", .min = 32, .max = 80});
  }
  void check(fields::Complaints& c) const {
    check_area(area, c);
    if (items.empty()) c.at("items", "no texts; expected at least one");
  }
};

std::unique_ptr<Widget> make_widget(const ListSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
