// An exhibit folder as settings: every file read, every mistake gathered. Blocks on the disk for some
// milliseconds; any thread. Fails by issues alone: with errors among them the settings are not to be used.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/exhibit_settings.h"
#include "config/hall_settings.h"
#include "config/issue.h"
#include "config/reading.h"
#include "kpi/settings.h"
#include "led_mapping/settings.h"
#include "scenes/settings.h"
#include "scenes/timeline_settings.h"
#include "show/tour_settings.h"

namespace guangmu::config {

struct ExhibitFiles {
  std::string folder;
  ExhibitSettings exhibit;                              // exhibit.yaml
  led::WallSettings wall;                               // wall.yaml
  kpi::DataSettings data;                               // data.yaml
  scenes::Theme theme;                                  // theme.yaml; without it the built-in colours
  scenes::TimelineSettings timeline;                    // timeline.yaml; empty without it
  HallSettings hall;                                    // hall.yaml; empty without it
  std::map<std::string, scenes::SceneSettings> scenes;  // scenes/*.yaml by id
  std::map<std::string, show::Tour> tours;              // tours/*.yaml by id
  std::map<std::string, show::Narration> narrations;    // tours/ID/captions.yaml by tour id, where narrated
};

struct Loaded {
  ExhibitFiles settings;
  std::vector<Issue> issues;       // by file, line and column
  std::vector<std::string> files;  // read, in the order of reading
  bool ok() const { return !has_errors(issues); }
};

// Places carry `folder` as given: "config/exhibits/lanzhou" -> "config/exhibits/lanzhou/data.yaml:12:3".
Loaded load_exhibit(const std::string& folder, const Environment& environment = process_environment(),
                    Secrets secrets = Secrets::filled_in);

// One text as the file of the exhibit that `name` says, e.g. "wall.yaml" or "scenes/overview.yaml"; places
// carry `name`.
std::vector<Issue> check_text(const std::string& name, const std::string& text,
                              const Environment& environment);

}  // namespace guangmu::config
