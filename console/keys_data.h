// Keys of the data page. Frame thread.
#pragma once

#include <SDL_scancode.h>

#include "console/command_sink.h"
#include "console/model.h"

namespace guangmu::console {

// True when the key has a meaning on this page, or none because something is being typed; the keys of every page (black,
// freeze, language …) are left to the caller.
bool on_data_key(SDL_Scancode key, Model& model, CommandSink& out);
// Arrows, which also act while they are held.
bool on_data_turn(SDL_Scancode key, Model& model);

// What the page's buttons do, for keys and presses alike.
void accept_pinned(Model& model, CommandSink& out);
void refuse_pinned(Model& model, CommandSink& out);
void copy_proof(Model& model);
void begin_manual(Model& model);
void send_manual(Model& model, CommandSink& out);
void end_manual(Model& model, CommandSink& out);
void change_by_hand(Model& model, CommandSink& out);  // begins a value by hand, or ends the one that stands
// From any page: the figure with everything that is known about it.
void open_why(Model& model, const std::string& id);

}  // namespace guangmu::console
