#include "led_mapping/photo/diagnose.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace guangmu::led {
namespace {

constexpr double enough = 0.6;  // share of a place's points that settles what is there

int whole_turn(int degrees) {
  return (degrees % 360 + 360) % 360;
}

// A permutation told as who stands where: `of[x] == y` means x shows what belongs at y.
template <class T>
using Shows = std::map<T, T>;

// Whatever is displaced must go somewhere: where a chain of displaced things ends at a dark one, the dark one
// shows what nobody else does. `unknown` are the dark ones. Of two that show the same, none is believed.
template <class T>
void close_rings(Shows<T>& shows, const std::set<T>& unknown) {
  std::map<T, T> shown_by;
  std::set<T> doubled;
  for (const auto& [x, y] : shows)
    if (!shown_by.try_emplace(y, x).second) doubled.insert(y);
  std::erase_if(shows, [&](const auto& s) { return doubled.contains(s.second); });
  shown_by.clear();
  for (const auto& [x, y] : shows) shown_by.try_emplace(y, x);
  std::vector<T> starts;
  for (const auto& [x, y] : shows)
    if (!shown_by.contains(x)) starts.push_back(x);
  for (const T& start : starts) {
    T end = start;
    while (shows.contains(end)) end = shows.at(end);
    if (unknown.contains(end)) {
      shows[end] = start;
    } else {  // what should stand at the end is lit and right: these findings contradict each other
      for (T x = start; shows.contains(x);) {
        const T next = shows.at(x);
        shows.erase(x);
        x = next;
      }
    }
  }
}

template <class T>
std::vector<std::vector<T>> rings(const Shows<T>& shows) {
  std::vector<std::vector<T>> out;
  std::set<T> done;
  for (const auto& [first, to] : shows) {
    if (done.contains(first) || to == first) continue;
    std::vector<T> ring;
    for (T x = first; done.insert(x).second; x = shows.at(x)) ring.push_back(x);
    out.push_back(ring);
  }
  return out;
}

class Detective {
 public:
  Detective(const Plan& plan, const WallCodes& codes) : plan_(plan), codes_(codes), model_(plan) {}

  Diagnosis find() {
    out_.wiring = as_planned(plan_);
    sort_points();
    judge_cards();
    judge_modules();
    judge_darkness();
    find_odd_places();
    tell_cards();
    tell_modules();
    return std::move(out_);
  }

 private:
  using Points = std::vector<const CodePoint*>;

  int predicted(const CodePoint& p, const Wiring& wiring) const {
    const auto shown = model_.shown_at(p.led, wiring);
    if (!shown || shown->x < 0 || shown->y < 0 || shown->x >= codes_.wall.w || shown->y >= codes_.wall.h)
      return CodePoint::dark;
    return codes_.code_of(*shown);
  }

  // Points that are as `wiring` says, unclear ones left out.
  double agreeing(const Points& points, const Wiring& wiring) const {
    double out = 0;
    for (const CodePoint* p : points)
      out += p->code != CodePoint::unclear && p->code == predicted(*p, wiring);
    return out;
  }

  static double lit(const Points& points) {
    return static_cast<double>(std::count_if(points.begin(), points.end(),
                                             [](const CodePoint* p) { return p->code != CodePoint::dark; }));
  }

  std::optional<std::size_t> owner(int code) const { return model_.card_at(codes_.middle_of(code)); }

  void sort_points() {
    by_card_.resize(plan_.cards.size());
    for (const CodePoint& p : codes_.points)
      if (const auto card = model_.card_at(p.led)) by_card_[*card].push_back(&p);
    // How the picture is turned around each point: from what its neighbour to the right shows.
    const int step = std::max(1, codes_.module.w / 2);
    std::map<std::pair<int, int>, int> at;
    for (const CodePoint& p : codes_.points) at[{p.led.x, p.led.y}] = p.code;
    for (const CodePoint& p : codes_.points) {
      const auto right = at.find({p.led.x + step, p.led.y});
      if (p.code < 0 || right == at.end() || right->second < 0 || p.led.x % codes_.module.w >= step) continue;
      const LedPlace here = codes_.middle_of(p.code), there = codes_.middle_of(right->second);
      const int dx = there.x - here.x, dy = there.y - here.y;
      if (dx != 0 && dy == 0) turn_near_[{p.led.x, p.led.y}] = dx > 0 ? 0 : 180;
      if (dy != 0 && dx == 0) turn_near_[{p.led.x, p.led.y}] = dy < 0 ? 90 : 270;
    }
  }

