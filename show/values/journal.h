// What leaves the show as values: journal entries (kept by store) and events (told to whoever listens).
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "show/values/status.h"

namespace guangmu::show {

// One line of the journal: a command with its outcome, or something the show did by itself (by: "show").
struct JournalEntry {
  Instant at;
  double show_time_s = 0;
  std::string by;    // who; "show" for what happened by itself
  std::string text;  // the command's text form, or e.g. "tour welcome step 3 development"
  Outcome outcome = Outcome::applied;
  std::string reason;
  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

// Something that just happened, for clients that listen: kind is one of scene, tour, step, caption, timeline,
// hold, control, command, fault, config. `text` is its id or its words.
struct Event {
  Instant at;
  std::string kind, text;
  double tour_position_s = -1;   // where in the tour; -1: none runs
  std::int64_t tour_frame = -1;  // the same as an audio frame of the step's narration, 48 kHz
  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace guangmu::show
