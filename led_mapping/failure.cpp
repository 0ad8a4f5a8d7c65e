#include "led_mapping/failure.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace guangmu::led {

Result<Failure> parse_failure(std::string_view text) {
  const Error wrong{fmt::format("\"{}\" names no failure; expected port=N or card=N", text)};
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return wrong;
  const std::string_view part = text.substr(0, equals), number = text.substr(equals + 1);
  Failure out;
  const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), out.id);
  if (problem != std::errc{} || end != number.data() + number.size() || out.id < 1) return wrong;
  if (part == "card") {
    out.part = Failure::Part::card;
  } else if (part != "port") {
    return wrong;
  }
  return out;
}

Result<std::vector<int>> dark_cards(const Plan& plan, Failure failure) {
  std::vector<int> out;
  if (failure.part == Failure::Part::port) {
    const Port* port = plan.port(failure.id);
    if (!port) {
      for (const Port& p : plan.ports)
        if (p.backup == failure.id) return out;  // a spare port carries nothing until it is needed
      return Error{fmt::format("the plan has no port {}; it uses {} ports", failure.id, plan.ports.size())};
    }
    if (!port->backup)
      for (const Card* card : plan.chain(failure.id)) out.push_back(card->id);
  } else {
    const Card* failed = plan.card(failure.id);
    if (!failed)
      return Error{fmt::format("the plan has no card {}; it has {} cards", failure.id, plan.cards.size())};
    const Port* port = plan.port(failed->port);
    for (const Card* card : plan.chain(failed->port))
      if (card->id == failed->id || (card->order > failed->order && !(port && port->backup)))
        out.push_back(card->id);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace guangmu::led
