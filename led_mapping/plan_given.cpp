#include "led_mapping/plan_given.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "led_mapping/planner.h"

namespace guangmu::led {

namespace {

RectPx rect_of(const std::array<int, 4>& r) {
  return {r[0], r[1], r[2], r[3]};
}

std::string in_yaml(RectPx r) {
  return fmt::format("[{}, {}, {}, {}]", r.x, r.y, r.w, r.h);
}

// A rectangle of a turned card, seen from its box's top left, in the frame of the upright card.
RectPx upright(RectPx r, SizePx box, int turn) {
  switch (turn) {
    case 90:
      return {r.y, box.w - r.right(), r.h, r.w};
    case 180:
      return {box.w - r.right(), box.h - r.bottom(), r.w, r.h};
    case 270:
      return {box.h - r.bottom(), r.x, r.h, r.w};
    default:
      return r;
  }
}

Card card_of(const WallSettings& wall, const PlanCardSettings& s) {
  Card card{s.id, s.port, s.order, rect_of(s.rect_px), rect_of(s.source_px.value_or(s.rect_px)), s.turn, {}};
  for (const PlanModuleSettings& m : s.modules) {
    RectPx at = rect_of(m.in_card_px.value_or(std::array{0, 0, 0, 0}));
    if (m.module) at = module_on_card(wall, s, *m.module).value_or(RectPx{});
    CardModule module{m.connector, at, m.place};
    if (m.source_px) module.source_px = rect_of(*m.source_px);
    module.turn = m.turn;
    card.modules.push_back(module);
  }
  if (s.modules.empty() && card.rect_px.area() <= std::int64_t{1} << 32)
    card.modules = modules_by_rows(card.upright(), wall.module_px(), wall.card.modules_per_connector);
  return card;
}

bool by_rows(const Card& card, SizePx module) {
  return card.modules == modules_by_rows(card.upright(), module);
}

}  // namespace

Plan given_plan(const WallSettings& wall) {
  Plan plan{wall.size_px(), wall.module_px(), {}, {}};
  std::map<int, Port> ports;
  for (const PlanPortSettings& p : wall.plan.ports) ports[p.id] = {p.id, 0, port_capacity_px(wall), p.backup};
  for (const PlanCardSettings& s : wall.plan.cards) {
    plan.cards.push_back(card_of(wall, s));
    const auto port = ports.try_emplace(s.port, Port{s.port, 0, port_capacity_px(wall), std::nullopt}).first;
    port->second.pixels += plan.cards.back().rect_px.area();
  }
  std::stable_sort(plan.cards.begin(), plan.cards.end(),
                   [](const Card& a, const Card& b) { return a.id < b.id; });
  for (const auto& [id, port] : ports) plan.ports.push_back(port);
  return plan;
}

std::optional<RectPx> module_on_card(const WallSettings& wall, const PlanCardSettings& card, int module) {
  const int columns = wall.columns();
  if (columns < 1 || module < 1 || module > columns * wall.rows()) return std::nullopt;
  const SizePx m = wall.module_px();
  if (card.turn % 180 != 0 && m.w != m.h) return std::nullopt;
  const RectPx at{(module - 1) % columns * m.w, (module - 1) / columns * m.h, m.w, m.h},
      box = rect_of(card.rect_px);
  if (intersect(at, box) != at) return std::nullopt;
  return upright({at.x - box.x, at.y - box.y, m.w, m.h}, {box.w, box.h}, card.turn);
}

int module_number(const WallSettings& wall, int x, int y) {
  return y / std::max(1, wall.module.px[1]) * wall.columns() + x / std::max(1, wall.module.px[0]) + 1;
}

std::string plan_yaml(const Plan& plan) {
  std::string out = "plan:\n  ports:\n";
  for (const Port& port : plan.ports)
    out += port.backup ? fmt::format("    - {{id: {}, backup: {}}}\n", port.id, *port.backup)
                       : fmt::format("    - {{id: {}}}\n", port.id);
  out += "  cards:\n";
  for (const Card& card : plan.cards) {
    out += fmt::format("    - {{id: {}, port: {}, order: {}, rect_px: {}", card.id, card.port, card.order,
                       in_yaml(card.rect_px));
    if (card.source_px != card.rect_px) out += fmt::format(", source_px: {}", in_yaml(card.source_px));
    if (card.turn != 0) out += fmt::format(", turn: {}", card.turn);
    if (!by_rows(card, plan.module)) {
      out += ",\n       modules: [";
      for (std::size_t i = 0; i < card.modules.size(); ++i) {
        const CardModule& m = card.modules[i];
        out += fmt::format("{}{{connector: {}, ", i == 0 ? "" : ", ", m.connector);
        if (m.place != 1) out += fmt::format("place: {}, ", m.place);
        out += fmt::format("in_card_px: {}", in_yaml(m.in_card_px));
        if (m.source_px) out += fmt::format(", source_px: {}", in_yaml(*m.source_px));
        if (m.turn != 0) out += fmt::format(", turn: {}", m.turn);
        out += '}';
      }
      out += "]";
    }
    out += "}\n";
  }
  return out;
}

}  // namespace guangmu::led