  // Weaker than agreeing: points that show something of this source, turned as they should be.
  double akin(const Points& points, std::size_t card, std::size_t source, int turn) const {
    double out = 0;
    for (const CodePoint* p : points) {
      const auto seen = turn_near_.find({p->led.x, p->led.y});
      out += seen != turn_near_.end() && p->code >= 0 && owner(p->code) == source &&
             seen->second == whole_turn(plan_.cards[card].turn + turn - plan_.cards[source].turn);
    }
    return out;
  }

  struct Guess {
    std::size_t card = 0, source = 0;
    int turn = 0;
    double score = 0;
  };

  void judge_cards() {
    std::vector<Guess> guesses;
    std::set<std::size_t> unknown;
    for (std::size_t card = 0; card < plan_.cards.size(); ++card) {
      const Points& points = by_card_[card];
      std::set<std::size_t> sources{card};
      for (const CodePoint* p : points)
        if (p->code >= 0)
          if (const auto o = owner(p->code)) sources.insert(*o);
      if (lit(points) == 0) {
        unknown.insert(card);
        continue;
      }
      for (const std::size_t source : sources)
        for (const int turn : {0, 90, 180, 270}) {
          Wiring w = as_planned(plan_);
          w.source[card] = source;
          w.turn[card] = turn;
          const double full = agreeing(points, w), half = akin(points, card, source, turn);
          // Among equals the one that needs no fault, then the one that needs fewer.
          const double small = (source == card ? 0.2 : 0) + (turn == 0 ? 0.1 : 0);
          if (full + half >= enough / 2 * lit(points) || (source == card && turn == 0))
            guesses.push_back({card, source, turn, full + 0.3 * half + small});
        }
    }
    std::stable_sort(guesses.begin(), guesses.end(),
                     [](const Guess& a, const Guess& b) { return a.score > b.score; });
    std::set<std::size_t> settled, taken;
    Shows<std::size_t> shows;
    for (const Guess& g : guesses) {
      if (settled.contains(g.card) || taken.contains(g.source)) continue;
      settled.insert(g.card);
      taken.insert(g.source);
      out_.wiring.turn[g.card] = g.turn;
      if (g.source != g.card) shows[g.card] = g.source;
    }
    close_rings(shows, unknown);
    for (const auto& [card, source] : shows) out_.wiring.source[card] = source;
    card_rings_ = rings(shows);
  }

  // The places for modules and the points on them, now that it is known how the cards hang.
  std::map<ModuleRef, Points> points_by_place() const {
    std::map<ModuleRef, Points> out;
    for (const CodePoint& p : codes_.points)
      if (const auto place = model_.place_at(p.led, out_.wiring)) out[*place].push_back(&p);
    return out;
  }

  std::map<int, ModuleRef> feeds_by_canvas_module() const {
    std::map<int, ModuleRef> out;
    for (std::size_t c = 0; c < plan_.cards.size(); ++c)
      for (std::size_t m = 0; m < plan_.cards[c].modules.size(); ++m) {
        const RectPx r = model_.delivered({c, m}, out_.wiring);
        if (r.empty()) continue;
        out.try_emplace(canvas_module(model_.canvas_of({r.x + r.w / 2, r.y + r.h / 2})), ModuleRef{c, m});
      }
    return out;
  }

  int canvas_module(LedPlace canvas) const {
    return canvas.y / codes_.module.h * (codes_.wall.w / codes_.module.w) + canvas.x / codes_.module.w;
  }

  // The canvas module that most points of a place show; -1 for none.
  int mostly(const Points& points) const {
    std::map<int, int> votes;
    for (const CodePoint* p : points)
      if (p->code >= 0) ++votes[canvas_module(codes_.middle_of(p->code))];
    int best = -1, most = 0;
    for (const auto& [module, count] : votes)
      if (count > most) best = module, most = count;
    return best;
  }

  void judge_modules() {
    const auto places = points_by_place();
    const auto feeds = feeds_by_canvas_module();
    Shows<ModuleRef> shows;
    std::set<ModuleRef> unknown;
    for (const auto& [place, points] : places) {
      const auto count = static_cast<double>(points.size());
      if (agreeing(points, out_.wiring) >= enough * count) continue;
      if (lit(points) < (1 - enough) * count) {
        unknown.insert(place);
        continue;
      }
      const auto feed = feeds.find(mostly(points));
      if (feed == feeds.end()) continue;
      Wiring w = out_.wiring;
      double best = 0;
      int best_turn = 0;
      w.fed_by[place] = feed->second;
      for (const int turn : {0, 90, 180, 270}) {
        w.module_turn[place] = turn;
        if (const double full = agreeing(points, w); full > best) best = full, best_turn = turn;
      }
      if (best < enough * lit(points)) continue;
      if (best_turn != 0) out_.wiring.module_turn[place] = best_turn;
      if (feed->second != place) shows[place] = feed->second;
    }
    dark_ = unknown;
    close_rings(shows, unknown);
    for (const auto& [place, feed] : shows) out_.wiring.fed_by[place] = feed;
    module_rings_ = rings(shows);
  }

