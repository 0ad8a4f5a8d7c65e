// The head of a scene: mark, name, clock, date with weekday.
#pragma once

#include <memory>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct HeaderSettings {
  Area area{};
  Duration enter{0.2};
  LocalText name, title;
  bool mark = true, clock = true;
  double name_px = 84, title_px = 62, clock_px = 72, date_px = 32;
  fields::Place place;

  static constexpr std::string_view tag_key = "widget";
  static constexpr std::string_view tag = "header";
  static constexpr fields::About about{"header", "Mark and name on the left, clock and date on the right."};
  template <class V>
  static void fields(V& v) {
    using S = HeaderSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("name", &S::name, {.help = "Short name, in the exhibit's hue.", .required = true});
    v("title", &S::title, {.help = "Full name behind it."});
    v("mark", &S::mark, {.help = "The rising sun before the name."});
    v("clock", &S::clock, {.help = "Time and date on the right."});
    v("name_px", &S::name_px, {.help = "Size of the name.", .unit = "px", .min = 32, .max = 280});
    v("title_px", &S::title_px, {.help = "Size of the full name.", .unit = "px", .min = 32, .max = 280});
    v("clock_px", &S::clock_px, {.help = "Size of the clock.", .unit = "px", .min = 32, .max = 280});
    v("date_px", &S::date_px, {.help = "Size of the date.", .unit = "px", .min = 32, .max = 280});
  }
  void check(fields::Complaints& c) const { check_area(area, c); }
};

std::unique_ptr<Widget> make_widget(const HeaderSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
