// A leaf, drawn: the sign of a certification grade.
#pragma once

#include "renderer/face/draw_list.h"
#include "scenes/layout.h"

namespace guangmu::scenes {

// box: leaf with stem, about 43 wide to 110 high. grown 0..1: it unfolds from the stem upwards. hollow: its
// outline only.
void put_leaf(draw::GroupBuilder& group, const Layout& layout, Rect box, Linear colour, float grown,
              bool hollow);

}  // namespace guangmu::scenes
