#include "scenes/timeline_plan.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace guangmu::scenes {
namespace {

double in_yuan(const std::string& unit) {
  return unit == "万元" ? 1e4 : unit == "亿元" ? 1e8 : 1;
}

// One or two leading digits of v.
double rounded_down(double v) {
  const double step = std::pow(10., std::floor(std::log10(v)) - 1);
  return std::floor(v / step) * step;
}

}  // namespace

float timeline_chance(int i, int k) {
  return static_cast<float>(Hash(77).add(k * 7919 + 13).add(i).add(k).add(i + 101).value() >> 40) /
         static_cast<float>(1 << 24);
}

TimelinePlan::TimelinePlan(const TimelineSettings& timeline, const Layout& layout) {
  const SizePx canvas = layout.wall().canvas, module = layout.wall().module;
  width_ = static_cast<float>(canvas.w);
  height_ = static_cast<float>(canvas.h);
  stretch_ = {width_ / 2304, height_ / 1440};
  scale_ = std::min(stretch_.x, stretch_.y);

  const float mw = static_cast<float>(std::max(1, module.w)), mh = static_cast<float>(std::max(1, module.h));
  month_px_ = x(64);
  if (std::abs(mw / 3 - month_px_) < month_px_ * 0.4f) month_px_ = mw / 3;
  present_x_ = (std::floor(x(1056) / mw) + 0.5f) * mw;
  ground_y_ = std::round((std::floor(y(1200) / mh) + 0.5f) * mh);

  months_ = timeline_months(timeline);
  for (const TimelineEvent& e : timeline.events) dated_.push_back(e.date.month != 0);
  for (const TimelineTotal& total : timeline.totals) {
    if (total.metric != timeline.curve || total.points.empty()) continue;
    const double unit = in_yuan(total.points.front().unit);
    for (const TimelinePoint& p : total.points)
      known_.push_back({timeline_month(p.date), p.value * in_yuan(p.unit) / unit});
  }
  double top = 0;
  for (const Known& k : known_) top = std::max(top, k.value);
  if (top > 0) per_unit_ = static_cast<float>(rounded_down(y(441.6) / top));
}

double TimelinePlan::strand_start(int i) const {
  // The report says only "more than a year": each strand leaves zero at a date of its own.
  const double spread = i < 0 ? 0.4 : static_cast<double>(timeline_chance(i, 1));
  return known_.front().month - 12.2 - 4.6 * spread;
}

double TimelinePlan::strand_at(double f, int i, double month) const {
  if (known_.empty()) return 0;
  const Known& first = known_.front();
  const Known& last = known_.back();
  if (month <= first.month) {
    const double start = strand_start(i), u = (month - start) / (first.month - start);
    return u <= 0 ? 0 : first.value * std::pow(u, 0.85 + 1.15 * f);
  }
  if (month >= last.month) {
    const double u = (month - last.month) / promise_months;
    return last.value * (1 + 0.26 * (1 - f) * std::pow(u, 1.5));
  }
  std::size_t k = 0;
  while (known_[k + 1].month < month) ++k;
  const double u = (month - known_[k].month) / (known_[k + 1].month - known_[k].month);
  const double q = 0.43 * std::pow(2.3 / 0.43, f);
  return known_[k].value + (known_[k + 1].value - known_[k].value) * std::pow(u, q);
}

std::pair<double, double> TimelinePlan::envelope(double month) const {
  double low = 1e300, high = 0;
  for (int i = 0; i < strands; ++i) {
    const double v = strand(i, month);
    low = std::min(low, v);
    high = std::max(high, v);
  }
  return {std::min(low, high), high};
}

double TimelinePlan::level(double month) const {
  if (known_.empty()) return 0;
  if (month >= known_.back().month) return known_.back().value;
  if (month <= known_.front().month) return middle(month);
  std::size_t k = 0;
  while (known_[k + 1].month < month) ++k;
  const double u = (month - known_[k].month) / (known_[k + 1].month - known_[k].month);
  return known_[k].value + (known_[k + 1].value - known_[k].value) * u;
}

bool TimelinePlan::is_known(int event) const {
  if (!dated_[static_cast<std::size_t>(event)]) return false;
  return std::any_of(known_.begin(), known_.end(),
                     [&](const Known& k) { return std::abs(k.month - month(event)) < 0.5; });
}

double TimelinePlan::knot_value(int event) const {
  const double m = month(event);
  if (known_.empty() || m > known_.back().month + promise_months) return 0;
  return middle(m);
}

TimelineCamera timeline_camera(const TimelinePlan& plan, const TimelinePosition& position) {
  TimelineCamera c;
  const int last = plan.count() - 1;
  c.from = std::clamp(position.from, 0, last);
  c.to = std::clamp(position.to, 0, last);
  c.month = plan.month(c.to);
  c.moved_s = std::max(0., position.moved_s);
  if (c.from == c.to) return c;
  const double way = plan.month(c.to) - plan.month(c.from);
  c.travel_s = timeline_travel_s(way);
  if (c.moved_s >= c.travel_s) return c;
  c.moving = true;
  const double p = c.moved_s / c.travel_s;
  const double eased = p * p * p * (p * (p * 6 - 15) + 10);
  c.way = static_cast<float>(eased);
  c.month = plan.month(c.from) + way * eased;
  return c;
}

}  // namespace guangmu::scenes
