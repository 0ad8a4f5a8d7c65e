// The ground of a scene from its document: near-black, one pool of light, slow large forms, shade under the
// widgets' texts.
#pragma once

#include <vector>

#include "renderer/face/draw_list.h"
#include "scenes/layout.h"
#include "scenes/settings.h"

namespace guangmu::scenes {

// amount of the result is 1.
draw::Backdrop make_ground(const BackdropSettings& settings, const Layout& layout,
                           std::vector<draw::Light> shades);

}  // namespace guangmu::scenes
