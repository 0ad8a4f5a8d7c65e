#include "led_mapping/photo/miswiring_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace guangmu::led {
namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto at = text.find(by);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

// Reads the values of one word; what the plan does not have is an error.
class Reader {
 public:
  Reader(const std::string& word, const Plan& plan) : word_(word), plan_(plan) {
    const auto at = word.find('=');
    name_ = std::string_view(word).substr(0, at);
    if (at != std::string::npos) parts_ = split(std::string_view(word).substr(at + 1), ',');
  }
  std::string_view name() const { return name_; }
  std::size_t count() const { return parts_.size(); }
  const std::string& problem() const { return problem_; }

  int integer(std::size_t i) {
    const auto n = number(parts_[i]);
    if (!n) complain(fmt::format("\"{}\" is no number", parts_[i]));
    return n.value_or(0);
  }
  int card(std::size_t i) {
    const int id = integer(i);
    if (!plan_.card(id))
      complain(fmt::format("the plan has no card {}; it has 1 to {}", parts_[i], plan_.cards.size()));
    return id;
  }
  int port(std::size_t i) {
    const int id = integer(i);
    const bool known = std::any_of(plan_.ports.begin(), plan_.ports.end(),
                                   [&](const Port& p) { return p.id == id || p.backup == id; });
    if (!known) complain(fmt::format("the plan uses no port {}", parts_[i]));
    return id;
  }
  int turn(std::size_t i) {
    const int degrees = integer(i);
    if (degrees != 90 && degrees != 180 && degrees != 270)
      complain("turns are 90, 180 or 270 degrees clockwise");
    return degrees;
  }
  int connector(int card_id, std::size_t i) {
    const int c = integer(i);
    has(card_id, c, 1, parts_[i]);
    return c;
  }
  Miswiring::Module module(std::size_t i) {
    const auto parts = split(parts_[i], '/');
    Miswiring::Module out;
    if (parts.size() < 2 || parts.size() > 3) {
      complain(
          fmt::format("\"{}\" names no module; write card/connector or card/connector/place", parts_[i]));
      return out;
    }
    out = {number(parts[0]).value_or(0), number(parts[1]).value_or(0),
           parts.size() == 3 ? number(parts[2]).value_or(0) : 1};
    has(out.card, out.connector, out.place, parts_[i]);
    return out;
  }

 private:
  void has(int card_id, int connector, int place, std::string_view text) {
    const Card* card = plan_.card(card_id);
    const bool there =
        card && std::any_of(card->modules.begin(), card->modules.end(), [&](const CardModule& m) {
          return m.connector == connector && m.place == place;
        });
    if (!there) complain(fmt::format("the plan has no module at \"{}\"", text));
  }
  void complain(const std::string& what) {
    if (problem_.empty()) problem_ = fmt::format("{}: {}", word_, what);
  }

  const std::string& word_;
  const Plan& plan_;
  std::string_view name_;
  std::vector<std::string_view> parts_;
  std::string problem_;
};

std::string text_of(const Miswiring::Module& m) {
  return m.place == 1 ? fmt::format("{}/{}", m.card, m.connector)
                      : fmt::format("{}/{}/{}", m.card, m.connector, m.place);
}

}  // namespace

Result<Miswiring> parse_miswiring(const std::vector<std::string>& words, const Plan& plan) {
  Miswiring out;
  for (const std::string& word : words) {
    Reader r(word, plan);
    const auto is = [&](std::string_view name, std::size_t count) {
      return r.name() == name && r.count() == count;
    };
    if (is("swap-cards", 2)) {
      out.swapped_cards.emplace_back(r.card(0), r.card(1));
    } else if (is("turn-card", 2)) {
      out.turned.push_back({r.card(0), r.turn(1)});
    } else if (is("swap-connectors", 3)) {
      const int card = r.card(0);
      out.swapped_connectors.push_back({card, r.connector(card, 1), r.connector(card, 2)});
    } else if (is("dead-card", 1)) {
      out.dead_cards.push_back(r.card(0));
    } else if (is("dead-port", 1)) {
      out.dead_ports.push_back(r.port(0));
    } else if (is("swap-modules", 2)) {
      out.swapped_modules.emplace_back(r.module(0), r.module(1));
    } else if (is("turn-module", 2)) {
      out.turned_modules.push_back({r.module(0), r.turn(1)});
    } else if (is("dead-module", 1)) {
      out.dead_modules.push_back(r.module(0));
    } else {
      return Error{
          fmt::format("{}: no such mistake; write swap-cards=3,7 turn-card=5,180 swap-connectors=4,1,2 "
                      "dead-card=9 dead-port=2 "
                      "swap-modules=3/1,8/4 turn-module=3/2,180 or dead-module=3/4",
                      word)};
    }
    if (!r.problem().empty()) return Error{r.problem()};
  }
  return out;
}

std::vector<std::string> miswiring_words(const Miswiring& w) {
  std::vector<std::string> out;
  for (const int id : w.dead_ports) out.push_back(fmt::format("dead-port={}", id));
  for (const int id : w.dead_cards) out.push_back(fmt::format("dead-card={}", id));
  for (const auto& [a, b] : w.swapped_cards) out.push_back(fmt::format("swap-cards={},{}", a, b));
  for (const auto& t : w.turned) out.push_back(fmt::format("turn-card={},{}", t.card, t.turn));
  for (const auto& s : w.swapped_connectors)
    out.push_back(fmt::format("swap-connectors={},{},{}", s.card, s.a, s.b));
  for (const auto& [a, b] : w.swapped_modules)
    out.push_back(fmt::format("swap-modules={},{}", text_of(a), text_of(b)));
  for (const auto& t : w.turned_modules)
    out.push_back(fmt::format("turn-module={},{}", text_of(t.module), t.turn));
  for (const auto& m : w.dead_modules) out.push_back(fmt::format("dead-module={}", text_of(m)));
  return out;
}

}  // namespace guangmu::led
