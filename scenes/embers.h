// Embers that rise slowly and go out: a few small discs, the same at the same time.
#pragma once

#include "base/geometry.h"
#include "renderer/face/draw_list.h"
#include "scenes/layout.h"

namespace guangmu::scenes {

// One item within `field`, none nearer than `keep_out_px` to `centre`; t: show time in seconds. They rise
// about 6 px a second.
void put_embers(draw::GroupBuilder& group, const Layout& layout, Rect field, Vec2 centre, float keep_out_px,
                double t);

}  // namespace guangmu::scenes
