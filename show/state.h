// Everything the show remembers from one step to the next, as one value: a batch of commands works on a copy,
// and the copy becomes the state only when all of it went well. Times named _at are show time, those named
// _at_now monotonic seconds. Room-internal.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audio/values/bus.h"
#include "audio/values/smoothed_clock.h"
#include "base/language.h"
#include "base/time.h"
#include "show/check.h"
#include "show/show.h"
#include "show/trial.h"

namespace guangmu::show {

inline const std::string hold_scene = "hold";  // built in, always there

struct UndoEntry {
  std::string scene;  // what stood on the wall before
  TransitionKind kind = TransitionKind::dissolve;
  double length_s = 0;
  double taken_at_now = 0;
};

struct TransitionRun {
  TransitionKind kind = TransitionKind::cut;
  double length_s = 0, began_at = 0;
};

struct TourRun {
  bool running = false;  // from start to end or stop
  bool paused = false;   // by `tour pause`
  bool held = false;     // by an operator who took the wall
  std::string id;
  std::size_t step = 0;
  audio::SmoothedClock clock;  // position in the whole tour
  std::uint32_t started = 0;   // grows whenever the sound has to begin anew: start, goto, next, back
  std::uint32_t clip = 0, next_clip = 0;  // serials of what is heard and of what follows it; 0: silent
};

struct TimelineRun {
  int from = 0, to = 0;
  double began_at = -1e9;  // of the move, or of standing on `to`
  bool held = false;
  bool positioned = false;  // somebody chose the event: entering the scene keeps it
};

struct State {
  double show_s = 0, now_s = 0;

  std::string program = hold_scene, outgoing, preview;
  double entered_at = 0, outgoing_entered_at = 0;
  std::optional<TransitionRun> transition;
  Instant program_since;
  std::string program_by;  // who brought it
  std::vector<UndoEntry> undo;

  std::optional<double> hold_until_now;  // the operator keeps the wall until then
  std::string ruler;                     // who gave the command that rules
  bool rotation = false;
  double stands_since = 0;     // show time from which the rotation counts this scene
  double quiet_until_now = 0;  // after a tour the rotation waits

  TourRun tour;
  TimelineRun timeline;

  bool blackout = false, freeze = false, logo = false, mute = false;
  double black = 0;
  double brightness = 1;
  std::array<double, audio::bus_count> volume_db{};
  Language language = Language::zh;
  std::string message, emergency, pattern;

  Trial trial;
  Check check;
  Pointed pointed;
  double pointed_until_now = 0;

  double last_go_now = -1e9;

  // The tour moves picture and sound now.
  bool tour_active() const { return tour.running && !tour.paused && !tour.held && emergency.empty(); }
  bool operator_rules() const { return hold_until_now.has_value(); }
};

}  // namespace guangmu::show
