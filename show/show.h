// The show as a step function: commands, clocks and readiness in; picture, sound cues, events and journal
// entries out. No clock, no thread, no I/O inside: the same inputs give the same outputs. Frame thread.
//
// Who rules: emergency > operator (until the hold ends) > tour > rotation > idle.
//
// Show time: seconds since the start that picture and motion go by. It runs with the monotonic clock; in a
// running narrated tour it follows the smoothed position of the sound (at most 0.5 % off, never back); while
// a tour is paused it stands.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audio/values/cues.h"
#include "audio/values/status.h"
#include "base/language.h"
#include "base/time.h"
#include "show/colour.h"
#include "show/setup.h"
#include "show/values/command.h"
#include "show/values/journal.h"
#include "show/values/status.h"

namespace guangmu::show {

// Commands that belong together: applied on one frame, all or none.
struct Batch {
  std::uint64_t ticket = 0;  // the answer names it
  std::vector<Command> commands;
  std::string by;  // who asks, for journal and status
};

struct Refusal {
  int index = 0;  // of the command in its batch
  std::string text;
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

struct Answer {
  std::uint64_t ticket = 0;
  bool applied = false;          // else nothing of the batch was
  std::vector<Refusal> refused;  // why not
  std::vector<Refusal> ignored;  // applied as a whole, but these did nothing: a second press within 300 ms
  friend bool operator==(const Answer&, const Answer&) = default;
};

struct Readiness {
  bool ready = true;
  std::string reason;  // "one picture is missing"
  std::string failed;  // why the hold scene stands in for it; empty: it is drawn itself
};

struct ShowInput {
  double now_s = 0;         // monotonic seconds, never less than in the step before
  Instant wall_clock;       // hall time, for schedule, journal and status
  std::uint64_t frame = 0;  // number of the frame that this step makes
  std::vector<Batch> batches;
  std::map<std::string, Readiness> scenes;    // by id; a scene that is not named is ready
  const audio::AudioStatus* audio = nullptr;  // null: nothing is known, the tour runs on the clock
  const ColourJudge* colour = nullptr;        // null: profile and adjust are refused
  kpi::SnapshotPtr figures{};                 // null: nothing is known; accept and refuse go to the figures' room as they are
};

struct Timeline {
  int from = 0, to = 0;  // indexes of events
  double moved_s = 1e9;  // show time since the move began
  bool held = false;
  friend bool operator==(const Timeline&, const Timeline&) = default;
};

using SpokenFigures = std::map<std::string, SpokenFigure>;

// What the wall has to show now. From top to bottom: emergency, pattern, black, logo, then the scenes with
// caption and message.
struct Picture {
  double time_s = 0;                             // show time
  std::string program, preview;                  // program is always a known scene or "hold"
  std::string outgoing;                          // empty: no transition runs
  double entered_s = 0, outgoing_entered_s = 0;  // seconds since each entered
  TransitionKind transition = TransitionKind::cut;
  double transition_s = 0, progress = 1;  // length; 0..1 linear in time
  Timeline timeline;
  Language language = Language::zh;
  LocalText caption;                        // sentence that is being said
  std::string message, emergency, pattern;  // empty: none
  bool logo = false, freeze = false;
  double black = 0;  // 0 picture .. 1 black, ramped over 0.4 s
  double brightness = 1;
  ColourPicture colour;
  Pointed pointed;
  std::shared_ptr<const SpokenFigures> figures;  // a tour's own figures instead of live ones; null: live
  Date figures_date;
};

// What other rooms have to carry out: accept, refuse, override, hall; `by` is who gave the command.
struct Effect {
  Command command;
  std::string by;
};

struct ShowOutput {
  Picture picture;
  std::vector<audio::SoundCue> cues;
  std::vector<Event> events;
  std::vector<JournalEntry> journal;
  std::vector<Answer> answers;
  std::vector<Effect> effects;
  std::vector<ProfileDeed> profile_deeds;
  std::optional<CheckRecord> check_record;  // changed in this step: to be kept
};

class Show {
 public:
  // Starts with the first scene of the exhibit (or `first`, when it is a known scene) at show time 0.
  explicit Show(Setup setup, std::string first = "");
  ~Show();
  Show(Show&&) noexcept;
  Show& operator=(Show&&) noexcept;

  // One frame.
  ShowOutput step(const ShowInput& in);

  // Edited files: goes on where it is as far as scene, step and event still exist under the new settings.
  void replace(Setup setup);

  // Fills exhibit, scene to last_commands, volumes and mute of `sound`, and of the technician's page what is
  // on trial, compared and pointed at, as of the last step.
  void describe(Status& status) const;

  // Clips that a tour may ask for, by name; for loading them at start.
  std::vector<std::string> clips() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

inline constexpr double go_guard_s = 0.3;      // a second GO, TAKE or CUT within it is dropped
inline constexpr double wait_for_scene_s = 2;  // a scene that is not ready delays a batch this long at most
inline constexpr std::size_t undo_depth = 10;
inline constexpr double undo_age_s = 600;
inline constexpr double point_s = 60;          // what `point` shows goes off by itself
inline constexpr double default_hold_s = 180;  // where the exhibit names none

}  // namespace guangmu::show
