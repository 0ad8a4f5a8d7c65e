// scenes/*.yaml: a scene as a document of widgets on the module grid. A widget's own settings stand in its
// own header; adding one means that header with its .cpp, and one line in the variant below.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "scenes/bars.h"
#include "scenes/circles.h"
#include "scenes/contact.h"
#include "scenes/grades.h"
#include "scenes/header.h"
#include "scenes/hero.h"
#include "scenes/list.h"
#include "scenes/number.h"
#include "scenes/ratios.h"
#include "scenes/ridge.h"
#include "scenes/rows.h"
#include "scenes/source_line.h"
#include "scenes/theme.h"
#include "scenes/timeline.h"
#include "scenes/trend.h"

namespace guangmu::scenes {

// Every kind of widget; the key `widget` of the file names the alternative by its tag.
using WidgetSettings = std::variant<  //
    HeaderSettings,                   //
    HeroSettings,                     //
    NumberSettings,                   //
    RowsSettings,                     //
    RatiosSettings,                   //
    CirclesSettings,                  //
    RidgeSettings,                    //
    TrendSettings,                    //
    BarsSettings,                     //
    GradesSettings,                   //
    ListSettings,                     //
    ContactWidgetSettings,            //
    SourceLineSettings,               //
    TimelineWidgetSettings            //
    >;

enum class BackdropKind { contours, aurora, plain };
constexpr auto fields_names(BackdropKind) {
  return std::array<std::pair<BackdropKind, std::string_view>, 3>{{{BackdropKind::contours, "contours"},
                                                                   {BackdropKind::aurora, "aurora"},
                                                                   {BackdropKind::plain, "plain"}}};
}

// The ground under the widgets: near-black, one pool of light, slow large forms.
struct BackdropSettings {
  BackdropKind kind = BackdropKind::contours;
  std::array<double, 2> light{6, 7.5};
  std::array<double, 2> radii{7.03, 9.375};
  int seed = 7;

  static constexpr fields::About about{"backdrop", "The ground of a scene."};
  template <class V>
  static void fields(V& v) {
    using S = BackdropSettings;
    v("kind", &S::kind,
      {.help = "contours: lines of equal height; aurora: curtains of light; plain: the light alone."});
    v("light", &S::light,
      {.help = "Centre of the light: [column, row].", .unit = "cells", .min = -16, .max = 64});
    v("radii", &S::radii,
      {.help = "How far it reaches: [columns, rows].", .unit = "cells", .min = 0.5, .max = 64});
    v("seed", &S::seed, {.help = "Another number, another landscape.", .min = 0, .max = 1000000});
  }
};

struct SceneSettings {
  std::string id;  // the file's name without .yaml when not written
  LocalText title;
  std::array<int, 2> grid{12, 15};
  BackdropSettings backdrop;
  std::vector<WidgetSettings> widgets;  // back to front
  fields::Place place;

  static constexpr fields::About about{"scene", "One scene: a ground, and widgets on the module grid."};
  template <class V>
  static void fields(V& v) {
    using S = SceneSettings;
    v("id", &S::id,
      {.help = "Name for commands; default: the name of the file.", .format = fields::Format::id});
    v("title", &S::title, {.help = "Name on the console.", .required = true});
    v("grid", &S::grid,
      {.help = "Columns and rows the scene is written for; on another wall they divide it evenly.",
       .unit = "cells",
       .min = 1,
       .max = 64});
    v("backdrop", &S::backdrop, {.help = "The ground under the widgets."});
    v("widgets", &S::widgets, {.help = "What stands on the wall, back to front.", .required = true});
  }
  void check(fields::Complaints& c) const {
    if (widgets.empty()) c.at("widgets", "the scene is empty; expected at least one widget");
  }
};

}  // namespace guangmu::scenes
