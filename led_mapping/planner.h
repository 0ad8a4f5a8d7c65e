// Computes the wiring of a wall from its settings: fewest cards, fewest ports, straight chains.
#pragma once

#include "base/result.h"
#include "led_mapping/plan.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

// Modules across and down that one card drives; cards at the right and lower edge may drive fewer.
struct CardLayout {
  int across = 1, down = 1;
  friend bool operator==(CardLayout, CardLayout) = default;
};

// Pixels one port carries: bits_per_s / frames per second / bits_per_px, rounded down.
std::int64_t port_capacity_px(const WallSettings& wall);

// Fewest cards; among equals the one whose card is nearest to a square in pixels, then the one with fewer
// columns. Fails when not even one module fits on a card; the text names the limit.
Result<CardLayout> card_layout(const WallSettings& wall);

// The modules of a card in the order of its connectors: row by row from the top-left of the upright card, up
// to `ribbon` neighbours of a row on one connector.
std::vector<CardModule> modules_by_rows(SizePx upright, SizePx module, int ribbon = 1);

// The plan of this wall: the given one if wall.yaml lists cards, else the computed one.
Result<Plan> plan_wall(const WallSettings& wall);

// Cards in the fewest that the limits allow, each port feeding a block of them; chains as wall.plan asks for.
// Cards are numbered port by port along the chains. A plan that needs more ports than there are is still
// returned: check_plan() says so.
Result<Plan> compute_plan(const WallSettings& wall);

}  // namespace guangmu::led
