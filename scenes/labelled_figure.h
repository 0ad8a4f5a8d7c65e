// A figure that stands at the foot of its area with its label above it: what a hero and a number tile have in
// common.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "scenes/area.h"
#include "scenes/figure.h"
#include "scenes/widget.h"

namespace guangmu::scenes {

// What an editor writes of such a figure.
struct LabelledFigureText {
  Area area{};
  double enter_s = 0;
  std::string metric;
  LocalText label;
  double size_px = 0, label_px = 0;
  fields::Place place;
};

// What tells one kind from another. Pixels of the design grid.
struct LabelledFigureLook {
  std::string_view kind;                          // prefix of its ids
  float foot_px = 0;                              // baseline above the area's lower edge
  float label_gap_px = 0;                         // label's baseline above the tallest digit
  float shade = 0;                                // how dark the ground becomes behind it, 0..1
  FigureStyle (*style)(const Layout&) = nullptr;  // colours, glows, sweep
  Linear (*label_colour)(const Palette&) = nullptr;
};

std::unique_ptr<Widget> make_labelled_figure(LabelledFigureText text, const LabelledFigureLook& look);

}  // namespace guangmu::scenes
