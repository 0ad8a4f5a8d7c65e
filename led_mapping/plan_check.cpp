#include "led_mapping/plan_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "led_mapping/planner.h"

namespace guangmu::led {

namespace {

std::string describe(RectPx r) {
  return fmt::format("{}x{} px at ({}, {})", r.w, r.h, r.x, r.y);
}

struct Part {
  int id;
  RectPx rect;
};

struct Tiling {
  struct Overlap {
    int first, second;
    RectPx both;
  };
  std::vector<Part> outside;
  std::vector<Overlap> overlaps;
  std::int64_t missing_px = 0;
  RectPx first_gap;
};

// How well the parts tile the area. Gaps are counted on the grid of all edges, so the cost does not grow with
// pixels.
Tiling tiling_of(const std::vector<Part>& parts, RectPx area) {
  Tiling out;
  std::set<int> xs{area.x, area.right()}, ys{area.y, area.bottom()};
  std::int64_t covered = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const RectPx inside = intersect(parts[i].rect, area);
    if (inside != parts[i].rect) out.outside.push_back(parts[i]);
    covered += inside.area();
    xs.insert({inside.x, inside.right()});
    ys.insert({inside.y, inside.bottom()});
    for (std::size_t j = 0; j < i; ++j)
      if (const RectPx both = intersect(parts[i].rect, parts[j].rect); !both.empty())
        out.overlaps.push_back({parts[j].id, parts[i].id, both});
  }
  if (out.outside.empty() && out.overlaps.empty() && covered == area.area()) return out;
  for (auto y = ys.begin(); std::next(y) != ys.end(); ++y)
    for (auto x = xs.begin(); std::next(x) != xs.end(); ++x) {
      const RectPx cell{*x, *y, *std::next(x) - *x, *std::next(y) - *y};
      if (intersect(cell, area) != cell) continue;
      if (std::any_of(parts.begin(), parts.end(),
                      [&](const Part& p) { return p.rect.contains(cell.x, cell.y); }))
        continue;
      if (out.missing_px == 0) out.first_gap = cell;
      out.missing_px += cell.area();
    }
  return out;
}

class Checker {
 public:
  Checker(const Plan& plan, const WallSettings& wall) : plan_(plan), wall_(wall) {}

  std::vector<PlanFault> run() {
    check_size();
    check_ids();
    std::vector<Part> lit;
    for (const Card& card : plan_.cards) lit.push_back({card.id, card.rect_px});
    check_tiling("lit", "canvas", lit);
    check_tiling("taken from the raster", "raster", sources());
    for (const Card& card : plan_.cards) check_card(card);
    check_ports();
    check_processor();
    check_backups();
    return std::move(faults_);
  }

 private:
  void fault(std::string text, int card = 0, int port = 0) {
    faults_.push_back({std::move(text), card, port});
  }

  void check_size() {
    const SizePx size = wall_.size_px(), module = wall_.module_px();
    if (plan_.wall != size)
      fault(fmt::format("the plan is for a wall of {}x{} px, wall.yaml describes {}x{}", plan_.wall.w,
                        plan_.wall.h, size.w, size.h));
    if (plan_.module != module)
      fault(fmt::format("the plan is for modules of {}x{} px, wall.yaml describes {}x{}", plan_.module.w,
                        plan_.module.h, module.w, module.h));
  }

  void check_ids() {
    std::set<int> ids;
    for (const Card& card : plan_.cards)
      if (!ids.insert(card.id).second)
        fault(fmt::format("card {} is listed more than once; give each card its own id", card.id), card.id);
    ids.clear();
    for (const Port& port : plan_.ports)
      if (!ids.insert(port.id).second)
        fault(fmt::format("port {} is listed more than once; name each port once", port.id), 0, port.id);
  }

  // What the ports carry together.
  void check_processor() {
    const SizePx size = wall_.size_px();
    if (const auto& raster = wall_.ports.raster_px;
        raster && (size.w > (*raster)[0] || size.h > (*raster)[1]))
      fault(fmt::format(
          "the wall needs a raster of {}x{} px, the processor has {}x{}; expected a larger processor, "
          "or several",
          size.w, size.h, (*raster)[0], (*raster)[1]));
    std::int64_t pixels = 0;
    for (const Card& card : plan_.cards) pixels += card.rect_px.area();
    if (const auto& total = wall_.ports.total_px; total && pixels > *total)
      fault(fmt::format(
          "the cards have {} px together, the processor drives {}: {} too many; expected a larger "
          "processor, or several",
          pixels, *total, pixels - *total));
  }

