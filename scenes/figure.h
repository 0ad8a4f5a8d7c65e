// A number on the wall: digits, and the unit in half size on the same baseline. Knows how to roll up as it
// enters, to roll the digits that change, and to let a light pass once over what changed.
#pragma once

#include <array>
#include <string>

#include "scenes/claim.h"
#include "scenes/lettering.h"
#include "scenes/rolling.h"
#include "scenes/widget.h"

namespace guangmu::scenes {

struct FigureStyle {
  float size_px = 100;
  float unit_px = 0;  // 0: half of size_px
  draw::Weight weight = draw::Weight::semi_bold;
  Linear colour, unit_colour, quiet_colour;  // quiet: the words of the empty state
  std::array<draw::Glow, 2> glows{};
  draw::Align align = draw::Align::left;
  Linear sweep;  // light of a change
};

// The sizes at which a claim fits into a width; without drawing.
struct FigureFit {
  draw::TextStyle digits, unit;
  std::string unit_words;  // empty in English for nouns: the label names what is counted
  float gap_px = 0, width_px = 0, digits_width_px = 0;
};
FigureFit fit_figure(draw::TextEngine& text, const Layout& layout, const Claim& claim,
                     const FigureStyle& style, float width_px, Language language);

class Figure {
 public:
  explicit Figure(draw::Id id) : id_(id) {}

  // at: baseline, at the left end, middle or right end by align. since_enter_s: since the figure's own
  // entrance began; before it nothing stands there. The figure is made smaller when it is wider than
  // width_px. Gives its width.
  float build(const WidgetFrame& frame, const Claim& claim, const FigureStyle& style, Vec2 at, float width_px,
              double since_enter_s, const Origin& origin, WidgetOutput& out);

 private:
  draw::Id id_;
  RollingNumber rolling_;
  GroupCache cache_;
  Language language_ = Language::zh;
};

}  // namespace guangmu::scenes
