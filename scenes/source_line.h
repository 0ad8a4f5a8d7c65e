// The last line of a scene: where the figures come from, of what time they are, and what is demonstration
// data.
#pragma once

#include <memory>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct SourceLineSettings {
  Area area{};
  Duration enter{2.2};
  LocalText source;
  double text_px = 30;
  fields::Place place;

  static constexpr std::string_view tag = "source_line";
  static constexpr fields::About about{"source_line",
                                       "Source and time of the figures, and the note on demonstration data."};
  template <class V>
  static void fields(V& v) {
    using S = SourceLineSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("source", &S::source,
      {.help = "Who delivers the live figures, e.g. the platform's name.", .required = true});
    v("text_px", &S::text_px, {.help = "Size of the text.", .unit = "px", .min = 28, .max = 60});
  }
  void check(fields::Complaints& c) const { check_area(area, c); }
};

std::unique_ptr<Widget> make_widget(const SourceLineSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
