// Keys of the technician's page. Frame thread.
#pragma once

#include <SDL_scancode.h>

#include "console/command_sink.h"
#include "console/model.h"

namespace guangmu::console {

// True when the key has a meaning on this page, or none because the page is locked; the keys of every page
// (black, freeze, language …) are left to the caller.
bool on_technician_key(SDL_Scancode key, bool shift, Model& model, CommandSink& out);
// Arrows and brackets, which also act while they are held.
bool on_technician_turn(SDL_Scancode key, bool shift, Model& model);

}  // namespace guangmu::console
