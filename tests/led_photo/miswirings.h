// Random walls, cameras and mistakes of installers for the tests of `led locate`.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "led_mapping/locate_pattern.h"
#include "led_mapping/photo/photo_simulator.h"
#include "led_mapping/photo/random.h"
#include "led_mapping/plan.h"
#include "led_mapping/planner.h"
#include "led_mapping/route.h"
#include "led_mapping/settings.h"
#include "led_mapping/simulator.h"

namespace guangmu::led::testing_walls {

// Modules are smaller than real ones in LEDs (so that photographs are small as well), not in number.
inline WallSettings wall_of(int columns, int rows, SizePx module, int across, int down, int ports) {
  WallSettings wall;
  wall.module.px = {module.w, module.h};
  wall.module.mm = {module.w * 10., module.h * 10.};
  wall.module.scan = module.h / 2;
  wall.size_mm = {columns * module.w * 10., rows * module.h * 10.};
  wall.pitch_mm = 10;
  wall.card.max_side = {module.w * across, module.h * down};
  wall.card.max_px = module.w * across * module.h * down;
  wall.card.connectors = across * down;
  wall.card.groups = across * down * 2;
  wall.ports.count = ports;
  // As many pixels per port as make it take a share of the cards.
  wall.ports.bits_per_s =
      60. * 24 * ((columns * rows * module.w * module.h) / ports + module.w * across * module.h * down);
  wall.ports.rectangles_only = false;
  const SizePx size = wall.size_px();
  for (int i = 0; i < 2; ++i) {
    HeadSettings head;
    head.connector = i == 0 ? "HDMI-1" : "DVI-1";
    head.rect_px = {i * (size.w / 2), 0, i == 0 ? size.w / 2 : size.w - size.w / 2, size.h};
    wall.heads.push_back(head);
  }
  return wall;
}

inline CameraSettings random_camera(Random& chance, SizePx size) {
  CameraSettings c;
  c.size = size;
  c.yaw_deg = chance.between(-25, 25);
  c.pitch_deg = chance.between(-12, 12);
  c.roll_deg = chance.between(-5, 5);
  c.view_deg = chance.between(35, 75);
  c.fill = chance.between(0.75, 0.92);
  c.offset = {chance.between(-0.02, 0.02), chance.between(-0.02, 0.02)};
  c.k1 = chance.between(-0.06, 0.04);
  c.v2 = chance.between(-0.2, 0);
  c.blur_px = chance.between(0.4, 1.0);
  c.exposure = chance.between(0.15, 0.45);
  c.black_level = chance.between(0, 0.03);
  c.full_well_e = chance.between(12000, 60000);
  c.read_noise_e = chance.between(3, 15);
  c.wall_ambient = chance.between(0, 0.04);
  c.hall_ambient = chance.between(0, 0.08);
  c.bits = chance.below(2) == 0 ? 12 : 14;
  c.seed = chance.bits();
  return c;
}

inline SpreadSettings random_spread(Random& chance) {
  return {.module_light = {0.08, 0.06, 0.1},
          .pixel_light = {0.05, 0.05, 0.05},
          .module_shift_leds = 0.1,
          .dead_leds = 0.001,
          .lit_share = chance.between(0.3, 0.8),
          .seed = chance.bits()};
}

// Mistakes that photographs can tell apart: nothing that is only wrong in the dark, and each said at the
// largest part it is true of (one module card: the card; all cards of a port: the port).
class MistakeMaker {
 public:
  MistakeMaker(const Plan& plan, Random& chance) : plan_(plan), chance_(chance) {}

  Miswiring make() {
    Miswiring wrong;
    const int kinds = 1 + chance_.below(5);
    if (chance_.below(5) == 0) kill_port(wrong);
    if (chance_.below(3) == 0) kill_card(wrong);
    for (int i = 0; i < kinds; ++i) {
      switch (chance_.below(6)) {
        case 0:
          swap_cards(wrong);
          break;
        case 1:
          turn_card(wrong);
          break;
        case 2:
          swap_connectors(wrong);
          break;
        case 3:
          swap_modules(wrong);
          break;
        case 4:
          turn_module(wrong);
          break;
        default:
          kill_module(wrong);
          break;
      }
    }
    return wrong;
  }