  // A card is dark when nothing that hangs on it gives light; what else is dark is dark by itself.
  void judge_darkness() {
    std::map<std::size_t, std::pair<int, int>> hanging;  // by card: places fed, dark ones among them
    for (std::size_t c = 0; c < plan_.cards.size(); ++c)
      for (std::size_t m = 0; m < plan_.cards[c].modules.size(); ++m) {
        auto& count = hanging[out_.wiring.feed_of({c, m}).card];
        ++count.first;
        count.second += dark_.contains({c, m});
      }
    std::set<std::size_t> silent;
    for (const auto& [card, count] : hanging)
      if (count.first > 0 && count.first == count.second) silent.insert(card);
    for (const Port& port : plan_.ports) tell_darkness_of(port, silent);
    for (const ModuleRef place : dark_)
      if (!out_.wiring.dark[out_.wiring.feed_of(place).card]) out_.wiring.dark_modules.push_back(place);
  }

  // Data runs through the chain: what is dark by the chain is a piece at its end, or with a backup port a
  // piece anywhere.
  void tell_darkness_of(const Port& port, const std::set<std::size_t>& silent) {
    std::vector<std::size_t> chain;
    for (const Card* card : plan_.chain(port.id))
      chain.push_back(static_cast<std::size_t>(card - plan_.cards.data()));
    const auto is_silent = [&](std::size_t i) { return silent.contains(chain[i]); };
    const std::size_t n = chain.size();
    std::size_t first = n, last = n;  // the piece: first..last - 1
    if (!port.backup) {
      while (first > 0 && is_silent(first - 1)) --first;
    } else {
      // The longest piece.
      for (std::size_t i = 0, longest = 0; i < n; ++i) {
        std::size_t k = i;
        while (k < n && is_silent(k)) ++k;
        if (k - i > longest) longest = k - i, first = i, last = k;
      }
    }
    if (first == n) return;
    for (std::size_t i = first; i < last; ++i) out_.wiring.dark[chain[i]] = true;
    Miswiring& wrong = out_.wrong;
    if (first == 0 && last == n && n > 1) {
      wrong.dead_ports.push_back(port.id);
      if (port.backup) wrong.dead_ports.push_back(*port.backup);
      return;
    }
    wrong.dead_cards.push_back(plan_.cards[chain[first]].id);
    if (port.backup && last - first > 1) wrong.dead_cards.push_back(plan_.cards[chain[last - 1]].id);
  }

  void find_odd_places() {
    const int columns = codes_.wall.w / codes_.module.w;
    for (const auto& [place, points] : points_by_place()) {
      const auto unclear = std::count_if(points.begin(), points.end(),
                                         [](const CodePoint* p) { return p->code == CodePoint::unclear; });
      const auto clear = static_cast<double>(points.size()) - static_cast<double>(unclear);
      if (clear >= 0.25 * static_cast<double>(points.size()) && agreeing(points, out_.wiring) >= 0.75 * clear)
        continue;
      const int seen = mostly(points);
      out_.odd.push_back({place, seen < 0 ? 0 : seen % columns + 1, seen < 0 ? 0 : seen / columns + 1});
    }
  }

  void tell_cards() {
    Miswiring& wrong = out_.wrong;
    for (const auto& ring : card_rings_)  // x0 shows x1, x1 shows x2, …, by exchanging neighbours in turn
      for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        wrong.swapped_cards.emplace_back(plan_.cards[ring[i]].id, plan_.cards[ring[i + 1]].id);
    for (std::size_t c = 0; c < plan_.cards.size(); ++c)
      if (out_.wiring.turn[c] != 0 && lit(by_card_[c]) > 0)
        wrong.turned.push_back({plan_.cards[c].id, out_.wiring.turn[c]});
    std::sort(wrong.dead_cards.begin(), wrong.dead_cards.end());
    std::sort(wrong.dead_ports.begin(), wrong.dead_ports.end());
  }

