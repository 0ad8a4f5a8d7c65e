#include "renderer/power_guard.h"

#include <algorithm>

namespace guangmu::renderer {

Result<PowerGuard> PowerGuard::create(Kit& kit, bool draws_in_memory) {
  PowerGuard guard;
  auto pass = DutyPass::create(kit);
  if (!pass) return pass.error();
  guard.pass_ = std::move(*pass);
  guard.at_once_ = draws_in_memory;
  return guard;
}

void PowerGuard::take(const std::vector<TileDuty>& duties) {
  if (duties.size() == duties_.size()) duties_ = duties;
}

// The wall takes at most factor times this: light above full drive counts in full, because a dimmed picture
// shows it.
led::PowerDemand PowerGuard::demand(const led::PowerLimits& limits) const {
  led::PowerDemand out;
  std::vector<led::AreaDuty> areas;
  for (std::size_t i = 0; i < duties_.size(); ++i) {
    const RectPx r = grid_.rect(i);
    const double w_m2 = limits.model.above_black_w_m2(duties_[i].duty) + duties_[i].above_w_m2;
    out.above_black_w_m2 += w_m2 * static_cast<double>(r.area()) / area_px_;
    if (limits.card_limit_w) areas.push_back({r, {w_m2, 0, 0}});
  }
  if (limits.card_limit_w) {
    led::PowerModel watts = limits.model;  // the areas hold watts already
    watts.k_w_m2 = {1, 0, 0};
    out.most_factor = led::card_limit_factor(watts, limits.plan, areas, *limits.card_limit_w);
  }
  return out;
}

// Whether the wall stays below every limit even if all changed tiles were white.
bool PowerGuard::harmless(const std::vector<Measured>& changed, const led::PowerLimits& limits) const {
  if (factor_ < 1 || limits.card_limit_w) return false;
  std::vector<bool> white(duties_.size());
  for (const Measured& m : changed)
    for (const std::size_t i : m.tiles) white[i] = true;
  const double full = limits.model.white_w_m2() - limits.model.black_w_m2;
  double sum = limits.model.black_w_m2;
  for (std::size_t i = 0; i < duties_.size(); ++i)
    sum += (white[i] ? full : limits.model.above_black_w_m2(duties_[i].duty)) *
           static_cast<double>(grid_.rect(i).area()) / area_px_;
  return sum <= std::min(led::Limiter::settle * limits.limiter.average_limit_w_m2, limits.limiter.instant_limit_w_m2);
}

double PowerGuard::factor(Kit& kit, const TileGrid& grid, const std::vector<Measured>& changed,
                          const led::OutputTables& tables, std::uint64_t tables_version,
                          const led::PowerLimits& limits, Moment moment, Work& work) {
  if (!(grid == grid_)) {
    grid_ = grid;
    duties_.assign(grid.count(), {});
    area_px_ = static_cast<double>(std::max<std::int64_t>(1, grid.canvas.area()));
  }
  codes_.clear();
  if (!limiter_) limiter_.emplace(limits.limiter);
  limiter_->set(limits.limiter);
  pass_.use(grid, tables, tables_version, limits.model.k_w_m2);
  if (pass_.sent()) take(pass_.fetch());  // of an earlier frame
  bool any = false;
  for (const Measured& m : changed) {
    if (m.tiles.empty()) continue;
    pass_.measure(kit, *m.canvas, m.tiles, m.light, tables, work);
    any = true;
  }
  if (any) {
    pass_.send();
    if (at_once_ || moment.settled || !harmless(changed, limits)) take(pass_.fetch());
  }
  const led::PowerDemand wanted = demand(limits);
  factor_ = moment.settled ? limiter_->settled(wanted) : limiter_->step(moment.now_s, wanted);
  return factor_;
}

void PowerGuard::codes(const std::vector<led::AreaDuty>& areas, const led::PowerLimits& limits, Moment moment) {
  codes_ = areas;
  factor_ = 1;
  if (!limiter_) limiter_.emplace(limits.limiter);
  SizePx wall;
  for (const led::AreaDuty& a : areas) wall = {std::max(wall.w, a.rect.right()), std::max(wall.h, a.rect.bottom())};
  if (!moment.settled) limiter_->note(moment.now_s, limits.model.w_m2(led::mean_duty(areas, wall)));
}

PowerReport PowerGuard::report(const led::PowerLimits& limits) const {
  PowerReport out;
  out.limiter = factor_;
  SizePx wall = grid_.canvas;
  if (!codes_.empty()) {
    out.areas = codes_;
    for (const led::AreaDuty& a : codes_) wall = {std::max(wall.w, a.rect.right()), std::max(wall.h, a.rect.bottom())};
  } else {
    for (std::size_t i = 0; i < duties_.size(); ++i) {
      // Light above full drive joins as far as dimming brings it below; on all channels alike.
      const TileDuty& t = duties_[i];
      const double lit = limits.model.above_black_w_m2(t.duty);
      const double dimmed = std::min(lit, factor_ * (lit + t.above_w_m2));
      const double s = lit > 0 ? dimmed / lit : factor_;
      out.areas.push_back({grid_.rect(i), {s * t.duty.r, s * t.duty.g, s * t.duty.b}});
    }
  }
  out.duty = led::mean_duty(out.areas, wall);
  out.w_m2 = limits.model.w_m2(out.duty);
  return out;
}

}  // namespace guangmu::renderer
