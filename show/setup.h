// What a show is made from: its part of exhibit.yaml, and the names that come from other rooms. Plain values;
// stage fills it.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "audio/values/bus.h"
#include "base/language.h"
#include "show/colour.h"
#include "show/settings.h"
#include "show/tour_settings.h"
#include "show/values/check.h"
#include "show/values/status.h"

namespace guangmu::show {

struct SceneNames {
  LocalText title;
  std::vector<std::string> metrics;  // figures it shows
};

// What the guided check asks, and where it goes on.
struct CheckSetup {
  std::vector<CheckQuestion> questions;  // in order
  std::string size_px;                   // of the wall, for the record
  CheckRecord newest;                    // begun is empty where there is none; read at the start alone
  std::string why_not;                   // no record can be kept, and why; empty: it can
};

struct Setup {
  ShowSettings exhibit;
  std::map<std::string, SceneNames> scenes;     // every scene that can be taken; cues name some of them
  std::map<std::string, Tour> tours;            // by id
  std::map<std::string, Narration> narrations;  // by tour id; a tour without one runs silently on the clock
  std::vector<TimelineEventInfo> events;        // of timeline.yaml, in order
  double seconds_per_event_s = 8;
  std::string timeline_scene = "timeline";           // the scene that `timeline …` moves
  std::vector<std::string> metrics;                  // ids that accept, refuse and override take
  std::vector<std::string> patterns;                 // names that `pattern` takes
  std::array<double, audio::bus_count> volume_db{};  // at start, by audio::Bus
  bool has_hall = false;                             // whether somebody carries out hall
  std::string profile = wall_alone;                  // confirmed when the show begins
  double trial_s = 20;                   // a change of the wall's colours stays so long unconfirmed
  CheckSetup check;
  int columns = 0, rows = 0, cards = 0;  // of the wall, for `point`: modules, highest card id
};

}  // namespace guangmu::show
