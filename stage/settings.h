// Everything one wall is built from: each room's own settings, as config read them. Plain values.
#pragma once

#include <map>
#include <string>

#include "audio/settings.h"
#include "kpi/settings.h"
#include "led_mapping/settings.h"
#include "scenes/settings.h"
#include "scenes/timeline_settings.h"
#include "show/settings.h"
#include "show/tour_settings.h"

namespace guangmu::stage {

struct Settings {
  std::string folder;  // of the exhibit; narration audio is found below it
  show::ShowSettings show;
  audio::Settings audio;
  led::WallSettings wall;
  kpi::DataSettings data;
  scenes::Theme theme;
  scenes::TimelineSettings timeline;
  std::map<std::string, scenes::SceneSettings> scenes;
  std::map<std::string, show::Tour> tours;
  std::map<std::string, show::Narration> narrations;
};

}  // namespace guangmu::stage
