#include "led_mapping/planner.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "led_mapping/plan_check.h"
#include "led_mapping/plan_given.h"

namespace guangmu::led {

namespace {

int ceil_div(int a, int b) {
  return (a + b - 1) / b;
}

// How far a card is from a square: 1 for a square, 2 for 2:1 and for 1:2.
double stretch(CardLayout layout, SizePx module) {
  const double w = static_cast<double>(layout.across) * module.w,
               h = static_cast<double>(layout.down) * module.h;
  return std::max(w / h, h / w);
}

// The wall as a grid of cards.
struct CardGrid {
  CardLayout card;
  int columns, rows;  // of cards
  SizePx wall, module;

  RectPx rect(int column, int row) const {
    const RectPx whole{column * card.across * module.w, row * card.down * module.h, card.across * module.w,
                       card.down * module.h};
    return intersect(whole, {0, 0, wall.w, wall.h});
  }
};

// Cards across and down that hang on one port.
struct PortBlock {
  int across = 1, down = 1;
};

bool along_rows(ChainStyle style) {
  return style == ChainStyle::rows || style == ChainStyle::serpentine_rows;
}

// Fewest ports; among equals the block that is narrowest across the chain's run, so that chains run straight,
// then the one that spreads evenly.
PortBlock port_block(const CardGrid& grid, std::int64_t capacity, ChainStyle style) {
  PortBlock best;
  const bool rows = along_rows(style);
  int fewest = grid.columns * grid.rows;
  const int outer = rows ? grid.rows : grid.columns, inner = rows ? grid.columns : grid.rows;
  for (int wide = 1; wide <= outer; ++wide)
    for (int run = 1; run <= inner; ++run) {
      const int across = rows ? run : wide, down = rows ? wide : run;
      const std::int64_t w = std::min(grid.wall.w, across * grid.card.across * grid.module.w);
      const std::int64_t h = std::min(grid.wall.h, down * grid.card.down * grid.module.h);
      if (w * h > capacity) break;
      const int ports = ceil_div(grid.columns, across) * ceil_div(grid.rows, down);
      if (ports >= fewest) continue;
      fewest = ports;
      best = {across, down};
    }
  return best;
}

struct Cell {
  int column, row;
};
using Chain = std::vector<Cell>;

// The cards of a block in the order of the cable.
Chain chain_over(int column, int row, int across, int down, const PlanSettings& wishes) {
  const bool rows = along_rows(wishes.chains);
  const bool turns = wishes.chains == ChainStyle::serpentine || wishes.chains == ChainStyle::serpentine_rows;
  const bool from_right = wishes.start == ChainStart::top_right || wishes.start == ChainStart::bottom_right;
  const bool from_below = wishes.start == ChainStart::bottom_left || wishes.start == ChainStart::bottom_right;
  const int runs = rows ? down : across, run = rows ? across : down;
  Chain chain;
  for (int i = 0; i < runs; ++i)
    for (int j = 0; j < run; ++j) {
      const int along = turns && i % 2 == 1 ? run - 1 - j : j;
      const int x = rows ? along : i, y = rows ? i : along;
      chain.push_back({column + (from_right ? across - 1 - x : x), row + (from_below ? down - 1 - y : y)});
    }
  return chain;
}

std::vector<Chain> chains_in_blocks(const CardGrid& grid, PortBlock block, const PlanSettings& wishes) {
  std::vector<Chain> chains;
  for (int row = 0; row < grid.rows; row += block.down)
    for (int column = 0; column < grid.columns; column += block.across)
      chains.push_back(chain_over(column, row, std::min(block.across, grid.columns - column),
                                  std::min(block.down, grid.rows - row), wishes));
  return chains;
}

// Where ports need not be rectangles: one chain over the wall, cut where a port is full.
std::vector<Chain> chains_filled_up(const CardGrid& grid, std::int64_t capacity, const PlanSettings& wishes) {
  std::vector<Chain> chains;
  std::int64_t used = 0;
  for (const Cell cell : chain_over(0, 0, grid.columns, grid.rows, wishes)) {
    const std::int64_t px = grid.rect(cell.column, cell.row).area();
    if (chains.empty() || used + px > capacity) {
      chains.emplace_back();
      used = 0;
    }
    chains.back().push_back(cell);
    used += px;
  }
  return chains;
}

}  // namespace

std::int64_t port_capacity_px(const WallSettings& wall) {
  return static_cast<std::int64_t>(
      std::floor(wall.ports.bits_per_s / wall.rate_hz() / wall.ports.bits_per_px + 1e-6));
}

Result<CardLayout> card_layout(const WallSettings& wall) {
  const SizePx module = wall.module_px();
  CardLayout best;
  std::int64_t fewest = 0;
  double best_stretch = 0;
  const int most = wall.card.connectors * std::max(1, wall.card.modules_per_connector);
  for (int across = 1; across <= std::min(wall.columns(), most); ++across)
    for (int down = 1; down <= wall.rows() && across * down <= most; ++down) {
      const CardLayout layout{across, down};
      if (!broken_card_limits(wall, card_load(wall, across, down), "").empty()) continue;
      const std::int64_t cards =
          static_cast<std::int64_t>(ceil_div(wall.columns(), across)) * ceil_div(wall.rows(), down);
      const double s = stretch(layout, module);
      if (fewest != 0 && (cards > fewest || (cards == fewest && s >= best_stretch))) continue;
      fewest = cards;
      best_stretch = s;
      best = layout;
    }
  if (fewest != 0) return best;
  const auto limits = broken_card_limits(wall, module, 1, "one module");
  return Error{"no card layout: " +
               (limits.empty() ? std::string("a card has no connector") : limits.front())};
}

std::vector<CardModule> modules_by_rows(SizePx upright, SizePx module, int ribbon) {
  std::vector<CardModule> out;
  if (module.w < 1 || module.h < 1) return out;
  int connector = 0;
  for (int y = 0; y < upright.h; y += module.h)
    for (int x = 0, place = 1; x < upright.w; x += module.w, ++place) {
      if (place > ribbon) place = 1;
      if (place == 1) ++connector;
      out.push_back({connector, {x, y, module.w, module.h}, place});
    }
  return out;
}

Result<Plan> plan_wall(const WallSettings& wall) {
  if (!wall.plan.cards.empty()) return given_plan(wall);
  return compute_plan(wall);
}

Result<Plan> compute_plan(const WallSettings& wall) {
  if (wall.size_px().area() <= 0)
    return Error{fmt::format("a wall of {} x {} mm with modules of {} x {} mm and {} x {} px has no pixels",
                             wall.size_mm[0], wall.size_mm[1], wall.module.mm[0], wall.module.mm[1],
                             wall.module.px[0], wall.module.px[1])};
  const auto layout = card_layout(wall);
  if (!layout) return layout.error();
  const CardGrid grid{*layout, ceil_div(wall.columns(), layout->across), ceil_div(wall.rows(), layout->down),
                      wall.size_px(), wall.module_px()};
  const std::int64_t capacity = port_capacity_px(wall);
  const PlanSettings& wishes = wall.plan;
  std::vector<Chain> chains = chains_in_blocks(grid, port_block(grid, capacity, wishes.chains), wishes);
  if (!wall.ports.rectangles_only)
    if (std::vector<Chain> filled = chains_filled_up(grid, capacity, wishes); filled.size() < chains.size())
      chains = std::move(filled);

  Plan plan{grid.wall, grid.module, {}, {}};
  for (const Chain& chain : chains) {
    Port port{static_cast<int>(plan.ports.size()) + 1, 0, capacity, std::nullopt};
    int order = 0;
    for (const Cell cell : chain) {
      const RectPx rect = grid.rect(cell.column, cell.row);
      plan.cards.push_back({static_cast<int>(plan.cards.size()) + 1, port.id, ++order, rect, rect, 0,
                            modules_by_rows({rect.w, rect.h}, grid.module, wall.card.modules_per_connector)});
      port.pixels += rect.area();
    }
    plan.ports.push_back(port);
  }
  // Spare ports close loops, from the first chain on.
  const int used = static_cast<int>(plan.ports.size());
  if (wishes.backup == LoopBackup::none) return plan;
  for (int spare = used + 1; spare <= std::min(wall.ports.count, 2 * used); ++spare)
    plan.ports[static_cast<std::size_t>(spare - used - 1)].backup = spare;
  return plan;
}

}  // namespace guangmu::led