 private:
  const Card& any_card() {
    return plan_.cards[static_cast<std::size_t>(chance_.below(static_cast<int>(plan_.cards.size())))];
  }
  bool lit(const Card& card) const { return !dark_.contains(card.id); }

  void kill_port(Miswiring& wrong) {
    const Port& port =
        plan_.ports[static_cast<std::size_t>(chance_.below(static_cast<int>(plan_.ports.size())))];
    if (plan_.chain(port.id).size() < 2) return;
    wrong.dead_ports.push_back(port.id);
    if (port.backup) wrong.dead_ports.push_back(*port.backup);
    std::sort(wrong.dead_ports.begin(), wrong.dead_ports.end());
    for (const Card* c : plan_.chain(port.id)) dark_.insert(c->id);
  }

  void kill_card(Miswiring& wrong) {
    const Card& card = any_card();
    const Port& port = *plan_.port(card.port);
    const auto chain = plan_.chain(card.port);
    if (!lit(card) || chain.size() < 2 || (!port.backup && card.order == 1)) return;
    wrong.dead_cards.push_back(card.id);
    for (const Card* c : chain)
      if (port.backup ? c->id == card.id : c->order >= card.order) dark_.insert(c->id);
  }

  void swap_cards(Miswiring& wrong) {
    const Card &a = any_card(), &b = any_card();
    if (a.id == b.id || a.upright() != b.upright() || (!lit(a) && !lit(b)) || swapped_.contains(a.id) ||
        swapped_.contains(b.id))
      return;
    wrong.swapped_cards.emplace_back(a.id, b.id);
    swapped_.insert(a.id);
    swapped_.insert(b.id);
    // Sometimes three in a ring.
    const Card& c = any_card();
    if (chance_.below(3) != 0 || swapped_.contains(c.id) || c.upright() != a.upright() || !lit(c) ||
        !lit(a) || !lit(b))
      return;
    wrong.swapped_cards.emplace_back(b.id, c.id);
    swapped_.insert(c.id);
  }

  void turn_card(Miswiring& wrong) {
    const Card& card = any_card();
    if (!lit(card) || !turned_.insert(card.id).second) return;
    const bool square = card.rect_px.w == card.rect_px.h;
    wrong.turned.push_back({card.id, square ? 90 * (1 + chance_.below(3)) : 180});
  }

  const CardModule& any_module(const Card& card) {
    return card.modules[static_cast<std::size_t>(chance_.below(static_cast<int>(card.modules.size())))];
  }
  bool take(const Card& card, const CardModule& m) {
    return touched_.insert({card.id, m.connector, m.place}).second;
  }

  void swap_connectors(Miswiring& wrong) {
    const Card& card = any_card();
    if (!lit(card) || !cards_inside_.insert(card.id).second) return;
    const int a = any_module(card).connector, b = any_module(card).connector;
    if (a == b) return;
    std::vector<const CardModule*> both;
    int on_a = 0, on_b = 0;
    for (const CardModule& m : card.modules) {
      on_a += m.connector == a;
      on_b += m.connector == b;
      if (m.connector == a || m.connector == b) both.push_back(&m);
    }
    if (on_a != on_b) return;
    for (const CardModule* m : both) take(card, *m);
    wrong.swapped_connectors.push_back({card.id, std::min(a, b), std::max(a, b)});
  }

  void swap_modules(Miswiring& wrong) {
    const Card &a = any_card(), &b = any_card();
    if (a.id == b.id || !lit(a) || !lit(b) || a.modules.size() < 2 || b.modules.size() < 2) return;
    if (cards_inside_.contains(a.id) || cards_inside_.contains(b.id)) return;
    cards_inside_.insert(a.id);
    cards_inside_.insert(b.id);
    const CardModule &m = any_module(a), &n = any_module(b);
    take(a, m);
    take(b, n);
    wrong.swapped_modules.push_back({{a.id, m.connector, m.place}, {b.id, n.connector, n.place}});
  }

