// The scenes of one exhibit, ready to be built, with the hold scene that stands in for one that fails. Frame thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenes/layout.h"
#include "scenes/scene.h"
#include "stage/settings.h"

namespace guangmu::stage {

inline const std::string hold_id = "hold";

scenes::SceneContext scene_context(const Settings& settings);

class SceneSet {
 public:
  explicit SceneSet(const Settings& settings);

  bool has(const std::string& id) const;
  scenes::Scene& scene(const std::string& id);  // the hold scene for an unknown id
  std::vector<std::string> metric_ids(const std::string& id) const;

  // Builds the scene's picture. When it fails the hold scene's picture comes instead, in the same frame, and failure(id) says why;
  // a failed scene is tried again at its next entrance (entered_s < the last one).
  scenes::SceneOutput build(const std::string& id, const scenes::SceneInput& in, draw::TextEngine& text);
  std::string failure(const std::string& id) const;

 private:
  struct Entry {
    std::unique_ptr<scenes::Scene> scene;
    std::string failure;
    double failed_entered_s = 0;
  };
  std::map<std::string, Entry> scenes_;
  std::unique_ptr<scenes::Scene> hold_;
};

}  // namespace guangmu::stage
