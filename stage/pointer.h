// "Show me on the wall": a frame round one module or card, bright inside a dark edge, so that it is seen on
// any picture.
#pragma once

#include <optional>

#include "led_mapping/pattern.h"
#include "led_mapping/plan.h"
#include "led_mapping/settings.h"
#include "renderer/face/draw_list.h"
#include "show/colour.h"

namespace guangmu::stage {

// Canvas pixels; nothing when nothing is pointed at, or when the wall has no such module or card any more.
std::optional<RectPx> pointed_rect(const show::Pointed& pointed, const led::WallSettings& wall,
                                   const led::Plan& plan);

// Above a scene.
draw::Placed pointer_group(RectPx rect);
// Above a pattern, in codes on the cable.
void draw_pointer(RectPx rect, led::Picture8& picture);

}  // namespace guangmu::stage
