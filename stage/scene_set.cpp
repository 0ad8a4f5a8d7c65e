#include "stage/scene_set.h"

#include <cmath>
#include <exception>

#include "base/log.h"
#include "scenes/contact.h"
#include "scenes/document_scene.h"
#include "scenes/hold.h"

namespace guangmu::stage {

scenes::SceneContext scene_context(const Settings& s) {
  scenes::SceneContext context;
  context.theme = s.theme;
  context.wall.canvas = s.wall.size_px();
  context.wall.module = s.wall.module_px();
  // ISO 9241-3, 22 minutes of arc: 6.40 mm per metre of distance.
  context.wall.legible_px = static_cast<float>(std::ceil(6.40 * s.wall.viewing.far_m / s.wall.pitch_mm));
  context.timeline = std::make_shared<const scenes::TimelineSettings>(s.timeline);
  const auto& who = s.data.contact;
  context.contact = std::make_shared<const scenes::Contact>(scenes::Contact{who.name, who.phone, who.mail, who.response_promise});
  return context;
}

SceneSet::SceneSet(const Settings& settings) {
  const scenes::SceneContext context = scene_context(settings);
  const LocalText& name = settings.show.hold.title.empty() ? settings.show.short_title : settings.show.hold.title;
  const LocalText& title = settings.show.hold.text.empty() ? settings.show.title : settings.show.hold.text;
  hold_ = scenes::make_hold(context, name, title);
  for (const auto& [id, document] : settings.scenes) scenes_[id].scene = scenes::make_scene(document, context);
}

bool SceneSet::has(const std::string& id) const {
  return id == hold_id || scenes_.contains(id);
}

scenes::Scene& SceneSet::scene(const std::string& id) {
  const auto found = scenes_.find(id);
  return found == scenes_.end() ? *hold_ : *found->second.scene;
}

std::vector<std::string> SceneSet::metric_ids(const std::string& id) const {
  const auto found = scenes_.find(id);
  return found == scenes_.end() ? std::vector<std::string>{} : found->second.scene->metric_ids();
}

std::string SceneSet::failure(const std::string& id) const {
  const auto found = scenes_.find(id);
  return found == scenes_.end() ? "" : found->second.failure;
}

scenes::SceneOutput SceneSet::build(const std::string& id, const scenes::SceneInput& in, draw::TextEngine& text) {
  scenes::SceneOutput out;
  const auto found = scenes_.find(id);
  if (found != scenes_.end()) {
    Entry& entry = found->second;
    if (!entry.failure.empty() && in.entered_s < entry.failed_entered_s) entry.failure.clear();
    if (entry.failure.empty()) {
      try {
        entry.scene->build(in, text, out);
        return out;
      } catch (const std::exception& error) {
        entry.failure = error.what();
        log::error("stage", "the scene " + id + " failed, the hold picture stands in: " + entry.failure);
      }
    }
    entry.failed_entered_s = in.entered_s;
    out = {};
  }
  hold_->build(in, text, out);
  return out;
}

}  // namespace guangmu::stage