  // Each chain wants a loop of its own when wall.yaml demands a full backup.
  void check_backups() {
    if (wall_.plan.backup != LoopBackup::full) return;
    int without = 0;
    for (const Port& port : plan_.ports) without += port.backup ? 0 : 1;
    if (without > 0)
      fault(fmt::format(
          "backup: full needs {} ports for {} chains, there are {}; {} chains have no loop; expected "
          "a lower rate_hz, more ports, or backup: spare",
          2 * plan_.ports.size(), plan_.ports.size(), wall_.ports.count, without));
  }

  // What the cards take from the raster; where ribbons are crossed, what each module takes.
  std::vector<Part> sources() const {
    std::vector<Part> out;
    for (const Card& card : plan_.cards) {
      const bool crossed = std::any_of(card.modules.begin(), card.modules.end(),
                                       [](const CardModule& m) { return m.source_px.has_value(); });
      if (!crossed) out.push_back({card.id, card.source_px});
      for (const CardModule& m : card.modules)
        if (crossed)
          out.push_back({card.id, m.source_px.value_or(RectPx{card.source_px.x + m.in_card_px.x,
                                                              card.source_px.y + m.in_card_px.y,
                                                              m.in_card_px.w, m.in_card_px.h})});
    }
    return out;
  }

  void check_tiling(const char* done, const char* area, const std::vector<Part>& parts) {
    const SizePx size = wall_.size_px();
    const Tiling tiling = tiling_of(parts, {0, 0, size.w, size.h});
    for (const Part& part : tiling.outside)
      fault(fmt::format("card {} reaches outside the {} of {}x{} px with {}; move it inside", part.id, area,
                        size.w, size.h, describe(part.rect)),
            part.id);
    for (const auto& o : tiling.overlaps)
      fault(fmt::format("{} are {} by card {} and card {}; every pixel belongs to one card", describe(o.both),
                        done, o.first, o.second),
            o.second);
    if (tiling.missing_px > 0)
      fault(fmt::format("{} of {} px are {} by no card, first {}; add a card there or correct its neighbours",
                        tiling.missing_px, size.area(), done, describe(tiling.first_gap)));
  }

  void check_card(const Card& card) {
    const std::string who = fmt::format("card {}", card.id);
    if (card.turn % 90 != 0 || card.turn < 0 || card.turn > 270) {
      fault(fmt::format("{} is turned by {} degrees; expected 0, 90, 180 or 270", who, card.turn), card.id);
      return;
    }
    const SizePx upright = card.upright();
    if (SizePx{card.source_px.w, card.source_px.h} != upright)
      fault(fmt::format("{} takes {}x{} px from the raster and shows {}x{}, turned by {} degrees; source_px "
                        "has the size of the upright card",
                        who, card.source_px.w, card.source_px.h, card.rect_px.w, card.rect_px.h, card.turn),
            card.id);
    for (std::string& text : broken_card_limits(wall_, load_of(card, upright), who))
      fault(std::move(text), card.id);
    check_modules(card, upright, who);
    if (!plan_.port(card.port))
      fault(fmt::format("{} hangs on port {}, which the plan does not list; list it or name another", who,
                        card.port),
            card.id);
  }

  static CardLoad load_of(const Card& card, SizePx upright) {
    CardLoad load{upright, static_cast<int>(card.modules.size()), 0, 1};
    std::map<int, int> on_connector;
    for (const CardModule& m : card.modules)
      load.longest = std::max(load.longest, ++on_connector[m.connector]);
    load.connectors = static_cast<int>(on_connector.size());
    return load;
  }

