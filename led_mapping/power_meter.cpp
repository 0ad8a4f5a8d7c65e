#include "led_mapping/power_meter.h"

#include <algorithm>
#include <cmath>

namespace guangmu::led {

namespace {

constexpr std::size_t seconds_kept = 60;

void add_weighed(MeanDuty& sum, const MeanDuty& d, double weight) {
  sum.r += d.r * weight;
  sum.g += d.g * weight;
  sum.b += d.b * weight;
}

// Mean drive of the part of `areas` inside `rect`.
MeanDuty duty_in(RectPx rect, const std::vector<AreaDuty>& areas) {
  MeanDuty sum;
  for (const AreaDuty& a : areas) {
    const RectPx both = intersect(a.rect, rect);
    if (!both.empty()) add_weighed(sum, a.duty, static_cast<double>(both.area()) / static_cast<double>(rect.area()));
  }
  return sum;
}

}  // namespace

MeanDuty mean_duty(const std::vector<AreaDuty>& areas, SizePx wall) {
  MeanDuty sum;
  if (wall.area() <= 0) return sum;
  for (const AreaDuty& a : areas)
    add_weighed(sum, a.duty, static_cast<double>(a.rect.area()) / static_cast<double>(wall.area()));
  return sum;
}

std::vector<double> card_watts(const PowerModel& model, const Plan& plan, const std::vector<AreaDuty>& areas) {
  std::vector<double> out;
  out.reserve(plan.cards.size());
  const double wall_px = static_cast<double>(std::max<std::int64_t>(1, plan.wall.area()));
  for (const Card& card : plan.cards)
    out.push_back(model.w(duty_in(card.rect_px, areas)) * static_cast<double>(card.rect_px.area()) / wall_px);
  return out;
}

double card_limit_factor(const PowerModel& model, const Plan& plan, const std::vector<AreaDuty>& areas,
                         double limit_w) {
  double factor = 1;
  const std::vector<double> watts = card_watts(model, plan, areas);
  const double wall_px = static_cast<double>(std::max<std::int64_t>(1, plan.wall.area()));
  for (std::size_t i = 0; i < watts.size(); ++i) {
    const double black =
        model.w({}) * static_cast<double>(plan.cards[i].rect_px.area()) / wall_px;
    if (watts[i] > limit_w && watts[i] > black)
      factor = std::min(factor, std::max(0., limit_w - black) / (watts[i] - black));
  }
  return factor;
}

void PowerMeter::add(double now_s, double w_m2) {
  if (!last_.empty() && now_s < last_.back().at_s) last_.clear();
  last_.push_back({now_s, w_m2});
  while (last_.size() > 1 && last_[1].at_s <= now_s - 1) last_.pop_front();
  if (!started_ || now_s < at_s_) {
    started_ = true;
    second_ = static_cast<std::int64_t>(std::floor(now_s));
    at_s_ = now_s;
    energy_ = (now_s - static_cast<double>(second_)) * w_m2;  // as if it had begun with the second
    peak_ = w_m2_ = w_m2;
    return;
  }
  const auto now_second = static_cast<std::int64_t>(std::floor(now_s));
  if (now_second - second_ > static_cast<std::int64_t>(seconds_kept)) {  // it stood still for longer than is kept
    minute_.assign(seconds_kept, static_cast<float>(w_m2_));
    peaks_ = minute_;
    second_ = now_second;
    at_s_ = static_cast<double>(second_);
    energy_ = 0;
    peak_ = w_m2_;
  }
  while (second_ < now_second) {
    const double end = static_cast<double>(second_ + 1);
    minute_.push_back(static_cast<float>(energy_ + (end - at_s_) * w_m2_));
    peaks_.push_back(static_cast<float>(peak_));
    if (minute_.size() > seconds_kept) minute_.pop_front(), peaks_.pop_front();
    at_s_ = end;
    energy_ = 0;
    peak_ = w_m2_;
    ++second_;
  }
  energy_ += (now_s - at_s_) * w_m2_;
  at_s_ = now_s;
  w_m2_ = w_m2;
  peak_ = std::max(peak_, w_m2);
}

double PowerMeter::average_w_m2() const {
  if (last_.empty()) return 0;
  const double end = last_.back().at_s;
  double energy = 0, length = 0;
  for (std::size_t i = 0; i + 1 < last_.size(); ++i) {
    const double s = last_[i + 1].at_s - std::max(last_[i].at_s, end - 1);
    energy += s * last_[i].w_m2;
    length += s;
  }
  return length > 0 ? energy / length : w_m2_;
}

double PowerMeter::highest_w_m2() const {
  double highest = peak_;
  for (const float p : peaks_) highest = std::max(highest, static_cast<double>(p));
  return highest;
}

}  // namespace guangmu::led
