// The history as one long line that the wall travels along: the curve of a total with its light, events as
// cards that rise at the present, masts and neighbours, years, and the whole line in small. Its events come
// from timeline.yaml through SceneContext; without them it shows its title alone.
#pragma once

#include <memory>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

struct TimelineWidgetSettings {
  Area area{0, 0, 12, 15};
  Duration enter{0};
  LocalText title;
  LocalText reported{"报告数据", "Reported figure"};
  LocalText unknown{"光束与虚线为示意，期间无分期数据", "Light and dots: illustration, no data in between"};
  fields::Place place;

  static constexpr std::string_view tag = "timeline";
  static constexpr fields::About about{"timeline", "The history of timeline.yaml, travelled along."};
  template <class V>
  static void fields(V& v) {
    using S = TimelineWidgetSettings;
    v("area", &S::area,
      {.help = "Place on the module grid: the whole wall, [0, 0, 12, 15].",
       .unit = "cells",
       .min = 0,
       .max = 64});
    v("enter", &S::enter, enter_meta);
    v("title", &S::title, {.help = "Title at the upper left.", .required = true});
    v("reported", &S::reported, {.help = "Key: what a white point means."});
    v("unknown", &S::unknown, {.help = "Key: what the strands and the dotted line mean."});
  }
};

std::unique_ptr<Widget> make_widget(const TimelineWidgetSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
