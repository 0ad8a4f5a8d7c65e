// A whole page: the panels in their places. Needs a current ImGui frame and window. Frame thread.
#pragma once

#include "console/panels.h"

namespace guangmu::console {

void draw_page(Context& c, float scale);

}  // namespace guangmu::console
