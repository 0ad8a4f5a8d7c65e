#include "led_mapping/plan.h"

#include <algorithm>

namespace guangmu::led {

const Card* Plan::card(int id) const {
  const auto it = std::find_if(cards.begin(), cards.end(), [&](const Card& c) { return c.id == id; });
  return it == cards.end() ? nullptr : &*it;
}

const Port* Plan::port(int id) const {
  const auto it = std::find_if(ports.begin(), ports.end(), [&](const Port& p) { return p.id == id; });
  return it == ports.end() ? nullptr : &*it;
}

std::vector<const Card*> Plan::chain(int port) const {
  std::vector<const Card*> out;
  for (const Card& c : cards)
    if (c.port == port) out.push_back(&c);
  std::stable_sort(out.begin(), out.end(), [](const Card* a, const Card* b) { return a->order < b->order; });
  return out;
}

}  // namespace guangmu::led
