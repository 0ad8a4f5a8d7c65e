// A ranking: name, bar from zero, value; one line per row of a table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

// What a row is called on the wall, where the table's own words need another language.
struct RowName {
  std::string key;
  LocalText name;

  static constexpr fields::About about{"row_name", "A row's name on the wall."};
  template <class V>
  static void fields(V& v) {
    v("key", &RowName::key, {.help = "The row's name as the table delivers it.", .required = true});
    v("name", &RowName::name, {.help = "Its name on the wall.", .required = true});
  }
};

struct BarsSettings {
  Area area{};
  Duration enter{1.9};
  LocalText title, unit;
  std::string table, name_column, value_column;
  std::vector<RowName> names;
  int limit = 5, decimals = 2;
  double title_px = 44, text_px = 32;
  fields::Place place;

  static constexpr std::string_view tag = "bars";
  static constexpr fields::About about{"bars", "A ranking with bars from a table."};
  template <class V>
  static void fields(V& v) {
    using S = BarsSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("title", &S::title, {.help = "Title.", .required = true});
    v("unit", &S::unit, {.help = "Unit beside the title; default: the table's own unit."});
    v("table", &S::table, {.help = "Table of data.yaml.", .required = true, .format = fields::Format::id});
    v("name_column", &S::name_column, {.help = "Column with the names; default: the first."});
    v("value_column", &S::value_column, {.help = "Column with the numbers; default: the second."});
    v("names", &S::names,
      {.help = "Other names for rows; a row that is not listed keeps the table's words, or, where they are "
               "the id of "
               "a metric, has its label."});
    v("limit", &S::limit, {.help = "At most so many rows.", .min = 1, .max = 12});
    v("decimals", &S::decimals, {.help = "Digits behind the point.", .min = 0, .max = 6});
    v("title_px", &S::title_px, {.help = "Size of the title.", .unit = "px", .min = 32, .max = 120});
    v("text_px", &S::text_px, {.help = "Size of names and values.", .unit = "px", .min = 32, .max = 80});
  }
  void check(fields::Complaints& c) const { check_area(area, c); }
};

std::unique_ptr<Widget> make_widget(const BarsSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
