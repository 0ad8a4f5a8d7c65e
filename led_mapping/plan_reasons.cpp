#include "led_mapping/plan_reasons.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "led_mapping/plan_check.h"
#include "led_mapping/planner.h"

namespace guangmu::led {

namespace {

int ceil_div(int a, int b) {
  return (a + b - 1) / b;
}

std::string lower(double rate_hz) {
  return fmt::format("{:g}", std::floor(rate_hz * 100) / 100);
}

// The layout that would save cards and breaks the fewest limits.
std::string about_cards(const WallSettings& wall, CardLayout used) {
  const CardLoad load = card_load(wall, used.across, used.down);
  const auto cards = [&](int across, int down) {
    return ceil_div(wall.columns(), across) * ceil_div(wall.rows(), down);
  };
  std::string out =
      fmt::format("{} cards of {} x {} modules: {}x{} px, {} of {} px, {} of {} connectors, {} of {} groups",
                  cards(used.across, used.down), used.across, used.down, load.px.w, load.px.h,
                  grouped(load.px.area()), grouped(wall.card.max_px), load.connectors, wall.card.connectors,
                  load.connectors * wall.module.groups, wall.card.groups);
  if (const int rest = wall.rows() % used.down; rest != 0)
    out += fmt::format("; the lowest row {} x {}", used.across, rest);
  if (const int rest = wall.columns() % used.across; rest != 0)
    out += fmt::format("; the last column {} x {}", rest, used.down);
  std::vector<std::string> broken;
  int fewest = 0;
  const int most = wall.card.connectors * wall.card.modules_per_connector * 2;
  for (int across = 1; across <= std::min(wall.columns(), most); ++across)
    for (int down = 1; down <= wall.rows() && across * down <= most; ++down) {
      if (cards(across, down) >= cards(used.across, used.down)) continue;
      auto limits =
          broken_card_limits(wall, card_load(wall, across, down),
                             fmt::format("one of {} x {} ({} cards)", across, down, cards(across, down)));
      if (limits.empty()) continue;
      const bool better = broken.empty() || limits.size() < broken.size() ||
                          (limits.size() == broken.size() && cards(across, down) < fewest);
      if (!better) continue;
      broken = std::move(limits);
      fewest = cards(across, down);
    }
  if (!broken.empty()) {
    out += ". Larger: ";
    out += broken.front();
    if (broken.size() == 1 && wall.card.rule == CardRule::rectangle &&
        broken.front().find("rule rectangle") != std::string::npos)
      out += "; if the supplier says that the limit is a number of pixels, set rule: product";
  }
  return out;
}

// Whether a whole row (or column) of cards fits on one port.
std::string about_line(const WallSettings& wall, CardLayout card, bool row) {
  const SizePx size = wall.size_px();
  const int cards = row ? ceil_div(wall.columns(), card.across) : ceil_div(wall.rows(), card.down);
  const int lines = row ? ceil_div(wall.rows(), card.down) : ceil_div(wall.columns(), card.across);
  const std::int64_t px = row ? std::int64_t{size.w} * std::min(size.h, card.down * wall.module.px[1])
                              : std::int64_t{size.h} * std::min(size.w, card.across * wall.module.px[0]);
  const std::int64_t capacity = port_capacity_px(wall);
  const std::string what =
      fmt::format("a {} of {} cards has {} px", row ? "row" : "column", cards, grouped(px));
  const double share =
      100. * static_cast<double>(px) / static_cast<double>(std::max<std::int64_t>(1, capacity));
  if (px > capacity)
    return fmt::format(
        "{}, {:.1f} % of a port's {} px at {:g} Hz and {} bit ({:.0f} Mbit/s): {} too many; it fits up "
        "to {} Hz",
        what, share, grouped(capacity), wall.rate_hz(), wall.ports.bits_per_px, wall.ports.bits_per_s / 1e6,
        grouped(px - capacity),
        lower(wall.ports.bits_per_s / wall.ports.bits_per_px / static_cast<double>(px)));
  const int fit = std::min(lines, static_cast<int>(capacity / std::max<std::int64_t>(1, px)));
  return fmt::format("{}, {:.1f} % of a port's {} px at {:g} Hz: {} to a port, {} ports for all {}", what,
                     share, grouped(capacity), wall.rate_hz(), fit, ceil_div(lines, fit), lines);
}

// The highest of the usual rates at which `fits` holds for the computed plan.
template <class Fits>
std::optional<std::pair<double, Plan>> at_a_lower_rate(const WallSettings& wall, Fits fits) {
  for (const double rate_hz : {60., 50., 48., 40., 30., 25., 24.}) {
    if (rate_hz >= wall.rate_hz()) continue;
    WallSettings slower = wall;
    if (slower.heads.empty()) slower.heads.emplace_back();
    for (HeadSettings& head : slower.heads) head.rate_hz = rate_hz;
    if (auto plan = compute_plan(slower); plan && fits(*plan)) return std::pair{rate_hz, std::move(*plan)};
  }
  return std::nullopt;
}

std::string about_backup(const Plan& plan, const WallSettings& wall) {
  const auto with_loop = static_cast<int>(std::count_if(plan.ports.begin(), plan.ports.end(),
                                                        [](const Port& p) { return p.backup.has_value(); }));
  const int used = static_cast<int>(plan.ports.size()), count = wall.ports.count;
  if (with_loop == used)
    return fmt::format("every chain has a backup loop: {} ports + {} for backup", used, with_loop);
  std::string out;
  if (used > count)
    out = fmt::format("{} ports are needed, the processor has {}", used, count);
  else if (used == count)
    out = fmt::format("all {} ports are used, none is left for a backup loop", count);
  else
    out = fmt::format("{} of {} ports are used; {} of {} chains have a backup loop", used, count, with_loop,
                      used);
  const auto slower =
      at_a_lower_rate(wall, [&](const Plan& p) { return 2 * static_cast<int>(p.ports.size()) <= count; });
  out += slower ? fmt::format("; at {:g} Hz it takes {} ports + {} for a full backup loop", slower->first,
                              slower->second.ports.size(), slower->second.ports.size())
                : "; a full backup loop needs a second processor";
  return out;
}

}  // namespace

std::string grouped(std::int64_t number) {
  std::string out = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(out.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
    out.insert(static_cast<std::size_t>(at), 1, ',');
  return out;
}

std::vector<std::string> plan_reasons(const Plan& plan, const WallSettings& wall) {
  std::vector<std::string> out;
  if (wall.plan.cards.empty())
    if (const auto layout = card_layout(wall)) {
      out.push_back(about_cards(wall, *layout));
      out.push_back(about_line(wall, *layout, false));
      out.push_back(about_line(wall, *layout, true));
    }
  out.push_back(about_backup(plan, wall));
  return out;
}

}  // namespace guangmu::led
