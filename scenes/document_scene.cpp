#include "scenes/document_scene.h"

#include <algorithm>
#include <variant>

#include "scenes/ground.h"
#include "scenes/motion.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

constexpr double ground_s = 0.8;  // the ground comes up first

class DocumentScene final : public Scene {
 public:
  DocumentScene(const SceneSettings& s, const SceneContext& context)
      : layout_(context, s.grid[0], s.grid[1]) {
    std::vector<draw::Light> shades;
    for (const WidgetSettings& w : s.widgets) {
      widgets_.push_back(std::visit([&](const auto& settings) { return make_widget(settings, context); }, w));
      widgets_.back()->shades(layout_, shades);
      for (auto& id : widgets_.back()->names())
        if (std::find(ids_.begin(), ids_.end(), id) == ids_.end()) ids_.push_back(std::move(id));
    }
    ground_ = make_ground(s.backdrop, layout_, std::move(shades));
    ground_whole_ = std::make_shared<const draw::Backdrop>(ground_);
    entrance_s_ = ground_s;
    for (const auto& w : widgets_) entrance_s_ = std::max(entrance_s_, w->entrance_end_s());
  }

  double entrance_s() const override { return entrance_s_; }

  std::vector<std::string> metric_ids() const override { return ids_; }

  void build(const SceneInput& in, draw::TextEngine& text, SceneOutput& out) override {
    const double entered = in.settled ? 1e9 : in.entered_s;
    out.list.canvas = layout_.wall().canvas;
    out.list.tile = layout_.wall().module;
    out.list.time_s = in.time_s;
    out.list.backdrop_moves = in.backdrop_moves;
    out.list.backdrop = ground_at(entered);

    WidgetOutput parts;
    parts.groups = std::move(out.list.groups);
    parts.groups.clear();
    const WidgetFrame frame{in, text, layout_, ids_, entered};
    for (const auto& w : widgets_) w->build(frame, parts);
    out.list.groups = std::move(parts.groups);
    out.next_change_s = parts.next_change_s;
    if (entered < entrance_s_) out.next_change_s = std::min(out.next_change_s, in.time_s);
  }

 private:
  std::shared_ptr<const draw::Backdrop> ground_at(double entered_s) const {
    if (entered_s >= ground_s) return ground_whole_;
    draw::Backdrop b = ground_;
    b.amount = motion::in_out(motion::progress(std::max(0., entered_s), ground_s));
    return std::make_shared<const draw::Backdrop>(std::move(b));
  }

  Layout layout_;
  std::vector<std::unique_ptr<Widget>> widgets_;
  std::vector<std::string> ids_;
  draw::Backdrop ground_;
  std::shared_ptr<const draw::Backdrop> ground_whole_;
  double entrance_s_ = 0;
};

}  // namespace

std::unique_ptr<Scene> make_scene(const SceneSettings& settings, const SceneContext& context) {
  return std::make_unique<DocumentScene>(settings, context);
}

}  // namespace guangmu::scenes
