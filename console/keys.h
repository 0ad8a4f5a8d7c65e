// Which key does what on the operator's pages. Letters act on the physical key, also while a Chinese input method is on. Frame
// thread.
#pragma once

#include <SDL.h>

#include "console/link.h"
#include "console/model.h"

namespace guangmu::console {

// One key press that is not a repeat. While a text is being typed only Esc, Enter and F keys act.
void on_key(SDL_Scancode key, bool shift, Model& model, Link& link);

}  // namespace guangmu::console
