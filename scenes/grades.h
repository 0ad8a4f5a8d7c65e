// Certification grades as leaves, each with its name and its count from a table.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/language.h"
#include "base/palette.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct Grade {
  std::string key;
  LocalText name;
  Colour colour{0x2FE0A5};

  static constexpr fields::About about{"grade", "One certification grade."};
  template <class V>
  static void fields(V& v) {
    v("key", &Grade::key, {.help = "How the table names it; default: the Chinese name."});
    v("name", &Grade::name, {.help = "Name on the wall.", .required = true});
    v("colour", &Grade::colour, {.help = "Colour of its leaf."});
  }
};

struct GradesSettings {
  Area area{};
  Duration enter{1.97};
  LocalText title, unit;
  std::string table, name_column, value_column;
  std::vector<Grade> grades;
  double title_px = 44, label_px = 34, size_px = 50;
  fields::Place place;

  static constexpr std::string_view tag = "grades";
  static constexpr fields::About about{"grades", "Certification grades as leaves with counts."};
  template <class V>
  static void fields(V& v) {
    using S = GradesSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("title", &S::title, {.help = "Title.", .required = true});
    v("unit", &S::unit, {.help = "Unit beside the title; default: the table's own unit."});
    v("table", &S::table,
      {.help = "Table of data.yaml with the counts.", .required = true, .format = fields::Format::id});
    v("name_column", &S::name_column, {.help = "Column with the grades; default: the first."});
    v("value_column", &S::value_column, {.help = "Column with the counts; default: the second."});
    v("grades", &S::grades, {.help = "The grades, left to right.", .required = true});
    v("title_px", &S::title_px, {.help = "Size of the title.", .unit = "px", .min = 32, .max = 120});
    v("label_px", &S::label_px, {.help = "Size of the names.", .unit = "px", .min = 32, .max = 80});
    v("size_px", &S::size_px, {.help = "Size of the counts.", .unit = "px", .min = 32, .max = 160});
  }
  void check(fields::Complaints& c) const {
    check_area(area, c);
    if (grades.empty() || grades.size() > 5) c.at("grades", "expected one to five grades");
  }
};

std::unique_ptr<Widget> make_widget(const GradesSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
