// Looks at a draw list: paints it at full size without a window and writes what the canvas holds as an 8-bit sRGB PNG.
//
// For authors of scenes and for tests. In a test's CMakeLists.txt: guangmu_test(test_x ROOMS scenes LIBRARIES draw_png GL), then
//
//   auto text = draw::TextEngine::create();
//   scenes::SceneOutput out;
//   scene->build(in, *text, out);
//   auto done = testing::draw_png(out.list, *text, "/tmp/scene.png");      // scale 0.25: as seen from the back of the hall
//
// Needs no display: it asks SDL for its offscreen driver unless SDL_VIDEODRIVER is set.
#pragma once

#include <string>

#include "base/result.h"
#include "media/values/picture.h"
#include "renderer/face/draw_list.h"
#include "renderer/face/text.h"

namespace guangmu::testing {

Result<media::PictureRgb> draw_picture(const draw::DrawList& list, draw::TextEngine& text, float scale = 1);
Result<void> draw_png(const draw::DrawList& list, draw::TextEngine& text, const std::string& path, float scale = 1);

}  // namespace guangmu::testing
