// The scene that is always there: name and clock on a calm ground. Needs no file, no figure and no font
// beyond those loaded.
#pragma once

#include <memory>

#include "base/language.h"
#include "scenes/layout.h"
#include "scenes/scene.h"

namespace guangmu::scenes {

// name: the exhibit's short name, may be empty; title: its full name.
std::unique_ptr<Scene> make_hold(const SceneContext& context, LocalText name, LocalText title);

}  // namespace guangmu::scenes
