// What stands in one area of a scene. A widget gives groups of items; a group whose inputs did not change is
// the same pointer as in the frame before, which costs the painter nothing.
//
// Everything is a function of the frame's input. A widget may remember when (in show time) it saw a value
// change: that follows from the inputs it was given so far.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/hash.h"
#include "renderer/face/draw_list.h"
#include "renderer/face/text.h"
#include "scenes/layout.h"
#include "scenes/scene.h"

namespace guangmu::scenes {

struct WidgetFrame {
  const SceneInput& in;
  draw::TextEngine& text;
  const Layout& layout;
  const std::vector<std::string>& ids;  // metrics, series and tables that the scene shows, each once
  // Seconds since the scene's entrance began; huge when the scene stands settled.
  double entered_s = 0;
};

struct WidgetOutput {
  std::vector<draw::Placed> groups;  // appended back to front
  double next_change_s = std::numeric_limits<double>::infinity();

  void add(draw::GroupPtr group, Vec2 shift = {}, float opacity = 1) {
    if (group && !group->items.empty() && opacity > 0) groups.push_back({std::move(group), shift, opacity});
  }
  void changes_at(double time_s) { next_change_s = std::min(next_change_s, time_s); }
};

class Widget {
 public:
  virtual ~Widget() = default;
  virtual void build(const WidgetFrame& frame, WidgetOutput& out) = 0;
  // Metrics, series and tables that it shows.
  virtual std::vector<std::string> names() const { return {}; }
  // Seconds after the scene's entrance at which this widget's own is over.
  virtual double entrance_end_s() const = 0;
  // Dark pools over the backdrop where its texts stand.
  virtual void shades(const Layout&, std::vector<draw::Light>&) const {}
};

// A dark pool that covers `over` well into its corners.
inline draw::Light shade_over(const Layout& layout, Rect over, float alpha) {
  draw::Light shade;
  shade.centre = over.centre();
  shade.radii = {over.w * 0.85f, over.h * 1.05f};
  shade.power = 1.1f;
  shade.colour = layout.palette().ground.with_alpha(alpha);
  return shade;
}

// One group, rebuilt only when its key changes. The key must cover everything the group is made from.
class GroupCache {
 public:
  template <class Make>
  const draw::GroupPtr& get(std::uint64_t key, Make&& make) {
    if (!group_ || key != key_) {
      group_ = make();
      key_ = key;
    }
    return group_;
  }

 private:
  draw::GroupPtr group_;
  std::uint64_t key_ = 0;
};

}  // namespace guangmu::scenes
