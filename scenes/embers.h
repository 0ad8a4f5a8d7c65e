// Embers that rise slowly and go out: a few small discs, the same at the same time.
#pragma once

#include "base/geometry.h"
#include "renderer/face/draw_list.h"
#include "scenes/layout.h"

namespace guangmu::scenes {

// One item within `field`; t: show time in seconds. They rise about 6 px a second.
void put_embers(draw::GroupBuilder& group, const Layout& layout, Rect field, double t);

}  // namespace guangmu::scenes