  void check_modules(const Card& card, SizePx upright, const std::string& who) {
    std::vector<Part> parts;
    for (const CardModule& m : card.modules) {
      if (m.turn % 90 != 0 || m.turn < 0 || m.turn > 270 ||
          (m.turn % 180 != 0 && m.in_card_px.w != m.in_card_px.h))
        fault(
            fmt::format("the module on connector {} of {} is turned by {} degrees; expected {}", m.connector,
                        who, m.turn, m.in_card_px.w == m.in_card_px.h ? "0, 90, 180 or 270" : "0 or 180"),
            card.id);
      if (m.source_px && SizePx{m.source_px->w, m.source_px->h} != SizePx{m.in_card_px.w, m.in_card_px.h})
        fault(
            fmt::format(
                "the module on connector {} of {} takes {}x{} px from the raster and shows {}x{}; source_px "
                "has the size of the module",
                m.connector, who, m.source_px->w, m.source_px->h, m.in_card_px.w, m.in_card_px.h),
            card.id);
    }
    std::map<int, std::set<int>> ribbons;  // connector -> places in use
    for (const CardModule& m : card.modules) {
      parts.push_back({m.connector, m.in_card_px});
      if (m.connector < 1 || m.connector > wall_.card.connectors)
        fault(fmt::format("{} uses connector {}; the card has 1 to {}", who, m.connector,
                          wall_.card.connectors),
              card.id);
      if (!ribbons[m.connector].insert(m.place).second)
        fault(
            wall_.card.modules_per_connector == 1
                ? fmt::format("{} uses connector {} for two modules; a connector carries one", who,
                              m.connector)
                : fmt::format("{} has two modules in place {} on connector {}; number them along the ribbon",
                              who, m.place, m.connector),
            card.id);
      if (SizePx{m.in_card_px.w, m.in_card_px.h} != wall_.module_px())
        fault(fmt::format("the module on connector {} of {} has {}x{} px; a module has {}x{}", m.connector,
                          who, m.in_card_px.w, m.in_card_px.h, wall_.module.px[0], wall_.module.px[1]),
              card.id);
    }
    for (const auto& [connector, places] : ribbons)
      if (*places.begin() != 1 || *places.rbegin() != static_cast<int>(places.size()))
        fault(
            fmt::format(
                "connector {} of {} has {} modules with places from {} to {}; expected 1 to {} without gaps",
                connector, who, places.size(), *places.begin(), *places.rbegin(), places.size()),
            card.id);
    const Tiling tiling = tiling_of(parts, {0, 0, upright.w, upright.h});
    if (tiling.missing_px > 0)
      fault(fmt::format("{} has no module for {} of its {} px, first {}; add the module or shrink the card",
                        who, tiling.missing_px, upright.area(), describe(tiling.first_gap)),
            card.id);
    for (const auto& o : tiling.overlaps)
      fault(fmt::format("on {} the modules of connectors {} and {} share {}; every pixel has one module", who,
                        o.first, o.second, describe(o.both)),
            card.id);
    for (const Part& part : tiling.outside)
      fault(fmt::format("the module on connector {} of {} lies outside its {}x{} px; correct in_card_px",
                        part.id, who, upright.w, upright.h),
            card.id);
  }

  void check_ports() {
    std::map<int, int> feeds;  // port id -> chains it feeds, as main or backup
    for (const Port& port : plan_.ports) {
      ++feeds[port.id];
      if (port.backup) ++feeds[*port.backup];
      check_port(port);
    }
    for (const auto& [id, chains] : feeds) {
      if (chains > 1)
        fault(fmt::format(
                  "port {} feeds {} chains; it can feed one: give each chain its own main and backup port",
                  id, chains),
              0, id);
      if (id < 1 || id > wall_.ports.count)
        fault(fmt::format(
                  "the plan uses port {}; there are {} ports: expected a lower rate_hz, fewer bits_per_px or "
                  "a larger processor",
                  id, wall_.ports.count),
              0, id);
    }
  }

