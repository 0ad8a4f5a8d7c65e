// One picture that uses every kind of shape: what the tests of the painter paint.
#pragma once

#include "renderer/face/draw_list.h"
#include "renderer/face/text.h"

namespace guangmu::testing {

draw::DrawList gallery(draw::TextEngine& text, SizePx canvas = {2304, 1440});

}  // namespace guangmu::testing
