// The wiring of the wall as values: which card shows what, on which port, in which place of the chain.
// Made by planner.h or given; judged by plan_check.h; drawn by plan_text.h and plan_svg.h; followed by
// simulator.h. Ids, orders and connectors count from 1. Rectangles are canvas pixels seen from the front,
// origin top-left.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/geometry.h"

namespace guangmu::led {

// A module on a connector of its card, in the card's own frame: (0, 0) is the top-left of the upright card.
struct CardModule {
  int connector = 1;
  RectPx in_card_px;
  int place = 1;  // along the connector's ribbon, where it carries several modules
  // Where ribbons are crossed and the module shows another part than its place on the card: that part of the
  // processor's raster.
  std::optional<RectPx> source_px{};
  int turn = 0;  // degrees clockwise by which it sits turned in its place
  friend bool operator==(const CardModule&, const CardModule&) = default;
};

struct Card {
  int id = 0;
  int port = 0;
  int order = 0;     // place in the port's chain
  RectPx rect_px;    // where its light is on the wall
  RectPx source_px;  // what it cuts from the processor's raster
  int turn = 0;  // 0, 90, 180 or 270 degrees clockwise: how the upright card is mounted, seen from the front
  std::vector<CardModule> modules;
  // Width and height in the card's own frame, before the turn.
  SizePx upright() const {
    return turn % 180 == 0 ? SizePx{rect_px.w, rect_px.h} : SizePx{rect_px.h, rect_px.w};
  }
  friend bool operator==(const Card&, const Card&) = default;
};

struct Port {
  int id = 0;
  std::int64_t pixels = 0;    // of its cards together
  std::int64_t capacity = 0;  // at the wall's rate and depth
  std::optional<int> backup;  // the spare port that feeds the chain from its far end
  friend bool operator==(const Port&, const Port&) = default;
};

struct Plan {
  SizePx wall;
  SizePx module;
  std::vector<Card> cards;  // by id
  std::vector<Port> ports;  // by id; ports in use, spare ones are not listed
  const Card* card(int id) const;
  const Port* port(int id) const;
  std::vector<const Card*> chain(int port) const;  // by order
  friend bool operator==(const Plan&, const Plan&) = default;
};

}  // namespace guangmu::led