  void check_port(const Port& port) {
    const auto chain = plan_.chain(port.id);
    if (chain.empty()) {
      fault(fmt::format("port {} has no card; take it out or name it as the backup of another", port.id), 0,
            port.id);
      return;
    }
    std::int64_t pixels = 0;
    RectPx box;
    for (std::size_t i = 0; i < chain.size(); ++i) {
      pixels += chain[i]->rect_px.area();
      box = unite(box, chain[i]->source_px);
      if (chain[i]->order != static_cast<int>(i) + 1)
        fault(fmt::format("card {} has place {} in the chain of port {}; expected {}", chain[i]->id,
                          chain[i]->order, port.id, i + 1),
              chain[i]->id, port.id);
    }
    if (pixels != port.pixels)
      fault(fmt::format("port {} is listed with {} px, its cards have {}", port.id, port.pixels, pixels), 0,
            port.id);
    if (wall_.ports.rectangles_only && pixels != box.area())
      fault(fmt::format(
                "the {} cards of port {} fill {} of the {} px of their rectangle ({}); this processor wires "
                "rectangles only: exchange cards with other ports, or set rectangles_only: false if yours "
                "does not",
                chain.size(), port.id, pixels, box.area(), describe(box)),
            0, port.id);
    if (const std::int64_t capacity = port_capacity_px(wall_); pixels > capacity)
      fault(fmt::format(
                "port {} carries {} px, at {} Hz and {} bit it can carry {}: {} too many; expected fewer "
                "cards on it, or at most {:.2f} Hz",
                port.id, pixels, wall_.rate_hz(), wall_.ports.bits_per_px, capacity, pixels - capacity,
                std::floor(wall_.ports.bits_per_s / static_cast<double>(wall_.ports.bits_per_px) /
                           static_cast<double>(pixels) * 100) /
                    100),
            0, port.id);
  }

  const Plan& plan_;
  const WallSettings& wall_;
  std::vector<PlanFault> faults_;
};

}  // namespace

CardLoad card_load(const WallSettings& wall, int across, int down) {
  const int chain = std::max(1, wall.card.modules_per_connector);
  return {{across * wall.module.px[0], down * wall.module.px[1]},
          across * down,
          down * ((across + chain - 1) / chain),
          std::min(across, chain)};
}

std::vector<std::string> broken_card_limits(const WallSettings& wall, const CardLoad& load,
                                            const std::string& who) {
  std::vector<std::string> out;
  const CardSettings& card = wall.card;
  const SizePx px = load.px;
  if (card.rule == CardRule::rectangle) {
    if (px.w > card.max_side[0] || px.h > card.max_side[1])
      out.push_back(fmt::format("{} has {}x{} px, rule rectangle allows {}x{}", who, px.w, px.h,
                                card.max_side[0], card.max_side[1]));
  } else if (const int longest = std::max(card.max_side[0], card.max_side[1]);
             px.w > longest || px.h > longest) {
    out.push_back(
        fmt::format("{} has {}x{} px, rule product allows sides up to {}", who, px.w, px.h, longest));
  }
  if (load.connectors > card.connectors)
    out.push_back(
        load.connectors == load.modules
            ? fmt::format("{} has {} modules, a card has {} connectors", who, load.modules, card.connectors)
            : fmt::format("{} needs {} connectors for {} modules, a card has {}", who, load.connectors,
                          load.modules, card.connectors));
  if (load.longest > card.modules_per_connector)
    out.push_back(fmt::format("{} has {} modules on one connector, a connector carries {}", who, load.longest,
                              card.modules_per_connector));
  if (const int carried = card.groups_on_a_connector(); wall.module.groups > carried)
    out.push_back(
        fmt::format("{} has modules of {} groups, a connector carries {} ({} groups / {} connectors)", who,
                    wall.module.groups, carried, card.groups, card.connectors));
  const int groups = load.connectors * wall.module.groups;
  if (groups > card.groups)
    out.push_back(fmt::format("{} needs {} groups ({} {} of {}), a card has {}", who, groups, load.connectors,
                              load.connectors == load.modules ? "modules" : "ribbons", wall.module.groups,
                              card.groups));
  if (px.area() > card.max_px) {
    out.push_back(fmt::format("{} has {} px, a card drives {}", who, px.area(), card.max_px));
  } else if (groups > 0) {
    const std::int64_t per_group = std::int64_t{wall.module.scan} * wall.module.px[0] * load.longest;
    const std::int64_t allowed = card.max_px / groups;
    if (per_group > allowed)
      out.push_back(
          fmt::format("{} puts {} px on each group ({} rows of {}), with {} groups in use a card drives {}",
                      who, per_group, wall.module.scan, wall.module.px[0] * load.longest, groups, allowed));
  }
  return out;
}

std::vector<std::string> broken_card_limits(const WallSettings& wall, SizePx px, int modules,
                                            const std::string& who) {
  return broken_card_limits(wall, CardLoad{px, modules, modules, 1}, who);
}

std::vector<PlanFault> check_plan(const Plan& plan, const WallSettings& wall) {
  return Checker(plan, wall).run();
}

}  // namespace guangmu::led