  Miswiring::Module name_of(ModuleRef ref) const {
    const CardModule& m = module_of(plan_, ref);
    return {plan_.cards[ref.card].id, m.connector, m.place};
  }

  std::optional<ModuleRef> at(std::size_t card, int connector, int place) const {
    const auto& modules = plan_.cards[card].modules;
    for (std::size_t m = 0; m < modules.size(); ++m)
      if (modules[m].connector == connector && modules[m].place == place) return ModuleRef{card, m};
    return {};
  }

  // Two connectors of a card are exchanged when each place on the one shows the same place of the other.
  // Where one of the pair hangs on a connector by itself, exchanged modules and exchanged connectors are the
  // same thing.
  bool exchanged(std::size_t card, int a, int b) const {
    bool any = false;
    for (const auto& module : plan_.cards[card].modules) {
      if (module.connector != a && module.connector != b) continue;
      const auto here = at(card, module.connector, module.place);
      const auto there = at(card, module.connector == a ? b : a, module.place);
      if (!there || out_.wiring.feed_of(*here) != *there) return false;
      any = true;
    }
    return any;
  }

  void tell_modules() {
    Miswiring& wrong = out_.wrong;
    std::set<std::pair<std::size_t, int>> done;  // card, connector
    for (const auto& ring : module_rings_) {
      if (ring.size() == 2 && ring[0].card == ring[1].card) {
        const std::size_t card = ring[0].card;
        const int a = module_of(plan_, ring[0]).connector, b = module_of(plan_, ring[1]).connector;
        if (done.contains({card, a}) && done.contains({card, b})) continue;
        if (a != b && exchanged(card, a, b)) {
          wrong.swapped_connectors.push_back({plan_.cards[card].id, std::min(a, b), std::max(a, b)});
          done.insert({card, a});
          done.insert({card, b});
          continue;
        }
      }
      // x0 shows x1, x1 shows x2, …: pairs of the first with each of the others, followed one after the
      // other.
      for (std::size_t i = 1; i < ring.size(); ++i)
        wrong.swapped_modules.emplace_back(name_of(ring[0]), name_of(ring[i]));
    }
    for (const auto& [place, turn] : out_.wiring.module_turn)
      wrong.turned_modules.push_back({name_of(place), turn});
    std::set<std::pair<std::size_t, int>> ribbons;
    std::vector<ModuleRef> dead = out_.wiring.dark_modules;
    std::sort(dead.begin(), dead.end(), [&](ModuleRef a, ModuleRef b) {
      const CardModule &m = module_of(plan_, a), &n = module_of(plan_, b);
      return std::tuple(a.card, m.connector, m.place) < std::tuple(b.card, n.connector, n.place);
    });
    for (const ModuleRef place : dead)
      if (ribbons.insert({place.card, module_of(plan_, place).connector}).second)
        wrong.dead_modules.push_back(name_of(place));
  }

  const Plan& plan_;
  const WallCodes& codes_;
  WiringModel model_;
  Diagnosis out_;
  std::vector<Points> by_card_;
  std::map<std::pair<int, int>, int> turn_near_;
  std::set<ModuleRef> dark_;
  std::vector<std::vector<std::size_t>> card_rings_;
  std::vector<std::vector<ModuleRef>> module_rings_;
};

}  // namespace

bool Diagnosis::all_right() const {
  return wrong.swapped_cards.empty() && wrong.turned.empty() && wrong.swapped_connectors.empty() &&
         wrong.dead_cards.empty() && wrong.dead_ports.empty() && wrong.swapped_modules.empty() &&
         wrong.turned_modules.empty() && wrong.dead_modules.empty() && odd.empty();
}

Diagnosis diagnose(const Plan& plan, const WallCodes& codes) {
  return Detective(plan, codes).find();
}

Plan corrected_plan(const Plan& plan, const Wiring& wiring) {
  const WiringModel model(plan);
  Plan out = plan;
  for (std::size_t c = 0; c < plan.cards.size(); ++c) {
    out.cards[c].source_px = plan.cards[wiring.source[c]].source_px;
    out.cards[c].turn = whole_turn(plan.cards[c].turn + wiring.turn[c]);
  }
  for (const auto& [place, feed] : wiring.fed_by)
    out.cards[place.card].modules[place.module].source_px = model.delivered(feed, wiring);
  for (const auto& [place, turn] : wiring.module_turn) {
    int& own = out.cards[place.card].modules[place.module].turn;
    own = whole_turn(own + turn);
  }
  return out;
}

}  // namespace guangmu::led
