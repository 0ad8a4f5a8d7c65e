// A trend as mountains: one area per column of a series, the largest behind, all from zero.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct RidgeColumn {
  std::string column;
  LocalText label;

  static constexpr fields::About about{"ridge_column", "One area of the trend."};
  template <class V>
  static void fields(V& v) {
    v("column", &RidgeColumn::column, {.help = "y key of the series.", .required = true});
    v("label", &RidgeColumn::label, {.help = "Name beside its peak.", .required = true});
  }
};

struct RidgeSettings {
  Area area{};
  Duration enter{1.2};
  LocalText title, unit;
  std::string series;
  std::vector<RidgeColumn> columns;
  double title_px = 44, axis_px = 32, label_px = 34;
  std::array<double, 2> light{6.84, 8.4};
  fields::Place place;

  static constexpr std::string_view tag = "ridge";
  static constexpr fields::About about{"ridge", "A trend as mountain ridges, one per column of a series."};
  template <class V>
  static void fields(V& v) {
    using S = RidgeSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("title", &S::title, {.help = "Title at the upper left.", .required = true});
    v("unit", &S::unit, {.help = "Unit beside the title; default: the series' own unit."});
    v("series", &S::series,
      {.help = "Series of data.yaml; x is a month, 2022-09, or the series is a metric's history.",
       .required = true,
       .format = fields::Format::id});
    v("columns", &S::columns,
      {.help = "Columns of the series, back to front (largest first).", .required = true});
    v("title_px", &S::title_px, {.help = "Size of the title.", .unit = "px", .min = 32, .max = 120});
    v("axis_px", &S::axis_px, {.help = "Size of the months.", .unit = "px", .min = 32, .max = 80});
    v("label_px", &S::label_px,
      {.help = "Size of the labels at the peaks.", .unit = "px", .min = 32, .max = 80});
    v("light", &S::light,
      {.help = "Where the sun stands: [column, row]; the back ridge catches its light.",
       .unit = "cells",
       .min = 0,
       .max = 64});
  }
  void check(fields::Complaints& c) const {
    check_area(area, c);
    if (columns.empty() || columns.size() > 4) c.at("columns", "expected one to four columns");
  }
};

std::unique_ptr<Widget> make_widget(const RidgeSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
