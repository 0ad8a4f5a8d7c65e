// Which key does what on the operator's pages. Letters act on the physical key, also while a Chinese input
// method is on. Frame thread.
#pragma once

#include <SDL_scancode.h>

#include <algorithm>
#include <optional>

#include "console/command_sink.h"
#include "console/model.h"

namespace guangmu::console {

inline constexpr double hold_to_act_s = 0.4;

// A key that acts only after it was down for 0.4 s, once.
class HeldKey {
 public:
  void press(Instant at) { since_ = at, acted_ = false; }
  void let_go() { since_.reset(); }
  double held_s(Instant at) const { return since_ && !acted_ ? std::max(1e-3, at - *since_) : 0; }
  bool waiting() const { return since_ && !acted_; }
  // True once, when it has been down long enough.
  bool due(Instant at);

 private:
  std::optional<Instant> since_;
  bool acted_ = false;
};

// Times are those of Model::time. While a text is being typed only Esc, Enter and F keys act.
class Keys {
 public:
  void down(SDL_Scancode key, bool shift, Model& model, CommandSink& out);  // not for repeats
  // The key is still down and the system repeats it: acts where turning on is meant.
  void repeat(SDL_Scancode key, bool shift, Model& model);
  void up(SDL_Scancode key, Model& model, CommandSink& out);
  void tick(Model& model, CommandSink& out);  // once per frame: keys that have been held long enough
  void let_go();                              // the window lost the keyboard
  double black_s(Instant at) const { return black_.held_s(at); }
  double stop_s(Instant at) const { return stop_.held_s(at); }
  bool waiting() const { return black_.waiting() || stop_.waiting(); }

 private:
  HeldKey black_, stop_;
};

}  // namespace guangmu::console
