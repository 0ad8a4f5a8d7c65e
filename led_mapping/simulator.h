// What the wall shows for given codes on the cables: head, processor, port, chain, card, connector, module,
// LED. It knows the wiring and the cards' curves from settings and plan and uses no table of the output pass,
// so a mistake there cannot hide here. Wiring mistakes can be put in on purpose.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "base/result.h"
#include "led_mapping/pattern.h"
#include "led_mapping/plan.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

// What an installer may have got wrong, or what has failed. Ids of cards, ports and modules that do not exist
// are ignored. Mistakes add up in the order of the list: a swapped card that is also turned shows the other's
// picture turned.
struct Miswiring {
  std::vector<std::pair<int, int>> swapped_cards{};  // each shows what the other should
  struct Turned {
    int card = 0, turn = 0;  // extra degrees clockwise: 90, 180, 270
  };
  std::vector<Turned> turned{};
  struct SwappedConnectors {
    int card = 0, a = 0, b = 0;
  };
  std::vector<SwappedConnectors> swapped_connectors{};
  std::vector<int> dead_cards{};  // dark, and so is what hangs behind them unless a backup port feeds it
  std::vector<int> dead_ports{};  // main or backup ports
  struct Module {
    int card = 0, connector = 0, place = 1;
  };
  // Ribbons plugged into each other's module, on one card or on two: each shows what the other should.
  std::vector<std::pair<Module, Module>> swapped_modules{};
  struct TurnedModule {
    Module module{};
    int turn = 180;  // clockwise inside its place; 90 and 270 fit square modules, others show a part
  };
  std::vector<TurnedModule> turned_modules{};
  std::vector<Module> dead_modules{};  // dark, and so is what hangs behind them on the same ribbon
};

// Light of every LED, 0..1 of its full light, r g b per pixel, row by row.
struct WallLight {
  SizePx size;
  std::vector<float> rgb;
  std::array<float, 3> at(int x, int y) const {
    const auto i =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x)) * 3;
    return {rgb[i], rgb[i + 1], rgb[i + 2]};
  }
};

// One picture per head of wall.heads, in that order and of that size; fails when one is missing or of another
// size.
Result<WallLight> simulate_wall(const WallSettings& wall, const Plan& plan, std::span<const Picture8> heads,
                                const Miswiring& wrong = {});

// The parts of a canvas-sized picture of codes that go to the heads.
std::vector<Picture8> cut_heads(const WallSettings& wall, const Picture8& codes);

// As the eye sees it: the LEDs' light in linear BT.709 around the wall's white point, where the brightest
// white the output pass makes is 1, sRGB-encoded; colours outside BT.709 are clipped.
Picture8 seen_as_srgb(const WallSettings& wall, const WallLight& light);

}  // namespace guangmu::led
