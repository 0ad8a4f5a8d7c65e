// What a wired wall would show: for every LED the canvas pixel whose light arrives there. Made from a plan
// and an assumed wiring, to be held against what photographs show. Shares nothing with simulator.h, so each
// checks the other. Pure, any thread.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "led_mapping/plan.h"

namespace guangmu::led {

// A pixel of the canvas or a LED of the wall.
struct LedPlace {
  int x = 0, y = 0;
  friend bool operator==(LedPlace, LedPlace) = default;
};

// A place for a module: index of its card in plan.cards and of the module in the card's list.
struct ModuleRef {
  std::size_t card = 0, module = 0;
  friend auto operator<=>(const ModuleRef&, const ModuleRef&) = default;
};

const CardModule& module_of(const Plan& plan, ModuleRef ref);

// How the wall is assumed to be wired, where that differs from the plan.
struct Wiring {
  std::vector<std::size_t> source;        // by card: whose part of the raster it cuts out
  std::vector<int> turn;                  // by card: extra degrees clockwise, 0..270
  std::vector<bool> dark;                 // by card: sends its modules nothing
  std::map<ModuleRef, ModuleRef> fed_by;  // places that hang on a foreign connector
  std::map<ModuleRef, int> module_turn;   // extra degrees clockwise
  std::vector<ModuleRef> dark_modules;
  ModuleRef feed_of(ModuleRef place) const;
};
Wiring as_planned(const Plan& plan);

class WiringModel {
 public:
  // Keeps a reference to the plan.
  explicit WiringModel(const Plan& plan) : plan_(plan) {}
  // The place for a module that this LED belongs to; nothing between places.
  std::optional<ModuleRef> place_at(LedPlace led, const Wiring& wiring) const;
  // The canvas pixel the LED shows; nothing where no light arrives.
  std::optional<LedPlace> shown_at(LedPlace led, const Wiring& wiring) const;
  // The part of the raster that a connector delivers.
  RectPx delivered(ModuleRef feed, const Wiring& wiring) const;
  // The canvas pixel that lies at this place of the raster.
  LedPlace canvas_of(LedPlace raster) const;
  std::optional<std::size_t> card_at(LedPlace led) const;

 private:
  struct Spot {
    ModuleRef place;
    int u = 0, v = 0;  // in the module, its own top left first
  };
  std::optional<Spot> spot_at(LedPlace led, const Wiring& wiring) const;

  const Plan& plan_;
};

}  // namespace guangmu::led
