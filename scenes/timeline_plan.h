// Where everything of the timeline stands: months to x, values to y, strands, and the camera's way between
// events. Pure.
//
// Written on the picture's 2304 x 1440 px (12 x 15 cells of 192 x 96) and carried to any other wall by its
// cells. The present stands in the middle of a module and a month is a third of a module wide, so that no
// tick, mast, pillar or beam ever rests on a module seam.
#pragma once

#include <utility>
#include <vector>

#include "scenes/layout.h"
#include "scenes/scene.h"
#include "scenes/timeline_settings.h"

namespace guangmu::scenes {

class TimelinePlan {
 public:
  TimelinePlan(const TimelineSettings& timeline, const Layout& layout);

  // ---- Places, in canvas pixels
  float x(double design) const { return static_cast<float>(design) * stretch_.x; }
  float y(double design) const { return static_cast<float>(design) * stretch_.y; }
  float px(double design) const { return static_cast<float>(design) * scale_; }  // a length
  float stroke(double design) const { return std::max(2.f, px(design)); }
  float present_x() const { return present_x_; }
  float month_px() const { return month_px_; }
  float ground_y() const { return ground_y_; }  // upper edge of the time line
  float width() const { return width_; }
  float height() const { return height_; }
  float x_of(double month, double camera) const {
    return present_x_ + static_cast<float>(month - camera) * month_px_;
  }
  float y_of(double value) const { return ground_y_ - static_cast<float>(value) * per_unit_; }

  // ---- Events
  int count() const { return static_cast<int>(months_.size()); }
  double month(int event) const { return months_[static_cast<std::size_t>(event)]; }
  double first_month() const { return months_.front(); }
  double last_month() const { return months_.back(); }

  // ---- The curve
  struct Known {
    double month = 0, value = 0;
  };
  static constexpr int strands = 34;
  static constexpr double promise_months = 7.5;  // what the fan after the last figure reaches
  const std::vector<Known>& known() const { return known_; }
  // Value of a strand, the uppermost is 0; before its own start it is zero.
  double strand(int i, double month) const {
    return strand_at(static_cast<double>(i) / (strands - 1), i, month);
  }
  double middle(double month) const { return strand_at(0.5, -1, month); }
  double strand_start(int i) const;
  std::pair<double, double> envelope(double month) const;  // least and greatest value
  // Straight between the figures, as the dotted line goes; the middle strand elsewhere.
  double level(double month) const;
  bool has_curve() const { return !known_.empty(); }
  // Where an event's knot stands: on its figure, on the middle strand, or on the ground.
  double knot_value(int event) const;
  bool is_known(int event) const;  // the curve's figure was reported in this event's month

 private:
  double strand_at(double f, int i, double month) const;

  Vec2 stretch_;
  float scale_ = 1, width_ = 0, height_ = 0;
  float present_x_ = 0, month_px_ = 0, ground_y_ = 0, per_unit_ = 1;
  std::vector<double> months_;
  std::vector<Known> known_;
  std::vector<bool> dated_;
};

// The travel at one moment. Month of the present, and how far the things have come that depend on it.
struct TimelineCamera {
  int from = 0, to = 0;
  double month = 0;
  double moved_s = 0, travel_s = 0;
  bool moving = false;
  float way = 1;  // 0 at `from`, 1 at `to`; eased
};
TimelineCamera timeline_camera(const TimelinePlan& plan, const TimelinePosition& position);

// A number in 0..1 that is always the same for the same i and k: the picture's own chance.
float timeline_chance(int i, int k);

}  // namespace guangmu::scenes
