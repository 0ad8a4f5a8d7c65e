#include "led_mapping/photo/wiring.h"

#include <algorithm>

namespace guangmu::led {
namespace {

// From a place seen from the front, counted from the top left of the box of something that hangs turned, to
// the place on it when it is held upright.
LedPlace held_upright(LedPlace p, SizePx upright, int turn) {
  switch ((turn % 360 + 360) % 360) {
    case 90:
      return {p.y, upright.h - 1 - p.x};
    case 180:
      return {upright.w - 1 - p.x, upright.h - 1 - p.y};
    case 270:
      return {upright.w - 1 - p.y, p.x};
    default:
      return p;
  }
}

// The other way round.
LedPlace hung_turned(LedPlace p, SizePx upright, int turn) {
  switch ((turn % 360 + 360) % 360) {
    case 90:
      return {upright.h - 1 - p.y, p.x};
    case 180:
      return {upright.w - 1 - p.x, upright.h - 1 - p.y};
    case 270:
      return {p.y, upright.w - 1 - p.x};
    default:
      return p;
  }
}

}  // namespace

const CardModule& module_of(const Plan& plan, ModuleRef ref) {
  return plan.cards[ref.card].modules[ref.module];
}

ModuleRef Wiring::feed_of(ModuleRef place) const {
  const auto found = fed_by.find(place);
  return found == fed_by.end() ? place : found->second;
}

Wiring as_planned(const Plan& plan) {
  Wiring out;
  for (std::size_t i = 0; i < plan.cards.size(); ++i) out.source.push_back(i);
  out.turn.assign(plan.cards.size(), 0);
  out.dark.assign(plan.cards.size(), false);
  return out;
}

std::optional<std::size_t> WiringModel::card_at(LedPlace led) const {
  for (std::size_t i = 0; i < plan_.cards.size(); ++i)
    if (plan_.cards[i].rect_px.contains(led.x, led.y)) return i;
  return {};
}

std::optional<WiringModel::Spot> WiringModel::spot_at(LedPlace led, const Wiring& wiring) const {
  const auto index = card_at(led);
  if (!index) return {};
  const Card& card = plan_.cards[*index];
  const LedPlace p = held_upright({led.x - card.rect_px.x, led.y - card.rect_px.y}, card.upright(),
                                  card.turn + wiring.turn[*index]);
  for (std::size_t i = 0; i < card.modules.size(); ++i) {
    const RectPx at = card.modules[i].in_card_px;
    if (!at.contains(p.x, p.y)) continue;
    const ModuleRef place{*index, i};
    const auto turned = wiring.module_turn.find(place);
    const int turn = card.modules[i].turn + (turned == wiring.module_turn.end() ? 0 : turned->second);
    const LedPlace q = held_upright({p.x - at.x, p.y - at.y}, {at.w, at.h}, turn);
    return Spot{place, q.x, q.y};
  }
  return {};
}

std::optional<ModuleRef> WiringModel::place_at(LedPlace led, const Wiring& wiring) const {
  const auto spot = spot_at(led, wiring);
  return spot ? std::optional(spot->place) : std::nullopt;
}

RectPx WiringModel::delivered(ModuleRef feed, const Wiring& wiring) const {
  const CardModule& m = module_of(plan_, feed);
  if (m.source_px) return *m.source_px;
  const RectPx source = plan_.cards[wiring.source[feed.card]].source_px;
  return intersect({source.x + m.in_card_px.x, source.y + m.in_card_px.y, m.in_card_px.w, m.in_card_px.h},
                   source);
}

LedPlace WiringModel::canvas_of(LedPlace raster) const {
  for (const Card& card : plan_.cards)
    for (const CardModule& m : card.modules) {
      if (!m.source_px || !m.source_px->contains(raster.x, raster.y)) continue;
      const LedPlace own = hung_turned({raster.x - m.source_px->x, raster.y - m.source_px->y},
                                       {m.in_card_px.w, m.in_card_px.h}, m.turn);
      const LedPlace p =
          hung_turned({m.in_card_px.x + own.x, m.in_card_px.y + own.y}, card.upright(), card.turn);
      return {card.rect_px.x + p.x, card.rect_px.y + p.y};
    }
  for (const Card& card : plan_.cards) {
    if (!card.source_px.contains(raster.x, raster.y)) continue;
    const LedPlace p =
        hung_turned({raster.x - card.source_px.x, raster.y - card.source_px.y}, card.upright(), card.turn);
    return {card.rect_px.x + p.x, card.rect_px.y + p.y};
  }
  return raster;
}

std::optional<LedPlace> WiringModel::shown_at(LedPlace led, const Wiring& wiring) const {
  const auto spot = spot_at(led, wiring);
  if (!spot) return {};
  const ModuleRef feed = wiring.feed_of(spot->place);
  if (wiring.dark[feed.card] || std::find(wiring.dark_modules.begin(), wiring.dark_modules.end(),
                                          spot->place) != wiring.dark_modules.end())
    return {};
  const RectPx from = delivered(feed, wiring);
  const RectPx full{from.x, from.y, module_of(plan_, spot->place).in_card_px.w,
                    module_of(plan_, spot->place).in_card_px.h};
  const LedPlace raster{full.x + spot->u, full.y + spot->v};
  if (!from.contains(raster.x, raster.y)) return {};
  return canvas_of(raster);
}

}  // namespace guangmu::led
