// A scene built from its document: its ground, and its widgets on the grid, entering in order.
#pragma once

#include <memory>

#include "scenes/layout.h"
#include "scenes/scene.h"
#include "scenes/settings.h"

namespace guangmu::scenes {

// Never fails: what a document can say wrong is told by its fields when it is read. Keeps copies of what it
// needs.
std::unique_ptr<Scene> make_scene(const SceneSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