  void turn_module(Miswiring& wrong) {
    const Card& card = any_card();
    if (!lit(card) || card.modules.size() < 2) return;
    const CardModule& m = any_module(card);
    if (dead_.contains(card.id) || !turned_modules_.insert(card.id).second) return;
    const bool square = m.in_card_px.w == m.in_card_px.h;
    wrong.turned_modules.push_back(
        {{card.id, m.connector, m.place}, square ? 90 * (1 + chance_.below(3)) : 180});
  }

  void kill_module(Miswiring& wrong) {
    const Card& card = any_card();
    if (!lit(card) || card.modules.size() < 3 || turned_modules_.contains(card.id)) return;
    const CardModule& m = any_module(card);
    if (touched_.contains({card.id, m.connector, m.place}) && killed_swapped_) return;
    if (touched_.contains({card.id, m.connector, m.place})) killed_swapped_ = true;
    if (!dead_.insert(card.id).second) return;
    wrong.dead_modules.push_back({card.id, m.connector, m.place});
  }

  const Plan& plan_;
  Random& chance_;
  std::set<int> dark_, swapped_, turned_, cards_inside_, dead_, turned_modules_;
  std::set<std::tuple<int, int, int>> touched_;
  bool killed_swapped_ = false;
};

// The same mistakes in one form, so that two lists of them can be compared.
struct Mistakes {
  std::map<int, int> cards;  // shows
  std::map<int, int> turns;
  std::set<std::tuple<int, int, int>> connectors, dead_modules;
  std::set<int> dead_cards, dead_ports;
  std::map<std::tuple<int, int, int>, std::tuple<int, int, int>> modules;
  std::map<std::tuple<int, int, int>, int> module_turns;
  friend bool operator==(const Mistakes&, const Mistakes&) = default;
};

inline std::tuple<int, int, int> key(const Miswiring::Module& m) {
  return {m.card, m.connector, m.place};
}

inline Mistakes mistakes(const Miswiring& w) {
  Mistakes out;
  for (const auto& [a, b] : w.swapped_cards) {
    out.cards.try_emplace(a, a);
    out.cards.try_emplace(b, b);
    std::swap(out.cards[a], out.cards[b]);
  }
  std::erase_if(out.cards, [](const auto& c) { return c.first == c.second; });
  for (const auto& t : w.turned) out.turns[t.card] = (out.turns[t.card] + t.turn) % 360;
  for (const auto& s : w.swapped_connectors) out.connectors.insert({s.card, s.a, s.b});
  for (const auto& m : w.dead_modules) out.dead_modules.insert(key(m));
  out.dead_cards.insert(w.dead_cards.begin(), w.dead_cards.end());
  out.dead_ports.insert(w.dead_ports.begin(), w.dead_ports.end());
  for (const auto& [a, b] : w.swapped_modules) {
    out.modules.try_emplace(key(a), key(a));
    out.modules.try_emplace(key(b), key(b));
  }
  for (auto& [place, feed] : out.modules)
    for (const auto& [a, b] : w.swapped_modules)
      feed = feed == key(a) ? key(b) : feed == key(b) ? key(a) : feed;
  std::erase_if(out.modules, [](const auto& m) { return m.first == m.second; });
  for (const auto& t : w.turned_modules) out.module_turns[key(t.module)] = t.turn;
  return out;
}

// The light of the wall when `codes` are laid out for `believed` but the wall is wired as `plan` with
// mistakes.
inline WallLight light_of(const WallSettings& wall, const Plan& plan, const Miswiring& wrong,
                          const Plan& believed, const Picture8& codes) {
  return simulate_wall(wall, plan, cut_heads(wall, to_raster(believed, codes)), wrong).value();
}

}  // namespace guangmu::led::testing_walls
