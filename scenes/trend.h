// What a figure was: its course over a day, a week, a month or a year, from the history or from a delivered series.
#pragma once

#include <memory>
#include <string>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct TrendSettings {
  Area area{};
  Duration enter{1.2};
  LocalText title, unit;
  std::string series, column;
  double title_px = 44, axis_px = 32;
  fields::Place place;

  static constexpr std::string_view tag = "trend";
  static constexpr fields::About about{
      "trend", "The course of one figure over time. Where nothing was known the line is broken and its ground hatched; a "
               "history that has only begun says so."};
  template <class V>
  static void fields(V& v) {
    using S = TrendSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("title", &S::title, {.help = "Title.", .required = true});
    v("unit", &S::unit, {.help = "Unit beside the title; default: the series' own unit."});
    v("series", &S::series,
      {.help = "Series of data.yaml: one with history, or one whose x are times or dates.",
       .required = true,
       .format = fields::Format::id});
    v("column", &S::column, {.help = "Column of the series; default: the first."});
    v("title_px", &S::title_px, {.help = "Size of the title.", .unit = "px", .min = 32, .max = 120});
    v("axis_px", &S::axis_px, {.help = "Size of times and levels.", .unit = "px", .min = 32, .max = 80});
  }
  void check(fields::Complaints& c) const { check_area(area, c); }
};

std::unique_ptr<Widget> make_widget(const TrendSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
