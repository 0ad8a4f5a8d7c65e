// The exhibit's mark: a sun that rises behind two arcs over the horizon. Drawn, so that it needs no picture
// file.
#pragma once

#include "renderer/face/draw_list.h"
#include "scenes/layout.h"

namespace guangmu::scenes {

// bottom_left: left end of the horizon's lower edge; the mark is width_px wide and about 0.62 of that high.
void put_mark(draw::GroupBuilder& group, const Layout& layout, Vec2 bottom_left, float width_px);

}  // namespace guangmu::scenes
